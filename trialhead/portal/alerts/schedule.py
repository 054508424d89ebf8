"""When a mail about a change falls due.

It hangs only on when the first untold change was seen: everything seen since is told with it, so a
digest is never written twice for one day, and a clock that was put back holds nothing up for long.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from trialhead.portal.alerts.models import Often

#: On the clock of the portal's time zone; no zone changes its clock at that hour.
DIGEST_HOUR = time(8)
MONDAY = 0
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


def is_due(often: Often, *, seen: datetime, now: datetime, zone: ZoneInfo) -> bool:
    """Whether it is time to tell what was first ``seen`` then.

    What seems to have been seen more than a week ahead was seen by a clock that was wrong.
    """
    if often == Often.AT_ONCE or seen - now > _WEEK:
        return True
    return next_digest(often, after=seen, zone=zone) <= now


def next_digest(often: Often, *, after: datetime, zone: ZoneInfo) -> datetime:
    """The first digest later than that moment: each day, or each Monday."""
    day = after.astimezone(zone).date()
    if often == Often.WEEKLY:
        day += timedelta(days=(MONDAY - day.weekday()) % 7)
    digest = datetime.combine(day, DIGEST_HOUR, zone)
    if digest <= after:
        step = _WEEK if often == Often.WEEKLY else _DAY
        digest = datetime.combine(day + step, DIGEST_HOUR, zone)
    return digest
