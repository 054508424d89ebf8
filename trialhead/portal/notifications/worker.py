"""The worker: delivers what is due and tidies, in threads beside whatever else the process does.

In one home only one worker is at work, others wait until it ends; the system takes the lock from a
process that dies. So whoever holds the lock knows that what an earlier worker of this home was
sending is being sent by nobody.
"""

import fcntl
import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock
from typing import IO

from django.conf import settings
from django.db import close_old_connections, connections
from django.utils import timezone
from huey.consumer import Consumer

from trialhead.portal.notifications import actions, chores, waking
from trialhead.portal.notifications.delivery import deliver_due
from trialhead.portal.notifications.heart import Heart
from trialhead.portal.privacy import retention

logger = logging.getLogger(__name__)
#: One thread for mail, one for writing what falls due, one for tidying.
THREADS = 3
#: How soon a waiting worker sees that it is its turn, and a worker that it was woken.
PAUSE_SECONDS = 1.0
NAME_LENGTH = 32


def _lock_file() -> Path:
    home: Path = settings.TRIALHEAD_HOME
    return home / "worker.lock"


class BesideConsumer(Consumer):  # type: ignore[misc]
    """Huey's consumer where it does not own the process."""

    def _set_signal_handlers(self) -> None:
        """Signals belong to the process, which calls :meth:`Worker.stop`."""


class Worker:
    """Works until it is told to stop."""

    def __init__(self) -> None:
        self._stopped = Event()
        self._ended = Event()
        self._name = ""
        self._delivering, self._writing = Lock(), Lock()

    def run(self) -> None:
        """Wait for the home's lock, then work; returns after :meth:`stop`."""
        try:
            with _lock(_lock_file(), self._stopped) as name:
                if name:
                    self._name = name
                    self._work()
        finally:
            self._ended.set()

    def stop(self, *, wait_seconds: float = 0.0) -> None:
        """Finish the mail that is being handed over, begin no other."""
        self._stopped.set()
        self._ended.wait(wait_seconds)

    def _work(self) -> None:
        bell = waking.bell()
        bell.duties = waking.Duties(look=self._look, write=self._write, tidy=self._tidy)
        released = actions.release_claims(sender=self._name, now=timezone.now())
        if released:
            logger.warning("Mails whose sending was cut off, now tried again: %s.", released)
        connections.close_all()
        bell.ring()
        consumer = BesideConsumer(bell.huey, workers=THREADS, max_delay=PAUSE_SECONDS)
        self._stopped_by(consumer)

    def _stopped_by(self, consumer: Consumer) -> None:
        heart = Heart(worker=self._name, since=timezone.now())
        self._beat(heart)
        consumer.start()
        while not self._stopped.wait(PAUSE_SECONDS):
            consumer.check_worker_health()
            self._beat(heart)
        consumer.stop(graceful=True)

    def _beat(self, heart: Heart) -> None:
        close_old_connections()
        try:
            heart.beat(now=timezone.now())
        finally:
            connections.close_all()

    def _look(self) -> None:
        """One mail after the other: if the process dies, at most one has an open fate."""
        if not self._delivering.acquire(blocking=False):
            return  # what is due now is found by the thread that is delivering
        close_old_connections()
        try:
            deliver_due(now=timezone.now(), sender=self._name, enough=self._stopped.is_set)
        finally:
            connections.close_all()
            self._delivering.release()

    def _write(self) -> None:
        """Write what is due; a round that takes longer than a minute is not begun twice."""
        if not self._writing.acquire(blocking=False):
            return
        close_old_connections()
        try:
            if any(chores.run(now=timezone.now()).values()):
                waking.wake()
        finally:
            connections.close_all()
            self._writing.release()

    def _tidy(self) -> None:
        close_old_connections()
        try:
            retention.run(now=timezone.now())
        finally:
            connections.close_all()


@contextmanager
def _lock(path: Path, stopped: Event) -> Iterator[str]:
    """Holds the lock; gives the name of this home's worker, empty if stopped before its turn."""
    with path.open("a+") as file:
        while not _taken(file):
            if stopped.wait(PAUSE_SECONDS):
                yield ""
                return
        file.seek(0)
        name = file.read(NAME_LENGTH)
        if len(name) < NAME_LENGTH:
            name = uuid.uuid4().hex
            file.truncate(0)
            file.write(name)
            file.flush()
        yield name


def _taken(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
