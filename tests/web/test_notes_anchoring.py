"""Notes find their words again in changed texts, or say that they are gone; never other words."""

import json
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.factories.edits import line_text, outcome
from trialhead.portal.notes.anchoring import anchor, describe
from trialhead.registry import Study, read_studies

ROOT = Path(__file__).parents[2]
CASES = json.loads((ROOT / "tests" / "vectors" / "anchoring.json").read_text())["cases"]
EDITS = 1000


def place_of(text: str, words: str, occurrence: int) -> int:
    """Where ``words`` stand the given time."""
    at = -1
    for _ in range(occurrence + 1):
        at = text.index(words, at + 1)
    return at


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_w2_the_table_of_changes(case: dict[str, Any]) -> None:
    before, after = "\n".join(case["before"]), "\n".join(case["after"])
    start = place_of(before, case["quote"], case["occurrence"])
    found = anchor(after, describe(before, start, start + len(case["quote"])))
    if case["expected"] is None:
        assert found is None
        return
    words = case["expected"]["words"]
    at = place_of(after, words, case["expected"]["occurrence"])
    assert found is not None
    assert (found.start, found.end, found.how) == (at, at + len(words), case["expected"]["how"])


def test_selectors_are_those_of_web_annotation_without_spaces_around_the_words() -> None:
    text = "Nobody has to pay for the visits,  and travel costs are paid back on request."
    start = text.index(" and travel")
    quote, position = describe(text, start, start + len(" and travel "))
    assert quote == {
        "type": "TextQuoteSelector",
        "exact": "and travel",
        "prefix": "body has to pay for the visits, ",
        "suffix": " costs are paid back on request.",
    }
    assert position == {"type": "TextPositionSelector", "start": start + 1, "end": start + 11}


@pytest.mark.parametrize("selected", ["", "   ", "\n\u00a0"])
def test_nothing_but_space_is_no_quote(selected: str) -> None:
    with pytest.raises(ValueError, match="no words"):
        describe(f"One{selected}two", 3, 3 + len(selected))


def test_a_quote_from_elsewhere_without_context_proves_nothing() -> None:
    text = "Blood samples are taken at the first visit."
    assert anchor(text, [{"type": "TextQuoteSelector", "exact": "first"}]) is None
    assert anchor(text, []) is None


def real_texts() -> Iterable[str]:
    """Texts of real records, if there are any, else of the sample."""
    shared = os.environ.get("TRIALHEAD_SHARED", "")
    source = Path(shared, "data", "studies-v2.jsonl.gz") if shared else ROOT / "sample" / "studies"
    studies = (item for item in read_studies([source]))
    for found in studies:
        study = getattr(found, "study", None)
        if isinstance(study, Study) and len(line_text(study)) > 400:
            yield line_text(study)


def test_after_random_changes_a_note_is_at_its_words_or_in_the_tray() -> None:
    random, texts = Random(5), list(real_texts())
    outcomes = Counter(outcome(random.choice(texts), random) for _ in range(EDITS))
    assert outcomes["wrong"] == 0, outcomes
    assert outcomes["right"] > 0.85 * (outcomes["right"] + outcomes["lost"]), outcomes
    assert outcomes["gone"] > 0, outcomes
