"""A backup goes from SQLite to PostgreSQL and back, and both go on while they are read."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import psycopg
import pytest

from tests.cli.conftest import SAMPLE, Shell
from tests.factories.postgres import new_database, postgres_server
from tests.factories.tables import read_tables

pytestmark = pytest.mark.postgres

LOOK = "tests.factories.lived_in"
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class PostgresShell(Shell):
    """Runs `trialhead` with a PostgreSQL."""

    database: str

    @property
    def environment(self) -> dict[str, str]:
        """The variables of the command."""
        return super().environment | {"DATABASE_URL": self.database}

    def ask(self, query: bytes) -> list[tuple[Any, ...]]:
        """What the database answers, without the portal."""
        with psycopg.connect(self.database) as connection:
            return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server of our own."""
    with postgres_server(tmp_path_factory.mktemp("pg") / "data") as address:
        yield address


@pytest.fixture
def postgres(server: str, tmp_path: Path, place_list: Path) -> PostgresShell:
    """A shell whose portal stands on an empty PostgreSQL."""
    home = tmp_path / "postgres"
    home.mkdir()
    (home / "places.sqlite3").symlink_to(place_list)
    return PostgresShell(home, new_database(server))


def members(path: Path) -> dict[str, bytes]:
    """The tables in a backup. JSON columns stand as their database writes them: left out here."""
    with ZipFile(path) as archive:
        return {
            name: archive.read(name)
            for name in archive.namelist()
            if name not in (MANIFEST, "tables/studies.retelling.jsonl")
            and not name.startswith("tables/mfa.")
        }


def test_there_and_back_nothing_has_changed_and_no_number_is_given_twice(
    lived_in: tuple[Shell, dict[str, Any]], postgres: PostgresShell, shell: Shell, tmp_path: Path
) -> None:
    portal, told = lived_in
    for home in (postgres.home, shell.home):
        shutil.copy(portal.home / "keys", home / "keys")
    there, back = tmp_path / "there", tmp_path / "back"
    tables, looked = read_tables(portal.home), portal.module(LOOK, "look", *told["paths"])
    assert portal.run("backup", there).code == 0
    restored = postgres.run("restore", there, "--json")
    assert (restored.code, restored.data["closed"]) == (0, 0), restored.err
    assert postgres.module(LOOK, "look", *told["paths"]) == looked
    assert postgres.run("backup", back).code == 0
    assert members(there) == members(back)
    assert shell.run("restore", back).code == 0
    assert read_tables(shell.home) == tables
    nulls = postgres.ask(b"SELECT count(*) FROM studies_retelling WHERE draft = 'null'::jsonb")
    assert nulls == [(1,)]
    ((highest,),) = postgres.ask(b"SELECT max(id) FROM accounts_user")
    ((added,),) = postgres.ask(
        b"INSERT INTO accounts_user (password, email, name, is_active, joined_at) "
        b"VALUES ('', 'new@team.example', '', true, now()) RETURNING id"
    )
    assert added > highest + 1  # the account after that was deleted; its number stays taken
    assert postgres.run("restore", there).code == 6


def test_the_portal_goes_on_while_it_is_read(postgres: PostgresShell) -> None:
    assert postgres.run("import", SAMPLE / "NCT99900009.json").code == 0
    command = postgres.command("contacts", "confirm", "NCT99900009", "central", "c@site.test")
    seen = postgres.module(LOOK, "aside", *command)
    assert (seen["code"], seen["rows"]["contact.sitecontact"]) == (0, 0)
    assert postgres.ask(b"SELECT count(*) FROM contact_sitecontact") == [(1,)]


def test_a_restore_that_is_killed_leaves_an_empty_portal(
    postgres: PostgresShell, loaded: Shell, tmp_path: Path
) -> None:
    assert loaded.run("backup", tmp_path / "a").code == 0
    words = ("restore", tmp_path / "a", "19", postgres.home)
    assert postgres.module("tests.factories.dying_backup", *words)["deaths"] > 3
    assert postgres.ask(b"SELECT count(*) FROM studies_studyrecord") == [(61,)]
