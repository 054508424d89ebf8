"""Somebody who writes many lines of the log, in a process of its own.

`python -m tests.factories.log_writers write NAME OTHER` writes until both have written some;
`… verify` prints how many lines there are, whether they stand, and who wrote them in turn.
"""

import json
import sys
from typing import Any

from trialhead.portal import start

#: So many lines each writes at least.
SOME = 20


def write(name: str, other: str) -> list[str]:
    """Lines, each in a transaction of its own, as long as the other one has not written some: so
    the two do write at once, whichever starts first."""
    from django.utils import timezone

    from trialhead.portal.accounts.actions import note
    from trialhead.portal.accounts.models import AuditEntry

    written = 0
    while written < SOME or AuditEntry.objects.filter(action=other).count() < SOME:
        note(actor=None, action=name, subject="enquiry:1", detail=str(written), at=timezone.now())
        written += 1
    return [name]


def verify() -> dict[str, Any]:
    """How the log stands."""
    from trialhead.portal.accounts import audit

    found = audit.verify()
    writers = "".join(entry.action for entry in audit.entries())
    return {"lines": found.lines, "fault": found.fault, "writers": writers}


def main(verb: str, *words: str) -> None:
    """Do it and print the result."""
    start()
    print(json.dumps({"write": write, "verify": verify}[verb](*words)))


if __name__ == "__main__":
    main(*sys.argv[1:])
