"""Marks: the words of a criterion are found again in a record, or said to have changed."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.nodes import ill
from trialhead.criteria import (
    Criterion,
    Mismatch,
    Side,
    StudyCriteria,
    mark_of,
    place,
    read_text,
    shipped_criteria,
)

SAMPLE = Path(__file__).parents[3] / "sample" / "studies"
AUTHORED = ["NCT07318259", "NCT99900001", "NCT99900002", "NCT99900015"]

TEXT = """\
Inclusion Criteria:

1. Adults with lupus of the kidney that was proven by a biopsy;
2. A score of the activity of the illness of at least 8 points;

Exclusion Criteria:

1. Treatment with rituximab within 6 months before screening;
2. Any of the following:
   - an infection that needs antibiotics by vein
   - hepatitis B or C
"""
WORDS = (
    "Adults with lupus of the kidney that was proven by a biopsy",
    "A score of the activity of the illness of at least 8 points",
    "Treatment with rituximab within 6 months before screening",
    "Any of the following: an infection that needs antibiotics by vein; hepatitis B or C",
)


def marked(*words: str) -> StudyCriteria:
    """A study with a criterion for each of the words."""
    return StudyCriteria(
        study="N",
        criteria=tuple(
            Criterion(id=f"I{n}", side=Side.INCLUSION, node=ill("x"), mark=mark_of(each))
            for n, each in enumerate(words, start=1)
        ),
    )


def mismatch(words: str, text: str = TEXT) -> Mismatch | None:
    """What is wrong with the place of some words in a text."""
    _, wrong = place(marked(words), text)
    return wrong[0] if wrong else None


# Marks -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "same",
    [
        "lupus  of the\nkidney",
        "Lupus of the KIDNEY",
        "lupus of the kidney;",
        "* lupus, of the “kidney”.",
        "(lupus) of the kidney…",
        "ｌｕｐｕｓ of the kidney",
        "lupus\u00a0of the\u3000kidney",
        "lupus of the kidney\\",
    ],
)
def test_signs_case_and_layout_do_not_count(same):
    assert mark_of(same) == mark_of("lupus of the kidney")


@pytest.mark.parametrize(
    "other",
    [
        "lupus of the kidneys",
        "lupus of a kidney",
        "lupus of the kidney or skin",
        "lupus of kidney",
        "the kidney of lupus",
        "",
    ],
)
def test_every_word_and_its_place_count(other):
    assert mark_of(other) != mark_of("lupus of the kidney")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("within 4 weeks", "within 6 weeks"),
        ("at least 8 points", "at least 6 points"),
        ("1.5 x ULN", "2.5 x ULN"),
        ("4 weeks", "4 months"),
        ("with", "without"),
        ("Age ≥ 18", "Age < 18"),
        ("Age ≥ 18", "Age > 18"),
        ("Age ≤ 18", "Age < 18"),
        ("Age ≥ 18", "Age 18"),
    ],
)
def test_numbers_small_words_and_comparisons_count(one, other):
    assert mark_of(one) != mark_of(other)


@pytest.mark.parametrize("sign", ["≥", "≧", "⩾", ">=", "=>", "> =", "\\>=", "＞＝"])
def test_a_comparison_is_the_same_however_it_is_written(sign):
    assert mark_of(f"Age {sign} 18") == mark_of("Age≥18")


def test_a_turned_comparison_is_told():
    text = "Inclusion Criteria:\n\n* Platelets \\> 100 x 10^9/L and haemoglobin ≥ 9 g/dL\n"
    words = "Platelets > 100 x 10^9/L and haemoglobin ≥ 9 g/dL"
    assert mismatch(words, text) is None
    changed = mismatch(words, text.replace("\\>", "\\<"))
    assert changed is not None
    assert "have changed" in str(changed)


@given(st.text(max_size=80))
def test_a_mark_holds_two_signs_a_word_and_no_words(words):
    mark = mark_of(words)
    assert set(mark) <= set("0123456789abcdef")
    assert len(mark) % 2 == 0
    assert mark == mark_of(f" {words}\n")


@given(st.lists(st.sampled_from(["lupus", "8", "é", "≥", "x2"]), max_size=6))
def test_a_mark_is_as_long_as_its_words(words):
    assert len(mark_of(" ".join(words))) == 2 * len(words)


# Places ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", WORDS)
def test_the_same_words_are_found(words):
    assert mismatch(words) is None


def test_each_is_given_its_place():
    placed, wrong = place(marked(*WORDS), TEXT)
    assert wrong == ()
    found = [criterion.words.of(TEXT) for criterion in placed.criteria]
    assert [mark_of(each) for each in found] == [mark_of(each) for each in WORDS]
    assert "lupus" in found[0]
    assert "rituximab" in found[2]


def test_placing_changes_nothing_else():
    study = marked(*WORDS)
    placed, _ = place(study, TEXT)
    assert placed == study  # places do not count
    assert [each.mark for each in placed.criteria] == [each.mark for each in study.criteria]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n", "\r\n"),
        ("   - ", "   * "),
        ("1. ", "1) "),
        ("1. ", "* "),
        (";", ""),
        (" ", "  "),
        ("Inclusion Criteria:\n\n", "INCLUSION CRITERIA\n"),
        ("Any of the following:", "Any of the following -"),
    ],
)
def test_another_layout_of_the_record_is_the_same(old, new):
    text = TEXT.replace(old, new)
    assert text != TEXT
    assert [mismatch(words, text) for words in WORDS[:3]] == [None] * 3


@pytest.mark.parametrize(
    ("old", "new", "which"),
    [
        ("at least 8 points", "at least 6 points", 1),
        ("6 months before", "12 months before", 2),
        ("6 months before screening", "6 months before randomisation", 2),
        ("Treatment with", "No treatment with", 2),
        ("was proven by a biopsy", "was proven by a biopsy or an image", 0),
        ("hepatitis B or C", "hepatitis B", 3),
    ],
)
def test_words_that_changed_are_told_and_still_found(old, new, which):
    text = TEXT.replace(old, new)
    assert text != TEXT
    placed, wrong = place(marked(*WORDS), text)
    assert [each.criterion for each in wrong] == [f"I{which + 1}"]
    assert 0.6 <= wrong[0].likeness < 1
    assert "changed" in str(wrong[0])
    assert placed.criteria[which].words is not None


def test_words_that_are_gone_have_no_place():
    placed, wrong = place(marked("Women who plan a journey to the far south this winter"), TEXT)
    assert placed.criteria[0].words is None
    assert wrong[0].likeness < 0.6
    assert "not in this record" in str(wrong[0])


@pytest.mark.parametrize("text", ["", "\n\n", "Inclusion Criteria:\n"])
def test_in_a_record_without_criteria_nothing_is_found(text):
    placed, wrong = place(marked(*WORDS), text)
    assert [each.words for each in placed.criteria] == [None] * len(WORDS)
    assert [each.likeness for each in wrong] == [0.0] * len(WORDS)


def test_a_criterion_without_mark_has_no_place():
    bare = replace(marked("a"), criteria=(Criterion(id="I1", side=Side.INCLUSION, node=ill("x")),))
    placed, wrong = place(bare, TEXT)
    assert placed.criteria[0].words is None
    assert [each.criterion for each in wrong] == ["I1"]


def test_a_mark_may_hold_several_wordings():
    """Registries word the same criterion differently; either of them will do."""
    both = f"{mark_of('Quite another wording of it all')} {mark_of(WORDS[2])}"
    study = marked("x")
    study = replace(study, criteria=(replace(study.criteria[0], mark=both),))
    assert place(study, TEXT)[1] == ()


def test_the_words_of_neighbours_are_found_together():
    """One record lists what another says in one item."""
    bulleted = TEXT.replace("1. ", "* ").replace("2. ", "* ")
    assert mismatch(f"{WORDS[0]}; {WORDS[1]}", bulleted) is None


@given(st.text(max_size=60), st.text(max_size=120))
def test_no_text_is_too_odd(words, text):
    placed, wrong = place(marked(words), text)
    for criterion in placed.criteria:
        assert criterion.words is None or criterion.words.end <= len(text)
    assert all(0 <= each.likeness < 1 for each in wrong)


@pytest.mark.parametrize("words", WORDS)
def test_what_the_reader_cuts_is_found_by_its_own_mark(words):
    spans = [each.words for each in read_text(TEXT).criteria]
    own = [span.of(TEXT) for span in spans if mark_of(span.of(TEXT)) == mark_of(words)]
    assert len(own) == 1


# Authored files ----------------------------------------------------------------------------------


def _eligibility(number: str) -> str:
    record = json.loads((SAMPLE / f"{number}.json").read_text(encoding="utf-8"))
    return record["protocolSection"]["eligibilityModule"]["eligibilityCriteria"]


@pytest.mark.parametrize("number", AUTHORED)
def test_authored_criteria_find_their_words_in_the_sample(number):
    text = _eligibility(number)
    placed, wrong = place(shipped_criteria(number), text)
    assert wrong == ()
    spans = [criterion.words for criterion in placed.criteria]
    assert spans == sorted(spans, key=lambda span: span.start)
    for before, after in pairwise(spans):
        assert before.end <= after.start


def test_the_seed_study_finds_its_words_on_its_page(shared):
    page = (shared / "reference" / "seed-study-page.txt").read_text(encoding="utf-8")
    placed, wrong = place(shipped_criteria("NCT07318259"), page)
    assert wrong == ()
    told = {criterion.id: criterion.words.of(page) for criterion in placed.criteria}
    assert len(told) == 18
    for name, word in {"I1": "18", "I3": "SLEDAI", "E8": "vaccine", "E12": "investigators"}.items():
        assert word in told[name]


def test_the_seed_study_is_not_found_in_another_record():
    placed, wrong = place(shipped_criteria("NCT07318259"), _eligibility("NCT99900002"))
    assert len(wrong) == len(placed.criteria)
