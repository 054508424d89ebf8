"""A thousand mails, and workers that are killed at every step of handing one over.

What can double, and only that: a mail the server has taken when the worker dies before it has
marked so. The second copy has the same Message-ID.
"""

import os
import signal
import socket
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from enum import Enum, auto
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.cli.conftest import Shell

MAILS = 1000
#: Longer than any step takes on a busy machine; nothing waits for it when all is well.
PATIENCE_SECONDS = 120

FILL = f"""
from trialhead.portal import start
start()
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from trialhead.portal.notifications.actions import post
call_command("migrate", verbosity=0)
with transaction.atomic():
    for n in range({MAILS}):
        post(key=f"mail:{{n}}", to=f"p{{n}}@example.org", subject="A line",
             text=f"synthetic mail {{n}}", at=timezone.now())
"""


class Moment(Enum):
    """When the worker is killed."""

    BEFORE_DATA = auto()
    """The mail is claimed and its sender told, its words are not."""
    AT_DATA = auto()
    """The words have come; the server does not take the mail."""
    UNHEARD = auto()
    """The server has taken the mail; its "250" never leaves."""
    AFTER_250 = auto()
    """The "250" has left; the worker may or may not have read and marked it."""


#: The moment each worker dies, and after how many mails of its own.
PLAN = (
    (Moment.AT_DATA, 0),
    (Moment.UNHEARD, 1),
    (Moment.AFTER_250, 7),
    (Moment.BEFORE_DATA, 3),
    (Moment.UNHEARD, 90),
    (Moment.AFTER_250, 0),
)
CAN_DOUBLE = sum(moment in (Moment.UNHEARD, Moment.AFTER_250) for moment, _ in PLAN)


@dataclass
class Killer:
    """The receiving end. It counts what it has taken, and kills ``worker`` when its time is."""

    worker: "subprocess.Popen[bytes] | None" = None
    moment: Moment | None = None
    spare: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    words: set[str] = field(default_factory=set)
    complete: Event = field(default_factory=Event)

    def is_time(self, *moments: Moment) -> bool:
        """Whether the worker dies at one of these moments, for this mail."""
        return self.moment in moments and self.spare == 0

    def kill(self) -> None:
        """Kill the worker and wait until it is gone."""
        assert self.worker is not None
        self.moment = None
        os.kill(self.worker.pid, signal.SIGKILL)
        self.worker.wait()

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Before the words of a mail."""
        if self.is_time(Moment.BEFORE_DATA):
            self.kill()
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """The words have come."""
        if self.is_time(Moment.AT_DATA):
            self.kill()
            return "451 Too late"
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content)
        self.taken[str(mail["Message-ID"])] += 1
        self.words.add(str(mail.get_payload()).strip())
        if self.is_time(Moment.UNHEARD):
            self.kill()
        self.spare -= 1
        return "250 Taken"

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """The worker has nothing more to hand over."""
        if len(self.taken) == MAILS:
            self.complete.set()
        return "221 Bye"


class KillingServer(SMTP):
    """Kills the worker when the "250" to a mail has left."""

    async def push(self, status: Any) -> None:
        """Send an answer."""
        await super().push(status)
        killer: Killer = self.event_handler
        taken = str(status).startswith("250 Taken")
        if taken and killer.moment is Moment.AFTER_250 and killer.spare < 0:
            killer.kill()


class Box(Controller):
    """The server of the receiving end."""

    def factory(self) -> SMTP:
        """One for each connection."""
        return KillingServer(self.handler, **self.SMTP_kwargs)


@pytest.fixture
def killer() -> Iterator[tuple[Killer, int]]:
    """The receiving end and its port."""
    killer = Killer()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    box = Box(killer, hostname="127.0.0.1", port=port)
    box.start()
    yield killer, port
    box.stop()


@pytest.fixture
def outbox(shell: Shell) -> Shell:
    """A home whose outbox holds all the mails."""
    subprocess.run(
        [shell.command()[0], "-c", FILL], env=shell.environment, check=True, capture_output=True
    )
    return shell


def start(shell: Shell, port: int) -> "subprocess.Popen[bytes]":
    """A worker that hands its mail to the receiving end."""
    environment = shell.environment | {"TRIALHEAD_MAIL": f"smtp://127.0.0.1:{port}"}
    return subprocess.Popen(
        shell.command("work"), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def states(home: Path) -> dict[str, int]:
    """How many messages are in which state."""
    query = "SELECT state, count(*) FROM notifications_message GROUP BY state"
    database = sqlite3.connect(home / "trialhead.sqlite3")
    try:
        return dict(database.execute(query).fetchall())
    finally:
        database.close()


def test_none_of_a_thousand_mails_is_lost_and_doubles_can_be_told(
    outbox: Shell, killer: tuple[Killer, int]
) -> None:
    end, port = killer
    for moment, spare in PLAN:
        end.moment, end.spare = moment, spare
        end.worker = start(outbox, port)
        assert end.worker.wait(timeout=PATIENCE_SECONDS) == -signal.SIGKILL, moment
        assert states(outbox.home)["queued"]
    last = start(outbox, port)
    assert end.complete.wait(timeout=PATIENCE_SECONDS)
    last.terminate()
    assert last.wait(timeout=PATIENCE_SECONDS) == 0

    assert states(outbox.home) == {"sent": MAILS}
    assert end.words == {f"synthetic mail {n}" for n in range(MAILS)}
    assert len(end.taken) == MAILS  # after dropping what has the same Message-ID
    doubled = {name: count for name, count in end.taken.items() if count > 1}
    unheard = sum(moment is Moment.UNHEARD for moment, _ in PLAN)
    assert unheard <= len(doubled) <= CAN_DOUBLE
    assert set(doubled.values()) <= {2}
