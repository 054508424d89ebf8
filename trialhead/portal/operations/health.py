"""What is wrong, first; what is well, last; each with what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trialhead.errors import TrialheadError
from trialhead.portal.accounts import audit
from trialhead.portal.accounts.models import AuditHead
from trialhead.portal.backups.standing import last_backup
from trialhead.portal.contact.follow_up import past_their_time
from trialhead.portal.notifications import heart
from trialhead.portal.operations.mail import standing
from trialhead.portal.operations.waiting import with_the_operator
from trialhead.portal.privacy import keys
from trialhead.portal.studies.checkup import index_finding
from trialhead.portal.studies.models import ImportRun, Refused
from trialhead.portal.switches.offers import off

#: So many of the newest lines of the log are checked here; its own page checks every line.
LINES = 1000
#: A mail that is due so long and still lies there is late: the worker looks every minute.
LATE = timedelta(minutes=15)
#: An import may run for so long before it is taken for cut off.
LONGEST_IMPORT = timedelta(hours=12)
#: Without a backup for so long, more is lost than anybody would like.
BACKUP_EVERY = timedelta(days=7)
#: The tidying runs every hour; what it has left for so long it has not seen.
TIDY_EVERY = timedelta(hours=3)


class Weight(IntEnum):
    """How bad it is."""

    WRONG = 0
    LOOK = 1
    WELL = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One part of the portal: how it stands, in words, and what to do: a page or a command."""

    name: str
    weight: Weight
    told: str
    fix: str = ""
    command: str = ""
    page: str = ""


def lines(*, now: datetime) -> list[Line]:
    """Every part, the worst first."""
    found = [_line(name, check, now) for name, check in _checks().items()]
    return sorted(found, key=lambda line: line.weight)


def _checks() -> dict[str, Callable[[datetime], dict[str, Any]]]:
    return {
        _("Worker"): _worker,
        _("Mail"): _mail,
        _("Keys"): _keys,
        _("Log"): _log,
        _("Backups"): _backups,
        _("Imports"): _imports,
        _("Search index"): _index,
        _("Enquiries"): _enquiries,
        _("Quarantine"): _quarantine,
        _("Tidying"): _tidying,
        _("Switches"): _switches,
    }


def _line(name: str, check: Callable[[datetime], dict[str, Any]], now: datetime) -> Line:
    """One part that cannot be looked at is wrong; it does not hide the others."""
    try:
        return Line(name=name, **check(now))
    except TrialheadError as error:
        return Line(name=name, weight=Weight.WRONG, told=error.mistake, fix=error.fix)


def _worker(now: datetime) -> dict[str, Any]:
    late = standing().due_since
    if late is not None and now - late >= LATE:
        return {
            "weight": Weight.WRONG,
            "told": _("A mail has been due for %(time)s and nobody delivers it.")
            % {"time": timesince(late, now)},
            "fix": _("Start a worker; trialhead serve has one too, unless it was told not to:"),
            "command": "trialhead work",
        }
    working = heart.at_work(now=now)
    if working:
        told = ngettext(
            "%(n)s is at work; seen last on %(when)s, version %(version)s.",
            "%(n)s are at work; seen last on %(when)s, version %(version)s.",
            len(working),
        )
        seen = {"when": _when(working[0].seen_at), "version": working[0].version}
        return {"weight": Weight.WELL, "told": told % {"n": len(working), **seen}}
    return {
        "weight": Weight.WRONG,
        "told": _nobody_works(now),
        "fix": _("Start one; trialhead serve has one too, unless it was told not to:"),
        "command": "trialhead work",
    }


def _nobody_works(now: datetime) -> str:
    last = heart.last_seen()
    if last is None:
        return _("None has been seen yet, on any machine. Nobody delivers mail or tidies.")
    told = _("None has been seen for %(time)s, on any machine. Nobody delivers mail or tidies.")
    return told % {"time": timesince(last.seen_at, now)}


def _mail(now: datetime) -> dict[str, Any]:
    mail = standing()
    told = [
        ngettext("%(n)s waits", "%(n)s wait", mail.waiting) % {"n": mail.waiting},
        _("%(n)s to be tried again") % {"n": mail.failed},
        _("%(n)s given up") % {"n": mail.dead},
    ]
    if mail.oldest is not None:
        told.append(_("the oldest waits for %(time)s") % {"time": timesince(mail.oldest, now)})
    sent = _when(mail.last_sent) if mail.last_sent else _("never")
    told.append(_("last delivered: %(when)s") % {"when": sent})
    place = "" if settings.TRIALHEAD_MAIL else _(" Mail is written to files: no server is named.")
    weight = Weight.WRONG if mail.dead else Weight.LOOK if mail.failed or place else Weight.WELL
    return {
        "weight": weight,
        "told": "; ".join(told) + "." + place,
        "fix": "" if settings.TRIALHEAD_MAIL else _("Name one in TRIALHEAD_MAIL."),
        "page": "operations:mail",
    }


def _keys(now: datetime) -> dict[str, Any]:
    if not keys.at_hand():
        return {
            "weight": Weight.WRONG,
            "told": _("There are none in %(place)s.") % {"place": keys.place()},
            "fix": _("Put back the kept copy; without it nobody can read what people wrote."),
        }
    keys.ring()
    AuditHead.objects.first()  # its key is sealed: reading it tries ours
    return {
        "weight": Weight.WELL,
        "told": _("They lie in %(place)s and open the log.") % {"place": keys.place()},
        "fix": _("Keep a copy apart from the database and its backups."),
    }


def _log(now: datetime) -> dict[str, Any]:
    if not keys.at_hand():
        told = _("It cannot be checked without the keys.")
        return {"weight": Weight.WRONG, "told": told, "page": "teams:log"}
    found = audit.verify(newest=LINES)
    if found.fault:
        return {
            "weight": Weight.WRONG,
            "told": _("It has been changed from outside: %(fault)s") % {"fault": found.fault},
            "fix": _("Compare it with an earlier backup, and see who has the database's password."),
            "page": "teams:log",
        }
    told = _("%(n)s lines; the newest %(checked)s are unbroken. Its own page checks every line.")
    checked = min(found.lines, LINES)
    return {
        "weight": Weight.WELL,
        "told": told % {"n": found.lines, "checked": checked},
        "page": "teams:log",
    }


def _backups(now: datetime) -> dict[str, Any]:
    last = last_backup()
    fix = {"fix": _("Write one, and keep it elsewhere:"), "command": "trialhead backup FILE"}
    if last is None:
        return {"weight": Weight.WRONG, "told": _("Never: no backup has been written."), **fix}
    told = _("The last one was written on %(when)s.") % {"when": _when(last)}
    if now - last > BACKUP_EVERY:
        return {"weight": Weight.LOOK, "told": told, **fix}
    return {"weight": Weight.WELL, "told": told}


def _imports(now: datetime) -> dict[str, Any]:
    last = ImportRun.objects.exclude(finished_at=None).order_by("-finished_at").first()
    cut = unended().order_by("-started_at").first()
    if cut is not None:
        return _unended(cut, now)
    if last is None:
        return {
            "weight": Weight.WRONG,
            "told": _("No study has been loaded yet."),
            "fix": _("Load a registry:"),
            "command": "trialhead import PATH",
        }
    return {"weight": Weight.WELL, "told": _imported(last)}


def unended() -> QuerySet[ImportRun]:
    """Imports and syncs that have not ended, and that no later one of their source has made up."""
    later = ImportRun.objects.filter(
        source=OuterRef("source"), started_at__gt=OuterRef("started_at"), finished_at__isnull=False
    )
    return ImportRun.objects.filter(~Exists(later), finished_at=None)


def _unended(run: ImportRun, now: datetime) -> dict[str, Any]:
    told = _("“%(source)s”, begun %(when)s, has not ended.") % {
        "source": run.source,
        "when": _when(run.started_at),
    }
    if now - run.started_at < LONGEST_IMPORT:
        fix = _("If it runs no more it was cut off: start it again, it goes on by itself.")
        return {"weight": Weight.LOOK, "told": told, "fix": fix}
    fix = _("It was cut off. Start the same import or sync again; it goes on by itself.")
    return {"weight": Weight.WRONG, "told": told, "fix": fix}


def _imported(run: ImportRun) -> str:
    return _(
        "“%(source)s” ended %(when)s: %(new)s new, %(changed)s changed, %(refused)s refused."
    ) % {
        "source": run.source,
        "when": _when(run.finished_at),
        "new": run.new,
        "changed": run.changed,
        "refused": run.refused,
    }


def _index(now: datetime) -> dict[str, Any]:
    found = index_finding()
    command = "" if found.sound else "trialhead index rebuild"
    weight = Weight.WELL if found.sound else Weight.WRONG
    return {"weight": weight, "told": found.text, "command": command}


def _enquiries(now: datetime) -> dict[str, Any]:
    sites = with_the_operator()
    count = sum(site["waits"] for site in sites)
    if not count:
        told = _("None waits with you.")
        return {"weight": Weight.WELL, "told": told, "page": "operations:sites"}
    counted = ngettext(
        "%(n)s enquiry waits with you, because its site has no confirmed contact.",
        "%(n)s enquiries wait with you, because their sites have no confirmed contact.",
        count,
    ) % {"n": count}
    operator = _("They go to %(address)s.") % {"address": settings.TRIALHEAD_OPERATOR}
    return {
        "weight": Weight.LOOK,
        "told": f"{counted} {operator}",
        "fix": _("Confirm the contacts of these sites."),
        "page": "operations:sites",
    }


def _quarantine(now: datetime) -> dict[str, Any]:
    count = Refused.objects.count()
    told = ngettext("%(n)s record is refused.", "%(n)s records are refused.", count) % {"n": count}
    weight = Weight.LOOK if count else Weight.WELL
    return {"weight": weight, "told": told, "page": "operations:quarantine"}


def _tidying(now: datetime) -> dict[str, Any]:
    left = past_their_time(now=now - TIDY_EVERY).count()
    if left:
        return {
            "weight": Weight.WRONG,
            "told": _("%(n)s closed enquiries should have been erased by now.") % {"n": left},
            "fix": _("The worker does it every hour; by hand:"),
            "command": "trialhead tidy",
        }
    told = _("No closed enquiry is kept beyond its time.")
    return {"weight": Weight.WELL, "told": told, "page": "operations:retention"}


def _switches(now: datetime) -> dict[str, Any]:
    names = sorted(str(feature.label) for feature in off())
    if not names:
        return {
            "weight": Weight.WELL,
            "told": _("Everything is on."),
            "page": "operations:switches",
        }
    told = _("Turned off: %(names)s.") % {"names": ", ".join(names)}
    return {"weight": Weight.LOOK, "told": told, "page": "operations:switches"}


def _when(at: datetime | None) -> str:
    return f"{date_format(at, 'DATETIME_FORMAT')} (UTC)" if at else ""
