"""Lengths and windows from the words of a criterion to what they say of a person."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.people import ON, complete, day, person
from tests.factories.sentences import read
from trialhead.criteria import Side, StudyCriteria
from trialhead.instruments import Truth
from trialhead.patients import Condition, Kind, PatientRecord, Procedure, Treatment
from trialhead.screening import CriterionVerdict, Gate, screen

ALL_LISTED = complete(Kind.CONDITIONS, Kind.TREATMENTS, Kind.PROCEDURES)


def verdict(side: str, words: str, record: PatientRecord) -> CriterionVerdict:
    """What a criterion in some words says of a person."""
    study = StudyCriteria(study="", record="", criteria=(read(side, words),))
    (one,) = screen(study, record, on=ON, events={"enrolment": ON}).verdicts
    return one


def ago(days: int) -> str:
    """The day some days before screening."""
    return (ON - timedelta(days=days)).isoformat()


def stroke(since: int, until: int) -> PatientRecord:
    """Somebody who had a stroke, days ago, and nothing else."""
    ill = Condition(
        name="Stroke", concepts=("Stroke",), onset=day(ago(since)), ended=day(ago(until))
    )
    return person(ill, *ALL_LISTED)


def surgery(days: int) -> PatientRecord:
    """Somebody who had major surgery some days ago, and nothing else."""
    done = Procedure(name="major surgery", done=True, on=day(ago(days)))
    return person(done, *ALL_LISTED)


def methotrexate(since: int, until: int) -> PatientRecord:
    """Somebody who took methotrexate, and nothing else."""
    taken = Treatment(drug="methotrexate", start=day(ago(since)), end=day(ago(until)))
    return person(taken, *ALL_LISTED)


@pytest.mark.parametrize(("days", "gate"), [(7, Gate.FAIL), (27, Gate.FAIL), (60, Gate.PASS)])
def test_recent_surgery_does_not_pass_a_denial_of_four_weeks(days: int, gate: Gate) -> None:
    words = "No major surgery for at least 4 weeks prior to enrollment"
    assert verdict("I", words, surgery(days)).gate is gate


def test_a_short_course_long_ago_is_no_treatment_of_twelve_weeks() -> None:
    words = "On methotrexate for at least 12 weeks prior to screening"
    assert verdict("I", words, methotrexate(900, 890)).gate is Gate.FAIL
    assert verdict("I", words, methotrexate(20, 0)).gate is Gate.FAIL
    assert verdict("I", words, methotrexate(200, 0)).gate is Gate.PASS


def test_an_ongoing_treatment_is_none_that_ended() -> None:
    words = "Ongoing stable treatment with methotrexate for at least 2 months"
    assert verdict("I", words, methotrexate(900, 300)).gate is Gate.FAIL
    assert verdict("I", words, methotrexate(200, 0)).gate is not Gate.FAIL


LISTS = [
    "Acute coronary syndrome, stroke or TIA within 3 months prior to screening",
    "History of acute coronary syndrome, stroke or TIA within 3 months prior to screening",
    "Stroke or current asthma within 3 months before screening",
    "Diagnosis of stroke or taking warfarin within 3 months before screening",
]


@given(
    words=st.sampled_from(LISTS),
    side=st.sampled_from("IE"),
    since=st.integers(0, 400),
    length=st.integers(0, 400),
)
def test_the_conservative_reading_is_never_the_kinder_one(
    words: str, side: str, since: int, length: int
) -> None:
    found = verdict(side, words, stroke(since, max(0, since - length)))
    kind = Truth.YES if found.criterion.side is Side.INCLUSION else Truth.NO
    if found.conservative is kind:
        assert found.lenient is kind
