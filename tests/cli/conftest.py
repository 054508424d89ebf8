"""Commands run in processes of their own, each test in its own home."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

SAMPLE = Path(__file__).parents[2] / "sample" / "studies"


@dataclass(frozen=True)
class Answer:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What was printed as JSON."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Shell:
    """Runs `trialhead` in a home."""

    home: Path

    @property
    def environment(self) -> dict[str, str]:
        """The variables of the command: an SQLite in the home, whatever the tests run on."""
        kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL",)}
        return kept | {
            "TRIALHEAD_HOME": str(self.home),
            "COLUMNS": "200",
            "PYTHONWARNINGS": "error::ResourceWarning",
        }

    def command(self, *words: str | Path) -> list[str]:
        """The full command line."""
        return [sys.executable, "-m", "trialhead.cli", *map(str, words)]

    def run(self, *words: str | Path) -> Answer:
        """Run to the end."""
        done = subprocess.run(
            self.command(*words),
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    def module(self, name: str, *words: str | Path) -> Any:
        """Run a module of the tests in this portal; the JSON it prints last."""
        done = subprocess.run(
            [sys.executable, "-m", name, *map(str, words)],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    def start(self, *words: str | Path) -> "subprocess.Popen[str]":
        """Run in the background."""
        return subprocess.Popen(
            self.command(*words),
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@pytest.fixture(scope="session")
def empty_tables(tmp_path_factory: pytest.TempPathFactory, place_list: Path) -> Path:
    """A database in which the first command has made its tables."""
    home = tmp_path_factory.mktemp("empty")
    (home / "places.sqlite3").symlink_to(place_list)
    assert Shell(home).run("quarantine").code == 0
    return home / "trialhead.sqlite3"


@pytest.fixture
def shell(tmp_path: Path, place_list: Path, empty_tables: Path) -> Shell:
    """A shell in an empty home that has tables and the place list already."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "places.sqlite3").symlink_to(place_list)
    shutil.copy(empty_tables, home)
    return Shell(home)


@pytest.fixture
def bare(tmp_path: Path, place_list: Path) -> Shell:
    """A shell in a home in which nothing has been done yet."""
    home = tmp_path / "bare"
    home.mkdir()
    (home / "places.sqlite3").symlink_to(place_list)
    return Shell(home)


@pytest.fixture(scope="session")
def loaded_home(tmp_path_factory: pytest.TempPathFactory, place_list: Path) -> Path:
    """A home whose portal holds the sample registry; tests copy it."""
    home = tmp_path_factory.mktemp("loaded") / "home"
    home.mkdir()
    (home / "places.sqlite3").symlink_to(place_list)
    assert Shell(home).run("import", SAMPLE).code == 0
    return home


@pytest.fixture
def loaded(tmp_path: Path, loaded_home: Path) -> Shell:
    """A shell whose portal holds the sample registry."""
    home = tmp_path / "home"
    shutil.copytree(loaded_home, home, symlinks=True)
    return Shell(home)


@pytest.fixture(scope="session")
def lived_in(
    tmp_path_factory: pytest.TempPathFactory, loaded_home: Path
) -> tuple[Shell, dict[str, Any]]:
    """A portal with something in nearly every table, only to be read; and what to look at."""
    home = tmp_path_factory.mktemp("lived-in") / "home"
    shutil.copytree(loaded_home, home, symlinks=True)
    shell = Shell(home)
    return shell, shell.module("tests.factories.lived_in", "fill")


@pytest.fixture
def bulk(tmp_path: Path) -> Callable[[int], Path]:
    """Writes a file of many records, one a line."""

    def write(count: int) -> Path:
        made = json.loads((SAMPLE / "NCT99900001.json").read_text())
        path = tmp_path / f"bulk-{count}.jsonl"
        with path.open("w") as file:
            for number in range(count):
                made["protocolSection"]["identificationModule"]["nctId"] = f"NCT{number:08d}"
                file.write(json.dumps(made) + "\n")
        return path

    return write
