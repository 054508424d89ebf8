"""What a study's team has written for its overview, as far as it may be shown on a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import QuerySet

from trialhead.criteria import StudyCriteria
from trialhead.overview import (
    Draft,
    Judged,
    Judgement,
    Overview,
    Section,
    Standing,
    as_shown,
    compose,
    in_language,
    judge,
)
from trialhead.portal.studies.models import Approval, StudyRecord, WordsEdition
from trialhead.registry import Study

#: The language that others are translated from, and the one the gate knows.
ENGLISH: Final = "en"
BY_PEOPLE: Final = "by people"


@dataclass(frozen=True, kw_only=True, slots=True)
class Approved:
    """Who approved words that go beyond the record, and the last day on which that holds."""

    board: str
    number: str
    until: date


@dataclass(frozen=True, kw_only=True, slots=True)
class TeamWords:
    """How much of an overview its team wrote.

    ``own`` are its sentences that are shown, in ``language``; ``beyond`` those of them that rest on
    the approval alone. ``stale`` sentences hold no longer and are not shown.
    """

    language: str
    model: str
    published_at: datetime
    version: int
    own: frozenset[str]
    beyond: frozenset[str]
    stale: int
    by_rules: int
    approval: Approved | None


def newest(record: StudyRecord, language: str) -> WordsEdition | None:
    """The last edition of a language, whatever became of it."""
    return record.words_editions.filter(language=language).order_by("-number").first()


def edition_in_force(record: StudyRecord, language: str) -> WordsEdition | None:
    """The edition that is shown: the last published, unless it was taken off the page. A
    translation also needs that the edition it translates is in force."""
    published = record.words_editions.filter(language=language).exclude(published_at=None)
    last = published.order_by("-number").first()
    if last is None or last.withdrawn_at is not None:
        return None
    if last.source_id is None:
        return last
    source = edition_in_force(record, ENGLISH)
    return last if source is not None and source.pk == last.source_id else None


def approval_in_force(edition: WordsEdition, on: date) -> Approval | None:
    """The approval that holds longest of those that hold on a day and were confirmed."""
    holding = edition.approvals.filter(approved_on__lte=on, expires_on__gte=on)
    return holding.exclude(confirmed_at=None).order_by("-expires_on").first()


def unconfirmed(edition: WordsEdition, on: date) -> QuerySet[Approval]:
    """Approvals that would hold on a day, and wait for a second person."""
    waiting = edition.approvals.filter(confirmed_at=None)
    return waiting.filter(approved_on__lte=on, expires_on__gte=on).order_by("-expires_on")


def draft_of(edition: WordsEdition) -> Draft:
    """An edition's sentences by section."""
    return {Section(name): tuple(part) for name, part in edition.sections.items()}


def stale(edition: WordsEdition, judgement: Judgement) -> tuple[Judged, ...]:
    """Sentences of an edition that the record bore out, or left open, and does so no longer."""
    return tuple(
        each
        for part in judgement.sections.values()
        for each in part
        if each.standing is Standing.WRONG
        or (each.standing is Standing.BEYOND and each.text not in edition.beyond)
    )


def team_words(
    record: StudyRecord, study: Study, criteria: StudyCriteria, *, language: str, on: date
) -> tuple[Overview, TeamWords] | None:
    """The overview as its team wrote it; None where no edition of the language is in force."""
    english, shown = edition_in_force(record, ENGLISH), edition_in_force(record, language)
    if english is None or shown is None:
        return None
    judgement = judge(draft_of(english), study, criteria)
    approval = _approval(english, shown, on)
    approved = english.beyond if approval else ()
    overview = as_shown(judgement, study, criteria, made=BY_PEOPLE, approved=approved)
    if not any(each.text in english.sentences for each in overview.sentences):
        return None
    own = dict(zip(english.sentences, shown.sentences, strict=True))
    beyond = {each.text for each in overview.sentences if not each.support}
    told = in_language(overview, own, compose(study, criteria, language=language))
    return told, TeamWords(
        language=language,
        model=english.model,
        published_at=_published(shown),
        version=english.version,
        own=frozenset(own[each.text] for each in overview.sentences if each.text in own),
        beyond=frozenset(own[each] for each in beyond),
        stale=len(stale(english, judgement)),
        by_rules=sum(each.text not in own.values() for each in told.sentences),
        approval=_told(approval, beyond),
    )


def _approval(english: WordsEdition, shown: WordsEdition, on: date) -> Approval | None:
    """A translation needs an approval of its own beside that of the English words."""
    held = approval_in_force(english, on)
    return held if held is None or shown.pk == english.pk else approval_in_force(shown, on)


def _published(edition: WordsEdition) -> datetime:
    if edition.published_at is None:
        raise ValueError("An edition in force was published.")
    return edition.published_at


def _told(approval: Approval | None, beyond: Collection[str]) -> Approved | None:
    if approval is None or not beyond:
        return None
    return Approved(board=approval.board, number=approval.number, until=approval.expires_on)
