"""The number each table gave last, so that a restored portal gives none a second time.

The log names accounts by number: who comes after a deleted account must not get its name.
"""

from django.db import connection
from django.db.models import Max

from trialhead.portal.backups.tables import Table


def last_given(table: Table) -> int | None:
    """The highest number ever given; None if the table gives none or has given none."""
    counted = table.model._meta.auto_field
    if counted is None:
        return None
    highest = table.model._base_manager.aggregate(highest=Max(counted.name))["highest"]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", _names(table)[:1])
        else:
            cursor.execute(
                "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass)",
                _names(table),
            )
        counter = cursor.fetchone()
    return max((number for number in (highest, *(counter or ())) if number), default=None)


def go_on_after(table: Table, last: int | None) -> None:
    """Let the table give the numbers after this one."""
    if last is None:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            name = _names(table)[0]
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [name])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [name, last])
        else:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s)::regclass, %s)",
                [*_names(table), last],
            )


def _names(table: Table) -> list[str]:
    """The table and its counted column, as the database is asked about them."""
    counted = table.model._meta.auto_field
    name = table.model._meta.db_table
    quoted = name if connection.vendor == "sqlite" else connection.ops.quote_name(name)
    return [quoted, str(counted.column) if counted else ""]
