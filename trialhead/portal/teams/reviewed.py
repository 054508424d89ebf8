"""The studies that somebody may review."""

from django.db.models import QuerySet

from trialhead.errors import NotFound
from trialhead.portal.accounts.models import User
from trialhead.portal.accounts.permissions import Scope, can, scopes
from trialhead.portal.accounts.roles import Permission
from trialhead.portal.studies.models import StudyRecord


def reviewed_records(user: User) -> QuerySet[StudyRecord]:
    """Every study that somebody may review and that is here."""
    held = {scope.study for scope in scopes(user, Permission.REVIEW)}
    return StudyRecord.objects.filter(registry_id__in=held).order_by("registry_id")


def reviewed_record(user: User, registry_id: str) -> StudyRecord:
    """NotFound for a study one may not review, as for none at all."""
    record = StudyRecord.objects.filter(registry_id=registry_id).first()
    if record is None or not can(user, Permission.REVIEW, Scope(registry_id)):
        raise NotFound("There is no such study to review.", fix="Go back to the list.")
    return record
