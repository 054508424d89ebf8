"""A study's criteria under review: the draft beside the text, its faults, what it would change."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from trialhead.criteria import (
    Criterion,
    Difference,
    Oddity,
    StudyCriteria,
    Unread,
    differences,
    faults_in,
    leaves,
    lint,
    mark_of,
    place,
    read_criteria,
    read_text,
    sentence,
    write_criteria,
)
from trialhead.errors import Unreadable
from trialhead.patients import read_document
from trialhead.portal.studies.models import StudyRecord
from trialhead.portal.studies.written import written_criteria
from trialhead.registry import Study
from trialhead.screening import Gate, screen

#: Longer than any file of criteria.
LONGEST = 200_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One criterion of the draft. ``read`` is "full", "part" or "none"; ``lost`` says that its
    words are not in the record as it is now."""

    id: str
    side: str
    words: str
    meaning: str
    read: str
    lost: bool
    accepted: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """A draft as it stands. With faults there are no rows: it cannot be read."""

    document: str
    faults: tuple[Unreadable, ...] = ()
    rows: tuple[Row, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    changes: tuple[Difference, ...] = ()

    @property
    def undecided(self) -> int:
        """Criteria nobody has accepted."""
        return sum(not row.accepted for row in self.rows)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """One criterion judged on a made-up person."""

    id: str
    told: str


def machine_document(record: StudyRecord, study: Study) -> str:
    """The machine's reading of the record, in the language of criteria files."""
    text = study.eligibility.criteria
    read = read_text(text, study=record.registry_id)
    marked = tuple(
        replace(one, mark=mark_of(one.words.of(text)) if one.words else "") for one in read.criteria
    )
    return write_criteria(replace(read, record=f"version {record.latest}", criteria=marked))


def review(record: StudyRecord, study: Study, document: str, accepted: Collection[str]) -> Review:
    """The draft beside the text of the record."""
    faults = faults_in(document, name="the draft")
    if faults:
        return Review(document=document, faults=faults)
    draft = read_criteria(document, name="the draft")
    if draft.study != record.registry_id:
        wrong = Unreadable(
            f"The draft is for {draft.study}.", fix=f"Write study: {record.registry_id}."
        )
        return Review(document=document, faults=(wrong,))
    text = study.eligibility.criteria
    placed, mismatches = place(draft, text)
    lost = {one.criterion for one in mismatches}
    rows = tuple(_row(one, text, lost, accepted) for one in placed.criteria)
    changes = differences(in_force(record, study), draft)
    return Review(document=document, rows=rows, oddities=lint(draft), changes=changes)


def in_force(record: StudyRecord, study: Study) -> StudyCriteria:
    """What readers are asked by now."""
    written = written_criteria(record)
    if written is None:
        return read_text(study.eligibility.criteria, study=record.registry_id)
    return written.criteria


def _row(one: Criterion, text: str, lost: set[str], accepted: Collection[str]) -> Row:
    return Row(
        id=one.id,
        side=str(one.side),
        words=" ".join(one.words.of(text).split()) if one.words else "",
        meaning=sentence(one.node),
        read=_read(one),
        lost=one.id in lost,
        accepted=one.id in accepted,
    )


def _read(one: Criterion) -> str:
    unread = [isinstance(leaf, Unread) for leaf in leaves(one.node)]
    return "none" if all(unread) else "part" if any(unread) else "full"


def left_to_people(document: str, criterion: str, study: Study) -> str:
    """The draft with one criterion as the record's own words, which a human answers."""
    draft = read_criteria(document, name="the draft")
    placed, _ = place(draft, study.eligibility.criteria)
    changed = tuple(
        _unread(one, study.eligibility.criteria) if one.id == criterion else one
        for one in placed.criteria
    )
    return write_criteria(replace(draft, criteria=changed))


def _unread(one: Criterion, text: str) -> Criterion:
    words = " ".join(one.words.of(text).split()) if one.words else sentence(one.node)
    return replace(one, node=Unread(statement=words), manual=True)


def tried(document: str, person: str, today: date) -> tuple[Tried, ...]:
    """The draft judged on a made-up person's file. Raises what reading either of them raises."""
    draft = read_criteria(document, name="the draft")
    patient = read_document(person, "the person")
    judged = screen(draft, patient, on=today)
    return tuple(Tried(id=one.criterion.id, told=_told(one.gates)) for one in judged.verdicts)


def _told(gates: tuple[Gate, Gate, Gate]) -> str:
    reported, conservative, lenient = gates
    if conservative == lenient:
        return str(reported.value)
    return f"{conservative.value} read strictly, {lenient.value} read generously"
