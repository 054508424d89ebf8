"""`trialhead work`: a worker that is killed at any moment loses nothing."""

import os
import signal
import sqlite3
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.factories.mail import Post, mail_server

#: So many mails wait, and the worker is killed while handing over these.
MAILS = 200
DEADLY = (1, 7, 60, 120)


@pytest.fixture
def filled(shell: Shell) -> Shell:
    """A home whose outbox holds many mails."""
    code = (
        "from trialhead.portal import start; start()\n"
        "from django.core.management import call_command\n"
        "call_command('migrate', verbosity=0)\n"
        "from django.utils import timezone\n"
        "from trialhead.portal.notifications.actions import post\n"
        f"for n in range({MAILS}):\n"
        "    post(key=f'k{n}', to=f'p{n}@example.org', subject='s', text=f'mail {n}',"
        " at=timezone.now())\n"
    )
    done = subprocess.run(
        [shell.command()[0], "-c", code], env=shell.environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return shell


def unsent(home: Path) -> int:
    """How many mails are not marked as sent."""
    with sqlite3.connect(home / "trialhead.sqlite3") as database:
        query = "SELECT count(*) FROM notifications_message WHERE state != 'sent'"
        count: int = database.execute(query).fetchone()[0]
    return count


def run_worker(shell: Shell, post: Post, *, until: int) -> subprocess.Popen[bytes]:
    """Start a worker; return when it is dead or everything is marked as sent."""
    environment = shell.environment | {"TRIALHEAD_MAIL": f"smtp://127.0.0.1:{post.port}"}
    worker = subprocess.Popen(
        shell.command("work"), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    post.answer = lambda number: _answer(number, worker, until)
    return worker


def _answer(number: int, worker: subprocess.Popen[bytes], until: int) -> str:
    """Take the mail; the worker dies before it hears so when the fatal mail comes."""
    if number == until:
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        return "451 nobody is there to hear this"
    return "250 OK"


def wait_until_all_is_sent(shell: Shell, worker: subprocess.Popen[bytes]) -> None:
    """Wait for the last mark, at most two minutes."""
    for _ in range(240):
        if unsent(shell.home) == 0:
            return
        try:
            worker.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            continue
        raise AssertionError("the worker ended before its work was done")
    raise AssertionError(f"{unsent(shell.home)} mails are still waiting")


def test_killed_again_and_again_it_loses_and_doubles_nothing(filled):
    with mail_server() as post:
        for fatal in DEADLY:
            worker = run_worker(filled, post, until=fatal)
            assert worker.wait(timeout=120) == -signal.SIGKILL
            assert unsent(filled.home) > 0
        worker = run_worker(filled, post, until=-1)
        try:
            wait_until_all_is_sent(filled, worker)
        finally:
            worker.terminate()
        assert worker.wait(timeout=60) == 0
    counted = Counter(post.ids)
    assert len(counted) == MAILS
    assert set(counted.values()) == {1}
    bodies = {mail.get_body(("plain",)).get_content().strip() for mail in post.taken}
    assert bodies == {f"mail {number}" for number in range(MAILS)}


def test_tidying_tells_what_it_removed(shell):
    answer = shell.run("tidy")
    assert answer.code == 0
    assert "old messages" in answer.out
