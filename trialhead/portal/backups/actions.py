"""The writes of this feature: a line in the log for each backup, and a whole backup into an empty
portal, or nothing of it.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, transaction

from trialhead.errors import NotReady
from trialhead.portal.accounts import actions as log
from trialhead.portal.backups.archive import Backup
from trialhead.portal.backups.manifest import Part
from trialhead.portal.backups.numbering import go_on_after
from trialhead.portal.backups.tables import (
    MADE_WITH_TABLES,
    Row,
    Table,
    holding,
    kept_tables,
)

#: What the log calls backups.
SUBJECT = "backup"
#: So many rows are written at once.
CHUNK = 200


@transaction.atomic
def note_backup(*, rows: int, at: datetime) -> None:
    """A backup has been written."""
    log.note(actor=None, action="backup written", subject=SUBJECT, detail=f"{rows} rows", at=at)


def check_empty() -> None:
    """NotReady if somebody's rows are here: a backup is never mixed with them."""
    held = holding()
    if held:
        more = f" and {len(held) - 3} more" if len(held) > 3 else ""
        raise NotReady(
            f"This portal is not empty: there are rows in {', '.join(held[:3])}{more}.",
            fix="Nothing was restored. Name a new folder in TRIALHEAD_HOME, with a copy of the "
            "keys in it, or an empty database in DATABASE_URL.",
        )


@transaction.atomic
def load(*, backup: Backup, on_rows: Callable[[int], None]) -> None:
    """Write every row as it was, numbers included. A fault anywhere leaves the portal empty."""
    check_empty()
    for label in MADE_WITH_TABLES:
        apps.get_model(label)._base_manager.all().delete()
    parts = {part.model: part for part in backup.manifest.parts}
    for table in kept_tables():
        _fill(table, backup=backup, part=parts[table.label], on_rows=on_rows)
    try:
        connection.check_constraints()
    except IntegrityError as error:
        raise backup.unfit("rows that point to each other", str(error).strip()) from error
    for table in kept_tables():
        go_on_after(table, parts[table.label].last_number)


def _fill(table: Table, *, backup: Backup, part: Part, on_rows: Callable[[int], None]) -> None:
    insertion, done = _insertion(table), 0
    for rows in _chunks(backup.rows(part)):
        place = f"table {table.label}, rows {done + 1:,} to {done + len(rows):,}"
        try:
            values = [_values(table, row) for row in rows]
            with connection.cursor() as cursor:
                cursor.executemany(insertion, values)
        except (DataError, IntegrityError, ValidationError, TypeError, ValueError) as error:
            raise backup.unfit(place, str(error).strip()) from error
        done += len(rows)
        on_rows(len(rows))


def _insertion(table: Table) -> str:
    """Django's own ways to insert would seal what is sealed, and set times anew."""
    quoted = connection.ops.quote_name
    names = ", ".join(quoted(column.name) for column in table.columns)
    marks = ", ".join("%s" for _ in table.columns)
    return f"INSERT INTO {quoted(table.model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608 - names of our models, no input


def _values(table: Table, row: Row) -> Row:
    return [column.value(cell) for column, cell in zip(table.columns, row, strict=True)]


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while chunk := list(islice(left, CHUNK)):
        yield chunk
