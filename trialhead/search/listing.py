"""The studies that match, in the order asked for, with their distances."""

import math
from dataclasses import dataclass
from typing import cast

from tantivy import Query

from trialhead.search.compose import among
from trialhead.search.index import Searcher
from trialhead.search.schema import build_schema
from trialhead.vocabulary import Place

#: Up to this many matches, asking each one's distance is quicker than walking outward.
FEW = 3000


@dataclass(frozen=True, slots=True)
class Hit:
    """A study found; ``km`` to its nearest enrolling site, None if not known or not asked."""

    number: int
    km: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """All ``total`` studies that a query matches, seen from a place if one is given."""

    searcher: Searcher
    query: Query
    total: int
    place: Place | None

    def hits(self, order: str, page: int, size: int) -> tuple[Hit, ...]:
        """One page of ``size`` studies; ``order`` is one of the request's sorts."""
        start = (page - 1) * size
        if start >= self.total:
            return ()
        if order == "distance" and self.place is not None:
            return self._nearest(start, size, self.place)
        numbers = self._numbers(self.query, size, offset=start, newest=order == "updated")
        away = self._away(numbers, self.place) if self.place else {}
        return tuple(Hit(number, away.get(number)) for number in numbers)

    def _nearest(self, start: int, size: int, place: Place) -> tuple[Hit, ...]:
        """By distance; studies without a known enrolling site come last, by relevance."""
        away = self._distances(start + size, place)
        sited = sorted(away, key=lambda number: (away[number], number))
        hits = [Hit(number, away[number]) for number in sited[start : start + size]]
        if len(hits) < size and len(away) < self.total:
            rest = among(build_schema(), self.query, away, inside=False) if away else self.query
            offset = max(0, start - len(away))
            hits += map(Hit, self._numbers(rest, size - len(hits), offset=offset))
        return tuple(hits)

    def _distances(self, needed: int, place: Place) -> dict[int, float]:
        """Distances of at least the ``needed`` nearest matches, as far as there are so many."""
        if self.total <= FEW:
            return self._away(self._numbers(self.query, self.total), place)
        wanted = set(self._numbers(self.query, self.total))
        found: dict[int, float] = {}
        enough = math.inf
        for away, numbers in self.searcher.sites.outward(place.latitude, place.longitude):
            if away > enough:
                break
            for number in wanted.intersection(numbers):
                found.setdefault(number, away)
            if len(found) >= needed:  # others at the same distance may have a lower number
                enough = away
        return found

    def _away(self, numbers: list[int], place: Place) -> dict[int, float]:
        return self.searcher.sites.of(numbers, place.latitude, place.longitude)

    def _numbers(
        self, query: Query, limit: int, *, offset: int = 0, newest: bool = False
    ) -> list[int]:
        studies, order = self.searcher.studies, "updated" if newest else None
        found = studies.search(query, limit=limit, offset=offset, order_by_field=order, count=False)
        values = studies.fast_field_values("number", [address for _, address in found.hits])
        return cast("list[int]", values)
