"""Where the enrolling sites of each study are: a small SQLite file beside the index."""

import math
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from trialhead.registry import GeoPoint
from trialhead.vocabulary import distance_km

_TABLE = """
CREATE TABLE IF NOT EXISTS site (
    latitude REAL NOT NULL, longitude REAL NOT NULL, number INTEGER NOT NULL,
    PRIMARY KEY (latitude, longitude, number)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS site_number ON site (number);
"""
#: Kilometres in a degree of latitude, rounded down so that a box is never too small.
KM_PER_DEGREE = 111.0
_CHUNK = 500


class Sites:
    """Enrolling sites with a known point, by the caller's study number."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._threads = threading.local()

    def create(self) -> None:
        """Make the empty file."""
        with closing(sqlite3.connect(self._path)) as connection:
            connection.executescript("PRAGMA journal_mode=WAL;" + _TABLE)

    def check(self) -> None:
        """Raise sqlite3.Error where the file is missing or damaged."""
        self._connection().execute("SELECT * FROM site LIMIT 1").fetchone()

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
                connection.executemany(
                    "INSERT OR IGNORE INTO site VALUES (?, ?, ?)",
                    [(point.latitude, point.longitude, number) for point in points],
                )

    def within(self, latitude: float, longitude: float, km: float) -> dict[int, float]:
        """Distance in km to the nearest site of each study that has one within ``km``."""
        rows = self._connection().execute(*_box(latitude, longitude, km))
        nearest = _nearest(rows, latitude, longitude)
        return {number: away for number, away in nearest.items() if away <= km}

    def of(self, numbers: Sequence[int], latitude: float, longitude: float) -> dict[int, float]:
        """Distance in km to the nearest site of these studies, where one is known."""
        nearest: dict[int, float] = {}
        for start in range(0, len(numbers), _CHUNK):
            chunk = numbers[start : start + _CHUNK]
            marks = ",".join("?" * len(chunk))
            query = f"SELECT latitude, longitude, number FROM site WHERE number IN ({marks})"  # noqa: S608
            nearest |= _nearest(self._connection().execute(query, chunk), latitude, longitude)
        return nearest


def _nearest(
    rows: Iterable[tuple[float, float, int]], latitude: float, longitude: float
) -> dict[int, float]:
    nearest: dict[int, float] = {}
    known: dict[tuple[float, float], float] = {}  # many studies share a hospital
    for lat, lon, number in rows:
        away = known.get((lat, lon))
        if away is None:
            away = known[lat, lon] = distance_km(latitude, longitude, lat, lon)
        if away < nearest.get(number, math.inf):
            nearest[number] = away
    return nearest


def _box(latitude: float, longitude: float, km: float) -> tuple[str, tuple[float, ...]]:
    """A query for all sites in a box around the circle; near a pole all longitudes count."""
    query = "SELECT latitude, longitude, number FROM site WHERE latitude BETWEEN ? AND ?"
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
