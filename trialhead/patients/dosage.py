"""The dose of a day from FHIR's Dosage, where it can be worked out exactly."""

from collections.abc import Sequence

from trialhead.patients.coded import code_of
from trialhead.patients.elements import Element

_MG = {"mg": 1.0, "g": 1000.0, "ug": 0.001, "mcg": 0.001}
_PER_KG = "/kg"
#: Hours in units of repetition that are equally long each time.
_HOURS = {"h": 1.0, "d": 24.0, "wk": 168.0}
#: Times a day of the usual abbreviations.
_TIMES = {"QD": 1.0, "BID": 2.0, "TID": 3.0, "QID": 4.0, "QOD": 0.5, "AM": 1.0, "PM": 1.0}
_TIMES |= {"Q4H": 6.0, "Q6H": 4.0, "Q8H": 3.0, "Q12H": 2.0}
#: Fields of a repetition that make the dose of a day uneven or unsure.
_UNEVEN = ("frequencyMax", "periodMax", "dayOfWeek", "timeOfDay", "when", "count", "countMax")


def daily_dose(dosages: Sequence[Element]) -> tuple[float | None, str]:
    """The dose a day with its unit (mg/d or mg/kg/d); (None, "") unless it is exactly known.

    Several instructions, doses as needed, ranges and uneven repetition leave it unknown.
    """
    if len(dosages) != 1 or dosages[0].flag("asNeededBoolean") or _has_reason(dosages[0]):
        return None, ""
    dose, unit = _single(dosages[0])
    times = _times_a_day(dosages[0].child("timing"))
    return (dose * times, unit) if dose is not None and times is not None else (None, "")


def _has_reason(dosage: Element) -> bool:
    """Taken when something is felt, which is as needed too."""
    return dosage.has("asNeededCodeableConcept")


def _single(dosage: Element) -> tuple[float | None, str]:
    rates = dosage.children("doseAndRate")
    if len(rates) != 1 or not rates[0].has("doseQuantity"):
        return None, ""
    amount = rates[0].child("doseQuantity")
    unit = (amount.text("code") or amount.text("unit")).lower()
    number, mass = amount.number("value"), unit.removesuffix(_PER_KG)
    if number is None or mass not in _MG or amount.has("comparator"):
        return None, ""
    return number * _MG[mass], "mg/kg/d" if unit.endswith(_PER_KG) else "mg/d"


def _times_a_day(timing: Element) -> float | None:
    repeat = timing.child("repeat")
    if timing.has("event") or any(map(repeat.has, _UNEVEN)):
        return None
    period, hours = repeat.number("period"), _HOURS.get(repeat.text("periodUnit"))
    if period and hours:
        return (repeat.number("frequency") or 1.0) * 24 / (period * hours)
    return None if repeat.has("frequency") else _TIMES.get(code_of(timing.child("code")))
