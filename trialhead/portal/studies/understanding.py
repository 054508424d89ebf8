"""How easy readers found a page, told only of groups large enough to hide each of them."""

from dataclasses import dataclass

from trialhead.portal.studies.models import StudyRecord

#: Fewer answers than this are never told, and neither are steps smaller than this: from one
#: figure to the next nobody can work out what one reader said.
SMALLEST_GROUP = 5


@dataclass(frozen=True, slots=True)
class Understanding:
    """How many readers answered, and their mean score from 1 (very hard) to 5 (very easy)."""

    readers: int
    mean: float


def understanding(record: StudyRecord) -> Understanding | None:
    """What the readers of a study said, in whole groups; None while there are too few."""
    scores = list(record.ratings.order_by("pk").values_list("score", flat=True))
    readers = len(scores) // SMALLEST_GROUP * SMALLEST_GROUP
    if not readers:
        return None
    return Understanding(readers=readers, mean=round(sum(scores[:readers]) / readers, 1))
