"""The records and judgements that benchmarks run on, and larger sets made from them."""

import ast
import csv
import gzip
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from trialhead.registry import RecordError, Study, read_study
from trialhead.search import Entry

LAY_WORDS = Path(__file__).with_name("lay_words.tsv")


def shared(name: str) -> Path:
    """A file of the folder of real records. Ends the program in plain words where it is absent."""
    folder = Path(os.environ.get("TRIALHEAD_SHARED", "../shared")) / "data"
    if not (folder / name).exists():
        raise SystemExit(
            f"There is no {name} in {folder}. Name the folder that holds data/ in TRIALHEAD_SHARED."
        )
    return folder / name


def _lines(name: str) -> Iterator[Any]:
    with gzip.open(shared(name), "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def records() -> list[dict[str, Any]]:
    """The complete real records."""
    return list(_lines("studies-v2.jsonl.gz"))


def studies() -> list[Study]:
    """The complete real records as studies."""
    return [read_study(record) for record in records()]


def partial_studies() -> list[Study]:
    """Studies of which only the criteria, and perhaps conditions and a title, are at hand."""
    return [study for row in _lines("criteria-text.jsonl.gz") if (study := _partial(row))]


def _partial(row: dict[str, Any]) -> Study | None:
    named = row.get("conditions") or []
    # Some sources give the list as Python would print it.
    conditions = ast.literal_eval(named) if isinstance(named, str) else named
    modules = {
        "identificationModule": {
            "nctId": row["nct_id"],
            "briefTitle": row.get("title") or "; ".join(conditions) or row["nct_id"],
        },
        "statusModule": {"overallStatus": "COMPLETED"},
        "designModule": {"studyType": "INTERVENTIONAL"},
        "conditionsModule": {"conditions": conditions},
        "eligibilityModule": {"eligibilityCriteria": row["criteria"]},
    }
    try:
        return read_study({"protocolSection": modules})
    except RecordError:
        return None


def all_studies() -> list[Study]:
    """Every study at hand once, complete where it can be."""
    whole = studies()
    known = {study.registry_id for study in whole}
    return whole + [study for study in partial_studies() if study.registry_id not in known]


def topics() -> dict[str, str]:
    """The patients' notes of TREC Clinical Trials 2021 by number."""
    rows = _lines("trec-ct-2021-topics.jsonl.gz")
    return {row["_id"].removeprefix("trec-2021"): row["text"] for row in rows}


def judgements() -> dict[str, dict[str, int]]:
    """For each note the judged studies: 0 not relevant, 1 excluded, 2 eligible."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for line in shared("trec-ct-2021-qrels-covered.tsv").read_text().splitlines():
        topic, study, grade = line.split()
        found[topic][study] = int(grade)
    return dict(found)


def lay_words() -> list[tuple[str, str]]:
    """Everyday searches, each with the pattern that a right study's conditions hold."""
    with LAY_WORDS.open(encoding="utf-8", newline="") as file:
        return [(words, pattern) for words, pattern in csv.reader(file, delimiter="\t")]


def resampled(count: int) -> Iterator[Study]:
    """The real studies again and again, each time under a new id."""
    real = studies()
    for number in range(1, count + 1):
        yield replace(real[number % len(real)], registry_id=f"NCT{number:08d}", aliases=())


def write_records(path: Path, count: int) -> None:
    """A file of JSON lines: the real records again and again, each time under a new id."""
    real = [(_id(record), json.dumps(record)) for record in records()]
    with path.open("w", encoding="ascii") as file:
        for number in range(1, count + 1):
            known, text = real[number % len(real)]
            file.write(text.replace(f'"{known}"', f'"NCT{number:08d}"') + "\n")


def _id(record: dict[str, Any]) -> str:
    found: str = record["protocolSection"]["identificationModule"]["nctId"]
    return found


class Shelf:
    """Studies as an index reads them, numbered from 1."""

    def __init__(self, studies: Iterable[Study], count: int) -> None:
        self._studies = studies
        self._count = count

    def identity(self) -> str:
        """The name of this store."""
        return "benchmark"

    def now(self) -> int:
        """The number of the latest change: that of the last study."""
        return self._count

    def since(self, position: int) -> Iterator[Entry]:
        """Every study after that one."""
        for number, study in enumerate(self._studies, 1):
            if number > position:
                yield Entry(number=number, study=study)


def criteria_texts() -> dict[str, str]:
    """The eligibility texts of all studies, by registry id."""
    return {row["nct_id"]: row["criteria"] for row in _lines("criteria-text.jsonl.gz")}
