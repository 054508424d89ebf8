"""When something was, as FHIR tells it: a time, a period, or the age of the person."""

import calendar
from datetime import date, timedelta

from trialhead.patients.elements import Element, ElementError
from trialhead.patients.when import When

_DAY = timedelta(days=1)
_MONTHS = {"a": 12, "year": 12, "years": 12, "mo": 1, "month": 1, "months": 1}
_DAYS = {"wk": 7, "week": 7, "weeks": 7, "d": 1, "day": 1, "days": 1}


def period(element: Element) -> tuple[When | None, When | None]:
    """Its start and end; either may be unknown."""
    return element.when("start"), element.when("end")


def some_day(element: Element, field: str, born: When | None) -> When | None:
    """The day of ``field``[x]: within its period, in its year of age; None if it does not say."""
    for kind in ("DateTime", "Instant", "Date"):
        if when := element.when(field + kind):
            return when
    if element.has(field + "Period"):
        start, end = period(element.child(field + "Period"))
        return spanning(start, end)
    return at_age(element, field, born)


def spanning(start: When | None, end: When | None) -> When | None:
    """Some day from ``start`` to ``end``; None while either is unknown."""
    if start is None or end is None:
        return None
    if start.earliest > end.latest:
        raise ElementError(f"The period {start} to {end} runs backwards.")
    return When(start.earliest, end.latest)


def at_age(element: Element, field: str, born: When | None) -> When | None:
    """The days on which the person was as old as ``field`` says; needs the birth."""
    if born is None:
        return None
    if element.has(field + "Age"):
        age = element.child(field + "Age")
        return _while(born, age, age)
    ages = element.child(field + "Range")
    return _while(born, ages.child("low"), ages.child("high"))


def _while(born: When, low: Element, high: Element) -> When | None:
    first, last = _at(born.earliest, low, 0), _at(born.latest, high, 1)
    return When(first, last - _DAY) if first and last and first < last else None


def _at(birth: date, age: Element, further: int) -> date | None:
    """The birthday of ``age``, or ``further`` ones; None for an age that is no whole number."""
    number, unit = age.number("value"), age.text("code") or age.text("unit")
    if number is None or number != int(number) or age.has("comparator"):
        return None
    count = int(number) + further
    try:
        if unit in _DAYS:
            return birth + count * _DAYS[unit] * _DAY
        return _months_on(birth, count * _MONTHS[unit]) if unit in _MONTHS else None
    except (OverflowError, ValueError) as error:
        raise ElementError(f"An age of {number:g} {unit} cannot be.") from error


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
