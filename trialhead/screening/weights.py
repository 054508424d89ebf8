"""Body weights of a record, to relate a dose to the kilogram."""

from datetime import date

from trialhead import patients
from trialhead.errors import TrialheadError
from trialhead.screening.view import View
from trialhead.vocabulary import convert

_WEIGHT = "body weight"


def weights(view: View) -> dict[date, float]:
    """Every weight in kg by its day; one without a day, or of a day after screening, counts for
    the day of screening."""
    return {
        (min(fact.on.earliest, view.on) if fact.on else view.on): kilograms
        for fact in view.patient.of(patients.Measurement)
        if fact.analyte == _WEIGHT and (kilograms := _kilograms(fact)) is not None
    }


def weight_near(day: date, view: View) -> float | None:
    """The weight nearest to ``day``, the earlier of two as near; None if there is none."""
    known = weights(view)
    return known[min(sorted(known), key=lambda one: abs(one - day))] if known else None


def _kilograms(fact: patients.Measurement) -> float | None:
    if fact.value is None or fact.value_is != "=":
        return None
    try:
        return convert(fact.value, fact.unit, "kg")
    except TrialheadError:
        return None
