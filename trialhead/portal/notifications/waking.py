"""Waking the worker. A call that is lost costs a minute: the worker also looks by itself.

The outbox is the truth; what travels through the queue is only "look".
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    # At run time only where a bell is made: Huey brings every database it could use.
    from huey import Huey

logger = logging.getLogger(__name__)
_NAME = "trialhead"


@dataclass(frozen=True)
class Duties:
    """What a worker does: ``look`` when it is woken and every minute, ``write`` mails that nobody
    causes by clicking every minute, ``tidy`` every hour."""

    look: Callable[[], object]
    write: Callable[[], object]
    tidy: Callable[[], object]


class Bell:
    """The queue between those who post and the worker."""

    def __init__(self, huey: "Huey") -> None:
        from huey import crontab

        self.huey = huey
        self.duties: Duties | None = None
        self._look = huey.task(name="look")(self._look_now)
        huey.periodic_task(crontab(), name="look-by-itself")(self._look_now)
        huey.periodic_task(crontab(), name="write")(self._write_now)
        huey.periodic_task(crontab(minute="17"), name="tidy")(self._tidy_now)

    def _look_now(self) -> None:
        if self.duties is not None:
            self.duties.look()

    def _write_now(self) -> None:
        if self.duties is not None:
            self.duties.write()

    def _tidy_now(self) -> None:
        if self.duties is not None:
            self.duties.tidy()

    def ring(self) -> None:
        """Tell the worker to look, unless it has been told and has not looked yet."""
        if not self.huey.pending_count():
            self._look()


@cache
def bell() -> Bell:
    """The bell of this installation."""
    from huey import RedisHuey, SqliteHuey
    from huey.serializer import SignedSerializer

    # What lies in the queue is unpickled: only what this installation has signed.
    given = {"results": False, "serializer": SignedSerializer(secret=settings.SECRET_KEY)}
    if settings.TRIALHEAD_REDIS:
        return Bell(RedisHuey(_NAME, url=settings.TRIALHEAD_REDIS, **given))
    return Bell(SqliteHuey(_NAME, filename=str(settings.TRIALHEAD_HOME / "wake.sqlite3"), **given))


def wake() -> None:
    """Tell the worker that something is due. That it cannot be told is not the caller's trouble."""
    try:
        bell().ring()
    except Exception:
        logger.warning("The worker could not be woken; it looks by itself within a minute.")
