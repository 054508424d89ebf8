"""Tables read from outside, without Django: what is really in a database."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

#: Not the portal's rows, or left out of a backup and said so.
NOT_KEPT = {"django_migrations", "django_session", "usersessions_usersession"}

Tables = dict[str, list[tuple[Any, ...]]]


def read_tables(home: Path) -> Tables:
    """Every row of every table of a home's SQLite, its counters of numbers included."""
    with closing(sqlite3.connect(home / "trialhead.sqlite3")) as database:
        names = [
            name
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if name not in NOT_KEPT
        ]
        found = {name: _rows(database, name) for name in names}
    counters = found["sqlite_sequence"]
    found["sqlite_sequence"] = [row for row in counters if row[0] not in NOT_KEPT and row[1]]
    return found


def _rows(database: sqlite3.Connection, name: str) -> list[tuple[Any, ...]]:
    rows = database.execute(f'SELECT * FROM "{name}"').fetchall()
    return sorted((tuple(map(_plain, row)) for row in rows), key=repr)


def _plain(value: Any) -> Any:
    """JSON by what it says: PostgreSQL keeps no order of names and no spaces."""
    if isinstance(value, str) and value.startswith("{"):
        return json.loads(value)
    return value
