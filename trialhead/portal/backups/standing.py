"""When the last backup was written, as the log tells it."""

from datetime import datetime

from trialhead.portal.accounts.models import AuditEntry
from trialhead.portal.backups.actions import SUBJECT


def last_backup() -> datetime | None:
    """When the newest backup was written; None if none ever was."""
    lines = AuditEntry.objects.filter(subject=SUBJECT, action="backup written")
    return lines.order_by("-number").values_list("at", flat=True).first()
