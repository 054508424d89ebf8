"""Which workers are at work, on whatever machine: each says so in the database."""

import logging
from datetime import datetime, timedelta
from importlib.metadata import version

from django.db import DatabaseError

from trialhead.portal.notifications import actions
from trialhead.portal.notifications.models import Heartbeat

logger = logging.getLogger(__name__)
#: How often a worker says that it is at work.
BEAT = timedelta(seconds=30)
#: One that has said nothing for so long is taken for missing.
MISSING = timedelta(minutes=5)


class Heart:
    """Says for one worker that it is at work. That it cannot be said does not stop the work."""

    def __init__(self, *, worker: str, since: datetime) -> None:
        self._worker, self._since = worker, since
        self._version = version("trialhead")
        self._last: datetime | None = None

    def beat(self, *, now: datetime) -> None:
        """Say so, unless it was said just now."""
        if self._last is not None and timedelta() <= now - self._last < BEAT:
            return
        self._last = now
        try:
            actions.beat(worker=self._worker, version=self._version, started_at=self._since, at=now)
        except DatabaseError as error:
            logger.warning("The worker could not say that it is at work: %s.", type(error).__name__)


def at_work(*, now: datetime) -> list[Heartbeat]:
    """The workers that are at work, the one seen last first."""
    return list(Heartbeat.objects.filter(seen_at__gt=now - MISSING).order_by("-seen_at"))


def last_seen() -> Heartbeat | None:
    """The worker that was seen last, at work or not."""
    return Heartbeat.objects.order_by("-seen_at").first()
