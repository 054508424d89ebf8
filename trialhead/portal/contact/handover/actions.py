"""Every write about handing an enquiry over; each is one transaction with the mails it causes.

An enquiry that moves gets a new row, and the old row is deleted. So whatever the team of the site
it leaves has attached to it (case, comments, worksheets, links in mails) goes with the old row and
cannot travel, also what a later feature attaches. Only the person keeps what that site answered.
"""

import json
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from trialhead.errors import NotFound
from trialhead.portal.accounts.models import User
from trialhead.portal.contact import mail
from trialhead.portal.contact.actions import locked, new_link, note, write_to_site
from trialhead.portal.contact.consents import Agreed
from trialhead.portal.contact.handover.choices import takes_it, written_before
from trialhead.portal.contact.models import (
    Consent,
    Decision,
    EarlierSite,
    Enquiry,
    Handover,
    Purpose,
    Side,
    State,
)
from trialhead.portal.contact.sites import SiteChoice
from trialhead.portal.notifications import actions as outbox

#: So long a person has to answer.
PROPOSAL_LASTS = timedelta(days=14)
#: What a site does with an enquiry; the next one begins anew.
_OF_A_SITE = (
    "delivered_at",
    "opened_at",
    "reminded_at",
    "second_asked_at",
    "offered_at",
    "answered_at",
    "closed_at",
    "until",
)


@transaction.atomic
def propose(
    *, enquiry: Enquiry, to: SiteChoice, message: str, by: User, at: datetime
) -> Handover | None:
    """Ask the person whether another site may have the enquiry; nothing is passed on yet. None if
    they have withdrawn it, or are asked already."""
    held = locked(enquiry)
    _lapse(held, at)
    if held.state == State.WITHDRAWN or held.handovers.filter(decided_at=None).exists():
        return None
    proposal = Handover.objects.create(
        enquiry=held,
        site_key=to.key,
        site_name=to.name,
        message=message,
        proposed_at=at,
        expires_at=at + PROPOSAL_LASTS,
    )
    note(held, "handover-proposed", at, by=by, detail=to.key)
    token = new_link(held, Side.PERSON)
    mail.to_person(held, "handover", at=at, token=token, part=f":{proposal.pk}", proposal=proposal)
    return proposal


@transaction.atomic
def call_back(*, proposal: Handover, by: User, at: datetime) -> bool:
    """The site no longer proposes it. False if the person was quicker."""
    held = locked(proposal.enquiry)
    return _decided(held, proposal, Decision.CALLED_BACK, "handover-called-back", at, by=by)


@transaction.atomic
def decline(*, proposal: Handover, at: datetime) -> bool:
    """The person says no: the enquiry stays. False if that was decided before."""
    held = locked(proposal.enquiry)
    return _decided(held, proposal, Decision.NO, "handover-declined", at)


def _decided(
    held: Enquiry,
    proposal: Handover,
    decision: Decision,
    what: str,
    at: datetime,
    *,
    by: User | None = None,
) -> bool:
    undecided = Handover.objects.filter(pk=proposal.pk, enquiry=held, decided_at=None)
    if not undecided.update(decision=decision, decided_at=at):
        return False
    note(held, what, at, by=by, detail=proposal.site_key)
    return True


def _lapse(held: Enquiry, at: datetime) -> int:
    over = list(held.handovers.filter(decided_at=None, expires_at__lte=at))
    return sum(_decided(held, one, Decision.LAPSED, "handover-lapsed", at) for one in over)


def lapse_proposals(*, now: datetime) -> int:
    """End the proposals nobody answered in time, each in a transaction of its own; how many."""
    over = Handover.objects.filter(decided_at=None, expires_at__lte=now)
    return sum(_lapsed(one.enquiry, now) for one in over.select_related("enquiry"))


@transaction.atomic
def _lapsed(enquiry: Enquiry, now: datetime) -> int:
    try:
        return _lapse(locked(enquiry), now)
    except NotFound:  # handed over, withdrawn or erased meanwhile
        return 0


def accept(*, proposal: Handover, agreed: Agreed, at: datetime) -> bool:
    """The person says yes: the enquiry moves. False if it cannot, and then nothing has changed."""
    try:
        return _accepted(proposal, agreed, at)
    except (IntegrityError, NotFound):  # another click, or a form of theirs, was quicker
        return False


@transaction.atomic
def _accepted(proposal: Handover, agreed: Agreed, at: datetime) -> bool:
    held = locked(proposal.enquiry)
    asked = held.handovers.filter(pk=proposal.pk, decided_at=None, expires_at__gt=at).first()
    if asked is None or held.state == State.WITHDRAWN or written_before(asked):
        return False
    if not takes_it(asked, timezone.localdate(at)):
        return False
    _decided(held, asked, Decision.YES, "handed-over", at)
    _leave(held, at)
    moved = _moved(held, asked, at)
    Consent.objects.create(
        reference=moved.reference,
        purpose=Purpose.HANDOVER,
        site_key=moved.site_key,
        text_version=agreed.text_version,
        locale=agreed.locale,
        given_at=at,
    )
    note(moved, "received", at)
    write_to_site(moved, "to_site", to=mail.recipients(moved).first, at=at)
    return True


def _leave(held: Enquiry, at: datetime) -> None:
    """Tell the site that it is no longer asked; mails that have not left yet stay here."""
    if mail.delivered_at(held) is not None or held.opened_at is not None:
        mail.to_site(held, "moved", to=mail.recipients(held).first, at=at)
    for letter in ("to_site", "reminder"):
        outbox.forget(start=mail.key_of(held, letter))


def _moved(held: Enquiry, to: Handover, at: datetime) -> Enquiry:
    """The enquiry in a new row, with what is the person's own."""
    left = EarlierSite(
        site_key=held.site_key,
        site_name=held.site_name,
        answers=_answers(held),
        received_at=held.received_at,
        left_at=at,
    )
    links = list(held.links.filter(side=Side.PERSON))
    own: list[Any] = [
        *links,
        *held.earlier_sites.order_by("pk"),
        *held.handovers.order_by("pk"),
        left,
    ]
    held.delete()
    held.site_key, held.site_name = to.site_key, to.site_name
    held.state, held.answer, held.received_at = State.RECEIVED, "", at
    held.moves += 1
    for name in _OF_A_SITE:
        setattr(held, name, None)
    held.to_operator = mail.recipients(held).operator
    held.save(force_insert=True)
    for row in own:
        row.pk, row.enquiry = None, held
        row.save(force_insert=True)
    return held


def _answers(held: Enquiry) -> str:
    """What the site had answered, as JSON; empty if nothing."""
    first = [(held.answer, held.answered_at)] if held.answer else []
    later = [(reply.text, reply.at) for reply in held.later_replies.order_by("at")]
    told = [{"text": text, "at": at.isoformat() if at else ""} for text, at in (*first, *later)]
    return json.dumps(told, ensure_ascii=False) if told else ""
