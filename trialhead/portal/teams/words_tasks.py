"""How the overview of a study is told now, and what its team has to do about it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from trialhead.overview import judge
from trialhead.portal.studies.models import Approval, StudyRecord, WordsEdition
from trialhead.portal.studies.overviews import Told, criteria_in_force, overview_of
from trialhead.portal.studies.words import (
    ENGLISH,
    approval_in_force,
    draft_of,
    edition_in_force,
    newest,
    stale,
    unconfirmed,
)
from trialhead.portal.teams.languages import language_name

#: So long before an approval ends its team is told.
WARNED_BEFORE = timedelta(days=30)


class TaskKind(StrEnum):
    """What may be to do, the most pressing first."""

    STALE = "stale"
    EXPIRED = "expired"
    CONFIRM = "confirm"
    WAITING = "waiting"
    EXPIRING = "expiring"
    BEHIND = "behind"


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """One thing to do about an edition; ``count`` sentences, or the ``day`` an approval ends."""

    kind: TaskKind
    edition: WordsEdition
    language: str
    count: int = 0
    day: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One language of a study: the edition in force and what approves it."""

    code: str
    language: str
    edition: WordsEdition | None
    approval: Approval | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Overall:
    """How one study is told in every language that somebody has written in."""

    record: StudyRecord
    told: Told
    lines: tuple[Line, ...]
    tasks: tuple[Task, ...]


def standing_of(record: StudyRecord, *, on: date) -> Overall:
    """A study's words on a day, with what is to do."""
    written = record.words_editions.order_by("language").values_list("language", flat=True)
    codes = [ENGLISH, *sorted(set(written) - {ENGLISH})]
    lines = tuple(_line(record, code, on) for code in codes)
    found = [task for code in codes for task in _tasks(record, code, on)]
    order = list(TaskKind)
    return Overall(
        record=record,
        told=_told(record),
        lines=lines,
        tasks=tuple(sorted(found, key=lambda task: order.index(task.kind))),
    )


def _told(record: StudyRecord) -> Told:
    """Rules tell what nobody else has; that is known without telling it."""
    if record.retold_at is None and record.words_at is None:
        return Told()
    return overview_of(record, record.study())[1]


def _line(record: StudyRecord, code: str, on: date) -> Line:
    edition = edition_in_force(record, code)
    return Line(
        code=code,
        language=language_name(code) or code,
        edition=edition,
        approval=approval_in_force(edition, on) if edition and edition.beyond else None,
    )


def _tasks(record: StudyRecord, code: str, on: date) -> list[Task]:
    name = language_name(code) or code
    found = []
    last = newest(record, code)
    if last is not None and last.published_at is None and last.withdrawn_at is None:
        found.append(Task(kind=TaskKind.WAITING, edition=last, language=name))
    edition = edition_in_force(record, code)
    if edition is None:
        behind = _behind(record, code)
        return (
            [*found, Task(kind=TaskKind.BEHIND, edition=behind, language=name)] if behind else found
        )
    if edition.beyond and (waiting := unconfirmed(edition, on).first()):
        day = waiting.expires_on
        found.append(Task(kind=TaskKind.CONFIRM, edition=edition, language=name, day=day))
    if edition.beyond and (ending := _ending(edition, on)):
        kind, day = ending
        found.append(Task(kind=kind, edition=edition, language=name, day=day))
    if code == ENGLISH and edition.version != record.latest:
        count = len(lost_sentences(record, edition))
        if count:
            found.append(Task(kind=TaskKind.STALE, edition=edition, language=name, count=count))
    return found


def lost_sentences(record: StudyRecord, edition: WordsEdition) -> tuple[str, ...]:
    """Sentences of an English edition that hold no longer."""
    study = record.study()
    judgement = judge(draft_of(edition), study, criteria_in_force(record, study))
    return tuple(each.text for each in stale(edition, judgement))


def _ending(edition: WordsEdition, on: date) -> tuple[TaskKind, date] | None:
    approval = approval_in_force(edition, on)
    if approval is None:
        last = edition.approvals.exclude(confirmed_at=None).order_by("-expires_on").first()
        return (TaskKind.EXPIRED, last.expires_on) if last else None
    soon = approval.expires_on <= on + WARNED_BEFORE
    return (TaskKind.EXPIRING, approval.expires_on) if soon else None


def _behind(record: StudyRecord, code: str) -> WordsEdition | None:
    """A published translation that is not shown, as its English edition is in force no more."""
    if code == ENGLISH or edition_in_force(record, ENGLISH) is None:
        return None
    published = record.words_editions.filter(language=code).exclude(published_at=None)
    last = published.order_by("-number").first()
    return last if last is not None and last.withdrawn_at is None else None
