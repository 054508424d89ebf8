"""The file of a backup: a zip of one member a table, a line of JSON a row, and a manifest."""

import hashlib
import json
import os
import secrets
import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from trialhead.errors import NotFound, NotReady, Unreadable
from trialhead.portal.backups.manifest import Manifest, Part, read_manifest
from trialhead.portal.backups.tables import Row

MANIFEST = "manifest.json"
#: What reading a damaged zip can raise.
_DAMAGE = (
    BadZipFile,
    zlib.error,
    struct.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
_READ_BYTES = 1 << 16


def member_of(model: str) -> str:
    """Where a table stands in the file."""
    return f"tables/{model}.jsonl"


@contextmanager
def new_archive(path: Path) -> Iterator[ZipFile]:
    """A zip that has its name once it is whole and on the disk; a file that is there stays."""
    _check_free(path)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.draft")
    try:
        with _new_file(draft) as file:
            with ZipFile(file, "w", ZIP_DEFLATED) as archive:
                yield archive
            file.flush()
            os.fsync(file.fileno())
        _check_free(path)
        draft.rename(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise NotReady(
            f"{path} cannot be written ({error.strerror or error}).",
            fix="Name a file in a folder that exists, may be written to and has room.",
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def _new_file(path: Path) -> IO[bytes]:
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")


def _check_free(path: Path) -> None:
    if os.path.lexists(path):
        raise NotReady(
            f"There is already a file {path}; a backup never takes the place of another.",
            fix="Name another file, or move that one away.",
        )


def _sync_folder(folder: Path) -> None:
    """Without this, a machine that loses power may forget the file's name."""
    entry = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(entry)
    finally:
        os.close(entry)


def write_rows(archive: ZipFile, model: str, rows: Iterable[Row]) -> tuple[int, str]:
    """Write a table's rows as they come; how many there were, and their SHA-256."""
    digest, count = hashlib.sha256(), 0
    with archive.open(member_of(model), "w", force_zip64=True) as member:
        for row in rows:
            line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            digest.update(line)
            member.write(line)
            count += 1
    return count, digest.hexdigest()


class Backup:
    """A backup that is read. Whatever is wrong with the file is Unreadable, naming the place."""

    def __init__(self, path: Path, archive: ZipFile) -> None:
        self.path = path
        self._archive = archive
        with self._sound("manifest"):
            self.manifest: Manifest = read_manifest(archive.read(MANIFEST), where=str(path))

    def check_members(self) -> None:
        """The file holds the tables of its manifest and nothing else."""
        told = [MANIFEST, *(member_of(part.model) for part in self.manifest.parts)]
        if sorted(told) != sorted(self._archive.namelist()):
            raise self.damaged("manifest", "it does not name what is in the file")

    def rows(self, part: Part) -> Iterator[Row]:
        """The rows of a table; the last is given only if number and hash of all are right."""
        digest, count = hashlib.sha256(), 0
        with self._sound(f"table {part.model}"):
            row: Row | None = None
            for line in self._lines(part):
                if row is not None:
                    yield row
                digest.update(line)
                count += 1
                row = json.loads(line)
            if count != part.rows:
                raise ValueError(f"it has {count:,} rows, not {part.rows:,}")
            if digest.hexdigest() != part.sha256:
                raise ValueError("its SHA-256 is not that of the manifest")
            if row is not None:
                yield row

    def _lines(self, part: Part) -> Iterator[bytes]:
        with self._archive.open(member_of(part.model)) as member:
            yield from BufferedReader(member, _READ_BYTES)  # type: ignore[type-var]

    @contextmanager
    def _sound(self, place: str) -> Iterator[None]:
        try:
            yield
        except _DAMAGE as error:
            raise self.damaged(place, str(error) or type(error).__name__) from error

    def damaged(self, place: str, what: str) -> Unreadable:
        """The error of a file that is not as it was written."""
        return Unreadable(
            f"{self.path}, {place}: the backup is damaged ({what}).",
            fix="Nothing was restored. Take another copy of this backup, or an earlier one.",
        )

    def unfit(self, place: str, what: str) -> Unreadable:
        """The error of a file that is sound, but holds what the database here does not take."""
        return Unreadable(
            f"{self.path}, {place}: this database does not take them ({what}).",
            fix="Nothing was restored. Stop everything else that uses this database, or restore "
            "into one of the kind that the backup was made from.",
        )


@contextmanager
def opened(path: Path) -> Iterator[Backup]:
    """A backup to read from."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise NotFound(
            f"{path} cannot be opened ({error.strerror}).", fix="Name the file of a backup."
        ) from error
    with file:
        try:
            archive = ZipFile(file)
        except _DAMAGE as error:
            raise Unreadable(
                f"{path}, end of the file: this is no backup, or a part of it is missing.",
                fix="Nothing was restored. Take another copy of this backup, or an earlier one.",
            ) from error
        with archive:
            yield Backup(path, archive)
