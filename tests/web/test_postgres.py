"""A real PostgreSQL beside SQLite: the same import, search, pages and versions.

The whole suite runs on the PostgreSQL that DATABASE_URL names; this file starts its own, so that
every test run meets one.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import SAMPLE, Answer, Shell
from tests.factories.guessing import looked_at
from tests.factories.postgres import postgres_server

pytestmark = pytest.mark.postgres
LOG = "tests.factories.log_writers"


class PostgresShell(Shell):
    """Runs `trialhead` with a PostgreSQL."""

    @property
    def environment(self) -> dict[str, str]:
        """The variables of the command."""
        return super().environment | {"DATABASE_URL": os.environ["TESTS_POSTGRES"]}


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server of our own."""
    with postgres_server(tmp_path_factory.mktemp("pg") / "data") as address:
        os.environ["TESTS_POSTGRES"] = address
        yield address


@pytest.fixture(scope="module")
def shell(
    postgres: str, tmp_path_factory: pytest.TempPathFactory, place_list: Path
) -> PostgresShell:
    """A shell whose portal stands on PostgreSQL and holds the sample registry."""
    home = tmp_path_factory.mktemp("home")
    (home / "places.sqlite3").symlink_to(place_list)
    made = PostgresShell(home)
    assert made.run("import", SAMPLE).code == 0
    return made


def total(shell: Shell, *words: str) -> int:
    """How many studies a search finds."""
    return int(shell.run("search", *words, "--status", "all", "--json").data["total"])


def test_the_portal_is_sound_and_can_be_searched(shell: PostgresShell) -> None:
    answer = shell.run("doctor", "--json")
    assert answer.code == 0
    assert {"name": "database", "sound": True, "text": "postgresql"} in answer.data
    assert total(shell) == 61
    assert not (shell.home / "trialhead.sqlite3").exists()


def test_the_same_files_twice_change_nothing(shell: PostgresShell) -> None:
    assert shell.run("import", SAMPLE, "--json").data["unchanged"] == 61


def test_odd_characters_are_kept_and_shown(shell: PostgresShell, tmp_path: Path) -> None:
    record = json.loads((SAMPLE / "NCT99900001.json").read_text())
    record["protocolSection"]["identificationModule"]["nctId"] = "NCT99999998"
    record["protocolSection"]["descriptionModule"]["briefSummary"] = "nul \x00 half \ud800 done"
    path = tmp_path / "odd.json"
    path.write_text(json.dumps(record))
    assert shell.run("import", path).code == 0
    shown = shell.run("show", "NCT99999998").out
    assert "nul  half" in shown
    assert "\x00" not in shown


def test_a_second_machine_catches_up_from_the_same_database(
    shell: PostgresShell, tmp_path: Path, place_list: Path
) -> None:
    other = PostgresShell(tmp_path)
    (tmp_path / "places.sqlite3").symlink_to(place_list)
    assert other.run("index", "rebuild").code == 0
    assert total(other, "lupus") == total(shell, "lupus")


def test_two_imports_at_once_both_finish(shell: PostgresShell, tmp_path: Path) -> None:
    files = []
    for name in ("a", "b"):
        files.append(tmp_path / f"{name}.jsonl")
        with files[-1].open("w") as file:
            for number in range(400):
                record = json.loads((SAMPLE / "NCT99900001.json").read_text())
                identity = record["protocolSection"]["identificationModule"]
                identity["nctId"] = f"NCT55{'ab'.index(name)}{number:05d}"
                file.write(json.dumps(record) + "\n")
    answers: list[Answer] = []
    threads = [
        threading.Thread(target=lambda f=f: answers.append(shell.run("import", f, "--json")))
        for f in files
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.code for answer in answers] == [0, 0]
    assert sum(answer.data["new"] for answer in answers) == 800
    assert total(shell) >= 861
    assert "complete" in shell.run("doctor").out


def test_two_processes_write_one_log_at_once(shell: PostgresShell) -> None:
    writers = [
        threading.Thread(target=shell.module, args=(LOG, "write", *names)) for names in ("ab", "ba")
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    told = shell.module(LOG, "verify")
    assert (told["lines"], told["fault"]) == (len(told["writers"]), "")
    assert min(told["writers"].count(name) for name in "ab") >= 20


def test_no_two_acts_on_one_enquiry_wait_for_each_other(shell: PostgresShell) -> None:
    told = shell.module("tests.factories.racing")
    assert {each for both in told.values() for each in both} <= {
        "True",
        "False",
        "done",
        "NotFound",
    }
    assert told["yes, move"] == ["True", "NotFound"]  # moved on: nothing is left to change here
    assert told["move, yes"] == ["True", "True"]
    assert told["call back, yes"] == ["True", "False"]
    assert told["yes, criteria"] == ["True", "done"]
    assert told["yes, write again"] == ["True", "done"]
    assert len(told) >= 30


def test_p8_of_many_passcodes_tried_at_once_five_are_looked_at(shell: PostgresShell) -> None:
    assert looked_at(shell.environment) == 5


def test_a_database_that_does_not_answer_is_explained(tmp_path: Path) -> None:
    environment = Shell(tmp_path).environment | {
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"
    }
    done = subprocess.run(
        [sys.executable, "-m", "trialhead.cli", "doctor"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 6
    assert "DATABASE_URL" in done.stdout
    assert "Traceback" not in done.stderr
