"""Treatments from FHIR."""

from typing import Any

import pytest

from tests.factories.fhir import (
    CVX,
    SNOMED,
    Resource,
    concept,
    condition,
    facts,
    findings,
    only,
    read,
    request,
    statement,
)
from trialhead.patients import Treatment, read_when
from trialhead.vocabulary import drugs


def administration(**fields: Any) -> Resource:
    """A drug given."""
    return {
        "resourceType": "MedicationAdministration",
        "id": "a",
        "status": "completed",
        "medicationCodeableConcept": concept("prednisone"),
    } | fields


def medication(name: str) -> Resource:
    """A resource for aspirin."""
    return {"resourceType": "Medication", "id": name, "code": concept("aspirin")}


def immunization(code: str = "", display: str = "zumpf", **fields: Any) -> Resource:
    """A vaccination."""
    return {
        "resourceType": "Immunization",
        "id": "i",
        "status": "completed",
        "vaccineCode": concept("", (CVX, code, display)),
        "occurrenceDateTime": "2026-05-18",
    } | fields


@pytest.mark.parametrize(
    ("fields", "ongoing"),
    [
        ({"status": "active"}, True),
        ({"status": "stopped"}, False),
        ({"status": "completed"}, None),
        ({"status": "on-hold"}, None),
        ({"status": "active", "intent": "instance-order"}, True),
    ],
)
def test_an_order_is_marked_as_requested(fields: dict[str, Any], ongoing: bool | None) -> None:
    fact = only(request(authoredOn="2026-01-10", **fields))
    assert (fact.drug, fact.given, fact.ongoing) == ("prednisone", True, ongoing)
    assert fact.start == read_when("2026-01-10")
    assert fact.qualities == {"requested": True}


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "cancelled"},
        {"status": "entered-in-error"},
        {"status": "draft"},
        {"intent": "proposal"},
        {"intent": "plan"},
        {"doNotPerform": True},
        {"medicationCodeableConcept": {}},
        {"medicationCodeableConcept": None, "medicationReference": {"reference": "Medication/x"}},
    ],
)
def test_what_was_not_ordered_or_of_nothing_is_no_treatment(fields: dict[str, Any]) -> None:
    assert facts(request(**fields)) == ()


def test_the_bounds_of_the_only_instruction_are_its_days() -> None:
    bounds = {"boundsPeriod": {"start": "2026-02-01", "end": "2026-02-28"}}
    instruction = {"timing": {"repeat": bounds}}
    fact = only(request(authoredOn="2026-01-10", dosageInstruction=[instruction]))
    assert (fact.start, fact.end) == (read_when("2026-02-01"), read_when("2026-02-28"))
    fact = only(request(authoredOn="2026-01-10", dosageInstruction=[instruction] * 2))
    assert (fact.start, fact.end) == (read_when("2026-01-10"), None)


@pytest.mark.parametrize(
    ("status", "ongoing"),
    [("active", True), ("completed", False), ("stopped", False), ("on-hold", None)],
)
def test_a_statement_says_what_was_taken_and_when(status: str, ongoing: bool | None) -> None:
    period = {"start": "2026-01", "end": "2026-03-01"}
    fact = only(statement(status=status, effectivePeriod=period))
    assert (fact.start, fact.end) == (read_when("2026-01"), read_when("2026-03-01"))
    assert (fact.ongoing, fact.qualities) == (ongoing, {})


@pytest.mark.parametrize("status", ["not-taken", "intended", "entered-in-error"])
def test_what_was_not_taken_tells_nothing(status: str) -> None:
    assert facts(statement(status=status)) == ()


def test_a_single_day_of_taking_is_no_beginning_and_no_end() -> None:
    fact = only(statement(effectiveDateTime="2026-01-10"))
    assert (fact.start, fact.end) == (None, None)


@pytest.mark.parametrize(
    ("fields", "start", "end"),
    [
        ({"effectiveDateTime": "2026-01-10"}, "2026-01-10", "2026-01-10"),
        ({"effectivePeriod": {"start": "2026-01", "end": "2026-02"}}, "2026-01", "2026-02"),
    ],
)
def test_an_administration_is_a_treatment_of_its_days(
    fields: dict[str, Any], start: str, end: str
) -> None:
    fact = only(administration(dosage={"route": concept("Intravenous route")}, **fields))
    assert (fact.start, fact.end, fact.ongoing) == (read_when(start), read_when(end), False)
    assert (fact.route, fact.dose) == ("intravenous", None)


@pytest.mark.parametrize("status", ["not-done", "entered-in-error", "unknown"])
def test_what_was_not_given_tells_nothing(status: str) -> None:
    assert facts(administration(status=status)) == ()
    assert facts(immunization("03", status=status)) == ()


@pytest.mark.parametrize(
    ("fields", "others"),
    [
        (
            {
                "contained": [
                    {"resourceType": "Medication", "id": "m", "code": concept("aspirin")}
                ],
                "medicationReference": {"reference": "#m"},
            },
            [],
        ),
        (
            {"medicationReference": {"reference": "Medication/7"}},
            [medication("7")],
        ),
        (
            {"medicationReference": {"reference": "https://example.org/Medication/7/_history/2"}},
            [medication("7")],
        ),
        ({"medicationReference": {"display": "Aspirin 81 MG Oral Tablet"}}, []),
    ],
)
def test_the_drug_may_stand_in_another_resource(
    fields: dict[str, Any], others: list[Resource]
) -> None:
    assert only(statement(medicationCodeableConcept=None, **fields), *others).drug == "aspirin"


def test_the_same_id_of_another_type_is_no_drug() -> None:
    other = condition("gout", id="7")
    drug = medication("7")
    taken = statement(
        medicationCodeableConcept=None, medicationReference={"reference": "Medication/7"}
    )
    for resources in ((other, drug, taken), (drug, other, taken)):
        assert read(*resources).of(Treatment)[0].drug == "aspirin"


@pytest.mark.parametrize(
    ("drug", "route", "read_route"),
    [
        ("prednisone", concept("", (SNOMED, "26643006", "x")), "oral"),
        ("prednisone", concept("Oral route (qualifier value)"), "oral"),
        ("prednisone", concept("zumpf"), "zumpf"),
        ("prednisone", {}, ""),
        ("Hydrocortisone 10 MG/ML Topical Cream", {}, "topical"),
        ("prednisone 5 MG Oral Tablet", {}, "oral"),
        ("120 ACTUAT Fluticasone 0.044 MG/ACTUAT Metered Dose Inhaler", {}, "inhaled"),
        ("prednisone oral or topical", {}, ""),
    ],
)
def test_the_route_is_told_or_part_of_the_products_name(
    drug: str, route: Resource, read_route: str
) -> None:
    assert only(statement(drug, dosage=[{"route": route}])).route == read_route


def test_routes_that_differ_are_none() -> None:
    routes = [{"route": concept("oral")}, {"route": concept("topical")}]
    assert only(statement(dosage=routes)).route == ""


def test_a_mixture_is_a_treatment_with_each_drug_without_a_dose() -> None:
    dosage = {
        "timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}},
        "doseAndRate": [{"doseQuantity": {"value": 5, "unit": "mg"}}],
    }
    mixture = statement("Amoxicillin 250 MG / Clavulanate 125 MG Oral Tablet", dosage=[dosage])
    both = read(mixture).of(Treatment)
    assert [fact.drug for fact in both] == ["amoxicillin", "clavulanic acid"]
    assert {fact.dose for fact in both} == {None}
    assert {fact.route for fact in both} == {"oral"}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"reasonCode": [concept("Gout (disorder)")]}, "Gout"),
        ({"reasonReference": [{"reference": "Condition/c"}]}, "asthma"),
        ({"reasonCode": [concept("gout"), concept("pain")]}, ""),
        ({"reasonReference": [{"reference": "Condition/none"}]}, ""),
    ],
)
def test_the_reason_is_the_only_one_named(fields: dict[str, Any], reason: str) -> None:
    record = read(condition("asthma"), statement(**fields))
    assert record.of(Treatment)[0].reason == reason


LIVE = ("02", "03", "19", "21", "25", "37", "94", "111", "116", "119", "121", "149", "183")
NOT_LIVE = (
    "08",
    "10",
    "20",
    "33",
    "43",
    "52",
    "62",
    "113",
    "115",
    "133",
    "140",
    "187",
    "207",
    "208",
)


@pytest.mark.parametrize("code", LIVE)
def test_live_vaccines_are_known_by_their_code(code: str) -> None:
    given = read(immunization(code)).of(Treatment)
    assert any(drugs().is_a(fact.drug, "live vaccine") for fact in given)
    days = {(fact.start, fact.end, fact.ongoing) for fact in given}
    assert days == {(read_when("2026-05-18"), read_when("2026-05-18"), False)}


@pytest.mark.parametrize("code", NOT_LIVE)
def test_other_vaccines_are_not_live_and_no_broader_class(code: str) -> None:
    given = read(immunization(code)).of(Treatment)
    assert given
    assert not any(drugs().is_a(fact.drug, "live vaccine") for fact in given)
    assert not any(drugs().is_a("live vaccine", fact.drug) for fact in given)


def test_a_flu_shot_is_an_influenza_vaccine_and_inactivated() -> None:
    given = read(immunization("140")).of(Treatment)
    for kind in ("influenza vaccine", "inactivated vaccine"):
        assert any(drugs().is_a(fact.drug, kind) for fact in given)


def test_a_vaccine_without_a_known_code_goes_by_name() -> None:
    assert only(immunization("9999", "Live vaccine")).drug == "live vaccine"
    assert only(immunization("9999", "zumpf")).drug == "zumpf"
    assert "zumpf" in findings(immunization("9999", "zumpf"))[0].message
    assert facts(immunization(vaccineCode={})) == ()
