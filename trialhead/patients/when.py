"""A day that may be known only in part: 2021, 2021-03 or 2021-03-14."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class When:
    """Some day between ``earliest`` and ``latest``, both included."""

    earliest: date
    latest: date

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise ValueError(f"{self.earliest} to {self.latest} runs backwards.")

    def __str__(self) -> str:
        if self.earliest == self.latest:
            return self.earliest.isoformat()
        return f"between {self.earliest} and {self.latest}"

    @classmethod
    def on(cls, day: date) -> "When":
        """Exactly this day."""
        return cls(day, day)


def read_when(text: str) -> When:
    """The day, month or year in ``text`` (ISO 8601, a time of day is left out).

    ValueError for anything else, and for days that no calendar holds.
    """
    found = _DAY.fullmatch(text.strip().partition("T")[0])
    if not found:
        raise ValueError(f"{text[:40]!r} is no date; write 2026-11-23, 2026-11 or 2026.")
    try:
        year, month, day = (int(part) if part else None for part in found.groups())
        return _days(year or 0, month, day)
    except ValueError as error:
        raise ValueError(f"{text[:40]!r} is in no calendar; correct the date.") from error


def _days(year: int, month: int | None, day: int | None) -> When:
    if month is None:
        return When(date(year, 1, 1), date(year, 12, 31))
    if day is None:
        return When(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
    return When.on(date(year, month, day))
