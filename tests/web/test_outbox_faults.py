"""Mail servers that fail in every way: what becomes of a mail, and of those behind it."""

import os
import socket
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.factories.mail import mail_server
from trialhead.portal.notifications.actions import BACK_OFF, post
from trialhead.portal.notifications.delivery import deliver_due, forget_local_mail
from trialhead.portal.notifications.mail_server import MailServer
from trialhead.portal.notifications.models import Message, State
from trialhead.portal.notifications.smtp import SmtpCarrier

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, settings: object) -> None:
    settings.TRIALHEAD_HOME = tmp_path  # type: ignore[attr-defined]
    settings.TRIALHEAD_MAIL = ""  # type: ignore[attr-defined]
    settings.TRIALHEAD_MAIL_FROM = "portal@example.org"  # type: ignore[attr-defined]


def put(*numbers: int) -> None:
    """Mails in the outbox, one after another."""
    for number in numbers:
        at = NOON + timedelta(microseconds=number)
        to = f"p{number}@example.org"
        post(key=f"k{number}", to=to, subject="Hello", text=f"mail {number}\n", at=at)


def told() -> dict[str, tuple[str, int, str]]:
    """State, attempts and error of every message by its key."""
    rows = Message.objects.values_list("key", "state", "attempts", "last_error")
    return {key: (state, attempts, error) for key, state, attempts, error in rows}


@contextmanager
def script(*lines: str) -> Iterator[int]:
    """A server that says its lines in turn, one a command, then hangs up; it serves one client."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listener.accept()
        with connection, connection.makefile("rb") as told:
            for line in lines:
                connection.sendall(f"{line}\r\n".encode())
                if not told.readline():
                    return

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        thread.join()
        listener.close()


@pytest.mark.parametrize(
    "lines",
    [
        ("220 here",),
        ("220 here", "250 yes"),
        ("220 here", "250 yes", "250 sender", "250 recipient"),
        ("220 here", "250 yes", "250 sender", "250 recipient", "354 go on"),
    ],
    ids=["at the greeting", "at the sender", "at the words", "after the words"],
)
def test_a_connection_that_drops_costs_an_attempt_and_no_mail(
    settings: object, lines: tuple[str, ...]
) -> None:
    put(1)
    with script(*lines) as port:
        settings.TRIALHEAD_MAIL = f"smtp://127.0.0.1:{port}"  # type: ignore[attr-defined]
        assert deliver_due(now=NOON + timedelta(seconds=1)) == {State.FAILED: 1}
    state, attempts, error = told()["k1"]
    assert (state, attempts) == ("failed", 1)
    assert "connection" in error
    with mail_server() as server:
        settings.TRIALHEAD_MAIL = f"smtp://127.0.0.1:{server.port}"  # type: ignore[attr-defined]
        deliver_due(now=NOON + BACK_OFF[0] + timedelta(seconds=10))
    assert len(server.taken) == 1


@pytest.mark.parametrize(
    ("answer", "state", "error"),
    [
        ("550 5.1.1 no p1@example.org here", "dead", "the recipient was refused with 550 5.1.1"),
        ("450 4.2.1 p1@example.org is busy", "failed", "the recipient was refused with 450 4.2.1"),
        ("450 p1@example.org is busy", "failed", "the recipient was refused with 450"),
    ],
)
def test_a_refused_recipient_is_told_without_the_address(
    settings: object, answer: str, state: str, error: str
) -> None:
    put(1)
    with script("220 here", "250 yes", "250 sender", answer, "250 reset", "221 bye") as port:
        settings.TRIALHEAD_MAIL = f"smtp://127.0.0.1:{port}"  # type: ignore[attr-defined]
        deliver_due(now=NOON + timedelta(seconds=1))
    assert told()["k1"] == (state, 1, error)


@pytest.mark.parametrize(
    "lines",
    [
        ("554 not today",),
        ("220 here", "250 yes", "550 5.7.1 not from portal@example.org", "221 bye"),
        ("220 here", "250 yes", "421 closing"),
    ],
    ids=["at the greeting", "for the sender", "while closing"],
)
def test_a_fault_of_the_installation_gives_up_no_mail_and_spares_the_others(
    settings: object, lines: tuple[str, ...]
) -> None:
    put(1, 2, 3)
    with script(*lines) as port:
        settings.TRIALHEAD_MAIL = f"smtp://127.0.0.1:{port}"  # type: ignore[attr-defined]
        assert deliver_due(now=NOON + timedelta(seconds=1)) == {State.FAILED: 1}
    assert {state for state, _, _ in told().values()} == {"failed", "queued"}
    assert sum(attempts for _, attempts, _ in told().values()) == 1


def test_after_a_lost_connection_the_next_mail_gets_a_new_one() -> None:
    words = b"Subject: s\r\n\r\nwords\r\n"
    with script("220 here", "250 yes", "250 sender") as port:
        where = MailServer(host="127.0.0.1", port=port, user="", password="", tls="")
        carrier = SmtpCarrier(where, sender="portal@example.org")
        lost = carrier.carry(name="a", to="p1@example.org", content=words)
    assert lost.reason.startswith("the connection was lost")
    with mail_server() as server, carrier:
        carrier.server = MailServer(
            host="127.0.0.1", port=server.port, user="", password="", tls=""
        )
        again = carrier.carry(name="a", to="p1@example.org", content=words)
    assert (again.reason, len(server.taken)) == ("", 1)


def test_a_server_that_says_nothing_is_left_in_the_end() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        where = MailServer(host="127.0.0.1", port=port, user="", password="", tls="")
        with SmtpCarrier(where, sender="portal@example.org", timeout_seconds=0.05) as carrier:
            answer = carrier.carry(name="a", to="p1@example.org", content=b"Subject: s\r\n\r\n")
    assert answer.reason.startswith("no connection")


def test_a_mail_whose_key_is_missing_waits_and_lets_the_others_through(
    settings: object, tmp_path: Path
) -> None:
    put(1)
    kept = (tmp_path / "keys").read_text()
    (tmp_path / "keys").unlink()
    put(2)
    assert deliver_due(now=NOON + timedelta(seconds=1)) == {State.SENT: 1, State.FAILED: 1}
    assert told()["k1"] == ("failed", 1, "the key to its text is missing")
    (tmp_path / "keys").write_text((tmp_path / "keys").read_text() + kept)
    assert deliver_due(now=NOON + timedelta(minutes=2)) == {State.SENT: 1}


def test_local_mail_is_readable_by_its_owner_alone_and_goes_after_a_month(tmp_path: Path) -> None:
    put(1, 2)
    deliver_due(now=NOON + timedelta(seconds=1))
    old, new = sorted((tmp_path / "outbox").iterdir())
    assert stat.S_IMODE(old.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "outbox").stat().st_mode) == 0o700
    for file, written in ((old, NOON), (new, NOON + timedelta(hours=1))):
        os.utime(file, (written.timestamp(), written.timestamp()))
    assert forget_local_mail(now=NOON + timedelta(days=29)) == 0
    assert forget_local_mail(now=NOON + timedelta(days=30)) == 1
    assert list((tmp_path / "outbox").iterdir()) == [new]


def test_without_local_mail_nothing_is_forgotten() -> None:
    assert forget_local_mail(now=NOON) == 0
