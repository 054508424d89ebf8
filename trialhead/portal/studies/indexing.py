"""Brings the search index up to the database, now or again and again beside the readers."""

import logging
import threading
import time
from collections.abc import Callable, Iterator

from django.db import close_old_connections
from django.db.models import F

from trialhead.portal.studies import actions
from trialhead.portal.studies.engine import search_index
from trialhead.portal.studies.models import RecordVersion
from trialhead.search import Entry

CHUNK = 200
logger = logging.getLogger("trialhead.index")


class Records:
    """The database as the index sees it: a store that counts its changes.

    ``on_study`` hears 1 for every study handed over.
    """

    def __init__(self, on_study: Callable[[int], None] = lambda count: None) -> None:
        self._on_study = on_study

    def identity(self) -> str:
        """The name this database was given when it was made."""
        return str(actions.clock().identity)

    def now(self) -> int:
        """The number of the latest change."""
        return actions.clock().now

    def since(self, position: int) -> Iterator[Entry]:
        """Every study changed after that change, as it is in force; None for withdrawn ones."""
        versions = (
            RecordVersion.objects.filter(record__change__gt=position, number=F("record__latest"))
            .select_related("record")
            .order_by("record__change", "record_id")
        )
        for version in versions.iterator(chunk_size=CHUNK):
            gone = version.record.withdrawn_at is not None
            self._on_study(1)
            yield Entry(number=version.record_id, study=None if gone else version.study())


def catch_up(records: Records) -> int:
    """Take every change since the index's position in; how many studies were touched."""
    return search_index().catch_up(records)


def rebuild_index(records: Records) -> int:
    """Make the index anew; the old one answers until the new one is complete."""
    return search_index().rebuild(records)


def follow(*, every_seconds: float) -> threading.Thread:
    """Keep this machine's index up to the database in the background of a serving process."""
    thread = threading.Thread(target=_follow, args=(every_seconds,), daemon=True, name="follow")
    thread.start()
    return thread


def _follow(every_seconds: float) -> None:
    while True:
        try:
            catch_up(Records())
        except Exception:  # the next round may succeed; readers keep the index they have
            logger.exception("The search index could not be brought up to date.")
        close_old_connections()
        time.sleep(every_seconds)
