"""`trialhead restore` of files that are damaged, of another make, or not wanted here."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest

from tests.cli.conftest import Shell
from tests.factories.tables import read_tables

MANIFEST = "manifest.json"
RECORDS = "tables/studies.studyrecord.jsonl"
Members = dict[str, bytes]


@pytest.fixture(scope="module")
def sound(loaded_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the sample registry."""
    path = tmp_path_factory.mktemp("sound") / "portal.backup"
    assert Shell(loaded_home).run("backup", path).code == 0
    return path


def manifest(change: Callable[[dict[str, Any]], object]) -> Callable[[Members], None]:
    """Changes what a backup says of itself."""

    def edit(members: Members) -> None:
        told = json.loads(members[MANIFEST])
        change(told)
        members[MANIFEST] = json.dumps(told).encode()

    return edit


def rows(change: Callable[[list[bytes]], object]) -> Callable[[Members], None]:
    """Changes the rows of a table."""

    def edit(members: Members) -> None:
        lines = members[RECORDS].splitlines(keepends=True)
        change(lines)
        members[RECORDS] = b"".join(lines)

    return edit


EDITS: dict[str, tuple[Callable[[Members], object], list[str]]] = {
    "a row is missing": (
        rows(lambda lines: lines.pop()),
        ["table studies.studyrecord", "60 rows, not 61", "another copy"],
    ),
    "a row was changed": (
        rows(lambda lines: lines.insert(0, lines.pop(0).replace(b"NCT", b"NCX"))),
        ["table studies.studyrecord", "SHA-256"],
    ),
    "a table is missing": (lambda members: members.pop(RECORDS), ["manifest", "in the file"]),
    "there is more than was written": (
        lambda members: members.update({"tables/a.b.jsonl": b""}),
        ["manifest", "in the file"],
    ),
    "no manifest": (lambda members: members.pop(MANIFEST), ["manifest", "another copy"]),
    "a manifest of nothing": (
        lambda members: members.update({MANIFEST: b"[]"}),
        ["manifest", "damaged"],
    ),
    "a newer format": (
        manifest(lambda told: told.update(format=2)),
        ["format 2", "reads 1", "trialhead 0.1.0"],
    ),
    "older tables": (
        manifest(lambda told: told["migrations"].remove("studies.0003_retelling")),
        ["migrations", "it lacks studies.0003_retelling", "trialhead 0.1.0"],
    ),
    "newer tables": (
        manifest(lambda told: told["migrations"].append("studies.9999_later")),
        ["migrations", "the unknown studies.9999_later"],
    ),
    "a column that is not here": (
        manifest(lambda told: told["parts"][-1]["columns"].append("later")),
        ["manifest", "its tables are not those"],
    ),
}


@pytest.fixture
def shell(bare: Shell) -> Shell:
    """A portal in which nothing has been done: a restore that is refused makes not even tables."""
    return bare


def check_refused(shell: Shell, path: Path, *words: str, code: int = 5) -> None:
    """The file is refused, the error names it, and nothing was written anywhere."""
    said = shell.run("restore", path)
    told = " ".join(said.err.split())
    assert said.code == code, said.err
    assert str(path) in said.err.replace("\n", "")
    assert not [word for word in words if word not in told], told
    assert "Traceback" not in said.err
    assert not said.out
    assert not (shell.home / "trialhead.sqlite3").exists()


@pytest.mark.parametrize("fault", EDITS)
def test_a_file_that_is_not_as_it_was_written_is_refused(
    fault: str, sound: Path, shell: Shell
) -> None:
    edit, words = EDITS[fault]
    with ZipFile(sound) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    edit(members)
    path = shell.home.parent / "b"
    with ZipFile(path, "w", ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    check_refused(shell, path, *words)


def test_a_part_of_a_file_is_refused(sound: Path, shell: Shell) -> None:
    path = shell.home.parent / "b"
    path.write_bytes(sound.read_bytes()[:-1000])
    check_refused(shell, path, "end of the file", "another copy")


def test_a_flipped_bit_is_found(sound: Path, shell: Shell) -> None:
    path = shell.home.parent / "b"
    content = bytearray(sound.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)
    check_refused(shell, path, "table ", "damaged", "another copy")


def test_a_file_that_is_not_there_is_told(shell: Shell) -> None:
    check_refused(shell, shell.home.parent / "none", "No such file", code=4)


def test_a_row_that_points_nowhere_leaves_the_portal_empty(
    sound: Path, shell: Shell, tmp_path: Path
) -> None:
    """Somebody has rewritten a backup, its hashes too."""
    with ZipFile(sound) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    told = json.loads(members[MANIFEST])
    for part in told["parts"]:
        if part["model"] == "studies.studyrecord":
            empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
            part.update(rows=0, sha256=empty)
    members |= {MANIFEST: json.dumps(told).encode(), RECORDS: b""}
    path = tmp_path / "b"
    with ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    said = shell.run("restore", path)
    assert (said.code, "studies_recordversion" in said.err) == (5, True)
    assert not read_tables(shell.home)["studies_recordversion"]
    assert shell.run("restore", sound).code == 0


def test_a_portal_that_holds_something_is_left_as_it_is(sound: Path, loaded: Shell) -> None:
    before = read_tables(loaded.home)
    said = loaded.run("restore", sound)
    assert said.code == 6
    assert "studies.studyrecord" in said.err
    assert "TRIALHEAD_HOME" in said.err
    assert read_tables(loaded.home) == before
