"""A stolen database file, its journal or a backup gives away nothing of what people wrote."""

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Shell
from tests.factories.stolen import given_away, packed_in_many_ways

STOLEN = "tests.factories.stolen"
WORD = "Quillfeather-Ünmistakable-word"


@pytest.fixture(scope="module")
def filled(
    loaded_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Shell, dict[str, Any]]:
    """A portal with a word in every sealed column, whose journal is not yet folded in."""
    home = tmp_path_factory.mktemp("stolen") / "home"
    shutil.copytree(loaded_home, home, symlinks=True)
    shell = Shell(home)
    with sqlite3.connect(home / "trialhead.sqlite3") as reader:
        reader.execute("SELECT count(*) FROM sqlite_master").fetchone()  # keeps the journal open
        told = shell.module(STOLEN, "fill")
        journal = home / "trialhead.sqlite3-wal"
        assert journal.stat().st_size > 10_000
        shutil.copy(journal, home.parent / "journal")
    reader.close()
    return shell, told


def files_of(home: Path) -> list[Path]:
    """Everything of a portal that lies on the disk, but for its keys and what the site serves."""
    return [
        path
        for path in home.rglob("*")
        if path.is_file()
        and not path.is_symlink()
        and path.relative_to(home).parts[0] not in ("keys", "secret-key", "static")
    ]


@pytest.mark.parametrize("way", packed_in_many_ways(WORD))
def test_looking_finds_a_word_however_it_is_written(way: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(packed_in_many_ways(WORD)[way])
    assert given_away([path], [WORD])
    assert not given_away([path], ["Some-other-unmistakable-word"])


def test_every_sealed_column_was_filled(filled: tuple[Shell, dict[str, Any]]) -> None:
    assert filled[1]["empty"] == []
    assert len(filled[1]["words"]) > 25


def test_the_files_of_a_portal_give_away_nothing(
    filled: tuple[Shell, dict[str, Any]], tmp_path: Path
) -> None:
    shell, told = filled
    assert shell.run("backup", tmp_path / "portal.backup").code == 0
    stolen = [*files_of(shell.home), shell.home.parent / "journal", tmp_path / "portal.backup"]
    assert any(path.name == "trialhead.sqlite3" for path in stolen)
    assert told["session"] in told["words"]  # the cookie of somebody who is signed in
    assert given_away(stolen, told["words"]) == []
    studies = given_away(stolen, ["Pacing and Gentle Exercise Course for Tiredness"])
    assert studies  # what everybody may read is found by the same search


def test_after_rotation_nothing_is_left_of_the_old_seals_and_all_still_opens(
    filled: tuple[Shell, dict[str, Any]], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(filled[0].home, home, symlinks=True)
    shell = Shell(home)
    before = shell.module(STOLEN, "sealed")
    first = (home / "keys").read_text().split()
    assert len(before) == shell.module(STOLEN, "tried")["texts"] > 25
    assert shell.run("keys", "rotate").code == 0
    newest, *older = (home / "keys").read_text().split()
    assert newest not in first
    assert older == first[:1]
    assert shell.module(STOLEN, "tried") == {"texts": len(before), "closed": 0}
    stolen = b"".join(path.read_bytes() for path in files_of(home))
    assert not [seal for seal in before if seal.encode() in stolen]
    for kept, closed in ((newest, 0), (older[0], len(before)), ("", len(before))):
        (home / "keys").write_text(f"{kept}\n") if kept else (home / "keys").unlink()
        assert shell.module(STOLEN, "tried") == {"texts": len(before), "closed": closed}
