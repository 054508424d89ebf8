"""Dates as registries give them: a year, often a month, sometimes a day."""

import re
from dataclasses import dataclass
from datetime import date

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T[\d:.]+Z?)?)?)?")


@dataclass(frozen=True, order=True, slots=True)
class PartialDate:
    """A calendar date whose month or day may be unknown (0); orders by what is known."""

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        if self.day and not self.month:
            raise ValueError("A day without a month is no date.")
        if not 1900 <= self.year <= 2200:
            raise ValueError(f"The year {self.year} is outside 1900 to 2200.")
        date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}", f"{self.month:02d}", f"{self.day:02d}"]
        return "-".join(part for part in parts if part != "00")

    def first_day(self) -> date:
        """The earliest day the date can mean."""
        return date(self.year, self.month or 1, self.day or 1)


def read_date(text: str) -> PartialDate:
    """The date in ``2026``, ``2026-01``, ``2026-01-31`` or a time stamp; ValueError otherwise."""
    found = _FORM.fullmatch(text.strip())
    try:
        if found:
            return PartialDate(*(int(part) for part in found.groups() if part))
    except ValueError as problem:
        reason = str(problem).rstrip(".")
        raise ValueError(f"{text.strip()[:40]!r} is not a date: {reason}.") from problem
    raise ValueError(f"{text[:40]!r} is not a date; write YYYY-MM-DD, YYYY-MM or YYYY.")


@dataclass(frozen=True, slots=True)
class Milestone:
    """A date of a study that has happened (``actual``), is planned, or of which neither is said."""

    date: PartialDate
    actual: bool | None = None
