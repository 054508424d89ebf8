"""Writing a backup: every row at one moment into one file that is whole or not there."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

from django.db import DatabaseError

from trialhead.errors import NotReady
from trialhead.portal.backups.actions import note_backup
from trialhead.portal.backups.archive import MANIFEST, new_archive, write_rows
from trialhead.portal.backups.manifest import Manifest, Part, migrations_of_program
from trialhead.portal.backups.numbering import last_given
from trialhead.portal.backups.snapshot import one_moment
from trialhead.portal.backups.tables import LEFT_OUT, Row, Table, kept_tables
from trialhead.portal.privacy import keys
from trialhead.portal.studies.readiness import migrations_missing

logger = logging.getLogger(__name__)


def back_up(path: Path, *, at: datetime, on_rows: Callable[[int], None]) -> Manifest:
    """Write the backup; what is in it. The database is only read until the file is there; then the
    log gets a line, which therefore is in the next backup."""
    if migrations_missing():
        raise NotReady(
            "The database has no tables yet, or those of an older trialhead.",
            fix="Back it up with the version that has served it, or bring it up to date first: "
            "trialhead index rebuild",
        )
    with new_archive(path) as archive, one_moment():
        manifest = Manifest(
            made_at=at.isoformat(),
            made_by=f"trialhead {version('trialhead')}",
            migrations=migrations_of_program(),
            left_out=tuple(LEFT_OUT),
            parts=tuple(_write(archive, table, on_rows) for table in kept_tables()),
        )
        archive.writestr(MANIFEST, manifest.text())
    _tell_log(manifest, at)
    return manifest


def _tell_log(manifest: Manifest, at: datetime) -> None:
    """The file is whole already: a log that cannot be told, say without its key, undoes nothing."""
    if not keys.at_hand():
        return  # telling it would make new ones in their place
    try:
        note_backup(rows=manifest.rows, at=at)
    except (DatabaseError, NotReady) as error:
        logger.warning("The backup is written, but the log could not be told of it: %s", error)


def _write(archive: ZipFile, table: Table, on_rows: Callable[[int], None]) -> Part:
    rows, sha256 = write_rows(archive, table.label, _counted(table.rows(), on_rows))
    return Part(
        model=table.label,
        columns=tuple(column.name for column in table.columns),
        rows=rows,
        sha256=sha256,
        last_number=last_given(table),
    )


def _counted(rows: Iterator[Row], on_rows: Callable[[int], None]) -> Iterator[Row]:
    for row in rows:
        on_rows(1)
        yield row
