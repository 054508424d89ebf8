"""Where a study stands: its recruitment status and the dates of its record."""

from dataclasses import dataclass
from enum import StrEnum

from trialhead.registry.dates import Milestone, PartialDate


class Status(StrEnum):
    """Recruitment status of a study or of one site, by the registry's codes."""

    RECRUITING = "RECRUITING"
    NOT_YET_RECRUITING = "NOT_YET_RECRUITING"
    ENROLLING_BY_INVITATION = "ENROLLING_BY_INVITATION"
    ACTIVE_NOT_RECRUITING = "ACTIVE_NOT_RECRUITING"
    SUSPENDED = "SUSPENDED"
    COMPLETED = "COMPLETED"
    TERMINATED = "TERMINATED"
    WITHDRAWN = "WITHDRAWN"
    UNKNOWN = "UNKNOWN"
    AVAILABLE = "AVAILABLE"
    NO_LONGER_AVAILABLE = "NO_LONGER_AVAILABLE"
    TEMPORARILY_NOT_AVAILABLE = "TEMPORARILY_NOT_AVAILABLE"
    APPROVED_FOR_MARKETING = "APPROVED_FOR_MARKETING"
    WITHHELD = "WITHHELD"

    @property
    def enrolling(self) -> bool:
        """Whether anyone may ask to join now. By invitation is not open to all."""
        return self is Status.RECRUITING


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeline:
    """Dates of the study and of its record; None where the record does not say."""

    start: Milestone | None = None
    primary_completion: Milestone | None = None
    completion: Milestone | None = None
    verified: PartialDate | None = None
    first_submitted: PartialDate | None = None
    first_submitted_qc: PartialDate | None = None
    first_posted: Milestone | None = None
    results_submitted: PartialDate | None = None
    results_submitted_qc: PartialDate | None = None
    results_posted: Milestone | None = None
    delay_submitted: PartialDate | None = None
    delay_submitted_qc: PartialDate | None = None
    delay_posted: Milestone | None = None
    last_update_submitted: PartialDate | None = None
    last_update_posted: Milestone | None = None

    @property
    def last_update(self) -> PartialDate | None:
        """When the record last changed, as far as it says."""
        posted = self.last_update_posted
        return posted.date if posted else self.last_update_submitted


@dataclass(frozen=True, kw_only=True, slots=True)
class ExpandedAccess:
    """Whether the treatment can be had outside the study, and under which record."""

    offered: bool | None = None
    registry_id: str = ""
    status: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """The status of a study with what explains it."""

    status: Status
    last_known: Status | None = None
    why_stopped: str = ""
    expanded_access: ExpandedAccess = ExpandedAccess()
    timeline: Timeline = Timeline()

    @property
    def enrolling(self) -> bool:
        """Whether the study as a whole takes new participants now."""
        return self.status.enrolling
