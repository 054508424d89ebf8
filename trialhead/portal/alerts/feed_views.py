"""Feeds and calendars of studies and searches; whoever has the latest copy gets no other."""

import gzip
import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import caches
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trialhead.errors import TooMany
from trialhead.portal.alerts import calendar, syndication
from trialhead.portal.alerts.feed_search import followed
from trialhead.portal.alerts.feeds import Feed, Outlet, search_feed, study_feed
from trialhead.portal.design.context import origin
from trialhead.portal.design.errors import explain, not_found
from trialhead.portal.privacy.throttle import check_rate, client
from trialhead.portal.studies.actions import clock
from trialhead.portal.studies.engine import search_index
from trialhead.portal.studies.models import Alias, StudyRecord

#: What each ending of an address gives.
FORMS = {
    "atom": "application/atom+xml; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
}
#: Feeds that one reader may have made in an hour; what is kept ready is not counted.
PER_READER = 300
PERIOD = timedelta(hours=1)
FRESH_SECONDS = 900


@dataclass(frozen=True, slots=True)
class Made:
    """A feed or calendar ready to be handed out: compressed, and when it last changed if known."""

    packed: bytes
    changed_at: datetime | None


@require_safe
def study(request: HttpRequest, registry_id: str, form: str) -> HttpResponseBase:
    """One study's changes or dates; 410 once the registry dropped the study."""
    record = StudyRecord.objects.filter(registry_id=registry_id).first()
    if record is None:
        return _elsewhere(request, registry_id, form)
    if record.withdrawn_at is not None:
        return explain(
            request,
            status=410,
            title=_("This study is no longer in its registry"),
            text=_("The registry has taken the record away, so it is not shown here any more."),
        )

    def make() -> Made:
        outlet = _outlet(request)
        if form == "ics":
            return _made(calendar.study_calendar(record, outlet), record.changed_at)
        return _fed(study_feed(record, outlet, address=outlet.origin + request.path), form)

    return _answer(request, form, (registry_id, record.change), make)


@require_safe
def search(request: HttpRequest, form: str) -> HttpResponseBase:
    """What is new about a search, or its studies' dates; the address is the whole search."""
    wanted = followed({name: request.GET.getlist(name) for name in request.GET})

    def make() -> Made:
        outlet = _outlet(request)
        if form == "ics":  # a study that matches no more leaves without a date of its own
            return _made(calendar.search_calendar(wanted, outlet), None)
        address = outlet.origin + request.path + (f"?{wanted.query}" if wanted.query else "")
        return _fed(search_feed(wanted, outlet, address=address), form)

    return _answer(request, form, (wanted, search_index().position), make)


def _outlet(request: HttpRequest) -> Outlet:
    return Outlet(origin(request), get_language() or "", clock().identity)


def _fed(feed: Feed, form: str) -> Made:
    write = syndication.atom if form == "atom" else syndication.rss
    return _made(write(feed), max((entry.at for entry in feed.entries), default=None))


def _made(body: bytes, changed_at: datetime | None) -> Made:
    return Made(gzip.compress(body, mtime=0), changed_at)


def _elsewhere(request: HttpRequest, registry_id: str, form: str) -> HttpResponse:
    """Small letters and earlier numbers lead to the study, as they do at its page."""
    wanted = registry_id.upper()
    alias = Alias.objects.filter(registry_id=wanted).select_related("record").first()
    number = alias.record.registry_id if alias else wanted
    if number != registry_id and StudyRecord.objects.filter(registry_id=number).exists():
        return HttpResponsePermanentRedirect(reverse(f"feeds:study-{form}", args=[number]))
    return not_found(request, LookupError(registry_id))


def _answer(
    request: HttpRequest, form: str, about: tuple[object, ...], make: Callable[[], Made]
) -> HttpResponseBase:
    """What is kept under what it is about, or else made now; 304 for a reader who has it."""
    key = repr((form, get_language(), origin(request), about))
    key = "feed/" + hashlib.sha256(key.encode()).hexdigest()  # a search may be long
    made: Made | None = caches["pages"].get(key)
    if made is None:
        try:
            _count(request)
        except TooMany as refusal:
            return _later(refusal)
        made = make()
        caches["pages"].set(key, made)
    return _handed_out(request, form, made)


def _handed_out(request: HttpRequest, form: str, made: Made) -> HttpResponseBase:
    body = gzip.decompress(made.packed)
    mark = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    changed = int(made.changed_at.timestamp()) if made.changed_at else None
    answer = HttpResponse(body, content_type=FORMS[form])
    answer["ETag"] = mark
    if changed is not None:
        answer["Last-Modified"] = http_date(changed)
    answer["Cache-Control"] = f"private, max-age={FRESH_SECONDS}"
    answer["X-Robots-Tag"] = "noindex"
    kept = get_conditional_response(request, etag=mark, last_modified=changed, response=answer)
    return kept or answer


def _count(request: HttpRequest) -> None:
    check_rate(scope="feeds", who=client(request), limit=PER_READER, per=PERIOD, at=timezone.now())


def _later(refusal: TooMany) -> HttpResponse:
    return HttpResponse(
        _("Too many feeds were asked for in a short time. Please try again later."),
        status=refusal.outcome.http_status,
        content_type="text/plain; charset=utf-8",
        headers={"Retry-After": str(math.ceil(refusal.wait.total_seconds()))},
    )
