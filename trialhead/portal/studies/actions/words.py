"""Writes to the overviews that teams give their studies, and to the approvals of their words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from trialhead.errors import NotAllowed, Unreadable
from trialhead.overview import Draft, Judgement, Section, Standing, compose, judge, mismatches
from trialhead.portal.accounts import actions as log
from trialhead.portal.accounts.models import User
from trialhead.portal.studies.models import Approval, Retelling, StudyRecord, WordsEdition
from trialhead.portal.studies.overviews import criteria_in_force
from trialhead.portal.studies.words import (
    ENGLISH,
    approval_in_force,
    draft_of,
    edition_in_force,
    newest,
    stale,
    unconfirmed,
)

Sections = dict[str, list[str]]


@transaction.atomic
def propose_words(
    *, record: StudyRecord, draft: Draft, seen: int, by: User, at: datetime
) -> WordsEdition:
    """Keep a new edition of a study's overview, for a second person to publish.

    Unreadable if a sentence cannot stand; NotAllowed if there is an edition after ``seen``, the
    number of the last one that its author has seen.
    """
    now = StudyRecord.objects.select_for_update(no_key=True).get(pk=record.pk)
    judgement = _judged(now, draft)
    if judgement.count(Standing.WRONG) or not any(draft.values()):
        raise Unreadable("Some sentences cannot stand.", fix="Mend what is told beside them.")
    model, told = _by_model(now, draft)
    edition = WordsEdition(
        language=ENGLISH,
        sections={str(section): list(part) for section, part in draft.items() if part},
        beyond=list(judgement.texts(Standing.BEYOND)),
        model=model,
        by_model=told,
    )
    return _proposed(edition, now, seen=seen, by=by, at=at)


@transaction.atomic
def propose_translation(
    *, source: WordsEdition, language: str, sections: Sections, seen: int, by: User, at: datetime
) -> WordsEdition:
    """Keep a translation of the English edition in force, sentence by sentence."""
    now = StudyRecord.objects.select_for_update(no_key=True).get(pk=source.record_id)
    _check_source(source)
    edition = WordsEdition(language=language, sections=sections, source=source, by_model=[])
    _check_translation(edition)
    told = dict(zip(source.sentences, edition.sentences, strict=True))
    edition.beyond = [told[each] for each in source.beyond]
    return _proposed(edition, now, seen=seen, by=by, at=at)


def _proposed(
    edition: WordsEdition, record: StudyRecord, *, seen: int, by: User, at: datetime
) -> WordsEdition:
    last = newest(record, edition.language)
    number = last.number if last else 0
    if number != seen:
        raise NotAllowed("Somebody has proposed another edition.", fix="Look at that one first.")
    edition.record, edition.number, edition.version = record, number + 1, record.latest
    edition.author, edition.proposed_at = by, at
    edition.save()
    _note(edition, "words proposed", by=by, at=at)
    return edition


@transaction.atomic
def publish_words(*, edition: WordsEdition, by: User, at: datetime, on: date) -> None:
    """Put an edition in force. NotAllowed for its author, for any but the newest, where a sentence
    holds no longer, and for words beyond the record without an approval that holds ``on`` the day
    and that another than its publisher recorded, or a second person confirmed.
    """
    now = StudyRecord.objects.select_for_update(no_key=True).get(pk=edition.record_id)
    kept = newest(now, edition.language)
    if kept is None or kept.pk != edition.pk or kept.published_at or kept.withdrawn_at:
        raise NotAllowed("There is a newer edition.", fix="Look at that one.")
    if kept.author_id == by.pk:
        raise NotAllowed("You wrote this edition.", fix="Ask a second person to publish it.")
    if kept.source is not None:
        _check_source(kept.source)
        _check_translation(kept)
    elif stale(kept, _judged(now, draft_of(kept))):
        raise NotAllowed("The record has changed: sentences no longer hold.", fix="Mend them.")
    if kept.beyond:
        _check_approved(kept, by=by, at=at, on=on)
    kept.publisher, kept.published_at = by, at
    kept.save(update_fields=["publisher", "published_at"])
    _changed(now, at=at)
    _note(kept, "words published", by=by, at=at)


def _check_approved(edition: WordsEdition, *, by: User, at: datetime, on: date) -> None:
    """Whoever publishes has the approvals before them and so confirms those of somebody else."""
    waiting = unconfirmed(edition, on)
    waiting.exclude(recorder=by).update(confirmer=by, confirmed_at=at)
    if approval_in_force(edition, on) is not None:
        return
    if waiting.exists():
        raise NotAllowed(
            "You recorded the approval of this edition.",
            fix="Ask a second person to confirm the approval, or to publish the edition.",
        )
    raise NotAllowed(
        "Some sentences go beyond the record, and no approval of them is in force.",
        fix="Record the approval of the review board first.",
    )


@transaction.atomic
def withdraw_words(*, edition: WordsEdition, by: User, at: datetime) -> None:
    """Take a proposal back, or an edition off the page; one person is enough for that."""
    now = StudyRecord.objects.select_for_update(no_key=True).get(pk=edition.record_id)
    kept = WordsEdition.objects.get(pk=edition.pk)
    if kept.withdrawn_at is not None:
        raise NotAllowed("This edition has been withdrawn.", fix="Look at the newest one.")
    kept.withdrawn_at = at
    kept.save(update_fields=["withdrawn_at"])
    _changed(now, at=at)
    _note(kept, "words unpublished" if kept.published_at else "words withdrawn", by=by, at=at)


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """An approval as a board gave it."""

    board: str
    number: str
    approved_on: date
    expires_on: date


@transaction.atomic
def record_approval(
    *, edition: WordsEdition, given: Given, by: User, at: datetime, on: date
) -> Approval:
    """Keep that a board approved the words of an edition, for a second person to confirm.
    Unreadable if it does not hold ``on`` the day."""
    now = StudyRecord.objects.select_for_update(no_key=True).get(pk=edition.record_id)
    if edition.withdrawn_at is not None:
        raise NotAllowed("This edition has been withdrawn.", fix="Look at the newest one.")
    if not given.approved_on <= on <= given.expires_on:
        raise Unreadable("This approval is not in force today.", fix="Look at its two dates.")
    approval = Approval.objects.create(
        edition=edition,
        board=given.board,
        number=given.number,
        approved_on=given.approved_on,
        expires_on=given.expires_on,
        recorder=by,
        recorded_at=at,
    )
    _changed(now, at=at)
    _note(edition, "words approval recorded", f"until {given.expires_on}", by=by, at=at)
    return approval


@transaction.atomic
def confirm_approval(*, approval: Approval, by: User, at: datetime, on: date) -> None:
    """Have an approval hold. NotAllowed for who recorded it, for one that was confirmed, and where
    it does not hold ``on`` the day."""
    now = StudyRecord.objects.select_for_update(no_key=True).get(pk=approval.edition.record_id)
    kept = Approval.objects.select_related("edition__record").get(pk=approval.pk)
    if kept.edition.withdrawn_at is not None:
        raise NotAllowed("This edition has been withdrawn.", fix="Look at the newest one.")
    if kept.confirmed_at is not None:
        raise NotAllowed("This approval has been confirmed.", fix="Look at the edition again.")
    if kept.recorder_id == by.pk:
        raise NotAllowed("You recorded this approval.", fix="Ask a second person to confirm it.")
    if not kept.approved_on <= on <= kept.expires_on:
        raise NotAllowed("This approval is not in force today.", fix="Record one that holds.")
    kept.confirmer, kept.confirmed_at = by, at
    kept.save(update_fields=["confirmer", "confirmed_at"])
    _changed(now, at=at)
    _note(kept.edition, "words approval confirmed", f"until {kept.expires_on}", by=by, at=at)


def _judged(record: StudyRecord, draft: Draft) -> Judgement:
    study = record.study()
    return judge(draft, study, criteria_in_force(record, study))


def _check_source(source: WordsEdition) -> None:
    shown = edition_in_force(source.record, ENGLISH)
    if shown is None or shown.pk != source.pk:
        raise NotAllowed(
            "The English words have changed since.", fix="Translate the edition in force."
        )


def _check_translation(edition: WordsEdition) -> None:
    if edition.source is None or _shape(edition.sections) != _shape(edition.source.sections):
        raise Unreadable("Every sentence needs its translation.", fix="Translate each of them.")
    pairs = zip(edition.source.sentences, edition.sentences, strict=True)
    if any(mismatches(source, text) for source, text in pairs):
        raise Unreadable("Some translations do not fit.", fix="Mend what is told beside them.")


def _shape(sections: Sections) -> list[tuple[str, int]]:
    return [(name, len(sections[name])) for name in map(str, Section) if name in sections]


def _by_model(record: StudyRecord, draft: Draft) -> tuple[str, list[str]]:
    """The sentences that a model told, now or in an earlier edition, and which model that was."""
    study = record.study()
    rules = {each.text for each in compose(study, criteria_in_force(record, study)).sentences}
    said = {each for part in draft.values() for each in part} - rules
    model, told = "", set[str]()
    for edition in record.words_editions.exclude(model="").order_by("number"):
        model, told = edition.model, told | set(edition.by_model)
    retelling = Retelling.objects.filter(record=record).first()
    if retelling is not None:
        new = {each for part in retelling.draft.values() for each in part}
        model, told = retelling.model if said & new else model, told | new
    found = sorted(said & told)
    return (model, found) if found else ("", [])


def _changed(record: StudyRecord, *, at: datetime) -> None:
    """Pages kept from before are not shown any more."""
    record.words_at = at
    record.save(update_fields=["words_at"])


def _note(edition: WordsEdition, what: str, more: str = "", *, by: User, at: datetime) -> None:
    told: Collection[str] = (edition.language, f"edition {edition.number}", more)
    subject, detail = f"study:{edition.record.registry_id}", " ".join(filter(None, told))
    log.note(actor=by, action=what, subject=subject, detail=detail, at=at)
