"""What a backup says of itself: its format, the migrations it fits, its tables and their hashes."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db.migrations.loader import MigrationLoader

from trialhead.errors import Unreadable

#: The number of the format written here, and the only one read.
FORMAT = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One table in the file: a line a row, hashed as it stands there uncompressed."""

    model: str
    columns: tuple[str, ...]
    rows: int
    sha256: str
    last_number: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """The whole file. ``left_out`` names the tables whose rows are not in it."""

    made_at: str
    made_by: str
    migrations: tuple[str, ...]
    left_out: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(part.rows for part in self.parts)

    def text(self) -> str:
        """The manifest as it is written."""
        return json.dumps({"format": FORMAT, **asdict(self)}, indent=1) + "\n"


def read_manifest(text: bytes, *, where: str) -> Manifest:
    """The manifest, its format checked first. ValueError, KeyError or TypeError if it is none."""
    told = json.loads(text)
    if told["format"] != FORMAT:
        raise Unreadable(
            f"{where}: the backup has format {told['format']}; this trialhead reads {FORMAT}.",
            fix="Restore it with the version of trialhead that made it "
            f"({told.get('made_by')}), or with a newer one.",
        )
    return Manifest(
        made_at=str(told["made_at"]),
        made_by=str(told["made_by"]),
        migrations=tuple(map(str, told["migrations"])),
        left_out=tuple(map(str, told["left_out"])),
        parts=tuple(map(_part, told["parts"])),
    )


def _part(told: dict[str, Any]) -> Part:
    last = told["last_number"]
    return Part(
        model=str(told["model"]),
        columns=tuple(map(str, told["columns"])),
        rows=int(told["rows"]),
        sha256=str(told["sha256"]),
        last_number=None if last is None else int(last),
    )


def migrations_of_program() -> tuple[str, ...]:
    """Every migration of this program and its libraries."""
    loader = MigrationLoader(None)
    return tuple(sorted(f"{app}.{name}" for app, name in loader.graph.nodes))


def check_migrations(manifest: Manifest, *, where: str) -> None:
    """Unreadable unless the tables were made by the very migrations of this program."""
    ours, theirs = set(migrations_of_program()), set(manifest.migrations)
    lacking, unknown = sorted(ours - theirs), sorted(theirs - ours)
    if lacking or unknown:
        told = [*_told("it lacks", lacking), *_told("it has the unknown", unknown)]
        raise Unreadable(
            f"{where}, migrations: the backup is of other tables than this trialhead's: "
            f"{'; '.join(told)}.",
            fix=f"Restore it with the version that made it ({manifest.made_by}) and its libraries; "
            "then start this one on the restored database, which brings it up to date.",
        )


def _told(what: str, names: Sequence[str]) -> list[str]:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return [f"{what} {', '.join(names[:3])}{more}"] if names else []
