"""What happens day by day: nobody who wrote is left without an answer, nothing is kept too long."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from trialhead.portal.contact import actions, mail
from trialhead.portal.contact.models import WAITING, Enquiry
from trialhead.portal.privacy.models import Kept
from trialhead.portal.privacy.periods import kept_for

#: A site that has not answered by then will not.
GIVE_UP_AFTER = timedelta(days=30)
_SATURDAY = 5


def working_days(start: datetime, end: datetime) -> int:
    """Whole working days (Monday to Friday, UTC) that have passed; 0 if ``end`` is before."""
    days = 0
    at = start + timedelta(days=1)
    while at <= end:
        days += at.weekday() < _SATURDAY
        at += timedelta(days=1)
    return days


def follow_up(*, now: datetime) -> int:
    """Take the next step with every enquiry that waits; returns how many steps were taken.

    Each step counts from the one before, so that a portal that stood still takes them one by one.
    """
    waiting = Enquiry.objects.filter(state__in=WAITING).select_related("record").order_by("pk")
    return sum(_step(enquiry, now) for enquiry in waiting.iterator())


def _step(enquiry: Enquiry, now: datetime) -> bool:
    delivered = mail.delivered_at(enquiry)
    if delivered is not None and enquiry.delivered_at is None:
        actions.note_delivery(enquiry=enquiry, at=delivered)
    if enquiry.offered_at is not None:
        over = now - enquiry.offered_at >= GIVE_UP_AFTER
        if over:
            actions.give_up(enquiry=enquiry, at=now)
        return over
    last = enquiry.second_asked_at or enquiry.reminded_at or enquiry.received_at
    if working_days(last, now) < settings.TRIALHEAD_ANSWER_DAYS:
        return False
    second = mail.recipients(enquiry).second
    if enquiry.reminded_at is None:
        actions.remind_site(enquiry=enquiry, at=now)
    elif second and enquiry.second_asked_at is None:
        actions.ask_second_contact(enquiry=enquiry, to=second, at=now)
    else:
        actions.offer_another_site(enquiry=enquiry, at=now)
    return True


def past_their_time(*, now: datetime) -> QuerySet[Enquiry]:
    """Closed enquiries that have been kept long enough for the person to read."""
    return Enquiry.objects.filter(closed_at__lt=now - kept_for(Kept.CLOSED_ENQUIRIES))


def tidy_enquiries(*, now: datetime) -> int:
    """Erase what has been kept long enough; returns how many rows."""
    erased = 0
    for enquiry in past_their_time(now=now).select_related("record"):
        actions.erase_enquiry(enquiry=enquiry, at=now, asked=False)
        erased += 1
    erased += actions.forget_links(before=now)
    return erased + actions.forget_proof(before=now - kept_for(Kept.PROOF))
