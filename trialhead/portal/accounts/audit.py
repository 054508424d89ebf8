"""The chain of the log: each line's code covers the line and the code before it."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from trialhead.portal.accounts.models import AuditEntry, AuditHead

#: Begins the key. No form takes this sign, so that a text which somebody wrote here, sealed with
#: the same keys, cannot be put in the key's place to forge the log with it.
MARK: Final = "\0log:"


@dataclass(frozen=True, slots=True)
class Line:
    """What one line says."""

    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What checking the log found: how many lines stand, and the first that does not, if any."""

    lines: int
    fault: str = ""


def code(line: Line, *, before: str, key: str) -> str:
    """HMAC-SHA-256 of a line and the code of the line before, in hex."""
    told = [line.number, line.at.isoformat(), line.actor, line.action, line.subject, line.detail]
    text = json.dumps([*told, before], ensure_ascii=True, separators=(",", ":"))
    return hmac.new(key.removeprefix(MARK).encode(), text.encode(), hashlib.sha256).hexdigest()


def verify(*, newest: int | None = None) -> Finding:
    """Check every line from the first to where the log ends, or only so many of the newest, each
    against the one before it."""
    head = AuditHead.objects.first()
    if head is None:
        missing = AuditEntry.objects.exists()
        return Finding(0, "The log's end is missing." if missing else "")
    if not head.key.startswith(MARK):
        return Finding(0, "The log's key is not the one that was made for it.")
    first = 0 if newest is None else max(0, head.number - newest)
    before, count = _mac_of(first), first
    for entry in entries(after=first):
        if entry.number != count + 1:
            return Finding(count, f"Line {count + 1} is missing: line {entry.number} follows.")
        expected = code(_line(entry), before=before, key=head.key)
        if not hmac.compare_digest(expected, entry.mac):
            return Finding(count, f"Line {entry.number} is not what was written.")
        before, count = entry.mac, entry.number
    if (count, before) != (head.number, head.mac):
        return Finding(count, f"The log ends at line {count}; {head.number} were written.")
    return Finding(count)


def _mac_of(number: int) -> str:
    """The code of a line; empty before the first, and of one that is missing."""
    found = AuditEntry.objects.filter(number=number).values_list("mac", flat=True).first()
    return found or ""


def entries(*, after: int = 0) -> Iterator[AuditEntry]:
    """Every line after one, in order, streamed."""
    later = AuditEntry.objects.filter(number__gt=after) if after else AuditEntry.objects
    return later.order_by("number").iterator(chunk_size=2000)


def as_text(found: Iterable[AuditEntry]) -> Iterator[str]:
    """Lines as JSON, one a line, with their codes."""
    for entry in found:
        told = {
            "number": entry.number,
            "at": entry.at.isoformat(),
            "actor": entry.actor,
            "action": entry.action,
            "subject": entry.subject,
            "detail": entry.detail,
            "mac": entry.mac,
        }
        yield json.dumps(told, ensure_ascii=False) + "\n"


def _line(entry: AuditEntry) -> Line:
    return Line(
        number=entry.number,
        at=entry.at,
        actor=entry.actor,
        action=entry.action,
        subject=entry.subject,
        detail=entry.detail,
    )
