"""Where the enrolling sites of each study are: a small SQLite file beside the index."""

import math
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from trialhead.registry import GeoPoint
from trialhead.vocabulary import distance_km

_TABLES = """
CREATE TABLE point (
    id INTEGER PRIMARY KEY, latitude REAL NOT NULL, longitude REAL NOT NULL,
    UNIQUE (latitude, longitude)
);
CREATE TABLE site (
    point INTEGER NOT NULL REFERENCES point, number INTEGER NOT NULL, PRIMARY KEY (point, number)
) WITHOUT ROWID;
CREATE INDEX site_number ON site (number);
"""
#: Kilometres in a degree of latitude, rounded down so that a box is never too small.
KM_PER_DEGREE = 111.0
#: Rings in km around a place, walked outward; the last one is the whole Earth.
RINGS = (50.0, 200.0, 800.0, 3000.0, 20040.0)
_SITES_OF = "SELECT number, point, latitude, longitude FROM site JOIN point ON id = point"
_CHUNK = 500


class Sites:
    """Enrolling sites with a known point, by the caller's study number."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._threads = threading.local()

    def create(self) -> None:
        """Make the empty file."""
        with closing(sqlite3.connect(self._path)) as connection:
            connection.executescript("PRAGMA journal_mode=WAL;" + _TABLES)

    def check(self) -> None:
        """Raise sqlite3.Error where the file is missing or damaged."""
        self._connection().execute("SELECT * FROM site LIMIT 1").fetchone()

    def close(self) -> None:
        """Let go of the file in this thread."""
        self._connection().close()
        del self._threads.connection

    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._threads, "connection"):
            # A missing file is an error, not an empty list of sites.
            address = f"{self._path.absolute().as_uri()}?mode=rw"
            self._threads.connection = sqlite3.connect(address, uri=True, timeout=30)
        found: sqlite3.Connection = self._threads.connection
        return found

    def replace(self, sites: Iterable[tuple[int, Sequence[GeoPoint]]]) -> None:
        """Put each study's points in place of those it had; all of them or none."""
        with self._connection() as connection:
            for number, points in sites:
                connection.execute("DELETE FROM site WHERE number = ?", (number,))
                where = [(point.latitude, point.longitude) for point in points]
                connection.executemany(
                    "INSERT OR IGNORE INTO point (latitude, longitude) VALUES (?, ?)", where
                )
                connection.executemany(
                    "INSERT OR IGNORE INTO site SELECT id, ? FROM point"
                    " WHERE latitude = ? AND longitude = ?",
                    [(number, *point) for point in where],
                )

    def within(self, latitude: float, longitude: float, km: float) -> dict[int, float]:
        """Distance in km to the nearest site of each study that has one within ``km``."""
        nearest: dict[int, float] = {}
        for away, point in self._points(latitude, longitude, km):
            for number in self._at(point):
                nearest.setdefault(number, away)
        return nearest

    def outward(self, latitude: float, longitude: float) -> Iterator[tuple[float, list[int]]]:
        """Distances in km, growing, each with studies that have a site there."""
        walked = -1.0
        for ring in RINGS:
            for away, point in self._points(latitude, longitude, ring):
                if away > walked:
                    yield away, self._at(point)
            walked = ring

    def of(self, numbers: Sequence[int], latitude: float, longitude: float) -> dict[int, float]:
        """Distance in km to the nearest site of these studies, where one is known."""
        nearest: dict[int, float] = {}
        known: dict[int, float] = {}  # many studies share a town
        for number, point, lat, lon in self._sites_of(numbers):
            if point not in known:
                known[point] = distance_km(latitude, longitude, lat, lon)
            nearest[number] = min(known[point], nearest.get(number, math.inf))
        return nearest

    def _points(self, latitude: float, longitude: float, km: float) -> list[tuple[float, int]]:
        """Distance and id of the points within ``km``, nearest first."""
        rows = self._connection().execute(*_box(latitude, longitude, km))
        away = ((distance_km(latitude, longitude, lat, lon), point) for point, lat, lon in rows)
        return sorted(found for found in away if found[0] <= km)

    def _at(self, point: int) -> list[int]:
        query = "SELECT number FROM site WHERE point = ?"
        return [number for (number,) in self._connection().execute(query, (point,))]

    def _sites_of(self, numbers: Sequence[int]) -> Iterator[tuple[int, int, float, float]]:
        for start in range(0, len(numbers), _CHUNK):
            chunk = numbers[start : start + _CHUNK]
            marks = ",".join("?" * len(chunk))
            query = f"{_SITES_OF} WHERE number IN ({marks})"
            yield from self._connection().execute(query, chunk)


def _box(latitude: float, longitude: float, km: float) -> tuple[str, tuple[float, ...]]:
    """A query for all points in a box around the circle; near a pole all longitudes count."""
    query = "SELECT id, latitude, longitude FROM point WHERE latitude BETWEEN ? AND ?"
    north = km / KM_PER_DEGREE
    south, top = latitude - north, latitude + north
    widest = max(abs(south), abs(top))
    if widest >= 89.9:
        return query, (south, top)
    east = north / math.cos(math.radians(widest))
    if east >= 180:
        return query, (south, top)
    west, end = longitude - east, longitude + east
    if west >= -180 and end <= 180:
        return f"{query} AND longitude BETWEEN ? AND ?", (south, top, west, end)
    # The circle crosses the date line.
    return (
        f"{query} AND (longitude >= ? OR longitude <= ?)",
        (south, top, (west + 180) % 360 - 180, (end + 180) % 360 - 180),
    )
