"""The dates of a text, however they are written: each with its year, its month and maybe its day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"(?P<month>(?:{'|'.join(_MONTHS)})[a-z]*)\.?"
_FORMS = (
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?\b(?!-)"),
    re.compile(
        rf"\b(?:(?P<day>\d\d?)(?:st|nd|rd|th)?(?: of)? )?{_MONTH},? (?P<year>\d{{4}})\b", re.IGNORECASE
    ),
    re.compile(
        rf"\b{_MONTH} (?P<day>\d\d?)(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b", re.IGNORECASE
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Date:
    """A date; ``day`` is 0 where it is not told. ``words`` as they stand."""

    year: int
    month: int
    day: int
    words: str

    def bears(self, told: "Date") -> bool:
        """Whether another date is this one, told as exactly or less."""
        same = (self.year, self.month) == (told.year, told.month)
        return same and told.day in (0, self.day)


@lru_cache(maxsize=4096)
def dates(text: str) -> tuple[Date, ...]:
    """Every date with a month, in no order."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[Date]:
    for form in _FORMS:
        for match in form.finditer(text):
            name = match["month"].lower()
            month = int(name) if name.isdigit() else _MONTHS.index(name[:3]) + 1
            yield Date(int(match["year"]), month, int(match["day"] or 0), match.group())
