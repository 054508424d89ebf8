"""What can go wrong, in one line with its remedy; exit codes and HTTP statuses in a table."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Self


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
    "too-many": Outcome(8, 429, "The same was asked too often in a short time."),
    "odd": Outcome(9, 422, "A file can be read, but holds something odd."),
    "not-allowed": Outcome(10, 403, "The account may not do this."),
    "tampered": Outcome(11, 500, "A record that only grows was changed."),
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


class Odd(TrialheadError):
    """Input that can be read, but hardly means what it says."""

    code = "odd"


class NotAllowed(TrialheadError):
    """An account asked for something its roles do not give."""

    code = "not-allowed"


class Tampered(TrialheadError):
    """Something that only ever grows has been changed from outside."""

    code = "tampered"


class TooMany(TrialheadError):
    """A limit on how often something may be done was reached; ``wait`` is how long it holds."""

    code = "too-many"
    wait = timedelta(0)

    @classmethod
    def until(cls, end: datetime, *, at: datetime) -> Self:
        """The error, saying in how many minutes to try again."""
        minutes = max(1, math.ceil((end - at) / timedelta(minutes=1)))
        unit = "minute" if minutes == 1 else "minutes"
        error = cls("This was done too often.", fix=f"Try again in {minutes} {unit}.")
        error.wait = end - at
        return error
