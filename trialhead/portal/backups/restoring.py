"""Restoring a backup: the whole file is checked before the first row is written."""

from collections.abc import Callable
from pathlib import Path

from django.db import DatabaseError

from trialhead.errors import NotReady
from trialhead.portal.backups import actions
from trialhead.portal.backups.archive import Backup, opened
from trialhead.portal.backups.manifest import Manifest, check_migrations
from trialhead.portal.backups.tables import kept_tables
from trialhead.portal.studies.readiness import prepare


def restore(path: Path, *, tell: Callable[[str], None], on_rows: Callable[[int], None]) -> Manifest:
    """Load a backup into the portal here, which must be empty; what was in it.

    The search index is not touched: it is made from the database, not kept in a backup.
    """
    with opened(path) as backup:
        check(backup)
        actions.check_empty()
        prepare(tell=tell)
        try:
            actions.load(backup=backup, on_rows=on_rows)
        except DatabaseError as error:
            raise NotReady(
                f"The database does not take the backup ({str(error).strip()}).",
                fix="Nothing was restored. Stop everything that uses this database, and try again.",
            ) from error
        return backup.manifest


def check(backup: Backup) -> None:
    """Unreadable unless every row is there as it was written and fits this program's tables."""
    check_migrations(backup.manifest, where=str(backup.path))
    backup.check_members()
    ours = {table.label: tuple(column.name for column in table.columns) for table in kept_tables()}
    if ours != {part.model: part.columns for part in backup.manifest.parts}:
        raise backup.damaged("manifest", "its tables are not those of its migrations")
    for part in backup.manifest.parts:
        for _ in backup.rows(part):
            pass
