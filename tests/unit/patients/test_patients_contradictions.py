"""What a record says that cannot be true."""

import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.patients import (
    Birth,
    Completeness,
    Condition,
    Fact,
    Finding,
    Kind,
    Measurement,
    Participation,
    PatientRecord,
    Procedure,
    Reproduction,
    ScoreFact,
    Sex,
    SexFact,
    Treatment,
    checked,
    contradictions,
    read_when,
)

TODAY = date(2026, 6, 15)
BORN = Birth(on=read_when("1980-05-20"), source="card")


def told(*facts: Fact) -> list[str]:
    """The messages about a record of these facts."""
    return [finding.message for finding in contradictions(PatientRecord(facts=facts), TODAY)]


def kept(*facts: Fact) -> tuple[Fact, ...]:
    """The facts that remain."""
    return checked(PatientRecord(facts=facts), TODAY).facts


def dated(day: str) -> dict[str, Fact]:
    """One fact of each kind on ``day``."""
    when = read_when(day)
    return {
        "beginning of gout": Condition(name="gout", onset=when),
        "end of gout": Condition(name="gout", ended=when),
        "end of treatment of gout": Condition(name="gout", treatment_ended=when),
        "treatment with aspirin": Treatment(drug="aspirin", start=when),
        "result of CRP": Measurement(analyte="CRP", value=1, unit="mg/L", on=when),
        "score NYHA": ScoreFact(scale="NYHA", value=1, on=when),
        "procedure dialysis": Procedure(name="dialysis", done=True, on=when),
        "another study": Participation(took_part=True, last_contact=when),
        "pregnancy": Reproduction(on=when, pregnant=True),
    }


@pytest.mark.parametrize("what", dated("2020"))
@pytest.mark.parametrize(
    ("day", "problem"),
    [("2026-06-16", "after 2026-06-15"), ("2027", "after"), ("1980-05-19", "before birth")],
)
def test_a_fact_after_today_or_before_birth_is_taken_out(what: str, day: str, problem: str) -> None:
    fact = dated(day)[what]
    (message,) = told(BORN, fact)
    assert what in message
    assert problem in message
    assert kept(BORN, fact) == (BORN,)


@pytest.mark.parametrize("what", dated("2020"))
@pytest.mark.parametrize("day", ["2026-06-15", "2026-06", "2026", "1980-05-20", "1980"])
def test_a_day_that_may_lie_in_the_life_so_far_is_fine(what: str, day: str) -> None:
    assert told(BORN, dated(day)[what]) == []


@pytest.mark.parametrize(
    "fact",
    [
        Treatment(drug="aspirin", start=read_when("2026-06"), end=read_when("2026-12-01")),
        Procedure(name="dialysis", needed=True, on=read_when("2026-07-01")),
    ],
)
def test_what_is_planned_may_lie_ahead(fact: Fact) -> None:
    assert kept(fact) == (fact,)


@pytest.mark.parametrize(
    ("birth", "problem"),
    [("2026-06-16", "after 2026-06-15"), ("1870-01-01", "more than 125 years ago")],
)
def test_a_birth_that_cannot_be_is_taken_out_and_measures_nothing(birth: str, problem: str) -> None:
    wrong = Birth(on=read_when(birth))
    gout = Condition(name="gout", onset=read_when("2020"))
    assert kept(wrong, gout) == (gout,)
    assert problem in told(wrong, gout)[0]


@pytest.mark.parametrize(
    ("result", "problem"),
    [
        ({"analyte": "creatinine", "value": 900, "unit": "mg/dL"}, "which cannot be"),
        ({"analyte": "creatinine", "value": 85, "unit": "kg"}, "creatinine is 85 kg"),
        ({"analyte": "hemoglobin", "value": float("nan"), "unit": "g/dL"}, "not finite"),
        ({"analyte": "x", "value": 1, "unit": "g/dL", "upper": float("inf")}, "not finite"),
        (
            {"analyte": "x", "value": 1, "unit": "g", "lower": 5, "upper": 2},
            "limits of x, 5 to 2, run backwards",
        ),
        ({"analyte": "eGFR", "value": "<", "unit": "kg"}, "kg"),
    ],
)
def test_a_result_that_no_body_can_have_is_taken_out(result: dict[str, Any], problem: str) -> None:
    if result["value"] == "<":
        result = result | {"value": 5, "value_is": "<"}
    fact = Measurement(**result)
    assert problem in told(fact)[0]
    assert kept(fact) == ()


@pytest.mark.parametrize(
    "result",
    [
        {"analyte": "creatinine", "value": 85, "unit": "umol/L"},
        {"analyte": "creatinine", "value": 85},
        {"analyte": "creatinine", "value": 0.001, "unit": "mg/dL", "value_is": "<"},
        {"analyte": "frogs", "value": 1e9, "unit": "frogs/pond"},
        {"analyte": "HBsAg", "result": "negative"},
    ],
)
def test_a_result_that_may_be_stays(result: dict[str, Any]) -> None:
    assert told(Measurement(**result)) == []


@pytest.mark.parametrize(
    ("fact", "problem"),
    [
        (ScoreFact(scale="NYHA", value=5), "NYHA is 5; the scale goes from 1 to 4"),
        (ScoreFact(scale="SLEDAI-2K", value=-1), "SLEDAI-2K is -1"),
        (Treatment(drug="aspirin", dose=-5, dose_unit="mg/d"), "which cannot be"),
        (Treatment(drug="aspirin", dose=float("nan"), dose_unit="mg/d"), "which cannot be"),
        (
            Condition(name="gout", onset=read_when("2021"), ended=read_when("2020")),
            "gout ends (between 2020-01-01 and 2020-12-31) before it begins",
        ),
        (
            Treatment(drug="aspirin", start=read_when("2021"), end=read_when("2020-05-01")),
            "Treatment with aspirin ends (2020-05-01) before",
        ),
    ],
)
def test_what_cannot_be_is_taken_out(fact: Fact, problem: str) -> None:
    assert problem in told(fact)[0]
    assert kept(fact) == ()


def test_ends_and_beginnings_known_in_part_may_fit() -> None:
    assert told(Condition(name="gout", onset=read_when("2020-05"), ended=read_when("2020"))) == []


def test_a_message_says_what_and_when_in_one_sentence() -> None:
    gout = Condition(name="gout", onset=read_when("2030-01-01"), source="letter")
    (finding,) = contradictions(PatientRecord(facts=(gout,)), TODAY)
    assert finding == Finding(
        message="The beginning of gout is dated 2030-01-01, after 2026-06-15.", source="letter"
    )


def test_a_long_name_is_cut_in_the_message() -> None:
    assert len(told(Condition(name="x" * 10_000, onset=read_when("2030")))[0]) < 200


def test_a_list_that_lost_an_impossible_fact_is_no_longer_complete() -> None:
    cancer = Condition(name="cancer", onset=read_when("2062"))
    record = PatientRecord(facts=(cancer, Completeness(kind=Kind.CONDITIONS)))
    assert not checked(record, TODAY).is_complete(Kind.CONDITIONS)


def test_births_and_sexes_that_differ_stay_and_are_told() -> None:
    facts = (
        BORN,
        Birth(on=read_when("1981-05-20"), source="letter"),
        SexFact(sex=Sex.MALE, source="card"),
        SexFact(sex=Sex.FEMALE),
    )
    assert told(*facts) == [
        "Different dates of birth are stated: 1980-05-20 (card), 1981-05-20 (letter).",
        "Different sexes are stated: female, male (card).",
    ]
    record = checked(PatientRecord(facts=facts), TODAY)
    assert [finding.source for finding in record.findings] == ["card", "card"]
    assert len(record.born) == 2
    assert record.sex is None


def test_a_very_old_person_may_be() -> None:
    assert told(Birth(on=read_when("1901-01-01"))) == []


def test_the_same_birth_twice_is_none_too_many() -> None:
    assert told(BORN, Birth(on=BORN.on, source="letter")) == []


def test_of_births_that_differ_the_earliest_counts_for_what_was_before() -> None:
    gout = Condition(name="gout", onset=read_when("1980-12"))
    assert gout in kept(BORN, Birth(on=read_when("1981-05-20")), gout)


MI = ("Myocardial Infarction",)
HEART = ("Heart Diseases",)


@pytest.mark.parametrize(
    ("present", "absent"),
    [
        ({"name": "zumpf"}, {"name": "Zumpf"}),
        ({"name": "heart attack", "concepts": MI}, {"name": "infarct", "concepts": MI}),
        ({"name": "heart attack", "concepts": MI}, {"name": "bad heart", "concepts": HEART}),
        ({"name": "x", "ongoing": True}, {"name": "x", "onset": read_when("2026-01")}),
        (
            {"name": "x", "ended": read_when("2026-01-31")},
            {"name": "x", "onset": read_when("2026-01")},
        ),
        (
            {"name": "x", "onset": read_when("2026-02")},
            {"name": "x", "onset": read_when("2026-01")},
        ),
    ],
)
def test_what_is_there_cannot_be_denied(present: dict[str, Any], absent: dict[str, Any]) -> None:
    there = Condition(source="letter", **present)
    denied = Condition(present=False, source="form", **absent)
    assert told(denied, there) == [
        f"{there.name} is stated, though {denied.name} (form) is said never to have been."
    ]
    assert kept(there, denied) == (there, denied)


@pytest.mark.parametrize(
    ("present", "absent"),
    [
        ({"name": "bad heart", "concepts": HEART}, {"name": "heart attack", "concepts": MI}),
        ({"name": "x"}, {"name": "x", "qualities": {"severe": True}}),
        ({"name": "x"}, {"name": "x", "stage": "IV"}),
        ({"name": "y", "concepts": MI}, {"name": "MI", "concepts": (*MI, "Mitral Valve")}),
        ({"name": "x", "ended": read_when("2020")}, {"name": "x", "onset": read_when("2026-01")}),
        ({"name": "x", "concepts": ("no such key",)}, {"name": "y", "concepts": MI}),
    ],
)
def test_a_narrower_denial_contradicts_nothing(
    present: dict[str, Any], absent: dict[str, Any]
) -> None:
    assert told(Condition(**present), Condition(present=False, **absent)) == []


@pytest.mark.parametrize(
    ("done", "denied", "contradict"),
    [
        (Treatment(drug="aspirin"), Treatment(drug="Aspirin", given=False), True),
        (Treatment(drug="aspirin"), Treatment(drug="prednisone", given=False), False),
        (Treatment(drug="aspirin"), Treatment(drug="aspirin", given=False, route="oral"), False),
        (Procedure(name="x", done=True), Procedure(name="x", done=False), True),
        (Procedure(name="x", needed=True), Procedure(name="x", done=False), False),
        (
            Procedure(name="x", done=True),
            Procedure(name="x", done=False, on=read_when("2020")),
            False,
        ),
    ],
)
def test_what_was_done_cannot_be_denied(done: Fact, denied: Fact, contradict: bool) -> None:
    assert bool(told(done, denied)) is contradict
    assert kept(done, denied) == (done, denied)


def test_a_record_without_faults_is_told_nothing_of() -> None:
    assert told(BORN, *dated("2020").values()) == []


FACTS = st.lists(
    st.sampled_from(
        [
            BORN,
            Birth(on=read_when("1981")),
            Birth(on=read_when("2030")),
            *dated("2020").values(),
            *dated("2031").values(),
            *dated("1970").values(),
            Condition(name="gout", present=False),
            Completeness(kind=Kind.CONDITIONS),
            Measurement(analyte="creatinine", value=1e6, unit="mg/dL"),
        ]
    ),
    max_size=12,
)


@given(FACTS)
def test_checking_again_changes_nothing(facts: list[Fact]) -> None:
    once = checked(PatientRecord(facts=tuple(facts), findings=(Finding(message="odd"),)), TODAY)
    assert checked(once, TODAY) == once


@given(FACTS, st.randoms(use_true_random=False))
def test_the_order_of_facts_makes_no_difference(facts: list[Fact], shuffle: Any) -> None:
    shuffled = shuffle.sample(facts, len(facts))
    assert {fact.source + repr(fact) for fact in kept(*facts)} == {
        fact.source + repr(fact) for fact in kept(*shuffled)
    }
    assert set(told(*facts)) == set(told(*shuffled))


def test_the_time_grows_with_the_number_of_facts_only() -> None:
    facts = [
        Condition(name=f"illness {n % 50_000}", present=n % 3 > 0, onset=read_when("2020"))
        for n in range(100_000)
    ]
    begun = time.monotonic()
    checked(PatientRecord(facts=(BORN, *facts)), TODAY)
    assert time.monotonic() - begun < 20
