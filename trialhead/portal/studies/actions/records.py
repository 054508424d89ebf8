"""Writes to study records and to what readers and models say of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from trialhead.portal.studies.models import (
    Alias,
    Clock,
    ImportRun,
    Rating,
    RecordVersion,
    Refused,
    Retelling,
    StudyRecord,
    SyncPosition,
)
from trialhead.registry import Intake, Refusal

if TYPE_CHECKING:
    # Every start of the program loads this module; the rooms of criteria and overviews need not
    # come along.
    from trialhead.overview import Draft

SOURCE_LENGTH = 1000
SENTENCES_KEPT = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing did with each record: how many were new, changed, unchanged or older."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    older: int = 0


@transaction.atomic
def start_import(*, source: str, at: datetime) -> ImportRun:
    """Open the audit line of an import."""
    return ImportRun.objects.create(source=source, started_at=at)


@transaction.atomic
def finish_import(*, run: ImportRun, at: datetime) -> None:
    """Close the audit line."""
    ImportRun.objects.filter(pk=run.pk).update(finished_at=at)


@transaction.atomic
def store_studies(*, run: ImportRun, intakes: Sequence[Intake], at: datetime) -> Stored:
    """Keep new and changed records; the earlier version of a changed one stays.

    A record older than the one in force (by its own last update) is left aside: an old download
    must not undo a newer one.
    """
    now = _tick()
    known = {
        record.registry_id: record
        for record in StudyRecord.objects.filter(
            registry_id__in=[intake.study.registry_id for intake in intakes]
        )
    }
    fresh = [intake for intake in intakes if intake.study.registry_id not in known]
    met = [(known[i.study.registry_id], i) for i in intakes if i.study.registry_id in known]
    differing = [(record, intake) for record, intake in met if record.digest != intake.digest]
    newer = [(record, intake) for record, intake in differing if not _older(intake, record)]
    back = [(r, i) for r, i in met if r.digest == i.digest and r.withdrawn_at is not None]
    stored = Stored(
        new=len(fresh),
        changed=len(newer) + len(back),
        unchanged=len(met) - len(differing) - len(back),
        older=len(differing) - len(newer),
    )
    _add(fresh, now=now, at=at)
    _replace(newer, now=now, at=at)
    StudyRecord.objects.filter(pk__in=[record.pk for record, _ in back]).update(
        withdrawn_at=None, change=now
    )
    ImportRun.objects.filter(pk=run.pk).update(
        new=F("new") + stored.new,
        changed=F("changed") + stored.changed,
        unchanged=F("unchanged") + stored.unchanged,
        older=F("older") + stored.older,
    )
    return stored


@transaction.atomic
def clock() -> Clock:
    """The clock of this database, made at its first use."""
    return Clock.objects.get_or_create(pk=1)[0]


def _tick() -> int:
    """The next change number; the row stays locked until the transaction ends."""
    clock()
    ticking = Clock.objects.select_for_update().get(pk=1)
    ticking.now += 1
    ticking.save(update_fields=["now"])
    return ticking.now


def _older(intake: Intake, record: StudyRecord) -> bool:
    updated = _last_update(intake)
    return updated is not None and record.last_update is not None and updated < record.last_update


def _last_update(intake: Intake) -> date | None:
    updated = intake.study.standing.timeline.last_update
    return updated.first_day() if updated else None


def _add(fresh: Sequence[Intake], *, now: int, at: datetime) -> None:
    records = StudyRecord.objects.bulk_create(
        StudyRecord(
            registry_id=intake.study.registry_id,
            title=intake.study.title,
            latest=1,
            digest=intake.digest,
            last_update=_last_update(intake),
            changed_at=at,
            change=now,
        )
        for intake in fresh
    )
    _keep_versions(zip(records, fresh, strict=True), at=at)


def _replace(newer: Sequence[tuple[StudyRecord, Intake]], *, now: int, at: datetime) -> None:
    for record, intake in newer:
        record.title = intake.study.title
        record.latest += 1
        record.digest = intake.digest
        record.last_update = _last_update(intake)
        record.changed_at = at
        record.change = now
        record.withdrawn_at = None
    StudyRecord.objects.bulk_update(
        [record for record, _ in newer],
        ["title", "latest", "digest", "last_update", "changed_at", "change", "withdrawn_at"],
    )
    _keep_versions(newer, at=at)


def _keep_versions(pairs: Iterable[tuple[StudyRecord, Intake]], *, at: datetime) -> None:
    kept = list(pairs)
    RecordVersion.objects.bulk_create(
        RecordVersion(
            record=record,
            number=record.latest,
            packed=intake.packed,
            source=intake.source[:SOURCE_LENGTH],
            retrieved_at=at,
        )
        for record, intake in kept
    )
    Alias.objects.bulk_create(
        (
            Alias(registry_id=alias, record=record)
            for record, intake in kept
            for alias in intake.study.aliases
        ),
        ignore_conflicts=True,
    )


@transaction.atomic
def note_refusals(*, run: ImportRun, refusals: Sequence[Refusal], at: datetime) -> None:
    """Put what was refused on the quarantine list, each place once."""
    Refused.objects.bulk_create(
        Refused(
            source=refusal.source[:SOURCE_LENGTH],
            place=refusal.place[:SOURCE_LENGTH],
            code=refusal.code,
            reason=refusal.reason,
            registry_id=refusal.registry_id,
            seen_at=at,
        )
        for refusal in refusals
    )
    ImportRun.objects.filter(pk=run.pk).update(refused=F("refused") + len(refusals))


@transaction.atomic
def release_refusals(*, source: str, before: datetime) -> None:
    """Take off the list what an earlier reading of this source had refused."""
    Refused.objects.filter(source=source[:SOURCE_LENGTH], seen_at__lt=before).delete()


@transaction.atomic
def release_studies(*, source: str, registry_ids: Sequence[str]) -> None:
    """Take off the list what this source had refused of these studies."""
    Refused.objects.filter(source=source[:SOURCE_LENGTH], registry_id__in=registry_ids).delete()


@transaction.atomic
def withdraw_study(*, registry_id: str, at: datetime) -> None:
    """Mark a study that its registry dropped; its page then answers 410."""
    StudyRecord.objects.filter(registry_id=registry_id, withdrawn_at=None).update(
        withdrawn_at=at, change=_tick()
    )


@transaction.atomic
def start_sync(*, query: str, since: date | None, on: date) -> SyncPosition:
    """Begin a synchronisation at its first page."""
    position, _ = SyncPosition.objects.update_or_create(
        query=query, defaults={"since": since, "token": "", "started_on": on}
    )
    return position


@transaction.atomic
def move_sync_position(*, position: SyncPosition, token: str) -> None:
    """Remember the page a synchronisation goes on with; empty when it has finished."""
    SyncPosition.objects.filter(pk=position.pk).update(token=token)


@transaction.atomic
def keep_retelling(*, record: StudyRecord, draft: "Draft", model: str, at: datetime) -> None:
    """Keep what a model told of the version in force, in the place of what it told before."""
    told = {"version": record.latest, "model": model, "draft": draft, "made_at": at}
    Retelling.objects.update_or_create(record=record, defaults=told)
    StudyRecord.objects.filter(pk=record.pk).update(retold_at=at)


@transaction.atomic
def rate(
    *, record: StudyRecord, version: int, section: str, score: int, sentence: str, on: date
) -> None:
    """Keep how easy a page was to understand, and of the time only the day."""
    Rating.objects.create(
        record=record, version=version, section=section, score=score, sentence=sentence, day=on
    )


@transaction.atomic
def forget_hard_sentences(*, now: datetime) -> int:
    """Wipe the words of ratings after a year; the scores stay."""
    old = Rating.objects.filter(day__lt=(now - SENTENCES_KEPT).date()).exclude(sentence="")
    return old.update(sentence="")
