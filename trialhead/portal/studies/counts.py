"""How much the registry here holds."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from trialhead.portal.studies.models import StudyRecord


@dataclass(frozen=True, kw_only=True, slots=True)
class RegistryCounts:
    """Number of studies and when the newest record was retrieved; None without any."""

    studies: int
    retrieved_at: datetime | None


def registry_counts() -> RegistryCounts:
    """The counts of studies that are still in their registry."""
    kept = StudyRecord.objects.filter(withdrawn_at=None)
    return RegistryCounts(
        studies=kept.count(),
        retrieved_at=kept.aggregate(newest=Max("changed_at"))["newest"],
    )
