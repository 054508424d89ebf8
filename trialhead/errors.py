"""What can go wrong, in one line with its remedy; exit codes and HTTP statuses in a table."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Outcome:
    """How the outside sees one kind of error: the command's exit code and the page's status."""

    exit_code: int
    http_status: int
    meaning: str


#: Exit codes 0 (done), 1 (a defect in trialhead) and 2 (wrong use of a command) need no entry.
OUTCOMES: dict[str, Outcome] = {
    "partly-refused": Outcome(3, 422, "Some records were refused; the rest was imported."),
    "not-found": Outcome(4, 404, "The study, place or file asked for is not here."),
    "unreadable": Outcome(5, 400, "What was given cannot be read."),
    "not-ready": Outcome(6, 503, "The database, index or place list is missing or out of date."),
    "unreachable": Outcome(7, 502, "The registry did not answer, or answered with a fault."),
}


class TrialheadError(Exception):
    """The root of all errors raised on purpose: what is wrong, where, and what to do.

    ``code`` is a key of :data:`OUTCOMES`.
    """

    code: ClassVar[str] = "unreadable"

    def __init__(self, mistake: str, *, fix: str) -> None:
        super().__init__(f"{mistake} {fix}")
        self.mistake = mistake
        self.fix = fix

    @property
    def outcome(self) -> Outcome:
        """The row of :data:`OUTCOMES` for this error."""
        return OUTCOMES[self.code]


class PartlyRefused(TrialheadError):
    """Some records went to quarantine."""

    code = "partly-refused"


class NotFound(TrialheadError):
    """The thing asked for does not exist here."""

    code = "not-found"


class Unreadable(TrialheadError):
    """Input that cannot be understood as what it claims to be."""

    code = "unreadable"


class NotReady(TrialheadError):
    """The installation lacks something it needs."""

    code = "not-ready"


class Unreachable(TrialheadError):
    """A remote registry could not be asked."""

    code = "unreachable"
