"""How long a study's sites take to answer, once enough of them have."""

from datetime import datetime, timedelta
from statistics import median
from uuid import UUID

from trialhead.portal.contact.models import REPLIES, EnquiryEvent

ENOUGH = 5


def median_answer_time(registry_id: str) -> timedelta | None:
    """The median from receipt to first answer; None with fewer than five answers.

    It is read from the events, which outlive the enquiries and name nobody.
    """
    events = EnquiryEvent.objects.filter(
        registry_id=registry_id, what__in=["received", *REPLIES]
    ).order_by("at", "pk")
    received: dict[UUID, datetime] = {}
    answered: dict[UUID, datetime] = {}
    for reference, what, at in events.values_list("reference", "what", "at"):
        (received if what == "received" else answered).setdefault(reference, at)
    waits = [
        (at - received[one]).total_seconds() for one, at in answered.items() if one in received
    ]
    return timedelta(seconds=median(waits)) if len(waits) >= ENOUGH else None
