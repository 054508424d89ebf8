"""One person beside all machine-read studies: at once, and one study after the other."""

import resource
import time
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import corpus
from benchmarks.tables import table
from trialhead.criteria import read_text
from trialhead.patients import read_patient
from trialhead.screening import Panel, screen

TITLE = "One person beside all studies"
PEOPLE = Path(__file__).parents[1] / "sample" / "patients"
ON = date(2026, 6, 15)
SHOWN = 20
TIMES = 5


def measure(*, quick: bool, folder: Path) -> dict[str, Any]:
    """Seconds by person: the panel at its first answer and after, and the reference evaluator."""
    texts = sorted(corpus.criteria_texts().items())[: 300 if quick else None]
    studies = [read_text(text, study=number) for number, text in texts]
    started = time.perf_counter()
    panel = Panel(studies)
    built = time.perf_counter() - started
    people = {}
    for path in sorted(PEOPLE.glob("*.yaml")):
        person = read_patient(path)
        first, *later = [_answer(panel, person) for _ in range(1 + TIMES)]
        started = time.perf_counter()
        for study in studies:
            screen(study, person, on=ON)
        one_by_one = time.perf_counter() - started
        people[path.stem] = {
            "facts": len(person.facts),
            "first": first,
            "later": median(later),
            "one by one": one_by_one,
        }
    return {
        "studies": len(studies),
        "criteria": sum(len(study.criteria) for study in studies),
        "build": built,
        "people": people,
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


def _answer(panel: Panel, person: Any) -> float:
    """All studies judged and ranked, and the best explained in full."""
    started = time.perf_counter()
    for standing in panel.judge(person, on=ON).ranked(SHOWN):
        screen(standing.study, person, on=ON)
    return time.perf_counter() - started


def describe(result: dict[str, Any]) -> str:
    """The section of the page."""
    rows = [
        [
            name,
            str(one["facts"]),
            f"{1000 * one['first']:,.0f}",
            f"{1000 * one['later']:,.0f}",
            f"{1000 * one['one by one']:,.0f}",
            f"{one['one by one'] / one['later']:.0f}",
        ]
        for name, one in result["people"].items()
    ]
    heads = ["person", "facts", "first answer, ms", "later, ms", "one by one, ms", "times faster"]
    return f"""\
{result["studies"]:,} studies with {result["criteria"]:,} criteria as the machine reads them, on \
one core: all verdicts, the ranking, and the best {SHOWN} studies explained in full. The peer is \
the reference evaluator, study after study; tests hold both to the same verdicts. The first answer \
of a process looks up how names belong together; making the studies ready takes \
{result["build"]:.1f} s once. The aim of 150 ms is not reached for people with many facts. Peak \
memory {result["peak MB"]:,.0f} MB, the readings included.

{table(heads, rows)}"""
