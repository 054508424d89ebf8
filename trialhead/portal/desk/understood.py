"""How easy readers found the pages of a team's studies, and which sentences were hard.

As on the public pages, means are told of whole groups only, so that from one figure to the next
nobody can work out what one reader said.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from trialhead.portal.accounts.models import User
from trialhead.portal.accounts.permissions import scopes
from trialhead.portal.accounts.roles import Permission
from trialhead.portal.studies.models import Rating
from trialhead.portal.studies.understanding import SMALLEST_GROUP

_MOST_SECTIONS, _MOST_SENTENCES = 20, 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Rated:
    """A section of a study's page; empty for the whole page. ``mean`` is from 1 to 5."""

    study: str
    section: str
    readers: int
    mean: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Hard:
    """A sentence that so many readers called hard."""

    study: str
    sentence: str
    readers: int


def ratings_for(user: User, *, since: datetime) -> QuerySet[Rating]:
    """The ratings of the studies somebody has a role in. A rating belongs to a study, not to a
    site of it."""
    studies = {scope.study for scope in scopes(user, Permission.SEE_NUMBERS)}
    mine = Q() if "" in studies else Q(record__registry_id__in=studies)
    return Rating.objects.filter(mine, day__gte=since.date())


def sections(ratings: QuerySet[Rating]) -> tuple[Rated, ...]:
    """The sections with most ratings."""
    groups = ratings.values_list("record_id", "record__registry_id", "section")
    most = groups.annotate(n=Count("pk")).filter(n__gte=SMALLEST_GROUP).order_by("-n")
    return tuple(
        _rated(ratings.filter(record_id=record, section=section), study, section, count)
        for record, study, section, count in most[:_MOST_SECTIONS]
    )


def _rated(ratings: QuerySet[Rating], study: str, section: str, count: int) -> Rated:
    readers = count // SMALLEST_GROUP * SMALLEST_GROUP
    scores = list(ratings.order_by("pk").values_list("score", flat=True)[:readers])
    mean = round(sum(scores) / readers, 1)
    return Rated(study=study, section=section, readers=readers, mean=mean)


def hard_sentences(ratings: QuerySet[Rating]) -> tuple[Hard, ...]:
    """The sentences that enough readers called hard, the hardest first."""
    named = ratings.exclude(sentence="").values_list("record__registry_id", "sentence")
    most = named.annotate(n=Count("pk")).filter(n__gte=SMALLEST_GROUP).order_by("-n")
    return tuple(
        Hard(study=study, sentence=sentence, readers=n)
        for study, sentence, n in most[:_MOST_SENTENCES]
    )
