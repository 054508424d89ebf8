"""How easy readers found the pages of a team's studies, and which sentences were hard.

As on the public pages, means are told of full groups only (``studies.understanding``); a group
that reaches back beyond the year is left out whole.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from trialhead.portal.accounts.models import User
from trialhead.portal.accounts.permissions import scopes
from trialhead.portal.accounts.roles import Permission
from trialhead.portal.studies.models import Rating
from trialhead.portal.studies.understanding import SMALLEST_GROUP, full_groups, together

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


def ratings_for(user: User) -> QuerySet[Rating]:
    """The ratings of the studies somebody has a role in. A rating belongs to a study, not to a
    site of it."""
    studies = {scope.study for scope in scopes(user, Permission.SEE_NUMBERS)}
    mine = Q() if "" in studies else Q(record__registry_id__in=studies)
    return Rating.objects.filter(mine)


def sections(ratings: QuerySet[Rating], *, since: date) -> tuple[Rated, ...]:
    """The sections with most ratings since a day."""
    groups = ratings.filter(day__gte=since).values_list(
        "record_id", "record__registry_id", "section"
    )
    most = groups.annotate(n=Count("pk")).filter(n__gte=SMALLEST_GROUP).order_by("-n")
    found = (
        _rated(ratings.filter(record_id=record, section=section), study, section, since)
        for record, study, section, _count in most[:_MOST_SECTIONS]
    )
    told = [one for one in found if one is not None]
    return tuple(sorted(told, key=lambda one: -one.readers))


def _rated(ratings: QuerySet[Rating], study: str, section: str, since: date) -> Rated | None:
    """Groups are made of every rating there is, so that they stay the same from day to day."""
    every = list(ratings.order_by("pk").values_list("day", "score"))
    told = together(group for group in full_groups(every) if group.begun >= since)
    if told is None:
        return None
    return Rated(study=study, section=section, readers=told.readers, mean=told.mean)


def hard_sentences(ratings: QuerySet[Rating], *, since: date) -> tuple[Hard, ...]:
    """The sentences that enough readers called hard since a day, the hardest first."""
    named = (
        ratings.filter(day__gte=since)
        .exclude(sentence="")
        .values_list("record__registry_id", "sentence")
    )
    most = named.annotate(n=Count("pk")).filter(n__gte=SMALLEST_GROUP).order_by("-n")
    return tuple(
        Hard(study=study, sentence=sentence, readers=n)
        for study, sentence, n in most[:_MOST_SENTENCES]
    )
