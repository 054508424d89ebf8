"""The reader as a whole: lists and sentences joined, every word kept in its place, any text endured."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.nodes import age, drug, found, ill, lab, meant, no, score
from tests.factories.sentences import read
from trialhead.criteria import (
    EVER,
    All,
    Any,
    AtLeast,
    Read,
    Readings,
    Side,
    Unread,
    children,
    leaves,
    read_criteria,
    read_text,
    sentence,
    write_criteria,
)

ASTHMA, COPD = ill("Asthma"), ill("Pulmonary Disease, Chronic Obstructive")
HYPERTENSION, HEART_FAILURE = ill("Hypertension"), ill("Heart Failure")
DIABETES_2 = ill("Diabetes Mellitus, Type 2")
BMI = lab("BMI", "≥ 30", "kg/m2")
EITHER = Any(parts=(ASTHMA, COPD))

#: Turns that meet in real texts, whole, cut off and out of place.
_TURNS = st.sampled_from(
    [
        "Age ≥ 18 years",
        "aged",
        "between 18 and",
        "hemoglobin",
        "≥ 9 g/dL",
        "> 1.5 x ULN",
        "ALT and AST",
        "type 2 diabetes",
        "history of",
        "no",
        "not",
        "without",
        "stroke",
        "within 6 months",
        "before screening",
        "prior",
        "rituximab",
        "chemotherapy",
        "on",
        "use of",
        "failed",
        "severe",
        "NYHA class III",
        "ECOG 0-1",
        "pregnant",
        "breastfeeding",
        "women of childbearing potential",
        "negative pregnancy test",
        "and",
        "or",
        "and/or",
        ",",
        ";",
        ".",
        "(",
        ")",
        ":",
        "except",
        "unless",
        "if",
        "such as",
        "any of the following:",
        "at least 2 of the following:",
        "in the opinion of the investigator",
        "informed consent",
        "another clinical trial",
        "the moon",
        "HBsAg positive",
        "stage III",
        "grade ≥ 2",
        "allergy to",
        "5",
        "IV",
        "≥",
    ]
)
_JOINTS = st.sampled_from([" ", " ", " ", "\n* ", "\n  - ", "\n1. ", "\n\n", " * "])
_LINES = st.lists(st.tuples(_JOINTS, _TURNS), max_size=18).map(
    lambda pairs: "".join(part for pair in pairs for part in pair)
)
texts = st.builds(
    lambda first, second: f"Inclusion Criteria:\n* {first}\n\nExclusion Criteria:\n* {second}",
    _LINES,
    _LINES,
)


# Lists -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("side", "words", "node"),
    [
        ("I", "At least one of the following:\n  - Asthma\n  - COPD", EITHER),
        ("I", "Either of the following:\n  - Asthma\n  - COPD", EITHER),
        ("E", "Any of the following:\n  a. Asthma\n  b. COPD", EITHER),
        ("E", "One or more of the following:\n  1) Asthma\n  2) COPD", EITHER),
        ("I", "All of the following:\n  - Asthma\n  - COPD", All(parts=(ASTHMA, COPD))),
        ("E", "All of the following:\n  - Asthma\n  - COPD", All(parts=(ASTHMA, COPD))),
        (
            "I",
            "At least two of the following:\n  - Hypertension\n  - Type 2 diabetes\n  - BMI ≥ 30 kg/m2",
            AtLeast(count=2, parts=(HYPERTENSION, DIABETES_2, BMI)),
        ),
        (
            "I",
            "Two or more of the following criteria:\n  - Hypertension\n  - Type 2 diabetes\n  - Asthma",
            AtLeast(count=2, parts=(HYPERTENSION, DIABETES_2, ASTHMA)),
        ),
        (
            "I",
            "Adequate organ function, defined as:\n  - Hemoglobin ≥ 9 g/dL\n  - INR ≤ 1.5",
            All(parts=(lab("hemoglobin", "≥ 9", "g/dL"), lab("INR", "≤ 1.5"))),
        ),
        (
            "I",
            "Laboratory values:\n  - Hemoglobin ≥ 9 g/dL\n  - INR ≤ 1.5",
            All(parts=(lab("hemoglobin", "≥ 9", "g/dL"), lab("INR", "≤ 1.5"))),
        ),
        ("I", "Either\n  - Asthma; or\n  - COPD", EITHER),
        (
            "I",
            "All of the following:\n  - Age ≥ 18 years\n  - Any of the following:\n    - Asthma\n    - COPD",
            All(parts=(age("≥ 18"), EITHER)),
        ),
    ],
)
def test_lists(side, words, node):
    assert meant(side, words) == node


def test_items_that_end_in_or_are_one_criterion():
    study = read_text("Inclusion Criteria:\n* Asthma, or\n* COPD\n* Adults")
    assert [each.node for each in study.criteria] == [EITHER, age("≥ 18")]


@pytest.mark.parametrize(
    ("side", "words", "node"),
    [
        ("E", "Asthma. Heart failure.", Any(parts=(ASTHMA, HEART_FAILURE))),
        (
            "I",
            "Heart failure. NYHA class II or III.",
            All(parts=(HEART_FAILURE, score("NYHA", "≥ 2 ≤ 3"))),
        ),
        ("I", "No asthma. No COPD.", All(parts=(no(ASTHMA), no(COPD)))),
        (
            "E",
            "HBsAg positive; prior rituximab",
            Any(parts=(found("HBsAg"), drug("rituximab", timing=EVER))),
        ),
    ],
)
def test_several_sentences(side, words, node):
    assert meant(side, words) == node


@pytest.mark.parametrize(
    "prefix", ["", "1. ", "(1) ", "Subjects with ", "Patients who have ", "Known ", "Has "]
)
def test_what_only_introduces_changes_nothing(prefix):
    assert meant("E", f"{prefix}asthma or COPD") == EITHER


def test_the_study_and_its_record_are_kept():
    study = read_text("Inclusion Criteria:\n* Adults", study="NCT1", record="2026-01-31")
    assert (study.study, study.record) == ("NCT1", "2026-01-31")
    assert not study.reviewed


def test_criteria_are_numbered_on_their_side():
    text = "* Gout\n\nInclusion Criteria:\n* Asthma\n* COPD\n\nExclusion Criteria:\n* Stroke"
    assert [(each.id, each.side) for each in read_text(text).criteria] == [
        ("G1", Side.GENERAL),
        ("I1", Side.INCLUSION),
        ("I2", Side.INCLUSION),
        ("E1", Side.EXCLUSION),
    ]


def test_the_same_words_on_either_side():
    """A bare "and" is read strictly on the side it stands: more is required, more excludes."""
    wanted, barred = read("I", "Asthma and COPD").node, read("E", "Asthma and COPD").node
    assert isinstance(wanted, Readings)
    assert isinstance(barred, Readings)
    assert (wanted.conservative, wanted.lenient) == (barred.lenient, barred.conservative)


# Properties --------------------------------------------------------------------------------------


@settings(max_examples=150)
@given(texts)
def test_every_node_stands_where_its_words_are(text):
    study = read_text(text)
    assert study == read_text(text)
    for criterion in study.criteria:
        inside = range(criterion.words.start, criterion.words.end + 1)
        for node in _all_nodes(criterion.node):
            assert node.words is None or {node.words.start, node.words.end} <= set(inside)
            if isinstance(node, Unread) and node.words is not None:
                there = " ".join(node.words.of(text).split())
                assert node.statement in there or node.statement == "…"


def _all_nodes(node):
    yield node
    for part in children(node):
        yield from _all_nodes(part)


@settings(max_examples=100)
@given(texts)
def test_what_is_read_can_be_told_and_written(text):
    study = read_text(text, study="N")
    for criterion in study.criteria:
        assert sentence(criterion.node).strip()
        assert criterion.read is not Read.FULL or not _unread(criterion)
    assert read_criteria(write_criteria(study), name="read.yaml") == study


def _unread(criterion) -> list[Unread]:
    return [leaf for leaf in leaves(criterion.node) if isinstance(leaf, Unread)]


@settings(max_examples=100)
@given(_LINES)
def test_no_word_is_lost_when_nothing_is_read(words):
    criterion = read_text(f"Inclusion Criteria:\n* the moon wanes, {words}").criteria[0]
    if criterion.read is Read.NONE:
        assert "the moon wanes" in criterion.node.statement


@given(st.text(max_size=300))
def test_any_text_is_endured(text):
    study = read_text(text)
    assert all(criterion.words.end <= len(text) for criterion in study.criteria)


@given(texts, st.sampled_from(["\u00a0", "\u2003", "\u3000"]))
def test_a_space_of_another_width_is_a_space(text, space):
    assert read_text(text.replace(" ", space)) == read_text(text)


# Work --------------------------------------------------------------------------------------------

_PARAGRAPH = (
    "* Age ≥ 18 years and type 2 diabetes with HbA1c between 7% and 10%\n"
    "* No stroke, TIA or myocardial infarction within 6 months before screening\n"
    "* Any of the following:\n  - ALT or AST > 3 x ULN\n  - the moon in the seventh house\n"
)


def _calls(text: str) -> int:
    """How many functions are called to read a text: unlike time, always the same."""
    count = 0

    def counted(frame, event, value):
        nonlocal count
        count += event == "call"

    sys.setprofile(counted)
    try:
        read_text(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("unit", [_PARAGRAPH, "* asthma, COPD or gout. ", "Stroke; "])
def test_twice_the_text_is_twice_the_work(unit):
    once, twice = f"Inclusion Criteria:\n{unit * 15}", f"Inclusion Criteria:\n{unit * 30}"
    read_text(f"{twice}\n")  # what is learned of words once is learned; a text, only as a whole
    work, double = _calls(once), _calls(twice)
    assert 100 < work < double < 2.5 * work


@pytest.mark.parametrize(
    "unit",
    [
        "within 6 months or ",
        "1 to 2 ",
        "unless ",
        "rituximab or ",
        "Asthma. ",
        "x ULN ",
        "opinion of the ",
        "患者年龄",
        "(",
        "_*",
        "not (",
        "history of ",
        "stage I/",
        "IV. ",
        "excluded if ",
        "9",
        "a",
        "- any of the following:\n  ",
        "* asthma or\n",
        "3. asthma; ",
        ". ",
        "\"'",
    ],
)
def test_fifty_thousand_characters_of_one_kind_come_to_an_end(unit):
    text = (unit * (50_000 // len(unit)))[:50_000]
    study = read_text(f"Exclusion Criteria:\n* {text}")
    assert study.criteria
