"""Doses a day, where they follow exactly."""

from typing import Any

import pytest

from tests.factories.fhir import only, quantity, request, statement, status


def dose(value: float = 5, unit: str = "mg", **fields: Any) -> dict[str, Any]:
    """An instruction to take an amount once a day."""
    return {
        "timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}},
        "doseAndRate": [{"doseQuantity": quantity(value, unit)}],
    } | fields


def repeat(**fields: Any) -> dict[str, Any]:
    """A timing that repeats."""
    return {"repeat": fields}


@pytest.mark.parametrize(
    ("dosage", "a_day", "unit"),
    [
        (dose(), 5, "mg/d"),
        (dose(1, "g"), 1000, "mg/d"),
        (dose(500, "ug"), 0.5, "mg/d"),
        (dose(1, "mg/kg"), 1, "mg/kg/d"),
        (dose(timing=repeat(frequency=2, period=1, periodUnit="d")), 10, "mg/d"),
        (dose(timing=repeat(frequency=1, period=8, periodUnit="h")), 15, "mg/d"),
        (dose(14, timing=repeat(frequency=1, period=1, periodUnit="wk")), 2, "mg/d"),
        (dose(timing=repeat(period=2, periodUnit="d")), 2.5, "mg/d"),
        (dose(timing={"code": status("BID")}), 10, "mg/d"),
        (dose(timing={"code": status("QOD")}), 2.5, "mg/d"),
        (dose(asNeededBoolean=False), 5, "mg/d"),
    ],
)
def test_a_dose_a_day_follows_from_amount_and_repetition(
    dosage: dict[str, Any], a_day: float, unit: str
) -> None:
    for fact in (only(request(dosageInstruction=[dosage])), only(statement(dosage=[dosage]))):
        assert (fact.dose, fact.dose_unit) == (pytest.approx(a_day), unit)


@pytest.mark.parametrize(
    "dosages",
    [
        [],
        [dose(), dose()],
        [dose(asNeededBoolean=True)],
        [dose(asNeededCodeableConcept={"text": "pain"})],
        [dose(1, "{tablet}")],
        [dose(1, "mg", doseAndRate=[{"doseRange": {"low": quantity(1, "mg")}}])],
        [dose(doseAndRate=[])],
        [dose(doseAndRate=[{"doseQuantity": {"unit": "mg"}}])],
        [dose(doseAndRate=[{"doseQuantity": quantity(5, "mg", comparator="<")}])],
        [dose(timing={})],
        [dose(timing={"code": {"text": "twice a day"}})],
        [dose(timing={"event": ["2026-01-01"]})],
        [dose(timing=repeat(frequency=1, frequencyMax=3, period=1, periodUnit="d"))],
        [dose(timing=repeat(frequency=1, period=1, periodUnit="mo"))],
        [dose(timing=repeat(frequency=1, period=0, periodUnit="d"))],
        [dose(timing=repeat(frequency=2))],
        [dose(timing=repeat(frequency=1, period=1, periodUnit="d", dayOfWeek=["mon"]))],
    ],
)
def test_whatever_leaves_room_leaves_the_dose_unknown(dosages: list[dict[str, Any]]) -> None:
    fact = only(request(dosageInstruction=dosages))
    assert (fact.dose, fact.dose_unit) == (None, "")


def test_a_dose_given_in_words_of_the_unit_is_read() -> None:
    amount = {"doseQuantity": {"value": 5, "unit": "mg"}}
    assert only(request(dosageInstruction=[dose(doseAndRate=[amount])])).dose == 5
