"""Criteria that people wrote: published by the study's team, or else shipped with the program."""

from dataclasses import dataclass
from datetime import datetime

from trialhead.criteria import StudyCriteria, read_criteria, shipped_criteria
from trialhead.portal.studies.models import StudyRecord


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """``reviewed_at`` is when a second person of the team published them; None for those shipped,
    which nobody of the team has checked."""

    criteria: StudyCriteria
    reviewed_at: datetime | None = None


def written_criteria(record: StudyRecord) -> Written | None:
    """What people wrote for a study; None where only a machine has read its text."""
    if record.criteria_at is None:
        return shipped(record.registry_id)
    edition = record.criteria_editions.exclude(published_at=None).latest("number")
    name = f"{record.registry_id}, edition {edition.number}"
    criteria = read_criteria(edition.document, name=name)
    return Written(criteria=criteria, reviewed_at=edition.published_at)


def shipped(registry_id: str) -> Written | None:
    """What comes with the program."""
    criteria = shipped_criteria(registry_id)
    return None if criteria is None else Written(criteria=criteria)
