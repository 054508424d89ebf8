"""Asks the place list: by name, by postcode, by first letters and by similar spelling."""

import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from trialhead.vocabulary.places import Kind, Place
from trialhead.vocabulary.postcodes import compact, could_be, shortened
from trialhead.vocabulary.toponyms import Words, name_key

#: Sorts behind every key that starts with the letters before it.
_LAST = "\U0010ffff"

_TOWN = """
SELECT town.name, coalesce(region.name, ''), country.name, town.country, latitude, longitude,
       town.population, 'town'
FROM {names} JOIN town ON town.id = town JOIN country ON country.code = town.country
LEFT JOIN region ON region.id = town.region
"""

_POSTCODE = """
SELECT trim(coalesce(written, key) || ' ' || place), coalesce(region.name, ''), country.name,
       postcode.country, latitude, longitude, NULL, 'postcode'
FROM postcode JOIN country ON country.code = postcode.country
LEFT JOIN region ON region.id = postcode.region
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """A country, or one of its regions, to which a search is narrowed."""

    country: str
    region: str | None

    def holds(self, place: Place) -> bool:
        """Return whether ``place`` lies inside."""
        return place.country_code == self.country and self.region in (None, place.region)


class Atlas:
    """The questions, over one connection; for one thread."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._own_names = lru_cache(maxsize=64)(self._read_own_names)
        # Single letters, which everyone types first, match tens of thousands of names.
        self._first_letters = lru_cache(maxsize=256)(self._towns_starting)

    def towns(self, key: str, scopes: frozenset[Scope], limit: int) -> tuple[Place, ...]:
        """Return the towns with this name, own names before others of towns alike in size."""
        names = "(SELECT town, weight FROM name WHERE key = ?) AS name"
        rows = self._ask(_TOWN.format(names=names) + "ORDER BY weight DESC, town", (key,))
        return _within(_places(rows), scopes)[:limit]

    def postcodes(self, code: str) -> tuple[Place, ...]:
        """Return one place for each country with this code, the largest country first."""
        order = "ORDER BY country.population DESC"
        found = _places(self._ask(f"{_POSTCODE} WHERE key = ? {order}", (code,)))
        for country, part in shortened(code):
            found = found or self._postcodes_in(country, part)
        return found

    def scopes(self, words: Words) -> frozenset[Scope]:
        """Return what ``words`` can narrow a search to; nothing unless all are understood."""
        for size in range(len(words), 0, -1):
            first = self._scopes_named(" ".join(words[:size]))
            if first and size == len(words):
                return first
            if first and (both := _overlap(first, self.scopes(words[size:]))):
                return both
        return frozenset()

    def starting(self, split: tuple[Words, ...], limit: int) -> tuple[Place, ...]:
        """Return places whose label starts with the parts of ``split``, each label once."""
        start = " ".join(split[0])
        if len(split) > 1:
            whole = " ".join(word for part in split for word in part)
            places = self.towns(start, frozenset(), 500)
            found = tuple(p for p in places if _full_key(p).startswith(whole))
        else:
            found = self._first_letters(start, 4 * limit) + self._codes_starting(start, limit)
        return tuple({place.label: place for place in reversed(found)}.values())[::-1][:limit]

    def close(self, key: str, scopes: frozenset[Scope], limit: int) -> tuple[Place, ...]:
        """Return towns whose own name starts so or is spelt nearly so, the largest first."""
        if len(key) < 3:
            return ()
        names, towns = self._own_names(key[0])
        edits = 0 if len(key) < 4 else 1 if len(key) < 8 else 2
        near = process.extract(key, names, scorer=OSA.distance, score_cutoff=edits, limit=None)
        numbers = {towns[at] for _, _, at in near}
        numbers |= {towns[at] for at, name in enumerate(names) if name.startswith(key)}
        marks = ",".join("?" * len(numbers))
        chosen = f"(SELECT id AS town FROM town WHERE id IN ({marks}))"  # noqa: S608 (marks only)
        asked = _TOWN.format(names=chosen)
        rows = self._ask(asked + "ORDER BY town", tuple(numbers))
        return _within(_places(rows), scopes)[:limit]

    def _postcodes_in(self, country: str, code: str) -> tuple[Place, ...]:
        where = "WHERE key = ? AND postcode.country = ?"
        return _places(self._ask(f"{_POSTCODE} {where}", (code, country)))

    def _scopes_named(self, key: str) -> frozenset[Scope]:
        asked = (
            "SELECT qualifier.country, region.name FROM qualifier"
            " LEFT JOIN region ON region.id = region WHERE key = ?"
        )
        rows = self._ask(asked, (key,))
        return frozenset(Scope(country=country, region=region) for country, region in rows)

    def _towns_starting(self, start: str, limit: int) -> tuple[Place, ...]:
        names = (
            "(SELECT town, max(weight) AS weight FROM name WHERE key >= ? AND key < ?"
            " GROUP BY town ORDER BY 2 DESC LIMIT ?)"
        )
        asked = _TOWN.format(names=names) + "ORDER BY weight DESC, town"
        return _places(self._ask(asked, (start, start + _LAST, limit)))

    def _codes_starting(self, start: str, limit: int) -> tuple[Place, ...]:
        code = compact(start)
        if not could_be(code):
            return ()
        where = "WHERE key >= ? AND key < ? ORDER BY length(key), country.population DESC LIMIT ?"
        found = _places(self._ask(f"{_POSTCODE} {where}", (code, code + _LAST, limit)))
        return found or self.postcodes(code)

    def _read_own_names(self, letter: str) -> tuple[list[str], list[int]]:
        asked = "SELECT key, town FROM name WHERE own AND key >= ? AND key < ?"
        rows = self._ask(asked, (letter, letter + _LAST))
        return [key for key, _ in rows], [town for _, town in rows]

    def _ask(self, question: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        return self._database.execute(question, values).fetchall()


def _places(rows: list[tuple[Any, ...]]) -> tuple[Place, ...]:
    return tuple(_place(*row) for row in rows)


def _place(
    name: str,
    region: str,
    country: str,
    code: str,
    latitude: float,
    longitude: float,
    population: int | None,
    kind: Kind,
) -> Place:
    return Place(
        name=name,
        region=region,
        country=country,
        country_code=code,
        latitude=latitude,
        longitude=longitude,
        population=population,
        kind=kind,
    )


def _within(places: tuple[Place, ...], scopes: frozenset[Scope]) -> tuple[Place, ...]:
    if not scopes:
        return places
    return tuple(place for place in places if any(scope.holds(place) for scope in scopes))


def _overlap(some: frozenset[Scope], others: frozenset[Scope]) -> frozenset[Scope]:
    return frozenset(
        Scope(country=a.country, region=a.region or b.region)
        for a, b in product(some, others)
        if a.country == b.country and (a.region is None or b.region in (None, a.region))
    )


def _full_key(place: Place) -> str:
    return name_key(f"{place.name} {place.region} {place.country}")
