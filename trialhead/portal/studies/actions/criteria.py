"""Writes to the criteria that teams give their studies."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from trialhead.errors import NotAllowed
from trialhead.portal.accounts import actions as log
from trialhead.portal.accounts.models import User
from trialhead.portal.studies.models import CriteriaEdition, StudyRecord


@transaction.atomic
def propose_criteria(
    *, record: StudyRecord, document: str, accepted: Sequence[str], by: User, at: datetime
) -> CriteriaEdition:
    """Keep a new edition of a study's criteria, for a second person to publish."""
    now = StudyRecord.objects.select_for_update(no_key=True).get(pk=record.pk)
    last = now.criteria_editions.order_by("-number").first()
    edition = CriteriaEdition.objects.create(
        record=now,
        number=last.number + 1 if last else 1,
        document=document,
        version=now.latest,
        accepted=list(accepted),
        author=by,
        proposed_at=at,
    )
    _log_edition(edition, "criteria proposed", by=by, at=at)
    return edition


@transaction.atomic
def publish_criteria(*, edition: CriteriaEdition, by: User, at: datetime) -> None:
    """Put an edition in force. NotAllowed for its author, and for any but the newest."""
    now = StudyRecord.objects.select_for_update(no_key=True).get(pk=edition.record_id)
    kept = now.criteria_editions.latest("number")
    if kept.pk != edition.pk or kept.published_at is not None:
        raise NotAllowed("There is a newer edition.", fix="Look at that one.")
    if kept.author_id == by.pk:
        raise NotAllowed("You wrote this edition.", fix="Ask a second person to publish it.")
    kept.publisher, kept.published_at = by, at
    kept.save(update_fields=["publisher", "published_at"])
    now.criteria_at = at
    now.save(update_fields=["criteria_at"])
    _log_edition(kept, "criteria published", by=by, at=at)


def _log_edition(edition: CriteriaEdition, what: str, *, by: User, at: datetime) -> None:
    subject, detail = f"study:{edition.record.registry_id}", f"edition {edition.number}"
    log.note(actor=by, action=what, subject=subject, detail=detail, at=at)
