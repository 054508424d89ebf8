"""Every table is in a backup, each after what it points to; no damage goes unseen."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from trialhead.errors import Unreadable
from trialhead.portal.backups import tables
from trialhead.portal.backups.archive import MANIFEST, Backup, new_archive, opened, write_rows
from trialhead.portal.backups.manifest import Manifest, Part, migrations_of_program
from trialhead.portal.backups.tables import LEFT_OUT, Row, Table, every_table, kept_tables
from trialhead.portal.notifications.actions import beat
from trialhead.portal.studies.models import RecordVersion, StudyRecord

ROWS: list[Row] = [[1, "NCT", None, True, 1.5], [2, 'zwei\n\u2028 \\ "ü" 中', "", False, -3]]


@pytest.mark.django_db
def test_every_table_of_the_database_is_kept_or_named_as_left_out() -> None:
    there = set(connection.introspection.table_names()) - {"django_migrations"}
    kept = {table.model._meta.db_table for table in kept_tables()}
    left_out = {t.model._meta.db_table for t in every_table() if t.label in LEFT_OUT}
    assert kept | left_out == there
    assert len(left_out) == len(LEFT_OUT)
    assert not kept & left_out


@pytest.mark.django_db
def test_every_column_of_the_database_is_kept() -> None:
    with connection.cursor() as cursor:
        for table in kept_tables():
            there = connection.introspection.get_table_description(
                cursor, table.model._meta.db_table
            )
            assert {c.name for c in there} == {c.name for c in table.columns}


def test_a_table_comes_after_those_it_points_to() -> None:
    labels = [table.label for table in kept_tables()]
    for table in kept_tables():
        for column in table.columns:
            pointed = column.field.related_model
            if isinstance(pointed, type) and pointed is not table.model:
                assert labels.index(pointed._meta.label_lower) < labels.index(table.label)


@pytest.mark.parametrize(
    ("model", "name", "value"),
    [
        (StudyRecord, "changed_at", datetime(2026, 6, 15, 12, 0, 0, 1, tzinfo=UTC)),
        (StudyRecord, "last_update", date(1969, 12, 31)),
        (StudyRecord, "withdrawn_at", None),
        (StudyRecord, "change", 2**62),
        (StudyRecord, "title", "\\ 'ü' \u2028"),
        (RecordVersion, "packed", bytes(range(256))),
    ],
)
def test_a_value_comes_back_from_its_cell_as_the_database_had_it(
    model: type, name: str, value: object
) -> None:
    (column,) = [c for c in Table(model).columns if c.name == name]
    stored = column.value(column.cell(value))
    stored = bytes(stored) if isinstance(stored, memoryview) else stored
    assert stored == column.field.get_db_prep_save(value, connection)


def written(path: Path) -> bytes:
    """The bytes of a small backup."""
    with new_archive(path) as archive:
        count, sha256 = write_rows(archive, "a.b", ROWS)
        part = Part(model="a.b", columns=("c",), rows=count, sha256=sha256, last_number=7)
        manifest = Manifest(
            made_at="now",
            made_by="a test",
            migrations=migrations_of_program(),
            left_out=(),
            parts=(part,),
        )
        archive.writestr(MANIFEST, manifest.text())
    return path.read_bytes()


def contents(backup: Backup) -> list[list[Row]]:
    """The rows of each table."""
    backup.check_members()
    return [list(backup.rows(part)) for part in backup.manifest.parts]


@pytest.fixture(scope="module")
def damageable(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """Where to put a damaged copy, and the sound bytes."""
    folder = tmp_path_factory.mktemp("backup")
    return folder / "copy", written(folder / "sound")


@given(place=st.integers(min_value=0), flip=st.integers(1, 255), cut=st.booleans())
def test_what_damage_leaves_is_refused_or_unharmed(
    damageable: tuple[Path, bytes], place: int, flip: int, cut: bool
) -> None:
    path, sound = damageable
    place %= len(sound)
    changed = bytes([sound[place] ^ flip])
    path.write_bytes(sound[:place] + (b"" if cut else changed + sound[place + 1 :]))
    try:
        with opened(path) as backup:
            found, told = contents(backup), str(path)
    except Unreadable as error:
        found, told = [], error.mistake
    assert found == [ROWS] if found else str(path) in told
    assert not (cut and found)


def test_what_was_written_is_read(damageable: tuple[Path, bytes]) -> None:
    path, sound = damageable
    path.write_bytes(sound)
    with opened(path) as backup:
        assert contents(backup) == [ROWS]
        assert backup.manifest.parts[0].last_number == 7


def test_sessions_are_left_out_because_their_keys_open_accounts() -> None:
    assert set(tables.LEFT_OUT) == {
        "sessions.session",
        "usersessions.usersession",
        "notifications.heartbeat",
    }


@pytest.mark.django_db
def test_a_worker_at_work_does_not_make_a_new_portal_a_used_one() -> None:
    at = timezone.now()
    before = tables.holding()
    beat(worker="w" * 32, version="1", started_at=at, at=at)
    assert tables.holding() == before
