"""What stands before a criterion made plainer: whom a rule takes is never told as a reason."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.overview.conftest import Sampled
from trialhead.criteria import Side
from trialhead.overview import check, compose, sentences_of
from trialhead.overview.addressing import addressed
from trialhead.overview.phrases import phrases
from trialhead.overview.polarity import negations
from trialhead.overview.rewording import criterion_reworded

ENGLISH = phrases("en")
AGAINST = "The rules on who cannot join say this:"


def told(words: str, side: Side = Side.EXCLUSION) -> str:
    """The plainest way of telling a criterion."""
    return next(criterion_reworded(words, side, ENGLISH))


@pytest.mark.parametrize(
    "words",
    [
        "Patients with hepatic wibbles are eligible if these are stable",
        "Prior wibbles within 3 months; renal wibbles are allowed",
        "Wibbles of the left side (hepatic wibbles are permissible)",
        "Hepatic wibbles. Killed vaccines are acceptable",
        "Renal wibbles. Treated quibs will not be excluded",
        "Hepatic wibbles (those with quibs can be enrolled)",
        "Prior therapy. Renal wibbles are not an exclusion",
        "All subjects must undergo renal wibbles",
        "All answers must be NO to be eligible for the study",
    ],
)
def test_an_exclusion_that_takes_some_people_is_told_as_a_rule(words: str) -> None:
    assert told(words).startswith(AGAINST)


@pytest.mark.parametrize(
    "words",
    [
        "Hepatic wibbles of the left side",
        "Renal wibbles that do not allow walking",
        "Patients with hepatic wibbles",
        "Prior therapy with quibs on the joint",
    ],
)
def test_a_plain_reason_against_joining_is_told_as_one(words: str) -> None:
    assert told(words).startswith("You cannot join if")


def test_what_is_told_as_a_note_leaves_the_reason_one() -> None:
    lines = told(
        "Active hepatic wibbles of the left frobnicator. "
        "Patients with renal quibs and zorks may take part"
    ).split("\n")
    assert lines[0].startswith("You cannot join if")
    assert lines[2].startswith("– Note: ")


@given(
    st.sampled_from(list(Side)), st.sampled_from(["are allowed", "must be treated", "are zorked"])
)
def test_every_lead_keeps_the_count_of_negations(side: Side, rest: str) -> None:
    words = f"Hepatic wibbles without quibs {rest}"
    assert negations(told(words, side)) == negations(words) + (side is Side.EXCLUSION)


def test_a_rule_against_joining_passes_the_gate_with_its_own_no(
    asking: Callable[..., Sampled],
) -> None:
    study, criteria = asking(
        "Exclusion Criteria:\n* Patients receiving any agent to treat hepatic quibs are not "
        "eligible for this trial. Renal quibs are not allowed"
    )
    about = [one for one in compose(study, criteria).sentences if one.support[0].criterion]
    assert [one.text.split("\n")[0] for one in about] == [AGAINST]
    assert about[0].plainer


def test_the_head_of_a_list_stands_above_its_items() -> None:
    words = "Any of these hepatic and renal wibbles:\n* quibs\n* zorks"
    assert told(words).split("\n") == [
        "You cannot join if this is true of you: any of these liver and kidney wibbles:",
        "– quibs",
        "– zorks",
    ]


def test_a_long_first_sentence_is_no_head() -> None:
    words = "Renal troubles of the left and the right side for more than 3 months\n* quibs\n* zorks"
    assert told(words).split("\n")[0] == "You cannot join if this is true of you:"


@pytest.mark.parametrize(
    ("words", "turned"),
    [
        ("People with any zorks or who had one", "you have any zorks or had one"),
        ("Patients with asthma", "you have asthma"),
        ("Patients with their own teeth", "you have your own teeth"),
        ("Patients with their partners", None),
        ("Subjects with his or her parents", None),
    ],
)  # fmt: skip
def test_people_are_turned_to_the_reader_where_the_grammar_is_sure(
    words: str, turned: str | None
) -> None:
    found = addressed(words)
    assert (found and found[0]) == turned


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Bring food, drink, etc. And a pen.", ["Bring food, drink, etc. And a pen."]),
        ("Bring food, etc. The team calls.", ["Bring food, etc.", "The team calls."]),
        ("The U.S. Government pays.", ["The U.S. Government pays."]),
        ("It runs in the U.S. The team calls.", ["It runs in the U.S.", "The team calls."]),
        ("It is at 5 p.m. Central time.", ["It is at 5 p.m. Central time."]),
        ("It is at 5 p.m. You wait there.", ["It is at 5 p.m.", "You wait there."]),
        ("Vitamin C. Government pays.", ["Vitamin C.", "Government pays."]),
    ],
)
def test_a_full_stop_inside_a_sentence_ends_none(text: str, sentences: list[str]) -> None:
    assert [one.text for one in sentences_of(text)] == sentences


def test_what_stays_too_hard_in_plainer_words_is_the_record_s_own(
    asking: Callable[..., Sampled],
) -> None:
    hard = "Documented hepatic histopathological lymphoproliferative immunohistochemical anomalies"
    items = "\n".join(f"* {hard} of category {number}" for number in range(40))
    study, criteria = asking(f"Exclusion Criteria:\n{items}")
    made = compose(study, criteria)
    about = [one for one in made.sentences if one.support[0].criterion]
    told = {one.plainer for one in about}
    assert len(about) == 40
    assert told == {True, False}
    assert check(made.sentences, study, criteria).passed
