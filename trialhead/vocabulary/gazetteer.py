"""Finds places in the file that ``build_gazetteer`` writes."""

import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from trialhead.errors import NotReady
from trialhead.vocabulary.atlas import Atlas
from trialhead.vocabulary.distance import distance_km
from trialhead.vocabulary.places import Place
from trialhead.vocabulary.schema import VERSION
from trialhead.vocabulary.toponyms import Words, name_key, name_readings, parts, postcode_readings

#: A postcode belongs to a town named with it if they are no further apart than this.
_SAME_TOWN_KM = 50

#: Inhabitants from which a town is known by its other names too.
_WELL_KNOWN = 300_000

_REMEDY = "Run `trialhead doctor` to see what is missing; any import makes it."


class Gazetteer:
    """The place list at ``path``, read only, for any number of threads.

    Raises NotReady if the file is missing, unreadable or of another version.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        _ = self._atlas  # a missing file shows at the start, not at the first question

    def find(self, words: str, *, limit: int = 8) -> tuple[Place, ...]:
        """Return up to ``limit`` places that ``words`` can mean, best first.

        Understood are names in any language GeoNames knows, postcodes, and either with a country
        or region. A postcode of several countries gives one place for each. Where nothing, or
        only a lesser-known other name, is found as written, the likeliest meanings follow with
        ``guessed`` set.
        """
        split = parts(words)
        if not split or limit < 1:
            return ()
        found = self._postcodes(split) or self._towns(split, limit)
        if _is_doubtful(found, split):
            known = {place.label for place in found}
            guesses = self._guesses(split, limit)
            found += _guessed(place for place in guesses if place.label not in known)
        return found[:limit]

    def suggest(self, start: str, *, limit: int) -> tuple[Place, ...]:
        """Return up to ``limit`` places whose name or postcode starts so, the largest first.

        No two have the same label. After a comma, region and country may follow.
        """
        split = parts(start)
        if not split or limit < 1:
            return ()
        return self._atlas.starting(split, limit)

    @property
    def _atlas(self) -> Atlas:
        atlas: Atlas | None = getattr(self._local, "atlas", None)
        if atlas is None:
            atlas = self._local.atlas = Atlas(_opened(self._path))
        return atlas

    def _postcodes(self, split: tuple[Words, ...]) -> tuple[Place, ...]:
        for code, around in postcode_readings(split):
            found = self._narrowed(self._atlas.postcodes(code), around)
            if found:
                return found
        return ()

    def _narrowed(self, places: tuple[Place, ...], around: Words) -> tuple[Place, ...]:
        """Return those of ``places`` that the words around them allow."""
        if not around or not places:
            return places
        scopes = self._atlas.scopes(around)
        if scopes:
            return tuple(place for place in places if any(s.holds(place) for s in scopes))
        towns = self._towns((around,), 100)
        return tuple(place for place in places if _is_near_one(place, towns))

    def _towns(self, split: tuple[Words, ...], limit: int) -> tuple[Place, ...]:
        for name, around in name_readings(split):
            scopes = self._atlas.scopes(around)
            if around and not scopes:
                continue
            found = self._atlas.towns(name, scopes, limit)
            if found:
                return found
        return ()

    def _guesses(self, split: tuple[Words, ...], limit: int) -> tuple[Place, ...]:
        """Return places for a spelling close to what was written, or for a part of it."""
        return (
            self._misspelt_inside(split, limit)
            or self._found_in_part(split, limit)
            or self._found_beside_code(split, limit)
            or self._atlas.close(" ".join(_all_words(split)), frozenset(), limit)
        )

    def _misspelt_inside(self, split: tuple[Words, ...], limit: int) -> tuple[Place, ...]:
        for name, around in name_readings(split):
            scopes = self._atlas.scopes(around)
            if scopes and (found := self._atlas.close(name, scopes, limit)):
                return found
        return ()

    def _found_in_part(self, split: tuple[Words, ...], limit: int) -> tuple[Place, ...]:
        for part in split if len(split) > 1 else ():
            if found := self._postcodes((part,)) or self._towns((part,), limit):
                return found
        return ()

    def _found_beside_code(self, split: tuple[Words, ...], limit: int) -> tuple[Place, ...]:
        for code, around in postcode_readings(split):
            if any(scope.region is None for scope in self._atlas.scopes(around)):
                continue  # the country is sure, and the code is not known there
            # A town is better known than a postcode that lies elsewhere.
            if found := self._towns((around,), limit) or self._atlas.postcodes(code):
                return found
        return ()


def _all_words(split: tuple[Words, ...]) -> Words:
    return tuple(word for part in split for word in part)


def _is_doubtful(found: tuple[Place, ...], split: tuple[Words, ...]) -> bool:
    """Whether only lesser towns were found that are not usually called so.

    The many other names of towns hold typing errors: Mancester is an alias in New Hampshire.
    """
    written = " ".join(_all_words(split))
    return all(
        place.kind == "town"
        and name_key(place.name) not in written
        and (place.population or 0) < _WELL_KNOWN
        for place in found
    )


def _guessed(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(replace(place, guessed=True) for place in places)


def _is_near_one(place: Place, towns: Iterable[Place]) -> bool:
    return any(
        town.country_code == place.country_code
        and distance_km(town.latitude, town.longitude, place.latitude, place.longitude)
        <= _SAME_TOWN_KM
        for town in towns
    )


def _opened(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise NotReady(f"The place list {path} is missing.", fix=_REMEDY)
    # The file is replaced, never changed, so SQLite needs no locks.
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        database = sqlite3.connect(address, uri=True)
        (version,) = database.execute("PRAGMA user_version").fetchone()
    except sqlite3.Error as error:
        raise NotReady(f"The place list {path} cannot be read: {error}.", fix=_REMEDY) from error
    if version != VERSION:
        raise NotReady(f"The place list {path} is of another version.", fix=_REMEDY)
    return database
