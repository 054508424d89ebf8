"""A study's criteria under review: the draft beside the text, its faults, what it would change."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from trialhead.criteria import (
    Criterion,
    Difference,
    Mismatch,
    Oddity,
    StudyCriteria,
    Unread,
    differences,
    faults_in,
    leaves,
    lint,
    place,
    read_text,
    sentence,
)
from trialhead.errors import Unreadable
from trialhead.portal.studies.models import StudyRecord
from trialhead.portal.studies.written import written_criteria
from trialhead.portal.teams.drafts import LONGEST, NAME, Draft, criteria_in
from trialhead.registry import Study

#: No study has more criteria.
MOST = 200


class State(StrEnum):
    """What a reviewer has made of a criterion."""

    UNDECIDED = "undecided"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    LEFT = "left to people"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One criterion of the draft. ``read`` is "full", "part" or "none"; ``lost`` says that its
    words are not in the record as it is now."""

    id: str
    title: str
    side: str
    words: str
    meaning: str
    read: str
    lost: bool
    state: State

    @property
    def open(self) -> bool:
        """Whether something is still to be decided about it."""
        return self.state in (State.UNDECIDED, State.UNFINISHED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """A draft as it stands. With faults there are no rows: it cannot be read."""

    draft: Draft
    faults: tuple[Unreadable, ...] = ()
    rows: tuple[Row, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    changes: tuple[Difference, ...] = ()

    @property
    def undecided(self) -> int:
        """Criteria nobody has accepted."""
        return sum(row.open for row in self.rows)


def document_faults(registry_id: str, document: str) -> tuple[Unreadable, ...]:
    """What keeps a text from being the criteria of a study."""
    if len(document) > LONGEST:
        long = Unreadable(
            f"The draft has {len(document)} signs, more than criteria can need.",
            fix=f"Keep it below {LONGEST}.",
        )
        return (long,)
    try:
        criteria = criteria_in(document)
    except Unreadable:
        return faults_in(document, name=NAME)
    named = criteria.study
    if named != registry_id:
        return (Unreadable(f"The draft is for {named}.", fix=f"Write study: {registry_id}."),)
    if len(criteria.criteria) > MOST:
        many = f"The draft has {len(criteria.criteria)} criteria."
        return (Unreadable(many, fix=f"Keep to {MOST}."),)
    return ()


def review(record: StudyRecord, study: Study, draft: Draft) -> Review:
    """The draft beside the text of the record."""
    faults = document_faults(record.registry_id, draft.document)
    if faults:
        return Review(draft=draft, faults=faults)
    criteria = draft.criteria
    text = study.eligibility.criteria
    placed, mismatches = place(criteria, text)
    lost = {one.criterion for one in of_marked(criteria, mismatches)}
    before = begun_criteria(draft)
    rows = tuple(_row(one, text, lost, draft, before) for one in placed.criteria)
    changes = differences(in_force(record, study), criteria)
    return Review(draft=draft, rows=rows, oddities=lint(criteria), changes=changes)


def of_marked(criteria: StudyCriteria, mismatches: tuple[Mismatch, ...]) -> tuple[Mismatch, ...]:
    """Without criteria that an author added: they never had words in the record."""
    return tuple(one for one in mismatches if criteria.criterion(one.criterion).mark)


def in_force(record: StudyRecord, study: Study) -> StudyCriteria:
    """What readers are asked by now."""
    written = written_criteria(record)
    if written is None:
        return read_text(study.eligibility.criteria, study=record.registry_id)
    return written.criteria


def begun_criteria(draft: Draft) -> dict[str, Criterion]:
    """The criteria that a draft began with, by id."""
    return {one.id: one for one in criteria_in(draft.begun_with).criteria}


def _row(
    one: Criterion, text: str, lost: set[str], draft: Draft, before: dict[str, Criterion]
) -> Row:
    return Row(
        id=one.id,
        title=one.title,
        side=str(one.side),
        words=words_of(one, text),
        meaning=sentence(one.node),
        read=read_how_far(one),
        lost=one.id in lost,
        state=state_of(one, draft, before),
    )


def words_of(one: Criterion, text: str) -> str:
    """The record's words of a criterion that has its place; empty without one."""
    return " ".join(one.words.of(text).split()) if one.words else ""


def state_of(one: Criterion, draft: Draft, before: dict[str, Criterion]) -> State:
    """What its author has made of a criterion so far."""
    if one.id in draft.unfinished:
        return State.UNFINISHED
    if one.id not in draft.accepted:
        return State.UNDECIDED
    if read_how_far(one) == "none":
        return State.LEFT
    return State.ACCEPTED if before.get(one.id) == one else State.CORRECTED


def read_how_far(one: Criterion) -> str:
    """Whether all of a criterion, some or nothing is read: "full", "part" or "none"."""
    unread = [isinstance(leaf, Unread) for leaf in leaves(one.node)]
    return "none" if all(unread) else "part" if any(unread) else "full"


# What a reviewer decides ------------------------------------------------------------------------


def accepting(record: StudyRecord, draft: Draft, names: Collection[str]) -> Draft:
    """The draft with some criteria accepted; those that are not there or unfinished are not."""
    if document_faults(record.registry_id, draft.document):
        return draft
    known = {one.id for one in draft.criteria.criteria} - set(draft.unfinished)
    return draft.deciding([name for name in names if name in known])


def with_text(record: StudyRecord, draft: Draft, document: str) -> Draft:
    """The draft as somebody typed it as a whole. What its author thought of a criterion holds
    where the criterion is the same; a text with faults is kept as it is."""
    if document_faults(record.registry_id, document):
        return replace(draft, document=document)
    readable = not document_faults(record.registry_id, draft.document)
    before = draft.document if readable else draft.begun_with
    was = {one.id: one for one in criteria_in(before).criteria}
    after = criteria_in(document)
    changed = [one.id for one in after.criteria if was.get(one.id) != one]
    return replace(draft.with_criteria(after, undecided=changed), document=document)
