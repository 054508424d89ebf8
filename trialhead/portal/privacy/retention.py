"""What is forgotten and when: each feature registers a job; all run every hour."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from trialhead.errors import NotReady

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

logger = logging.getLogger(__name__)


class Job(Protocol):
    """Removes what is past its time; the number of rows removed."""

    def __call__(self, *, now: datetime) -> int: ...


@dataclass(frozen=True, slots=True)
class Duty:
    """A job, and in words how long what it removes is kept until then."""

    job: Job
    keeps: "StrOrPromise"


_duties: dict[str, Duty] = {}


def register(name: str, job: Job, *, keeps: "StrOrPromise") -> None:
    """Have a job run every hour. A feature calls this when it starts."""
    if _duties.setdefault(name, Duty(job, keeps)).job is not job:
        raise ValueError(f"there is already a job named {name!r}")


def duties() -> list[tuple[str, "StrOrPromise"]]:
    """The name of every job and how long what it removes is kept."""
    return [(name, duty.keeps) for name, duty in sorted(_duties.items())]


def run(*, now: datetime) -> dict[str, int]:
    """Run every job; how many rows each removed. One that fails does not keep others from running.

    Raises NotReady in the end if any failed.
    """
    removed: dict[str, int] = {}
    failed: list[str] = []
    for name, duty in _duties.items():
        try:
            removed[name] = duty.job(now=now)
        except Exception:
            logger.exception("The clean-up job %r failed.", name)
            failed.append(name)
    if failed:
        raise NotReady(
            f"{len(failed)} of {len(_duties)} clean-up jobs failed: {', '.join(failed)}.",
            fix="The log above says why. The others have run; run it again when it is mended.",
        )
    return removed
