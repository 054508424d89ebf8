"""Mails on the day somebody of a team set: one a day and case, without a word about the person."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from trialhead.portal.accounts.models import User
from trialhead.portal.contact.models import Enquiry, State
from trialhead.portal.desk import actions
from trialhead.portal.desk.actions import Reminder
from trialhead.portal.desk.listing import visible
from trialhead.portal.desk.models import OVER, Case
from trialhead.portal.notifications import letters


def remind(*, now: datetime) -> int:
    """Write the mails that are due; how many. A case nobody need be reminded of is done with."""
    today = timezone.localdate(now)
    due = Case.objects.filter(mail_on__lte=today).select_related("enquiry", "assignee", "remind_by")
    return sum(
        actions.remind(case=case, reminder=_reminder(case), today=today, at=now)
        for case in due.order_by("mail_on", "pk")
    )


def _reminder(case: Case) -> Reminder | None:
    if case.stage in OVER or case.enquiry.state == State.WITHDRAWN:
        return None
    receiver = _receiver(case)
    if receiver is None:
        return None
    language = settings.LANGUAGE_CODE
    letter = letters.render("case_reminder", {"link": _link(case.enquiry, language)}, language)
    return Reminder(to=receiver, letter=letter)


def _receiver(case: Case) -> User | None:
    """Who cares for the case, else who set the day; nobody who may no longer see it."""
    for user in (case.assignee, case.remind_by):
        if user is not None and visible(user).filter(pk=case.enquiry_id).exists():
            return user
    return None


def _link(enquiry: Enquiry, language: str) -> str:
    with translation.override(language):
        path = reverse("desk:enquiry", args=[enquiry.reference])
    return f"{settings.TRIALHEAD_ADDRESS or enquiry.origin}{path}"
