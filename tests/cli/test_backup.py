"""`trialhead backup` and `trialhead restore`: the same portal again, and nothing given away."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from cryptography.fernet import Fernet

from tests.cli.conftest import Answer, Shell
from tests.factories.lived_in import SECRETS
from tests.factories.tables import Tables, read_tables

LOOK = "tests.factories.lived_in"
DYING = "tests.factories.dying_backup"
#: What lies in a home besides the database and what is made from it.
KEPT_APART = ("keys", "secret-key")

LivedIn = tuple[Shell, dict[str, Any]]


@dataclass(frozen=True)
class Made:
    """A backup, what the command said, and the portal's tables and pages just before."""

    path: Path
    said: Answer
    tables: Tables
    pages: dict[str, Any]


@pytest.fixture(scope="module")
def made(lived_in: LivedIn, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A backup of the portal that has been lived in."""
    portal, told = lived_in
    path = tmp_path_factory.mktemp("kept") / "portal.backup"
    tables, pages = read_tables(portal.home), portal.module(LOOK, "look", *told["paths"])
    said = portal.run("backup", path)
    assert said.code == 0, said.err
    return Made(path, said, tables, pages)


@pytest.fixture
def kept(made: Made) -> Path:
    """The backup."""
    return made.path


def keys_from(portal: Shell, to: Shell) -> None:
    """Put the kept keys in their place."""
    for name in KEPT_APART:
        if (portal.home / name).exists():
            shutil.copy(portal.home / name, to.home / name)


def test_a_portal_that_was_lost_is_the_same_again(
    lived_in: LivedIn, made: Made, shell: Shell
) -> None:
    portal, told = lived_in
    tables, pages, kept = made.tables, made.pages, made.path
    assert [status for status, _ in pages["pages"]] == [200, 200, 200]
    assert "a made-up sentence" in pages["pages"][2][1]
    assert len([name for name, rows in tables.items() if rows]) > 25
    assert tables["privacy_period"]
    assert tables["switches_turnedoff"]
    keys_from(portal, shell)
    restored = shell.run("restore", kept, "--json")
    assert restored.code == 0, restored.err
    assert restored.data["rows"] == sum(restored.data["tables"].values())
    assert (restored.data["studies"], restored.data["closed"]) == (61, 0)
    assert restored.data["sealed"] > 10
    assert read_tables(shell.home) == tables
    assert shell.module(LOOK, "look", *told["paths"]) == pages
    assert pages["log"][0] > 3
    assert not pages["log"][1]
    assert shell.run("doctor").code == 0


def test_the_log_tells_of_a_backup_once_it_is_written(lived_in: LivedIn, made: Made) -> None:
    lines = read_tables(lived_in[0].home)["accounts_auditentry"]
    assert len(lines) == len(made.tables["accounts_auditentry"]) + 1
    (line,) = set(lines) - set(made.tables["accounts_auditentry"])
    assert {"backup written", "backup"} <= set(line)
    assert lived_in[0].run("log", "verify").code == 0


def test_a_portal_that_lost_its_keys_is_backed_up_all_the_same(
    lived_in: LivedIn, shell: Shell, made: Made, tmp_path: Path
) -> None:
    assert shell.run("restore", made.path).code == 6
    for keys in ("", Fernet.generate_key().decode()):
        if keys:
            (shell.home / "keys").write_text(keys)
        said = shell.run("backup", tmp_path / f"without{len(keys)}")
        assert said.code == 0, said.err
        assert ("could not be told" in said.err.replace("\n", " ")) is bool(keys)
        assert (shell.home / "keys").exists() is bool(keys)


def test_a_number_that_was_given_is_not_given_again(lived_in: LivedIn) -> None:
    tables = read_tables(lived_in[0].home)
    counters = dict(tables["sqlite_sequence"])
    assert counters["accounts_user"] > max(row[0] for row in tables["accounts_user"])


def test_nothing_people_wrote_stands_in_the_file(lived_in: LivedIn, kept: Path) -> None:
    with ZipFile(kept) as archive:
        texts = [archive.read(name).decode() for name in archive.namelist()]
    assert "NCT99900009" in "".join(texts)
    keys = (lived_in[0].home / "keys").read_text().split()
    for secret in (*SECRETS, *keys, lived_in[1]["session"]):
        assert not [text for text in texts if secret in text], secret
    assert kept.stat().st_mode & 0o777 == 0o600


def test_what_is_not_in_the_file_is_said(
    lived_in: LivedIn, made: Made, loaded: Shell, tmp_path: Path
) -> None:
    said = made.said.out
    assert f"the keys in {lived_in[0].home / 'keys'}" in said
    assert "TRIALHEAD_SECRET_KEY" in said  # the tests name the signing key there
    assert "who is signed in; search index and place list" in said
    told = loaded.run("backup", tmp_path / "b", "--json").data
    assert told["tables"]["studies.studyrecord"] == 61
    assert set(told["left_out"]) == {
        "sessions.session",
        "usersessions.usersession",
        "notifications.heartbeat",
    }
    assert told["kept_apart"]["keys"] == str(loaded.home / "keys")


def test_without_its_keys_a_portal_is_restored_and_says_what_it_lacks(
    lived_in: LivedIn, kept: Path, shell: Shell
) -> None:
    restored = shell.run("restore", kept, "--json")
    assert restored.code == 6
    assert restored.data["closed"] == restored.data["sealed"] > 10
    assert str(shell.home / "keys") in restored.err.replace("\n", "")
    assert not (shell.home / "keys").exists()  # none is made in the place of the old ones
    keys_from(lived_in[0], shell)
    opened = shell.module(LOOK, "look", lived_in[1]["paths"][2])
    assert "a made-up sentence" in opened["pages"][0][1]


def test_other_keys_do_not_pass_for_the_right_ones(kept: Path, shell: Shell) -> None:
    (shell.home / "keys").write_text(Fernet.generate_key().decode())
    restored = shell.run("restore", kept, "--json")
    assert (restored.code, restored.data["closed"]) == (6, restored.data["sealed"])


def test_an_index_that_went_further_than_the_backup_is_made_anew(
    loaded: Shell, tmp_path: Path
) -> None:
    assert loaded.run("backup", tmp_path / "a").code == 0
    assert loaded.run("withdraw", "NCT99900009").code == 0
    assert loaded.run("index", "rebuild").code == 0
    for path in loaded.home.glob("trialhead.sqlite3*"):
        path.unlink()
    assert loaded.run("restore", tmp_path / "a").code == 0
    assert loaded.run("search", "--status", "all", "--json").data["total"] == 61


def test_a_file_that_is_there_stays(loaded: Shell, tmp_path: Path) -> None:
    path = tmp_path / "precious"
    path.write_text("precious")
    said = loaded.run("backup", path)
    assert (said.code, path.read_text()) == (6, "precious")
    assert "Name another file" in said.err
    assert loaded.run("backup", tmp_path / "none" / "a").code == 6
    assert sorted(one.name for one in tmp_path.iterdir()) == ["home", "precious"]


def test_the_portal_goes_on_while_it_is_read(loaded: Shell) -> None:
    command = loaded.command("contacts", "confirm", "NCT99900009", "central", "c@site.test")
    seen = loaded.module(LOOK, "aside", *command)
    assert seen["code"] == 0
    assert seen["rows"]["contact.sitecontact"] == 0
    assert seen["rows"]["studies.studyrecord"] == 61
    assert len(read_tables(loaded.home)["contact_sitecontact"]) == 1


def test_a_backup_that_is_killed_leaves_no_file(loaded: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    told = loaded.module(DYING, "backup", folder / "a", "19", folder)
    assert told["deaths"] > 4
    assert told["left"]
    assert all(name.endswith(".draft") for name in told["left"])
    assert (folder / "a").exists()


def test_a_restore_that_is_killed_leaves_an_empty_portal(made: Made, shell: Shell) -> None:
    assert shell.module(DYING, "restore", made.path, "19", shell.home)["deaths"] > 4
    assert read_tables(shell.home) == made.tables
