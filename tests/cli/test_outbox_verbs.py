"""`trialhead outbox`, `trialhead keys rotate`, mail in `trialhead doctor`, and the worker of
`trialhead serve`."""

import socket
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from threading import Event

import pytest

from tests.cli.conftest import Shell
from tests.factories.mail import TAKEN, mail_server

FILL = """
from datetime import timedelta
from trialhead.portal import start
start()
from django.core.management import call_command
from django.utils import timezone
from trialhead.portal.notifications import actions
call_command("migrate", verbosity=0)
now = timezone.now()
for key, at in (("refused", now), ("later", now + timedelta(days=1))):
    actions.post(key=key, to="ann@example.org", subject="s", text="synthetic", at=at)
refused = actions.claim_next(sender="a test", now=now)
actions.mark_failed(message=refused, error="refused with 550", for_good=True, at=now)
"""
PATIENCE_SECONDS = 60


@pytest.fixture
def two_mails(loaded: Shell) -> Shell:
    """A portal whose outbox holds one mail that was given up and one for tomorrow."""
    command = [loaded.command()[0], "-c", FILL]
    subprocess.run(command, env=loaded.environment, check=True, capture_output=True)
    return loaded


def open_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def announced(event: Event) -> Callable[[int], str]:
    """Takes every mail and tells of it."""

    def answer(_number: int) -> str:
        event.set()
        return TAKEN

    return answer


def test_what_was_given_up_is_listed_with_its_reason_and_tried_again(two_mails: Shell) -> None:
    doctor = two_mails.run("doctor", "--json")
    assert (doctor.code, doctor.data[-1]["sound"]) == (6, False)
    assert "trialhead outbox" in doctor.data[-1]["text"]
    rows = {row["key"]: row for row in two_mails.run("outbox", "--json").data}
    assert {key: row["state"] for key, row in rows.items()} == {
        "refused": "dead",
        "later": "queued",
    }
    assert rows["refused"]["last_error"] == "refused with 550"
    said = two_mails.run("outbox", "--retry")
    assert "1 mails" in said.err
    assert "refused  queued, 0 attempts" in said.out
    assert "ann@example.org" not in said.out + said.err
    assert two_mails.run("doctor", "--json").code == 0


def test_keys_are_rotated_and_everything_can_still_be_read(two_mails: Shell) -> None:
    (old,) = (two_mails.home / "keys").read_text().split()
    said = two_mails.run("keys", "rotate")
    assert said.code == 0
    assert f"6 texts are sealed with the first key in {two_mails.home / 'keys'}" in said.out
    new, kept = (two_mails.home / "keys").read_text().split()
    assert kept == old != new


def test_the_portal_delivers_beside_its_pages(two_mails: Shell) -> None:
    two_mails.run("outbox", "--retry")
    arrived = Event()
    with mail_server(announced(arrived)) as post:
        environment = two_mails.environment | {"TRIALHEAD_MAIL": f"smtp://127.0.0.1:{post.port}"}
        words = two_mails.command("serve", "--port", str(open_port()))
        with subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL) as portal:
            try:
                assert arrived.wait(PATIENCE_SECONDS)
            finally:
                portal.terminate()
            assert portal.wait(PATIENCE_SECONDS) == 0
    assert len(post.ids) == 1
    assert [row["key"] for row in two_mails.run("outbox", "--json").data] == ["later"]
    assert worker_of(two_mails) == (True, f"1 at work; version {version('trialhead')}")


def worker_of(shell: Shell) -> tuple[bool, str]:
    """What the doctor says of the worker."""
    (found,) = [one for one in shell.run("doctor", "--json").data if one["name"] == "worker"]
    return found["sound"], found["text"]


def test_the_doctor_misses_a_worker_that_was_there(two_mails: Shell) -> None:
    assert worker_of(two_mails)[0]  # a new portal may have none yet
    assert "trialhead work" in worker_of(two_mails)[1]
    at = datetime.now(UTC) - timedelta(minutes=6)
    with closing(sqlite3.connect(two_mails.home / "trialhead.sqlite3")) as database, database:
        row = ("a" * 32, "0.1.0", f"{at:%Y-%m-%d %H:%M:%S}", f"{at:%Y-%m-%d %H:%M:%S}")
        columns = "worker, version, started_at, seen_at"
        database.execute(
            f"INSERT INTO notifications_heartbeat ({columns}) VALUES (?, ?, ?, ?)", row
        )
    sound, told = worker_of(two_mails)
    assert not sound
    assert told.startswith("None has been seen for 6 minutes.")
    assert two_mails.run("doctor").code == 6
