"""Results, scores and pregnancy from FHIR's Observations."""

from typing import Any

import pytest

from tests.factories.fhir import (
    LOINC,
    SNOMED,
    concept,
    facts,
    findings,
    loinc,
    observation,
    only,
    quantity,
    read,
)
from trialhead.patients import Kind, Measurement, Reproduction, ScoreFact, read_when

CREATININE = loinc("2160-0", "Creatinine [Mass/volume] in Serum or Plasma")
HBSAG = loinc("5196-1")


@pytest.mark.parametrize(
    ("code", "analyte", "specimen"),
    [
        (CREATININE, "creatinine", "blood"),
        (loinc("2161-8", "Creatinine"), "creatinine in urine", "urine"),
        (concept("Creatinine"), "creatinine", ""),
        (concept("zumpf", (LOINC, "0-0", "Haemoglobin")), "hemoglobin", ""),
        (concept("zumpf"), "zumpf", ""),
        (loinc("2106-3"), "hCG", "urine"),
        (concept("", (LOINC, "2160-0", ""), (LOINC, "718-7", "zumpf")), "zumpf", ""),
    ],
)
def test_what_was_measured_goes_by_code_then_by_name(
    code: dict[str, Any], analyte: str, specimen: str
) -> None:
    fact = only(observation(code, valueQuantity=quantity(1, "mg/dL")))
    assert (fact.analyte, fact.specimen) == (analyte, specimen)


@pytest.mark.parametrize(
    ("amount", "value", "value_is", "unit"),
    [
        (quantity(85, "umol/L"), 85, "=", "umol/L"),
        (quantity(5, "umol/L", comparator="<"), 5, "<", "umol/L"),
        (quantity(5, "umol/L", comparator=">="), 5, ">=", "umol/L"),
        ({"value": 1.2, "unit": "mg/dl"}, 1.2, "=", "mg/dL"),
        ({"value": 1.2, "unit": "mg/dL", "code": "strange"}, 1.2, "=", "mg/dL"),
        (quantity(1, "zumpf"), 1, "=", "zumpf"),
        ({"value": 1.2}, 1.2, "=", ""),
    ],
)
def test_a_quantity(amount: dict[str, Any], value: float, value_is: str, unit: str) -> None:
    fact = only(observation(CREATININE, valueQuantity=amount))
    assert (fact.value, fact.value_is, fact.unit) == (value, value_is, unit)


@pytest.mark.parametrize("unit", ["mm[Hg]", "Cel", "mL/min/{1.73_m2}", "[IU]/L", "{beats}/min"])
def test_units_of_ucum_are_known(unit: str) -> None:
    assert findings(observation(CREATININE, valueQuantity=quantity(1, unit))) == ()


@pytest.mark.parametrize(
    ("value", "result"),
    [
        ({"valueCodeableConcept": concept("", (SNOMED, "10828004", ""))}, "positive"),
        ({"valueCodeableConcept": concept("", (SNOMED, "260415000", "x"))}, "not detected"),
        ({"valueCodeableConcept": concept("Negative (qualifier value)")}, "negative"),
        ({"valueString": "trace  amounts"}, "trace amounts"),
        ({"valueBoolean": True}, "positive"),
        ({"valueBoolean": False}, "negative"),
        ({"valueRatio": {"numerator": {"value": 1}, "denominator": {"value": 80}}}, "1:80"),
    ],
)
def test_a_result_in_words(value: dict[str, Any], result: str) -> None:
    fact = only(observation(HBSAG, **value))
    assert (fact.analyte, fact.result, fact.value) == ("HBsAg", result, None)


def test_a_whole_number_is_a_value() -> None:
    assert only(observation(concept("zumpf"), valueInteger=3)).value == 3


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"valueQuantity": {"unit": "mg/dL"}},
        {"valueQuantity": quantity(1, "mg/dL"), "dataAbsentReason": concept("error")},
        {"valueQuantity": quantity(1, "mg/dL"), "status": "preliminary"},
        {"valueQuantity": quantity(1, "mg/dL"), "status": "entered-in-error"},
        {"valueQuantity": quantity(1, "mg/dL"), "focus": [{"reference": "Patient/child"}]},
        {"valueQuantity": quantity(1, "mg/dL"), "code": {}},
        {"valueTime": "12:00"},
        {"valueString": ""},
    ],
)
def test_what_is_missing_doubtful_or_of_someone_else_is_no_result(fields: dict[str, Any]) -> None:
    assert facts(observation(CREATININE) | fields) == ()


@pytest.mark.parametrize("status", ["final", "amended", "corrected"])
def test_results_that_stand_are_read(status: str) -> None:
    assert only(observation(CREATININE, status=status, valueQuantity=quantity(1, "mg/dL")))


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({"effectiveDateTime": "2026-06-01T08:00:00+02:00"}, "2026-06-01"),
        ({"effectiveInstant": "2026-06-01T08:00:00Z"}, "2026-06-01"),
        ({"effectivePeriod": {"start": "2026-06-01", "end": "2026-06-30"}}, "2026-06"),
        ({"effectivePeriod": {"start": "2026-06-01"}}, None),
        ({"issued": "2026-06-01T08:00:00Z"}, None),
    ],
)
def test_the_day_is_when_it_was_taken(fields: dict[str, Any], day: str | None) -> None:
    fact = only(observation(CREATININE, valueQuantity=quantity(1, "mg/dL"), **fields))
    assert fact.on == (read_when(day) if day else None)


@pytest.mark.parametrize(
    ("ranges", "lower", "upper", "unit"),
    [
        ([{"low": quantity(45, "umol/L"), "high": quantity(104, "umol/L")}], 45, 104, ""),
        ([{"high": quantity(1.2, "mg/dL")}], None, 1.2, "mg/dL"),
        ([{"high": {"value": 104}}], None, 104, ""),
        ([{"low": quantity(1, "mg/dL"), "high": quantity(104, "umol/L")}], None, None, ""),
        ([{"high": quantity(1, "umol/L")}, {"high": quantity(2, "umol/L")}], None, None, ""),
        (
            [
                {"high": quantity(9, "umol/L"), "type": {"coding": [{"code": "critical"}]}},
                {"high": quantity(1, "umol/L"), "type": {"coding": [{"code": "normal"}]}},
            ],
            *(None, 1, ""),
        ),
        ([{"text": "45 to 104"}], None, None, ""),
        ([], None, None, ""),
    ],
)
def test_limits_are_those_printed_with_the_result(
    ranges: list[Any], lower: float | None, upper: float | None, unit: str
) -> None:
    fact = only(
        observation(CREATININE, valueQuantity=quantity(85, "umol/L"), referenceRange=ranges)
    )
    assert (fact.lower, fact.upper, fact.limit_unit) == (lower, upper, unit)


def test_limits_without_a_unit_go_with_a_count_that_is_converted() -> None:
    fact = only(
        observation(
            loinc("777-3"),
            valueQuantity=quantity(150_000, "/uL"),
            referenceRange=[{"high": {"value": 400_000}}],
        )
    )
    assert (fact.value, fact.unit, fact.upper) == (pytest.approx(150), "10*9/L", 400)


def test_each_component_is_a_result_and_a_panel_without_value_none() -> None:
    pressure = observation(
        loinc("85354-9", "Blood pressure panel"),
        effectiveDateTime="2026-06-01",
        component=[
            {"code": loinc("8480-6"), "valueQuantity": quantity(120, "mm[Hg]")},
            {"code": loinc("8462-4"), "valueQuantity": quantity(80, "mm[Hg]")},
            {"code": loinc("8867-4"), "dataAbsentReason": concept("error")},
        ],
    )
    read_facts = read(pressure).of(Measurement)
    assert [(fact.analyte, fact.value) for fact in read_facts] == [
        ("systolic blood pressure", 120),
        ("diastolic blood pressure", 80),
    ]
    assert {fact.on for fact in read_facts} == {read_when("2026-06-01")}


def test_the_specimen_tells_a_test_in_urine_from_one_in_blood() -> None:
    urine = {"resourceType": "Specimen", "id": "s", "type": concept("Urine")}
    result = observation(
        concept("Creatinine"),
        specimen={"reference": "Specimen/s"},
        valueQuantity=quantity(90, "mg/dL"),
    )
    fact = only(result, urine)
    assert (fact.analyte, fact.specimen) == ("Creatinine in urine", "urine")
    fact = only(result | {"specimen": {"display": "Serum"}})
    assert (fact.analyte, fact.specimen) == ("creatinine", "serum")


@pytest.mark.parametrize(
    ("code", "scale"),
    [(loinc("72106-8"), "MMSE"), (concept("NYHA class"), "NYHA"), (loinc("89247-1"), "ECOG")],
)
def test_a_scale_gives_a_score(code: dict[str, Any], scale: str) -> None:
    fact = only(observation(code, valueInteger=2, effectiveDateTime="2026"))
    assert isinstance(fact, ScoreFact)
    assert (fact.scale, fact.value, fact.on) == (scale, 2, read_when("2026"))


def test_a_score_in_words_or_as_a_bound_is_none() -> None:
    code = loinc("72106-8")
    assert facts(observation(code, valueString="good")) == ()
    assert facts(observation(code, valueQuantity=quantity(20, "{score}", comparator="<"))) == ()


@pytest.mark.parametrize(
    ("code", "pregnant"), [("77386006", True), ("60001007", False), ("261665006", None)]
)
def test_pregnancy_is_yes_no_or_nothing(code: str, pregnant: bool | None) -> None:
    said = read(
        observation(
            loinc("82810-3"),
            effectiveDateTime="2026-06-01",
            valueCodeableConcept=concept("", (SNOMED, code, "x")),
        )
    ).of(Reproduction)
    assert [fact.pregnant for fact in said] == ([] if pregnant is None else [pregnant])


def test_fhir_never_makes_a_list_complete() -> None:
    record = read(observation(CREATININE, valueQuantity=quantity(1, "mg/dL")))
    assert not any(map(record.is_complete, Kind))
