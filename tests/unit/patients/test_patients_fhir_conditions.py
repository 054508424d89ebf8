"""Illnesses and allergies from FHIR."""

from typing import Any

import pytest

from tests.factories.fhir import (
    SNOMED,
    allergy,
    concept,
    condition,
    facts,
    findings,
    only,
    patient,
    status,
)
from trialhead.patients import Condition, Severity, read_when

LUPUS = ("Lupus Erythematosus, Systemic",)


@pytest.mark.parametrize(
    ("code", "name", "concepts"),
    [
        (concept("systemic lupus erythematosus"), "systemic lupus erythematosus", LUPUS),
        (concept("", (SNOMED, "55464009", "Systemic lupus erythematosus (disorder)")), None, LUPUS),
        (concept("zumpf", (SNOMED, "55464009", "SLE")), "SLE", LUPUS),
        (concept("zumpf (finding)"), "zumpf", ()),
        (concept("gout (left toe)"), "gout (left toe)", ()),
        (concept("Chronic sinusitis (disorder)"), "Chronic sinusitis", ("Sinusitis",)),
        ({"coding": [{"system": "x", "code": "E79"}]}, "E79", ()),
    ],
)
def test_the_name_is_the_best_one_known(
    code: dict[str, Any], name: str | None, concepts: tuple[str, ...]
) -> None:
    fact = only(condition(code=code))
    assert fact.name == (name or "Systemic lupus erythematosus")
    assert fact.concepts == concepts
    assert fact.present


@pytest.mark.parametrize(
    ("code", "ongoing", "qualities"),
    [
        ("active", True, {}),
        ("recurrence", True, {}),
        ("relapse", True, {}),
        ("resolved", False, {}),
        ("inactive", None, {"active": False}),
        ("remission", None, {"active": False, "in remission": True}),
        ("strange", None, {}),
    ],
)
def test_the_clinical_status_says_whether_it_lasts(
    code: str, ongoing: bool | None, qualities: dict[str, bool]
) -> None:
    for fact in (
        only(condition(clinicalStatus=status(code))),
        only(allergy("egg", clinicalStatus=status(code))),
    ):
        assert (fact.ongoing, fact.qualities) == (ongoing, qualities)


@pytest.mark.parametrize("code", ["refuted", "entered-in-error"])
def test_what_was_ruled_out_once_tells_nothing(code: str) -> None:
    refuted = {"verificationStatus": status(code)}
    assert facts(condition(**refuted), allergy("egg", **refuted)) == ()


@pytest.mark.parametrize("code", ["unconfirmed", "provisional", "differential"])
def test_what_is_only_suspected_matches_nothing_for_sure(code: str) -> None:
    fact = only(condition("stroke", verificationStatus=status(code)))
    assert (fact.name, fact.concepts) == ("suspected stroke", ())
    fact = only(allergy("egg", verificationStatus=status(code)))
    assert (fact.name, fact.concepts) == ("suspected allergy to egg", ())


@pytest.mark.parametrize(
    ("fields", "onset", "ended"),
    [
        ({}, None, None),
        ({"onsetDateTime": "2020-03-04T10:00:00Z"}, "2020-03-04", None),
        ({"onsetPeriod": {"start": "2020-03-01", "end": "2020-03-31"}}, "2020-03", None),
        ({"onsetPeriod": {"start": "2020-03"}}, None, None),
        ({"onsetString": "in childhood"}, None, None),
        ({"abatementDateTime": "2021"}, None, "2021"),
        ({"abatementPeriod": {"start": "2021-01", "end": "2021-12"}}, None, "2021"),
    ],
)
def test_beginning_and_end(fields: dict[str, Any], onset: str | None, ended: str | None) -> None:
    fact = only(condition(**fields))
    assert fact.onset == (read_when(onset) if onset else None)
    assert fact.ended == (read_when(ended) if ended else None)


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({"onsetAge": {"value": 30, "code": "a"}}, "between 2010-05-20 and 2011-05-19"),
        ({"onsetAge": {"value": 6, "unit": "mo"}}, "between 1980-11-20 and 1980-12-19"),
        ({"onsetAge": {"value": 2, "unit": "weeks"}}, "between 1980-06-03 and 1980-06-09"),
        ({"onsetAge": {"value": 0, "code": "d"}}, "1980-05-20"),
        ({"onsetAge": {"value": 3, "unit": "days"}}, "1980-05-23"),
        ({"onsetAge": {"value": 1, "unit": "month"}}, "between 1980-06-20 and 1980-07-19"),
        ({"onsetAge": {"value": 30, "unit": "years"}}, "between 2010-05-20 and 2011-05-19"),
        (
            {"onsetRange": {"low": {"value": 30, "code": "a"}, "high": {"value": 39, "code": "a"}}},
            "between 2010-05-20 and 2020-05-19",
        ),
        ({"onsetRange": {"low": {"value": 30, "code": "a"}}}, "None"),
        ({"onsetAge": {"value": 30.5, "code": "a"}}, "None"),
        ({"onsetAge": {"value": 30, "code": "parsec"}}, "None"),
        ({"onsetAge": {"value": 30, "code": "a", "comparator": "<"}}, "None"),
        ({"onsetAge": {}}, "None"),
    ],
)
def test_an_age_is_the_days_on_which_the_person_was_as_old(
    fields: dict[str, Any], days: str
) -> None:
    gout = [one for one in facts(patient(), condition(**fields)) if isinstance(one, Condition)]
    assert str(gout[0].onset) == days


def test_an_age_without_a_birth_is_no_day() -> None:
    assert only(condition(onsetAge={"value": 30, "code": "a"})).onset is None


@pytest.mark.parametrize("age", [9000, 1e30, -5000])
def test_an_age_that_cannot_be_is_told(age: float) -> None:
    told = findings(patient(), condition(onsetAge={"value": age, "code": "a"}))
    assert "cannot be" in told[-1].message


def test_an_end_in_words_says_that_it_is_over() -> None:
    assert only(condition(abatementString="years ago")).ongoing is False


@pytest.mark.parametrize(
    ("severity", "step"),
    [
        (concept("", (SNOMED, "24484000", "Severe (severity modifier)")), Severity.SEVERE),
        (concept("Mild"), Severity.MILD),
        (concept("mild to moderate"), None),
        ({}, None),
    ],
)
def test_severity_is_a_step_or_nothing(severity: dict[str, Any], step: Severity | None) -> None:
    assert only(condition(severity=severity)).severity is step


@pytest.mark.parametrize(
    ("stages", "stage"),
    [
        ([{"summary": {"text": "Stage IIIA"}}], "IIIA"),
        ([{"summary": {"text": "IV"}}], "IV"),
        ([{"summary": {"text": "I"}}, {"summary": {"text": "II"}}], ""),
        ([{"type": {"text": "clinical"}}], ""),
    ],
)
def test_the_stage_is_as_written_if_there_is_one(stages: list[Any], stage: str) -> None:
    assert only(condition(stage=stages)).stage == stage


def test_a_history_is_the_illness_itself_over_at_a_time_not_known() -> None:
    past = condition(
        "History of myocardial infarction (situation)",
        onsetDateTime="2024-01-01",
        clinicalStatus=status("active"),
    )
    fact = only(past)
    assert fact.concepts == ("Myocardial Infarction",)
    assert (fact.onset, fact.ended, fact.ongoing) == (None, None, False)


def test_a_family_history_is_not_the_persons() -> None:
    assert only(condition("Family history of stroke")).concepts == ()


@pytest.mark.parametrize("name", ["No known problems", "No current problems or disability"])
def test_a_statement_of_nothing_known_tells_nothing(name: str) -> None:
    assert facts(condition(name), allergy("No known allergies (situation)")) == ()


def test_a_condition_without_code_tells_nothing() -> None:
    assert facts(condition(code={}), allergy("", code={})) == ()


@pytest.mark.parametrize(
    ("fields", "name", "concepts"),
    [
        ({"name": "Penicillin"}, "allergy to Penicillin", ("Drug Hypersensitivity",)),
        (
            {"name": "zumpf", "category": ["medication"]},
            "allergy to zumpf",
            ("Drug Hypersensitivity",),
        ),
        ({"name": "zumpf", "category": ["food"]}, "allergy to zumpf", ()),
        ({"name": "Allergy to mould"}, "Allergy to mould", ()),
        ({"name": "lactose", "type": "intolerance"}, "intolerance to lactose", None),
    ],
)
def test_an_allergy_is_a_condition(
    fields: dict[str, Any], name: str, concepts: tuple[str, ...] | None
) -> None:
    fact = only(allergy(**fields))
    assert fact.name == name
    assert concepts is None or fact.concepts == concepts
    assert fact.present
