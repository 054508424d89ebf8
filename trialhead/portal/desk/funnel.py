"""The numbers of a team: how far people come, how long they wait, which criterion costs most.

They are counted from events, which outlive the enquiries and name nobody. Counts of 1 to 4 are not
told: with so few, somebody could be recognised.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, QuerySet

from trialhead.portal.accounts.models import User
from trialhead.portal.accounts.permissions import within
from trialhead.portal.accounts.roles import Permission
from trialhead.portal.contact.models import REPLIES, Enquiry, EnquiryEvent
from trialhead.portal.desk.models import Stage

#: Fewer than so many are not told.
FEWEST = 5
#: The steps of the funnel, in order; the first is the event of an enquiry's arrival.
STEPS = (
    "received",
    Stage.CONTACTED,
    Stage.PRESCREENED,
    Stage.VISIT,
    Stage.CONSENTED,
    Stage.ENROLLED,
)
_MOST_CRITERIA = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One bar: its name, and the number unless it is too small to tell."""

    name: str
    number: int

    @property
    def told(self) -> bool:
        """Whether the number may be shown."""
        return self.number == 0 or self.number >= FEWEST


@dataclass(frozen=True, kw_only=True, slots=True)
class Numbers:
    """What a dashboard shows."""

    steps: tuple[Bar, ...]
    failures: tuple[Bar, ...]
    waiting: Bar
    half_answered_within: timedelta | None


def numbers(user: User, *, since: datetime) -> Numbers:
    """The numbers of somebody's studies and sites since a day."""
    events = EnquiryEvent.objects.filter(
        within(user, Permission.SEE_NUMBERS, study="registry_id", site="site_key"), at__gte=since
    )
    scope = within(user, Permission.SEE_NUMBERS, study="record__registry_id", site="site_key")
    enquiries = Enquiry.objects.filter(scope, received_at__gte=since)
    return Numbers(
        steps=_steps(events),
        failures=_failures(events),
        waiting=Bar(
            name="waiting", number=enquiries.filter(answered_at=None, closed_at=None).count()
        ),
        half_answered_within=_median_wait(enquiries),
    )


def _steps(events: QuerySet[EnquiryEvent]) -> tuple[Bar, ...]:
    """People who came so far or farther: whoever skips a step has passed it."""
    counted = (
        events.filter(what__in=STEPS)
        .values_list("what")
        .annotate(Count("reference", distinct=True))
    )
    by_step = dict(counted)
    return tuple(Bar(name=str(step), number=by_step.get(str(step), 0)) for step in STEPS)


def _failures(events: QuerySet[EnquiryEvent]) -> tuple[Bar, ...]:
    failed = events.filter(what=Stage.FAILED).values_list("registry_id", "criterion")
    most = failed.annotate(n=Count("reference", distinct=True)).order_by("-n")[:_MOST_CRITERIA]
    return tuple(Bar(name=f"{study} {criterion}", number=n) for study, criterion, n in most)


def _median_wait(enquiries: QuerySet[Enquiry]) -> timedelta | None:
    waits = (
        enquiries.filter(Q(state__in=REPLIES), answered_at__isnull=False)
        .annotate(
            wait=ExpressionWrapper(
                F("answered_at") - F("received_at"), output_field=DurationField()
            )
        )
        .order_by("wait")
        .values_list("wait", flat=True)
    )
    count = waits.count()
    if count < FEWEST:
        return None
    middle: timedelta = waits[count // 2]
    return middle


def widest(counts: Iterable[Bar]) -> int:
    """The highest number told, so that bars can be drawn to it."""
    return max((one.number for one in counts if one.told), default=0)
