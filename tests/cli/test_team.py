"""`trialhead team` and `trialhead log`: the first operator, and the log checked from outside."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Shell


@pytest.fixture
def begun(shell: Shell) -> Shell:
    """A portal whose first operator and an owner have been invited."""
    said = shell.run("team", "invite", "first@portal.test", "--role", "operator")
    assert (said.code, "/team/join/" in said.out) == (0, True)
    owner = ("--role", "owner", "--study", "nct99900009")
    assert shell.run("team", "invite", "owner@portal.test", *owner).code == 0
    return shell


def test_an_invitation_needs_an_address_and_a_scope_that_fits(begun: Shell) -> None:
    for words, remedy in (
        (("nobody", "--role", "owner", "--study", "NCT99900009"), "team@example.org"),
        (("a@portal.test", "--role", "owner"), "Give its number"),
        (("a@portal.test", "--role", "operator", "--study", "NCT99900009"), "Give no study"),
        (("a@portal.test", "--role", "coordinator", "--study", "NCT99900009"), "site's key"),
    ):
        refused = begun.run("team", "invite", *words)
        assert (refused.code, remedy in refused.err) == (5, True), refused.err
    assert begun.run("team", "list", "--json").data == []


def test_the_log_is_checked_taken_along_and_found_changed(begun: Shell, tmp_path: Path) -> None:
    assert begun.run("log", "verify", "--json").data == {"lines": 2, "fault": ""}
    kept = tmp_path / "log.jsonl"
    assert begun.run("log", "export", kept).code == 0
    lines = [json.loads(line) for line in kept.read_text().splitlines()]
    assert [line["number"] for line in lines] == [1, 2]
    assert "owner@portal.test" not in kept.read_text()
    again = begun.run("log", "export", kept)
    assert (again.code, "Name a new file" in again.err) == (5, True)
    with closing(sqlite3.connect(begun.home / "trialhead.sqlite3")) as database:
        database.execute("UPDATE accounts_auditentry SET detail = 'reader' WHERE number = 2")
        database.commit()
    found = begun.run("log", "verify")
    assert (found.code, "Line 2" in found.err) == (11, True)
