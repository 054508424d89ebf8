"""How long people waited for a first answer, counted from events, which name nobody."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from trialhead.portal.contact.models import EnquiryEvent
from trialhead.portal.desk.telling import FEWEST, Told, told

#: The steps of the table: answered within so long, after the step before.
WITHIN = (timedelta(days=1), timedelta(days=3), timedelta(days=7), timedelta(days=14))
#: Who has waited longer than this without an answer counts as having none.
NEVER_AFTER = WITHIN[-1]


@dataclass(frozen=True, kw_only=True, slots=True)
class Waits:
    """``answered`` has a count for each step of :data:`WITHIN`, for later, and for never; ``half``
    is the median of the answered, None with too few."""

    answered: Told
    half: timedelta | None


def waits(events: QuerySet[EnquiryEvent], *, now: datetime) -> Waits:
    """Of some events. An enquiry that moved waited at each of its sites."""
    answers = events.filter(waited__isnull=False)
    steps = [int(step.total_seconds()) for step in WITHIN]
    by_then = answers.aggregate(
        every=Count("pk"),
        **{f"step{n}": Count("pk", filter=Q(waited__lte=step)) for n, step in enumerate(steps)},
    )
    reached = [by_then[f"step{n}"] for n in range(len(steps))]
    every = by_then["every"]
    within = [here - before for before, here in zip([0, *reached], reached, strict=False)]
    counts = [*within, every - reached[-1], _never(events, now)]
    return Waits(answered=told(counts), half=_median(answers, every))


def _never(events: QuerySet[EnquiryEvent], now: datetime) -> int:
    answer = EnquiryEvent.objects.filter(
        reference=OuterRef("reference"), site_key=OuterRef("site_key"), waited__isnull=False
    )
    waiting = events.filter(what="received", at__lt=now - NEVER_AFTER)
    return waiting.filter(~Exists(answer)).count()


def _median(answers: QuerySet[EnquiryEvent], count: int) -> timedelta | None:
    if count < FEWEST:
        return None
    ordered = answers.order_by("waited").values_list("waited", flat=True)
    middle = [wait or 0 for wait in ordered[(count - 1) // 2 : count // 2 + 1]]
    return timedelta(seconds=median(middle))
