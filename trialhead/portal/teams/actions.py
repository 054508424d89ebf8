"""Every write about a study's team, with the mails it causes."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from trialhead.portal.accounts import actions as accounts
from trialhead.portal.accounts.models import User
from trialhead.portal.accounts.permissions import Scope, holders
from trialhead.portal.accounts.roles import Permission, Role
from trialhead.portal.notifications import actions as outbox
from trialhead.portal.notifications import letters
from trialhead.portal.studies import actions as studies
from trialhead.portal.studies.models import Approval, CriteriaEdition, StudyRecord
from trialhead.portal.teams.drafts import Draft, unfinished_written
from trialhead.portal.teams.models import CriteriaDraft


@dataclass(frozen=True, kw_only=True, slots=True)
class Invited:
    """Whom an invitation is for, and to what."""

    email: str
    role: Role
    scope: Scope


@transaction.atomic
def invite(*, invited: Invited, by: User | None, origin: str, language: str, at: datetime) -> str:
    """Open a door and send its address; the address is returned for who runs the command."""
    token = accounts.invite(
        email=invited.email, role=invited.role, scope=invited.scope, by=by, at=at
    )
    address = f"{settings.TRIALHEAD_ADDRESS or origin}{reverse('teams:join', args=[token])}"
    context = {"link": address, "role": invited.role, "scope": invited.scope, "by": by}
    letter = letters.render("team_invitation", context, language)
    outbox.post(
        key=f"invitation:{uuid.uuid4()}",
        to=invited.email,
        subject=letter.subject,
        text=letter.text,
        language=letter.language,
        at=at,
    )
    return address


@transaction.atomic
def keep_draft(*, record: StudyRecord, draft: Draft, by: User, at: datetime) -> str | None:
    """Keep a reviewer's draft; its new stamp, or None if another window was quicker.

    The log has a line where a draft begins and ends, not for each change: until it is proposed,
    nobody else sees it and no reader is asked by it.
    """
    mine = CriteriaDraft.objects.select_for_update().filter(record=record, author=by)
    row = mine.first() or CriteriaDraft(record=record, author=by)
    if row.stamp != draft.stamp:
        return None
    row.document, row.begun_with = draft.document, draft.begun_with
    row.accepted, row.unfinished = list(draft.accepted), unfinished_written(draft)
    row.version, row.edition = draft.version, draft.edition
    row.stamp, row.saved_at = uuid.uuid4().hex, at
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return None  # both windows began at once
    if not draft.stamp:
        _log_draft(record, "criteria draft begun", by=by, at=at)
    return row.stamp


@transaction.atomic
def propose_draft(
    *, record: StudyRecord, draft: Draft, by: User, at: datetime
) -> CriteriaEdition | None:
    """Make an edition of a draft, which then ends; None if another window was quicker."""
    mine = CriteriaDraft.objects.select_for_update().filter(record=record, author=by)
    row = mine.first()
    if (row.stamp if row else "") != draft.stamp:
        return None
    edition = studies.propose_criteria(
        record=record, document=draft.document, accepted=draft.accepted, by=by, at=at
    )
    mine.delete()
    return edition


@transaction.atomic
def drop_draft(*, record: StudyRecord, stamp: str, by: User, at: datetime) -> bool:
    """Throw a draft away; False if another window was quicker."""
    mine = CriteriaDraft.objects.select_for_update().filter(record=record, author=by)
    row = mine.first()
    if row is None or row.stamp != stamp:
        return row is None and not stamp
    mine.delete()
    _log_draft(record, "criteria draft dropped", by=by, at=at)
    return True


def _log_draft(record: StudyRecord, what: str, *, by: User, at: datetime) -> None:
    accounts.note(actor=by, action=what, subject=f"study:{record.registry_id}", at=at)


@transaction.atomic
def tell_of_ending(*, approval: Approval, step: int, at: datetime) -> int:
    """Write to everybody who may renew an approval, once a step; how many mails. The mails tell
    the study's number and the day, and nothing of the words or of who approved them."""
    untold = Approval.objects.filter(pk=approval.pk, warned=approval.warned)
    if not untold.update(warned=step):
        return 0
    edition, language = approval.edition, settings.LANGUAGE_CODE
    study = edition.record.registry_id
    with translation.override(language):
        path = reverse("teams:words-edition", args=[study, edition.language, edition.number])
    link = f"{settings.TRIALHEAD_ADDRESS}{path}" if settings.TRIALHEAD_ADDRESS else ""
    told = {"study": study, "ended": step == 0, "day": approval.expires_on, "link": link}
    letter = letters.render("approval_ends", told, language)
    told_to = list(holders(Permission.REVIEW, study))
    for user in told_to:
        outbox.post(
            key=f"approval:{approval.pk}:ends-{step}:{user.pk}",
            to=user.email,
            subject=letter.subject,
            text=letter.text,
            language=letter.language,
            at=at,
        )
    detail = f"{edition.language} edition {edition.number} {len(told_to)} mails"
    subject = f"study:{study}"
    accounts.note(actor=None, action="approval end told", subject=subject, detail=detail, at=at)
    return len(told_to)
