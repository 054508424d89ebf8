"""A person's facts as a whole: what stands in it, and what it no longer says without a part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.patients import (
    Answer,
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
    Sex,
    SexFact,
    Treatment,
    read_when,
)

LISTED: dict[Kind, Fact] = {
    Kind.CONDITIONS: Condition(name="asthma"),
    Kind.TREATMENTS: Treatment(drug="prednisone"),
    Kind.PROCEDURES: Procedure(name="dialysis", done=True),
    Kind.PARTICIPATIONS: Participation(took_part=True),
}
COMPLETE = tuple(Completeness(kind=kind) for kind in Kind)


def test_facts_are_found_by_their_type_in_their_order() -> None:
    first, second = Condition(name="asthma"), Condition(name="gout")
    record = PatientRecord(facts=(first, Treatment(drug="x"), second))
    assert record.of(Condition) == (first, second)
    assert record.of(Measurement) == ()


def test_sex_is_known_while_all_statements_agree() -> None:
    female, male = SexFact(sex=Sex.FEMALE), SexFact(sex=Sex.MALE)
    assert PatientRecord().sex is None
    assert PatientRecord(facts=(female, SexFact(sex=Sex.FEMALE))).sex is Sex.FEMALE
    assert PatientRecord(facts=(female, male)).sex is None


def test_all_births_stated_are_told() -> None:
    births = tuple(Birth(on=read_when(text)) for text in ("1980-05-20", "1980-05-21"))
    assert PatientRecord(facts=births).born == births


@pytest.mark.parametrize("kind", Kind)
def test_a_list_that_loses_an_entry_is_no_longer_complete(kind: Kind) -> None:
    record = PatientRecord(facts=(*LISTED.values(), *COMPLETE))
    left = record.without(LISTED[kind])
    assert record.is_complete(kind)
    assert {other for other in Kind if left.is_complete(other)} == set(Kind) - {kind}


@given(st.permutations([*LISTED.values(), *COMPLETE]), st.sampled_from(list(Kind)))
def test_whatever_the_order_completeness_goes_with_an_entry(facts: list[Fact], kind: Kind) -> None:
    left = PatientRecord(facts=tuple(facts)).without(LISTED[kind])
    assert not left.is_complete(kind)
    assert set(left.facts) == set(facts) - {LISTED[kind], Completeness(kind=kind)}


def test_losing_a_result_leaves_lists_complete() -> None:
    result = Measurement(analyte="creatinine", value=1, unit="mg/dL")
    record = PatientRecord(facts=(result, *COMPLETE))
    assert record.without(result).facts == COMPLETE


def test_one_of_two_equal_facts_can_be_taken_out() -> None:
    twice = (Answer(question="q", holds=True), Answer(question="q", holds=True))
    assert PatientRecord(facts=twice).without(twice[0]).facts == (twice[1],)


def test_findings_stay_when_a_fact_is_taken_out() -> None:
    answer = Answer(question="q", holds=True)
    record = PatientRecord(facts=(answer,), findings=(Finding(message="odd"),))
    assert record.without(answer) == PatientRecord(findings=record.findings)
