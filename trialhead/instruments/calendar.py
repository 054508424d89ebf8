"""Calendar arithmetic of eligibility windows: exact, with both conventions for their far end."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import ceil, floor


class TimeUnit(StrEnum):
    """Units in which texts give a length of time."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


#: Days of one unit in the plain convention; a month counts 30 days there.
_DAYS = {TimeUnit.HOUR: 1 / 24, TimeUnit.DAY: 1, TimeUnit.WEEK: 7, TimeUnit.MONTH: 30}
#: Longer than any window that can be meant; keeps dates within what a calendar holds.
_LONGEST_YEARS = 150


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as a text gives it: 4 weeks, 6 months, 0.5 years."""

    amount: float
    unit: TimeUnit

    def __post_init__(self) -> None:
        if not 0 <= self.years <= _LONGEST_YEARS:
            raise ValueError(f"{self} is no length of time a study can mean.")

    def __str__(self) -> str:
        return f"{self.amount:g} {self.unit}{'' if self.amount == 1 else 's'}"

    @property
    def years(self) -> float:
        """The length in years of 365.2425 days, to compare lengths of different units."""
        if self.unit is TimeUnit.YEAR:
            return self.amount
        if self.unit is TimeUnit.MONTH:
            return self.amount / 12
        return self.amount * _DAYS[self.unit] / 365.2425


def shifted(day: date, months: int) -> date:
    """``day`` moved by whole calendar months; 31 May minus 3 months is the last of February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def edges_before(anchor: date, duration: Duration) -> tuple[date, date]:
    """Where a window looking back from ``anchor`` starts: by its longer and its shorter convention.

    N weeks are 7N days; N months are the calendar shift or 30N days; years go by the calendar.
    Hours and fractions count up to whole days for the longer one and down for the shorter.
    Source: clinical specification, section 0 (a choice of the project).
    """
    edges = [anchor - timedelta(days=days) for days in _day_counts(duration)]
    edges += [shifted(anchor, -months) for months in _month_counts(duration)]
    return min(edges), max(edges)


def edges_after(anchor: date, duration: Duration) -> tuple[date, date]:
    """Where a window looking ahead from ``anchor`` ends: by its longer and its shorter convention.

    The conventions of :func:`edges_before`.
    """
    edges = [anchor + timedelta(days=days) for days in _day_counts(duration)]
    edges += [shifted(anchor, months) for months in _month_counts(duration)]
    return max(edges), min(edges)


def _day_counts(duration: Duration) -> tuple[int, ...]:
    if duration.unit is TimeUnit.YEAR:
        return ()
    days = duration.amount * _DAYS[duration.unit]
    return floor(days + 1e-9), ceil(days - 1e-9)


def _month_counts(duration: Duration) -> tuple[int, ...]:
    if duration.unit not in (TimeUnit.MONTH, TimeUnit.YEAR):
        return ()
    months = duration.amount * (12 if duration.unit is TimeUnit.YEAR else 1)
    return floor(months + 1e-9), ceil(months - 1e-9)


def within(event: date, anchor: date, duration: Duration, *, broad: bool) -> bool:
    """Whether ``event`` lies in the window of ``duration`` that ends at ``anchor``, itself inside.

    ``broad`` takes the longer convention with its far end inside; otherwise the shorter one, its
    far end outside.
    """
    longer, shorter = edges_before(anchor, duration)
    return longer <= event <= anchor if broad else shorter < event <= anchor


def longer_ago(event: date, anchor: date, duration: Duration, *, broad: bool) -> bool:
    """Whether ``event`` lies before the window: more than ``duration`` before ``anchor``."""
    return event <= anchor and not within(event, anchor, duration, broad=not broad)


def completed_years(birth: date, day: date) -> int:
    """Age in completed years; somebody born on 29 February has a birthday on 28 in other years."""
    years = day.year - birth.year
    return years if shifted(birth, 12 * years) <= day else years - 1
