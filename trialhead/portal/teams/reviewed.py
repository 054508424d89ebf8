"""Which studies somebody may review."""

from django.db.models import QuerySet

from trialhead.errors import NotFound
from trialhead.portal.accounts.models import User
from trialhead.portal.accounts.permissions import Scope, scopes
from trialhead.portal.accounts.roles import Permission
from trialhead.portal.studies.models import StudyRecord


def records_to_review(user: User) -> QuerySet[StudyRecord]:
    """The studies whose criteria one may review."""
    held = {scope.study for scope in scopes(user, Permission.REVIEW)}
    return StudyRecord.objects.filter(registry_id__in=held).order_by("registry_id")


def record_to_review(user: User, registry_id: str) -> StudyRecord:
    """The record of a study; NotFound for one that one may not review, as for none at all."""
    record = StudyRecord.objects.filter(registry_id=registry_id).first()
    scope = Scope(registry_id)
    if record is None or not any(one.covers(scope) for one in scopes(user, Permission.REVIEW)):
        raise NotFound("There is no such study to review.", fix="Go back to the list.")
    return record
