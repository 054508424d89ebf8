"""Pages of long lists, by number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest

Row = TypeVar("Row")

PAGE = 25
#: No list is longer; a larger number would only cost the database time.
LAST = 100_000


@dataclass(frozen=True, slots=True)
class Part(Generic[Row]):
    """One page of a list: its rows, how many there are in all, and the pages beside it."""

    rows: Sequence[Row]
    total: int
    number: int

    @property
    def first(self) -> int:
        """Which row of the whole list comes first here, from 1; 0 if there is none."""
        return (self.number - 1) * PAGE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """Which one comes last; 0 too if there is none."""
        return (self.number - 1) * PAGE + len(self.rows) if self.rows else 0

    @property
    def before(self) -> int:
        """The page before, or 0."""
        return self.number - 1

    @property
    def after(self) -> int:
        """The page after, or 0."""
        return self.number + 1 if 0 < self.last < self.total else 0


def asked_page(request: HttpRequest) -> int:
    """The page an address asks for; the first, if it makes no sense."""
    told = request.GET.get("page", "")[:7]
    return min(max(int(told), 1), LAST) if told.isascii() and told.isdecimal() else 1


def part(rows: "Sequence[Row] | QuerySet[Any, Row]", number: int) -> Part[Row]:
    """A page of a list or of rows of the database; one past the end is the last."""
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    number = min(number, max(1, -(-total // PAGE)))
    start = (number - 1) * PAGE
    return Part(rows=tuple(rows[start : start + PAGE]), total=total, number=number)
