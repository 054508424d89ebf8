"""The round of the alerts: see what changed, and write the mails that are due."""

import logging
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Min

from trialhead.portal.alerts import actions
from trialhead.portal.alerts.models import Alert, Often, State
from trialhead.portal.alerts.schedule import is_due
from trialhead.portal.alerts.watching import watch
from trialhead.portal.switches.models import Feature
from trialhead.portal.switches.offers import offered

logger = logging.getLogger(__name__)


def gather(*, now: datetime) -> int:
    """Note every change and tell what is due; how many mails were written.

    An alert that cannot be told does not hold up the others: it is tried again in the next round.
    While the portal offers no alerts nothing is written and nothing moves on: what changes
    meanwhile is told once they are offered again.
    """
    if not offered(Feature.ALERTS):
        return 0
    watch(now=now)
    zone, written = ZoneInfo(settings.TIME_ZONE), 0
    waiting = Alert.objects.filter(state=State.ACTIVE, findings__isnull=False)
    for alert in waiting.annotate(seen=Min("findings__found_at")).only("often").order_by("pk"):
        if not is_due(Often(alert.often), seen=alert.seen, now=now, zone=zone):
            continue
        try:
            written += actions.tell(alert=alert, at=now)
        except Exception:
            logger.exception("Alert %s could not be told.", alert.pk)
    return written
