"""Notes on words of real records, looked for again after random changes to the text."""

import os
from collections import Counter
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import django

from benchmarks import corpus
from benchmarks.tables import table

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trialhead.website.settings")
django.setup()

from tests.factories.edits import line_text, outcome  # noqa: E402

TITLE = "Notes in changed texts"
#: How many changes a text sees between the note and the reading of it.
ROUNDS = ((1, 1), (2, 4), (5, 12), (13, 40))


def measure(*, quick: bool, folder: Path) -> dict[str, Any]:
    """What becomes of the notes, by how much of the text changed, and the time for one."""
    texts = [text for study in corpus.studies() if len(text := line_text(study)) > 400]
    notes, random, started = (20 if quick else 500), Random(7), perf_counter()
    rounds = [
        {
            "changes": f"{fewest} to {most}" if most > fewest else "1",
            **Counter(
                outcome(random.choice(texts), random, changes=(fewest, most)) for _ in range(notes)
            ),
        }
        for fewest, most in ROUNDS
    ]
    each = (perf_counter() - started) / (notes * len(ROUNDS))
    return {"texts": len(texts), "notes": notes, "rounds": rounds, "ms": round(1000 * each, 1)}


def describe(result: dict[str, Any]) -> str:
    """The section of the page."""
    rows = [
        [round_["changes"], *(str(round_.get(name, 0)) for name in ("right", "lost", "gone")), rate]
        for round_ in result["rounds"]
        for rate in [f"{round_.get('right', 0) / (result['notes'] - round_.get('gone', 0)):.1%}"]
    ]
    wrong = sum(round_.get("wrong", 0) for round_ in result["rounds"])
    head = ["changes", "found again", "words there, not found", "words gone, told so", "rate"]
    return f"""\
Notes on a few words or a whole line of {result["texts"]} real records; {result["notes"]:,} for \
each row. A change is a word put in the place of another, a line added, deleted or moved, or other \
space. The rate is that of notes of which more than half the words are left. What is not found \
waits in the tray. One note takes {result["ms"]} ms with the changes made to its text.

{table(head, rows)}

**Notes at other words than their own: {wrong}.**"""
