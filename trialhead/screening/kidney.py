"""Filtration worked out from creatinine, beside what the laboratory printed."""

from collections.abc import Iterator

from trialhead import patients
from trialhead.criteria import Bounds
from trialhead.errors import TrialheadError
from trialhead.instruments import ckd_epi_2021, completed_years
from trialhead.patients import When
from trialhead.screening.amounts import Amount
from trialhead.screening.judged import Judged, unknown
from trialhead.screening.results import Result
from trialhead.screening.view import View
from trialhead.vocabulary import convert

#: The vocabulary's key of estimated filtration, and the unit the formula gives.
EGFR = "eGFR"
_UNIT = "mL/min/{1.73_m2}"
_STEADY = "Creatinine is taken to be steady; in acute kidney injury and on dialysis it is not."


def filtrations(bounds: Bounds, unit: str, view: View) -> Iterator[Result]:
    """Each creatinine as a filtration by CKD-EPI 2021, judged against ``bounds``.

    Which formula counts is a doubt of its own: of the values of one day, the printed and the one
    worked out, a broad view takes the one that fits, a strict view needs both. Source: A-15.
    """
    for fact in view.patient.of(patients.Measurement):
        if fact.analyte == "creatinine" and fact.value is not None:
            judged = _judge(fact, bounds, unit, view)
            yield Result(on=fact.on, what="creatinine", judged=judged.using(fact))


def _judge(fact: patients.Measurement, bounds: Bounds, unit: str, view: View) -> Judged:
    sex, born = view.patient.sex, view.patient.born
    if sex is None or len({birth.on for birth in born}) != 1:
        return unknown("sex and date of birth, to work out eGFR from creatinine")
    what = f"eGFR by CKD-EPI 2021 from creatinine {fact.value:g} {fact.unit}"
    try:
        ages = _ages(born[0].on, fact.on or When.on(view.on))
        amount = _filtration(fact, sex, ages).changed(lambda value: convert(value, _UNIT, unit))
    except TrialheadError as error:
        return unknown("eGFR as a number", error.mistake)
    return amount.compared(bounds, what, unit).assuming(_STEADY)


def _filtration(fact: patients.Measurement, sex: patients.Sex, ages: tuple[int, int]) -> Amount:
    """The filtrations that creatinine and age leave possible; it falls as either rises."""
    creatinine = Amount.of(fact.value, fact.value_is).changed(
        lambda value: convert(value, fact.unit, "mg/dL", analyte="creatinine")
    )

    def at(age: int) -> Amount:
        return creatinine.turned(
            lambda value: ckd_epi_2021(creatinine_mg_dl=value, age_years=age, sex=sex.value)
        )

    youngest, oldest = map(at, ages)
    return Amount(oldest.low, youngest.high, oldest.low_open, youngest.high_open)


def _ages(born: When, on: When) -> tuple[int, int]:
    """The least and the greatest age in completed years that partial dates leave possible."""
    return completed_years(born.latest, on.earliest), completed_years(born.earliest, on.latest)
