"""How easy readers found a page, told only of groups large enough to hide each of them.

Ratings are put into groups of five as they come, each section's for itself; a group that is full
never changes. A figure for a section counts its full groups, one for the page those of all its
sections: so whichever figures are set beside each other, of today or of earlier days, what lies
between them is whole groups too, and nobody can work out what few readers said.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from trialhead.portal.studies.models import StudyRecord

#: Fewer answers than this are never told, and neither are steps smaller than this.
SMALLEST_GROUP = 5


@dataclass(frozen=True, slots=True)
class Group:
    """The scores of five readers, and the day of the first."""

    begun: date
    scores: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Understanding:
    """How many readers answered, and their mean score from 1 (very hard) to 5 (very easy)."""

    readers: int
    mean: float


def full_groups(ratings: Sequence[tuple[date, int]]) -> list[Group]:
    """The full groups of the days and scores of one section, in the order in which they came."""
    ends = range(SMALLEST_GROUP, len(ratings) + 1, SMALLEST_GROUP)
    parts = [ratings[end - SMALLEST_GROUP : end] for end in ends]
    return [Group(part[0][0], tuple(score for _day, score in part)) for part in parts]


def together(groups: Iterable[Group]) -> Understanding | None:
    """What the readers of some groups said; None without any."""
    scores = [score for group in groups for score in group.scores]
    if not scores:
        return None
    return Understanding(readers=len(scores), mean=round(sum(scores) / len(scores), 1))


def understanding(record: StudyRecord) -> Understanding | None:
    """What the readers of a study said, of all its sections; None while there are too few."""
    by_section = defaultdict[str, list[tuple[date, int]]](list)
    for section, day, score in record.ratings.order_by("pk").values_list("section", "day", "score"):
        by_section[section].append((day, score))
    return together(group for ratings in by_section.values() for group in full_groups(ratings))
