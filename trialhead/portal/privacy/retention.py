"""What is forgotten and when: each feature registers a job; all run every hour."""

import logging
from datetime import datetime
from typing import Protocol

from trialhead.errors import NotReady

logger = logging.getLogger(__name__)


class Job(Protocol):
    """Removes what is past its time; the number of rows removed."""

    def __call__(self, *, now: datetime) -> int: ...


_jobs: dict[str, Job] = {}


def register(name: str, job: Job) -> None:
    """Have a job run every hour. A feature calls this when it starts."""
    if _jobs.setdefault(name, job) is not job:
        raise ValueError(f"there is already a job named {name!r}")


def run(*, now: datetime) -> dict[str, int]:
    """Run every job; how many rows each removed. One that fails does not keep others from running.

    Raises NotReady in the end if any failed.
    """
    removed: dict[str, int] = {}
    failed: list[str] = []
    for name, job in _jobs.items():
        try:
            removed[name] = job(now=now)
        except Exception:
            logger.exception("The clean-up job %r failed.", name)
            failed.append(name)
    if failed:
        raise NotReady(
            f"{len(failed)} of {len(_jobs)} clean-up jobs failed: {', '.join(failed)}.",
            fix="The log above says why. The others have run; run it again when it is mended.",
        )
    return removed
