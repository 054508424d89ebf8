"""The mails about an enquiry. Each is put in the outbox once, however often it is asked for.

Mails to a site hold no word of the person: what they wrote is behind the link. Subjects never name
the illness or the study.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from trialhead.portal.contact import sent_notes
from trialhead.portal.contact.models import (
    Channel,
    Enquiry,
    Handover,
    LaterReply,
    Purpose,
    Side,
    SiteContact,
    State,
)
from trialhead.portal.notifications import actions as outbox
from trialhead.portal.notifications import letters
from trialhead.portal.notifications.models import Message


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipients:
    """Where mails for a site go; ``second`` is empty without a second contact."""

    first: str
    second: str
    operator: bool


def recipients(enquiry: Enquiry) -> Recipients:
    """The site's contact if the operator has confirmed it, else the operator."""
    confirmed = SiteContact.objects.filter(
        record=enquiry.record_id, site_key=enquiry.site_key, confirmed_at__isnull=False
    ).first()
    if confirmed is None:
        return Recipients(first=settings.TRIALHEAD_OPERATOR, second="", operator=True)
    return Recipients(first=confirmed.email, second=confirmed.second_email, operator=False)


def key_of(enquiry: Enquiry, letter: str) -> str:
    """The outbox's key of a letter about this enquiry, at the site where it is now."""
    at_site = f"@{enquiry.moves}" if enquiry.moves else ""
    return f"{key_start(enquiry)}{letter}{at_site}"


def key_start(enquiry: Enquiry) -> str:
    """How the outbox's keys of this enquiry begin."""
    return f"enquiry:{enquiry.reference}:"


def delivered_at(enquiry: Enquiry) -> datetime | None:
    """When the first mail to the site was handed to its mail server; None if it has not been."""
    if enquiry.delivered_at is not None:
        return enquiry.delivered_at
    sent = Message.objects.filter(key=key_of(enquiry, "to_site"))
    return sent.values_list("sent_at", flat=True).first()


def link(enquiry: Enquiry, side: Side, token: str, language: str) -> str:
    """The whole address of a private link."""
    name = "contact:status" if side is Side.PERSON else "contact:reply"
    with translation.override(language):
        path = reverse(name, args=[token])
    return f"{settings.TRIALHEAD_ADDRESS or enquiry.origin}{path}"


def to_site(
    enquiry: Enquiry, letter: str, *, to: str, at: datetime, token: str = "", part: str = ""
) -> None:
    """Write to the site, or to the operator in its place. ``part`` tells like letters apart."""
    language = settings.LANGUAGE_CODE
    _post(
        enquiry,
        letter,
        to=to,
        language=language,
        at=at,
        part=part,
        link=link(enquiry, Side.SITE, token, language) if token else "",
    )


def to_person(
    enquiry: Enquiry,
    letter: str,
    *,
    at: datetime,
    token: str,
    part: str = "",
    reply: LaterReply | None = None,
    proposal: Handover | None = None,
) -> None:
    """Write to the person, if they chose e-mail."""
    if enquiry.channel != Channel.EMAIL:
        return
    _post(
        enquiry,
        letter,
        to=enquiry.address,
        language=enquiry.locale,
        at=at,
        part=part,
        link=link(enquiry, Side.PERSON, token, enquiry.locale),
        reply=reply,
        proposal=proposal,
    )


def _post(
    enquiry: Enquiry,
    letter: str,
    *,
    to: str,
    language: str,
    at: datetime,
    part: str,
    link: str,
    reply: LaterReply | None = None,
    proposal: Handover | None = None,
) -> None:
    context = {
        "enquiry": enquiry,
        "study": enquiry.record,
        "state": State(enquiry.state),
        "link": link,
        "purposes": Purpose,
        "reply": reply,
        "proposal": proposal,
        "notes": sent_notes.read(enquiry.notes),
    }
    written = letters.render(f"enquiry_{letter}", context, language)
    outbox.post(
        key=key_of(enquiry, letter + part),
        to=to,
        subject=written.subject,
        text=written.text,
        html=written.html,
        language=written.language,
        at=at,
    )
