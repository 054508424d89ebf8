"""The numbers of a team: how far people come, how long they wait, what costs and is asked most.

They are counted from events, which outlive the enquiries and name nobody. Counts of 1 to 4 are not
told: with so few, somebody could be recognised.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from django.db.models import Case, Count, Max, QuerySet, Sum, Value, When

from trialhead.portal.accounts.models import User
from trialhead.portal.accounts.permissions import within
from trialhead.portal.accounts.roles import Permission
from trialhead.portal.contact.models import Enquiry, EnquiryEvent
from trialhead.portal.desk.models import AskedAbout, Stage
from trialhead.portal.desk.telling import small
from trialhead.portal.desk.waits import Waits, waits

#: The steps of the funnel, in order; the first is the event of an enquiry's arrival.
STEPS = (
    "received",
    Stage.CONTACTED,
    Stage.PRESCREENED,
    Stage.VISIT,
    Stage.CONSENTED,
    Stage.ENROLLED,
)
_MOST = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One bar: its name, the number unless it is too small to tell, and which part of the step
    before it is, in percent."""

    name: str
    number: int
    share: int | None = None

    @property
    def told(self) -> bool:
        """Whether the number may be shown."""
        return not small(self.number)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What was asked about: a study, a criterion or ``#`` section, how, and how often."""

    study: str
    about: str
    asking: str
    bar: Bar


@dataclass(frozen=True, kw_only=True, slots=True)
class Numbers:
    """What a dashboard shows of enquiries."""

    steps: tuple[Bar, ...]
    failures: tuple[Bar, ...]
    waiting: Bar
    waits: Waits
    asked: tuple[Asked, ...]


def numbers(user: User, *, since: datetime, now: datetime) -> Numbers:
    """The numbers of somebody's studies and sites since a day."""
    mine = within(user, Permission.SEE_NUMBERS, study="registry_id", site="site_key")
    events = EnquiryEvent.objects.filter(mine, at__gte=since)
    scope = within(user, Permission.SEE_NUMBERS, study="record__registry_id", site="site_key")
    enquiries = Enquiry.objects.filter(scope, received_at__gte=since)
    return Numbers(
        steps=_steps(events),
        failures=_failures(events),
        waiting=Bar(
            name="waiting", number=enquiries.filter(answered_at=None, closed_at=None).count()
        ),
        waits=waits(events, now=now),
        asked=_asked(AskedAbout.objects.filter(mine, day__gte=since.date())),
    )


def _steps(events: QuerySet[EnquiryEvent]) -> tuple[Bar, ...]:
    """People who came so far or farther: whoever skips a step has passed it."""
    came = events.filter(what=STEPS[0])
    received = came.aggregate(n=Count("reference", distinct=True))["n"]
    ranks = [When(what=str(step), then=Value(rank)) for rank, step in enumerate(STEPS)]
    later = events.filter(what__in=STEPS[1:], reference__in=came.values("reference"))
    far = later.values("reference").annotate(far=Max(Case(*ranks))).values_list("far", flat=True)
    by_rank = Counter(far)
    reached = list(accumulate(by_rank[rank] for rank in range(len(STEPS) - 1, 0, -1)))[::-1]
    return _shared(list(zip(map(str, STEPS), [received, *reached], strict=True)))


def _shared(steps: list[tuple[str, int]]) -> tuple[Bar, ...]:
    """Each step with its part of the one before, where both may be told."""
    bars = []
    for (name, number), before in zip(steps, [0, *(n for _name, n in steps)], strict=False):
        known = before > 0 and not small(before) and not small(number)
        share = round(100 * number / before) if known else None
        bars.append(Bar(name=name, number=number, share=share))
    return tuple(bars)


def _failures(events: QuerySet[EnquiryEvent]) -> tuple[Bar, ...]:
    failed = events.exclude(criterion="").values_list("registry_id", "criterion")
    most = failed.annotate(n=Count("reference", distinct=True)).order_by("-n")[:_MOST]
    return tuple(Bar(name=f"{study} {criterion}", number=n) for study, criterion, n in most)


def _asked(counted: QuerySet[AskedAbout]) -> tuple[Asked, ...]:
    groups = counted.values_list("registry_id", "about", "asking")
    most = groups.annotate(n=Sum("number")).order_by("-n", "registry_id", "about")[:_MOST]
    return tuple(
        Asked(study=study, about=about, asking=asking, bar=Bar(name=about, number=n))
        for study, about, asking, n in most
    )


def widest(numbers: Iterable[int | None]) -> int:
    """The highest number told, so that bars can be drawn to it."""
    return max((number for number in numbers if number is not None), default=0)
