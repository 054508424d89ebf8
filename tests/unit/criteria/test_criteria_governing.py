"""Lists under words that tell when, or that none of it may be: the words reach every item."""

import pytest

from tests.factories.sentences import check, read
from trialhead.criteria import All, Any, Condition, Measurement, Not, Treatment, Unread


def within(node: object) -> tuple[float, str]:
    """The window of a leaf."""
    timing = node.timing  # type: ignore[attr-defined]
    assert timing.moment == "within"
    return timing.duration.amount, timing.duration.unit


def test_a_window_above_results_is_theirs():
    words = (
        "Adequate organ function within 14 days prior to registration, defined as:\n"
        "  - Platelets ≥ 100,000/mm3\n  - Hemoglobin ≥ 9 g/dL within 7 days"
    )
    node = read("I", words).node
    assert isinstance(node, All)
    assert all(isinstance(part, Measurement) for part in node.parts)
    assert [within(part) for part in node.parts] == [(14, "day"), (7, "day")]


def test_a_window_above_events_is_theirs():
    words = (
        "Any of the following within 6 months before screening:\n"
        "  - Myocardial infarction\n  - Stroke\n  - Major surgery"
    )
    node = read("E", words).node
    assert isinstance(node, Any)
    assert [within(part) for part in node.parts] == [(6, "month")] * 3


@pytest.mark.parametrize(
    ("side", "words", "told"),
    [
        (
            "E",
            "History of any of the following:\n  - Gout\n  - Asthma",
            "Gout, ever or Asthma, ever",
        ),
        (
            "I",
            "No history of any of the following:\n  - Gout\n  - Asthma",
            "not: (Gout, ever or Asthma, ever)",
        ),
        ("I", "Must not have any of the following:\n  - Gout\n  - Asthma", "not: (Gout or Asthma)"),
        ("I", "Absence of the following:\n  - Gout\n  - Asthma", "not: (Gout or Asthma)"),
        ("I", "None of the following:\n  - Gout\n  - Asthma", ""),
    ],
)
def test_a_history_above_a_list(side, words, told):
    if told:
        check(side, words, told)
    else:
        assert isinstance(read(side, words).node, Unread)


def test_drugs_now_above_a_list():
    words = "No concurrent administration of any of the following drugs:\n  - Ketoconazole\n  - Rifampin"
    node = read("I", words).node
    assert isinstance(node, Not)
    assert isinstance(node.part, Any)
    assert all(
        isinstance(part, Treatment) and part.timing.moment == "now" for part in node.part.parts
    )


def test_an_item_with_its_own_time_keeps_it():
    words = "History of any of the following:\n  - Stroke within 6 months\n  - Gout"
    stroke, gout = read("E", words).node.parts
    assert within(stroke) == (6, "month")
    assert isinstance(gout, Condition)
    assert gout.timing.moment == "ever"


@pytest.mark.parametrize(
    ("side", "words"),
    [
        ("E", "No history of any of the following:\n  - Gout"),
        ("E", "Women with any of the following within 6 months:\n  - Gout"),
        ("I", "No more than two of the following within 6 months:\n  - Gout\n  - Asthma"),
        ("E", "Any of the following within 2 weeks or within 4 weeks:\n  - Stroke"),
        ("E", "History of any of the following:\n  - LVEF < 40 %\n  - Gout"),
    ],
)
def test_what_could_be_meant_otherwise_stays_unread(side, words):
    assert isinstance(read(side, words).node, Unread)
