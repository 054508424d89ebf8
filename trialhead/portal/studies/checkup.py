"""A look at every part of the installation; nothing is changed by it."""

import os
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from trialhead.errors import TrialheadError
from trialhead.portal.notifications import heart
from trialhead.portal.notifications.mail_server import read_mail_server
from trialhead.portal.notifications.models import count_unsent
from trialhead.portal.studies.engine import gazetteer, search_index
from trialhead.portal.studies.indexing import Records
from trialhead.portal.studies.models import ImportRun, Refused, StudyRecord
from trialhead.portal.studies.readiness import migrations_missing


@dataclass(frozen=True, slots=True)
class Finding:
    """One part, whether it is sound, and what was seen or how to mend it."""

    name: str
    sound: bool
    text: str


def examine() -> list[Finding]:
    """Every finding, in the order in which to mend."""
    checks: dict[str, Callable[[], tuple[bool, str]]] = {
        "home folder": _home,
        "database": _database,
        "studies": _studies,
        "search index": _index,
        "place list": _places,
        "worker": _worker,
        "mail": _mail,
    }
    return [_finding(name, check) for name, check in checks.items()]


def index_finding() -> Finding:
    """Whether the search index is complete."""
    return _finding("search index", _index)


def _finding(name: str, check: Callable[[], tuple[bool, str]]) -> Finding:
    try:
        sound, text = check()
    except TrialheadError as error:
        sound, text = False, str(error)
    except DatabaseError as error:
        sound = False
        text = f"{str(error).strip()} Mend the database first; see DATABASE_URL."
    return Finding(name, sound, text)


def _home() -> tuple[bool, str]:
    home = settings.TRIALHEAD_HOME
    if not os.access(home, os.W_OK):
        return False, f"{home} cannot be written. Choose another folder with TRIALHEAD_HOME."
    return True, str(home)


def _database() -> tuple[bool, str]:
    if migrations_missing():
        return False, "Tables are missing or old. Any import makes them: trialhead import PATH."
    return True, connection.vendor


def _studies() -> tuple[bool, str]:
    count = StudyRecord.objects.count()
    if not count:
        return False, "There are none. Load some with: trialhead import PATH."
    refused = Refused.objects.count()
    cut_off = ImportRun.objects.filter(finished_at=None).count()
    text = f"{count:,} studies, {refused:,} records in quarantine, {cut_off:,} imports cut off"
    return True, text


def _index() -> tuple[bool, str]:
    index, now = search_index(), Records().now()
    if index.searcher() is None:
        return False, "There is none. Make it with: trialhead index rebuild."
    if index.position != now:
        return False, "It is behind the database. Mend it with: trialhead index rebuild."
    return True, f"complete up to change {now}"


def _places() -> tuple[bool, str]:
    gazetteer().find("London", limit=1)
    return True, "towns and postcodes can be found"


def _worker() -> tuple[bool, str]:
    """Whether one is at work, on whatever machine; a new portal may have none yet."""
    now = timezone.now()
    working, last = heart.at_work(now=now), heart.last_seen()
    if working:
        return True, f"{len(working)} at work; version {working[0].version}"
    if last is None:
        return True, "none has been seen yet; it delivers mail and tidies: trialhead work"
    minutes = int((now - last.seen_at).total_seconds() // 60)
    return False, f"None has been seen for {minutes:,} minutes. Start one: trialhead work."


def _mail() -> tuple[bool, str]:
    """Where mail goes, and what waits or was given up; nothing is sent to see it."""
    waiting, given_up = count_unsent()
    place = str(read_mail_server(settings.TRIALHEAD_MAIL)) if settings.TRIALHEAD_MAIL else ""
    where = place or f"files in {settings.TRIALHEAD_HOME / 'outbox'}; see TRIALHEAD_MAIL"
    if given_up:
        return False, f"{given_up} mails were given up ({where}). See why: trialhead outbox."
    return True, f"{where}; {waiting} waiting"
