"""Names the regions of towns, which the town data knows only as codes.

Postcodes carry the region's name. A region's code is given the name that most postcodes near its
towns carry.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

#: What is left out of a region's name for readers.
_OFFICIAL = re.compile(r"^Land | (Ken|To|Fu)$")

#: A tenth of a degree: about 11 km from north to south.
_Cell = tuple[str, int, int]


class Regions:
    """The regions, numbered; names come in by ``see`` before anything is asked."""

    def __init__(self, cities: Sequence[dict[str, Any]]) -> None:
        self._cells: dict[_Cell, set[str]] = defaultdict(set)
        for city in cities:
            cell = _cell(city["countrycode"], city["latitude"], city["longitude"])
            self._cells[cell].add(city["admin1code"])
        self._votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._numbers: dict[tuple[str, str], int] = {}

    def see(self, country: str, state: str, latitude: float, longitude: float) -> None:
        """Count a postcode of ``state`` for the regions whose towns are near."""
        for code in self._cells.get(_cell(country, latitude, longitude), ()) if state else ():
            self._votes[country, code][state] += 1

    def _name(self, country: str, code: str) -> str | None:
        votes = self._votes.get((country, code))
        return _OFFICIAL.sub("", votes.most_common(1)[0][0]) if votes else None

    def number(self, country: str, code: str) -> int | None:
        """Return the number of the region with this code, or None where it has no name."""
        name = self._name(country, code)
        return None if name is None else self.by_name(country, name)

    def by_name(self, country: str, name: str) -> int | None:
        """Return the number of the region shown under this name."""
        return self._numbered().get((country, name))

    def named(self) -> Iterator[tuple[int, str, str]]:
        """Yield number, country and name of each region."""
        for (country, name), number in self._numbered().items():
            yield number, country, name

    def states(self) -> Iterator[tuple[str, str, int]]:
        """Yield country, name as the postcodes write it, and number of the region meant."""
        home: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
        for (country, code), votes in self._votes.items():
            number = self.number(country, code)
            if number is None:
                continue
            for state, count in votes.items():
                home[country, state][number] += count
        for (country, state), numbers in home.items():
            yield country, state, numbers.most_common(1)[0][0]

    def spellings(self) -> Iterator[tuple[str, str, int]]:
        """Yield country, a name people may use, and number of the region meant."""
        yield from self.states()
        for number, country, name in self.named():
            yield country, name, number

    def _numbered(self) -> dict[tuple[str, str], int]:
        if not self._numbers:
            named = {(country, self._name(country, code)) for country, code in self._votes}
            known = sorted((country, name) for country, name in named if name)
            self._numbers = {region: number for number, region in enumerate(known)}
        return self._numbers


def _cell(country: str, latitude: float, longitude: float) -> _Cell:
    return country, round(latitude * 10), round(longitude * 10)
