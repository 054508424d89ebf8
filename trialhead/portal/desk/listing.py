"""Which enquiries somebody of a team sees, which are overdue, and finding one among them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from trialhead.portal.accounts.models import User
from trialhead.portal.accounts.permissions import can, within
from trialhead.portal.accounts.roles import Permission
from trialhead.portal.contact import keys
from trialhead.portal.contact.follow_up import working_days
from trialhead.portal.contact.models import WAITING, Enquiry
from trialhead.portal.contact.models import State as EnquiryState
from trialhead.portal.desk.models import OVER, Stage

PAGE = 25
#: Names are sealed, so that a search for one opens enquiries one by one: so many, newest first.
SEARCHED = 2000
#: What a list does not show is not opened for it.
SHUT = ("address", "times", "message", "answers", "answer_data", "notes", "near", "answer")
VIEWS = ("waiting", "open", "overdue", "due", "mine", "all")


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What somebody wants listed. ``after`` is where the page before ended."""

    view: str = "waiting"
    stage: str = ""
    words: str = ""
    after: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One page of a list; ``after`` is empty on the last one, ``cut`` says a search saw not all."""

    enquiries: tuple[Enquiry, ...]
    after: str
    cut: bool = False


def visible(user: User) -> QuerySet[Enquiry]:
    """Enquiries to the sites of somebody's roles. To the operator: those that were sent there,
    because nobody has confirmed the site's address."""
    mine = within(user, Permission.SEE_PEOPLE, study="record__registry_id", site="site_key")
    if can(user, Permission.RUN):
        mine |= Q(to_operator=True)
    return Enquiry.objects.filter(mine).select_related("record", "case__assignee")


def overdue(now: datetime) -> Q:
    """Enquiries whose site should have answered by now."""
    latest = now
    while working_days(latest, now) < settings.TRIALHEAD_ANSWER_DAYS:
        latest -= timedelta(days=1)
    return Q(state__in=WAITING, received_at__lte=latest)


def due(now: datetime) -> Q:
    """Enquiries somebody set a day for that has come, and that are not over."""
    return Q(case__remind_on__lte=timezone.localdate(now)) & ~_done()


def _done() -> Q:
    return Q(case__stage__in=OVER) | Q(state=EnquiryState.WITHDRAWN)


def find(user: User, wish: Wish, now: datetime) -> Page:
    """The page somebody wants: who waits is listed longest waiting first, others newest first."""
    rows = _wanted(visible(user).defer(*SHUT), user, wish, now)
    if wish.words:
        return _searched(rows, wish.words)
    oldest_first = wish.view in ("waiting", "overdue", "due")
    rows = _after(rows, wish.after, oldest_first)
    order = ("received_at", "pk") if oldest_first else ("-received_at", "-pk")
    found = list(rows.order_by(*order)[: PAGE + 1])
    more = len(found) > PAGE
    return Page(enquiries=tuple(found[:PAGE]), after=_place(found[PAGE - 1]) if more else "")


def _wanted(rows: QuerySet[Enquiry], user: User, wish: Wish, now: datetime) -> QuerySet[Enquiry]:
    if wish.stage == Stage.NEW:
        rows = rows.filter(Q(case=None) | Q(case__stage=Stage.NEW))
    elif wish.stage:
        rows = rows.filter(case__stage=wish.stage)
    match wish.view:
        case "waiting":
            return rows.filter(state__in=WAITING).exclude(_done())
        case "overdue":
            return rows.filter(overdue(now))
        case "due":
            return rows.filter(due(now))
        case "mine":
            return rows.filter(case__assignee=user)
        case "open":
            return rows.exclude(_done())
        case _:
            return rows


def _searched(rows: QuerySet[Enquiry], words: str) -> Page:
    """By study number, reference or whole address at once; by name among the newest."""
    asked = words.strip()
    exact = Q(record__registry_id=asked.upper()) | Q(address_digest=keys.address_digest(asked))
    found = list(rows.filter(exact).order_by("-received_at")[:PAGE])
    newest = list(rows.order_by("-received_at")[: SEARCHED + 1])
    wanted = asked.casefold()
    named = [
        one
        for one in newest[:SEARCHED]
        if wanted in one.name.casefold() or str(one.reference).startswith(wanted)
    ]
    every = {one.pk: one for one in (*found, *named)}
    shown = tuple(every.values())[:PAGE]
    return Page(enquiries=shown, after="", cut=len(newest) > SEARCHED or len(every) > PAGE)


def _place(last: Enquiry) -> str:
    return f"{last.received_at.isoformat()}_{last.pk}"


def _after(rows: QuerySet[Enquiry], place: str, oldest_first: bool) -> QuerySet[Enquiry]:
    when, _bar, number = place.partition("_")
    try:
        at = parse_datetime(when)
    except ValueError:
        at = None
    if at is None or not number.isdecimal():
        return rows
    if oldest_first:
        return rows.filter(Q(received_at__gt=at) | Q(received_at=at, pk__gt=int(number)))
    return rows.filter(Q(received_at__lt=at) | Q(received_at=at, pk__lt=int(number)))
