"""How the overviews by rules of all real records read, what they cover, and how long they take."""

import statistics
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks import corpus
from benchmarks.tables import table
from trialhead.criteria import Read, StudyCriteria, read_text
from trialhead.overview import HIGHEST_GRADE, Overview, check, compose, readability
from trialhead.registry import Study

TITLE = "Overviews in plain words"


def measure(*, quick: bool, folder: Path) -> dict[str, Any]:
    """Every record composed and checked once."""
    studies = corpus.studies()[: 40 if quick else None]
    counts: Counter[str] = Counter()
    grades, everything, seconds = [], [], []
    for study in studies:
        criteria = read_text(study.eligibility.criteria)
        compose(study, criteria)  # what is read in once is not counted
        started = time.perf_counter()
        made = compose(study, criteria)
        seconds.append(time.perf_counter() - started)
        report = check(made.sentences, study, criteria)
        counts["records"] += 1
        counts["passed"] += report.passed
        counts["criteria"] += len(criteria.criteria)
        counts["covered"] += len(criteria.criteria) - len(report.uncovered)
        counts["sentences"] += len(made.sentences)
        counts["own words"] += report.readability.words
        counts["quoted words"] += report.readability.quoted
        grades.append((report.readability.grade or 0.0, study.registry_id))
        unquoted = (each.text.replace("“", "").replace("”", "") for each in made.sentences)
        everything.append(readability(unquoted).grade or 0.0)
        _count_criteria(counts, made, study, criteria)
    return dict(counts) | {
        "easy": sum(round(grade, 1) <= HIGHEST_GRADE for grade, _ in grades),
        "not easy": [number for grade, number in grades if round(grade, 1) > HIGHEST_GRADE],
        "grade": statistics.mean(grade for grade, _ in grades),
        "highest grade": max(grade for grade, _ in grades),
        "grade with quotes": statistics.mean(everything),
        "easy with quotes": sum(round(grade, 1) <= HIGHEST_GRADE for grade in everything),
        "mean ms": 1000 * statistics.mean(seconds),
        "longest ms": 1000 * max(seconds),
    }


def _count_criteria(
    counts: Counter[str], made: Overview, study: Study, criteria: StudyCriteria
) -> None:
    plain = {
        one.criterion
        for each in made.sentences
        for one in each.support
        if one.criterion and "“" not in each.text
    }
    for criterion in criteria.criteria:
        counts["plain"] += criterion.id in plain
        counts["in full"] += criterion.read is Read.FULL


def describe(result: dict[str, Any]) -> str:
    """The section of the page."""
    records, plain = result["records"], result["plain"]
    rows = [
        ["pass the gate", f"{result['passed']} of {records}"],
        ["criteria told", f"{result['covered']:,} of {result['criteria']:,}"],
        ["of these in our own words", f"{plain:,} ({plain / result['criteria']:.0%})"],
        ["reading grade of our own words 8 or less", f"{result['easy']} of {records}"],
        ["mean grade, highest", f"{result['grade']:.1f}, {result['highest grade']:.1f}"],
        ["mean grade with the record's quoted words", f"{result['grade with quotes']:.1f}"],
        ["8 or less with the record's quoted words", f"{result['easy with quotes']} of {records}"],
        ["words that are the record's own", _share(result)],
        ["time for one overview, mean", f"{result['mean ms']:.0f} ms"],
        ["time for one overview, longest", f"{result['longest ms']:.0f} ms"],
    ]
    return f"""\
Overviews by rules of the {records} complete real records, {result["sentences"]:,} sentences.

{table(["", ""], rows)}

The grade is Flesch-Kincaid, English only. It counts our own words and leaves out what stands in \
“ ” as the record's own: names, the summary, and every criterion that was not understood to its \
last word or that the gate does not pass in our words. **These quoted words are most of the text, \
and they are as hard as the registry wrote them**, as the line with them shows; a criterion in \
them counts as told, not as put into plain words. Records whose own words are above grade 8: \
{", ".join(result["not easy"]) or "none"}."""


def _share(result: dict[str, Any]) -> str:
    quoted, own = result["quoted words"], result["own words"]
    return f"{quoted / (quoted + own):.0%}"
