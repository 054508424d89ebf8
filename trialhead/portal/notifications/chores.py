"""What writes mails without anybody clicking: each feature registers a chore, run every minute."""

import logging
from datetime import datetime
from typing import Protocol

logger = logging.getLogger(__name__)


class Chore(Protocol):
    """Puts into the outbox what has fallen due; how many mails."""

    def __call__(self, *, now: datetime) -> int: ...


_chores: dict[str, Chore] = {}


def register(name: str, chore: Chore) -> None:
    """Have a chore run every minute. A feature calls this when it starts."""
    if _chores.setdefault(name, chore) is not chore:
        raise ValueError(f"there is already a chore named {name!r}")


def run(*, now: datetime) -> dict[str, int]:
    """Run every chore; how many mails each wrote. One that fails is logged and tried again."""
    written = {}
    for name, chore in _chores.items():
        try:
            written[name] = chore(now=now)
        except Exception:
            logger.exception("The chore %r failed; it is tried again in a minute.", name)
    return written
