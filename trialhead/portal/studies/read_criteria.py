"""A study's criteria in their read form, beside the words they came from."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from trialhead.criteria import (
    Criterion,
    Read,
    Side,
    Span,
    StudyCriteria,
    Unread,
    leaves,
    place,
    read_text,
    sentence,
)
from trialhead.portal.studies.models import StudyRecord
from trialhead.portal.studies.written import written_criteria
from trialhead.registry import Study


class Segment(NamedTuple):
    """A stretch of a criterion's words, and whether it was not understood."""

    words: str
    unread: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadCriterion:
    """One criterion as the page shows it. ``state`` is "full", "part" or "none"."""

    id: str
    side: Side
    state: str
    segments: tuple[Segment, ...]
    meaning: str
    assumptions: tuple[str, ...]
    changed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadForm:
    """All criteria of a study; ``authored`` when people wrote them, not a machine, ``reviewed_at``
    when its team published them."""

    authored: bool
    reviewed_at: datetime | None = None
    criteria: tuple[ReadCriterion, ...]

    @property
    def in_full(self) -> int:
        """How many criteria were understood to the last word."""
        return sum(criterion.state == "full" for criterion in self.criteria)


_STATES = {Read.FULL: "full", Read.PART: "part", Read.NONE: "none"}


def read_form(record: StudyRecord, study: Study) -> ReadForm:
    """What people wrote for this study, otherwise its record read by machine."""
    text = study.eligibility.criteria
    written = written_criteria(record)
    if written is not None:
        placed, mismatches = place(written.criteria, text)
        changed = {mismatch.criterion for mismatch in mismatches}
        shown = _shown(placed, text, changed)
        return ReadForm(authored=True, reviewed_at=written.reviewed_at, criteria=shown)
    return ReadForm(authored=False, criteria=_shown(read_text(text), text, set()))


def _shown(study: StudyCriteria, text: str, changed: set[str]) -> tuple[ReadCriterion, ...]:
    return tuple(
        ReadCriterion(
            id=criterion.id,
            side=criterion.side,
            state=_STATES[criterion.read],
            segments=_segments(criterion, text),
            meaning="" if criterion.read is Read.NONE else sentence(criterion.node),
            assumptions=criterion.assumptions,
            changed=criterion.id in changed,
        )
        for criterion in study.criteria
    )


def _segments(criterion: Criterion, text: str) -> tuple[Segment, ...]:
    """The criterion's words, cut where unread parts begin and end."""
    whole = criterion.words
    if whole is None:
        return ()
    unread = sorted(
        {leaf.words for leaf in leaves(criterion.node) if isinstance(leaf, Unread) and leaf.words},
        key=lambda span: span.start,
    )
    segments, at = [], whole.start
    for span in unread:
        if span.start >= at:
            segments += [_segment(text, at, span.start), _segment(text, span.start, span.end)]
            segments[-1] = segments[-1]._replace(unread=True)
            at = span.end
    segments.append(_segment(text, at, whole.end))
    return tuple(segment for segment in segments if segment.words)


def _segment(text: str, start: int, end: int) -> Segment:
    return Segment(" ".join(Span(start, end).of(text).split()), unread=False)
