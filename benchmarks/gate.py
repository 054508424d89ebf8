"""What the faithfulness gate finds in spoilt overviews, and what it finds in clean ones."""

import csv
import random
import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks import corpus
from benchmarks.corruption import DEVELOPMENT, FRESH, KINDS, Spoilt
from benchmarks.gate_page import page
from trialhead.criteria import StudyCriteria, read_text
from trialhead.overview import Report, Sentence, check, compose
from trialhead.registry import Study

TITLE = "The faithfulness gate"
#: Spoilt overviews of each kind: while the gate is mended, and in the draw that measures it.
EACH = {DEVELOPMENT: 44, FRESH: 104}
WRITTEN = Path(__file__).with_name("overview_written.tsv")
_SEEDS = {DEVELOPMENT: 20261124, FRESH: 20270114}


@dataclass(frozen=True, slots=True)
class Clean:
    """One study with its overview by rules."""

    study: Study
    criteria: StudyCriteria
    sentences: tuple[Sentence, ...]


def measure(*, quick: bool, folder: Path) -> dict[str, Any]:
    """Spoil overviews of the real records one by one, half of them without declared support.

    The quick run has a few records and no fresh draw: it is for work on the gate.
    """
    studies = corpus.studies()
    random.Random(_SEEDS[DEVELOPMENT]).shuffle(studies)
    shelf = [_clean(study) for study in studies[: 40 if quick else None]]
    found = {DEVELOPMENT: _draw(shelf, DEVELOPMENT, 4 if quick else EACH[DEVELOPMENT])}
    if not quick:
        found[FRESH] = _draw(shelf, FRESH, EACH[FRESH])
    found["clean"] = alarms(shelf)
    found["clean free"] = alarms([_freed(each) for each in shelf])
    return found


def _draw(shelf: list[Clean], draw: str, each: int) -> dict[str, Any]:
    counts, missed = spoilt(shelf, draw, random.Random(_SEEDS[draw]), each)
    return {
        "records": len(shelf),
        "counts": counts,
        "missed": missed,
        "written": written(draw),
    }


def _clean(study: Study) -> Clean:
    criteria = read_text(study.eligibility.criteria)
    return Clean(study, criteria, compose(study, criteria).sentences)


def _freed(clean: Clean) -> Clean:
    return replace(clean, sentences=_without_support(clean.sentences))


def _without_support(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    return tuple(Sentence(text=each.text) for each in sentences)


def spoilt(
    shelf: list[Clean], half: str, dice: random.Random, each: int
) -> tuple[dict[str, dict[str, int]], list[list[str]]]:
    """How many changes of each kind are found, and those that are not."""
    counts: dict[str, dict[str, int]] = {}
    missed = []
    for kind, spoil in KINDS.items():
        found: Counter[str] = Counter()
        while found["all"] < each:
            clean = dice.choice(shelf)
            changed = spoil(clean.sentences, dice, half)
            if changed is None:
                continue
            free = found["all"] % 2 == 1
            found["all"] += 1
            found["free"] += free
            if _is_found(clean, changed, free=free):
                found["found"] += 1
                found["found free"] += free
            else:
                missed.append([kind, "free" if free else "declared", _told(clean, changed)])
        counts[kind] = dict(found)
    return counts, missed


def _told(clean: Clean, changed: Spoilt) -> str:
    words = changed.omitted if changed.at is None else changed.sentences[changed.at].text[:200]
    return f"{clean.study.registry_id}: {words}"


def _is_found(clean: Clean, changed: Spoilt, *, free: bool) -> bool:
    """Whether the changed sentence itself has a fault, or the omitted criterion is told missing."""
    kept = changed.sentences if changed.at is None else (changed.sentences[changed.at],)
    report = check(_without_support(kept) if free else kept, clean.study, clean.criteria)
    if changed.at is None:
        return changed.omitted in report.uncovered
    return bool(report.sentences[0].faults)


def alarms(shelf: list[Clean]) -> dict[str, Any]:
    """Faults told of clean overviews, and the time that takes."""
    found: Counter[str] = Counter()
    started = time.process_time()
    for clean in shelf:
        report = check(clean.sentences, clean.study, clean.criteria)
        found["overviews"] += 1
        found["with an alarm"] += not report.faithful
        found["sentences"] += len(report.sentences)
        found["alarms"] += _faulty(report)
        found["criteria"] += len(clean.criteria.criteria)
        found["told missing"] += len(report.uncovered)
    spent = (time.process_time() - started) * 1000 / max(1, found["sentences"])
    return dict(found) | {"milliseconds": round(spent, 2)}


def _faulty(report: Report) -> int:
    return sum(bool(each.faults) for each in report.sentences)


def written(half: str) -> dict[str, Any]:
    """Sentences written by hand about the records: right ones, and wrong ones."""
    known = {study.registry_id: study for study in corpus.studies()}
    found: Counter[str] = Counter()
    wrongly_told = []
    with WRITTEN.open(encoding="utf-8", newline="") as file:
        for verdict, part, number, text in csv.reader(file, delimiter="\t"):
            if part != half:
                continue
            study = known[number]
            criteria = read_text(study.eligibility.criteria)
            faults = check([Sentence(text=text)], study, criteria).sentences[0].faults
            found[verdict] += 1
            if bool(faults) == (verdict == "right"):
                found[f"{verdict} missed"] += 1
                wrongly_told.append(f"{verdict} {number}: {text}")
    return dict(found) | {"told wrongly": wrongly_told}


def describe(result: dict[str, Any]) -> str:
    """The section of the page."""
    return page(result)
