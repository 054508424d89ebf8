"""Judges age and sex."""

from dataclasses import replace
from datetime import date

from trialhead import criteria
from trialhead.instruments import TimeUnit, completed_years, shifted
from trialhead.screening.amounts import Amount
from trialhead.screening.judged import Judged, found, unknown
from trialhead.screening.view import View


def judge_age(leaf: criteria.Age, view: View) -> Judged:
    """Whether the age, in completed units on the day of the event, lies within the bounds.

    "Older than 18 years" is doubtful in the year after the 18th birthday: it holds in a broad view
    only. Statements of birth that differ leave the age unknown.
    """
    born = view.patient.born
    anchor = view.anchor(leaf.event)
    if anchor is None:
        return unknown(f"the day of {leaf.event}")
    if len({birth.on for birth in born}) != 1:
        return unknown("the date of birth" if not born else "which date of birth is right")
    when = born[0].on
    least, most = (_age(day, anchor.day, leaf.unit) for day in (when.latest, when.earliest))
    bounds = replace(leaf.bounds, low_included=leaf.bounds.low_included or view.broad)
    judged = Amount(least, most).compared(bounds, f"age on {anchor}", f"{leaf.unit}s")
    return judged.using(born[0]).assuming(anchor.assumption)


def judge_sex(leaf: criteria.Sex, view: View) -> Judged:
    """Whether the sex all statements agree on is the one asked for."""
    sex = view.patient.sex
    if sex is None:
        return unknown("sex")
    return found(sex.value == leaf.sex, f"Sex is {sex}; asked for is {leaf.sex}.")


def _age(birth: date, day: date, unit: str) -> int:
    """Age in completed ``unit``."""
    match TimeUnit(unit):
        case TimeUnit.YEAR:
            return completed_years(birth, day)
        case TimeUnit.MONTH:
            months = (day.year - birth.year) * 12 + day.month - birth.month
            return months if shifted(birth, months) <= day else months - 1
        case TimeUnit.WEEK:
            return (day - birth).days // 7
        case _:
            return (day - birth).days
