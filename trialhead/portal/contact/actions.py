"""Every write about enquiries; each is one transaction with the mails it causes.

Every feature takes rows in one order, so that no two transactions wait for each other: the enquiry
first, one a transaction (``locked``), then what hangs on it, and the end of the log after that.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from trialhead.errors import NotFound
from trialhead.portal.accounts import actions as log
from trialhead.portal.accounts.models import User
from trialhead.portal.accounts.permissions import Scope
from trialhead.portal.contact import keys, mail, received, sent_notes
from trialhead.portal.contact.consents import Agreed
from trialhead.portal.contact.draft import Draft
from trialhead.portal.contact.models import (
    WAITING,
    Consent,
    Enquiry,
    EnquiryEvent,
    EnquiryLink,
    LaterReply,
    Purpose,
    Side,
    SiteContact,
    SiteNotice,
    State,
)
from trialhead.portal.notifications import actions as outbox
from trialhead.portal.privacy.tokens import digest, new_token
from trialhead.portal.studies.models import StudyRecord

#: How long a link in a mail to a site works; a reminder brings a new one.
SITE_LINK_LASTS = timedelta(days=60)


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """Whom an enquiry goes to, and what is kept to offer another site later."""

    record: StudyRecord
    site_key: str
    site_name: str
    near: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """What sending did: ``token`` opens the status page; it is empty if somebody with the same
    address had written to this site before, and then ``enquiry`` is that earlier one."""

    enquiry: Enquiry
    token: str = ""


@transaction.atomic
def send_enquiry(
    *, target: Target, draft: Draft, agreed: Agreed, mark: str, origin: str, at: datetime
) -> Sent:
    """Keep an enquiry and put its mails in the outbox.

    The same form sent again changes nothing. A second enquiry to the same site from the same
    address is not sent: its author gets the state of the first by mail.
    """
    once = keys.once(
        mark=mark,
        registry_id=target.record.registry_id,
        site_key=target.site_key,
        address=draft.address,
    )
    known = keys.address_digest(draft.address)
    earlier = _earlier(target, once=once, known=known)
    if earlier is None:
        try:
            with transaction.atomic():
                enquiry = _keep(target, draft, agreed, once=once, origin=origin, at=at)
        except IntegrityError:  # sent a second time at this very moment
            earlier = _earlier(target, once=once, known=known)
            if earlier is None:
                raise
        else:
            return _announce(enquiry, agreed, at=at)
    if earlier.once == once:
        return Sent(enquiry=earlier, token=keys.person_token(once))
    try:
        locked(earlier)
    except NotFound:  # handed over or erased at this very moment: this one is the first here
        return send_enquiry(
            target=target, draft=draft, agreed=agreed, mark=mark, origin=origin, at=at
        )
    token = new_link(earlier, Side.PERSON)
    mail.to_person(earlier, "again", at=at, token=token, part=f":{at:%Y-%m-%d}")
    return Sent(enquiry=earlier)


def _earlier(target: Target, *, once: str, known: str) -> Enquiry | None:
    same_form = Enquiry.objects.filter(once=once).first()
    if same_form is not None:
        return same_form
    to_site = Enquiry.objects.filter(record=target.record, site_key=target.site_key)
    return to_site.filter(address_digest=known).exclude(state=State.WITHDRAWN).first()


def _keep(
    target: Target, draft: Draft, agreed: Agreed, *, once: str, origin: str, at: datetime
) -> Enquiry:
    enquiry = Enquiry(
        record=target.record,
        site_key=target.site_key,
        site_name=target.site_name,
        near=target.near,
        name=draft.name,
        channel=draft.channel,
        address=draft.address,
        times=draft.times,
        language=draft.language,
        behalf=draft.behalf,
        message=draft.message,
        answers=draft.answers,
        answer_data=draft.answer_data,
        notes=sent_notes.written(draft.notes),
        note_count=len(draft.notes),
        locale=agreed.locale,
        origin=origin,
        once=once,
        address_digest=keys.address_digest(draft.address),
        received_at=at,
    )
    enquiry.to_operator = mail.recipients(enquiry).operator
    enquiry.save()
    return enquiry


def _announce(enquiry: Enquiry, agreed: Agreed, *, at: datetime) -> Sent:
    note(enquiry, "received", at)
    Consent.objects.bulk_create(
        Consent(
            reference=enquiry.reference,
            purpose=purpose,
            text_version=agreed.text_version,
            locale=agreed.locale,
            given_at=at,
        )
        for purpose in agreed.purposes
    )
    token = keys.person_token(enquiry.once)
    EnquiryLink.objects.create(enquiry=enquiry, side=Side.PERSON, digest=digest(token))
    received.tell(enquiry, at=at)
    mail.to_person(enquiry, "copy", at=at, token=token)
    write_to_site(enquiry, "to_site", to=mail.recipients(enquiry).first, at=at)
    return Sent(enquiry=enquiry, token=token)


def write_to_site(enquiry: Enquiry, letter: str, *, to: str, at: datetime, part: str = "") -> None:
    """A mail to the site, with a link of its own."""
    token = new_link(enquiry, Side.SITE, until=at + SITE_LINK_LASTS)
    mail.to_site(enquiry, letter, to=to, at=at, token=token, part=part)


def new_link(enquiry: Enquiry, side: Side, *, until: datetime | None = None) -> str:
    """The token of a further private link."""
    token = new_token()
    EnquiryLink.objects.create(enquiry=enquiry, side=side, digest=digest(token), expires_at=until)
    return token


def note(
    enquiry: Enquiry,
    what: str,
    at: datetime,
    *,
    by: User | None = None,
    criterion: str = "",
    detail: str = "",
    waited: timedelta | None = None,
) -> None:
    """Keep that something happened, as an event and in the log."""
    EnquiryEvent.objects.create(
        reference=enquiry.reference,
        registry_id=enquiry.record.registry_id,
        site_key=enquiry.site_key,
        what=what,
        criterion=criterion,
        waited=None if waited is None else max(0, int(waited.total_seconds())),
        at=at,
    )
    subject = f"enquiry:{enquiry.reference}"
    log.note(actor=by, action=f"enquiry {what}", subject=subject, detail=criterion or detail, at=at)


def locked(enquiry: Enquiry) -> Enquiry:
    """The enquiry as it stands now, held to the end of the transaction. NotFound if it is gone,
    erased or moved to another site."""
    held = Enquiry.objects.select_for_update(of=("self",)).select_related("record")
    now = held.filter(pk=enquiry.pk).first()
    if now is None:
        raise NotFound("This enquiry is no longer here.", fix="Go back to the list.")
    return now


@transaction.atomic
def note_delivery(*, enquiry: Enquiry, at: datetime) -> None:
    """The mail to the site was handed to its mail server."""
    now = locked(enquiry)
    if now.delivered_at is None:
        now.delivered_at = at
        if now.state == State.RECEIVED:
            now.state = State.DELIVERED
        now.save(update_fields=["delivered_at", "state"])
        note(now, "delivered", at)


@transaction.atomic
def open_enquiry(*, enquiry: Enquiry, at: datetime, by: User | None = None) -> Enquiry:
    """Somebody at the site asked to see the enquiry."""
    now = locked(enquiry)
    if now.opened_at is None and now.waiting:
        now.opened_at = at
        now.state = State.OPENED
        now.save(update_fields=["opened_at", "state"])
        note(now, "opened", at, by=by)
    return now


@transaction.atomic
def answer_enquiry(
    *,
    enquiry: Enquiry,
    state: State,
    text: str,
    until: date | None,
    at: datetime,
    by: User | None = None,
) -> bool:
    """Keep the site's answer and tell the person. False if it was answered or withdrawn before."""
    now = locked(enquiry)
    if now.replied or now.state == State.WITHDRAWN:
        return False
    now.state, now.answer, now.until = state, text, until
    now.answered_at = now.closed_at = at
    now.opened_at = now.opened_at or at
    now.save()
    note(now, state, at, by=by, waited=at - now.received_at)
    if state != State.ANSWERED:
        SiteNotice.objects.create(record=now.record, site_key=now.site_key, until=until, told_at=at)
    mail.to_person(now, "answered", at=at, token=new_link(now, Side.PERSON))
    return True


@transaction.atomic
def reply_again(*, enquiry: Enquiry, text: str, at: datetime, by: User) -> bool:
    """Write to the person once more. False if they want no answer any more."""
    now = locked(enquiry)
    if not now.replied:
        return False
    reply = LaterReply.objects.create(enquiry=now, text=text, at=at)
    note(now, "replied-again", at, by=by)
    token = new_link(now, Side.PERSON)
    mail.to_person(now, "answered", at=at, token=token, part=f":{reply.pk}", reply=reply)
    return True


@transaction.atomic
def note_stage(
    *, enquiry: Enquiry, stage: str, criterion: str, over: bool, at: datetime, by: User
) -> None:
    """How far the site has come with somebody. While it goes on, the enquiry is kept."""
    now = locked(enquiry)
    if now.state != State.WITHDRAWN:
        now.closed_at = (now.closed_at or at) if over else None
        now.save(update_fields=["closed_at"])
    note(now, stage, at, by=by, criterion=criterion)


@transaction.atomic
def withdraw_enquiry(*, enquiry: Enquiry, at: datetime) -> None:
    """The person no longer wants an answer: the site can no longer see what they wrote."""
    now = locked(enquiry)
    if now.state == State.WITHDRAWN:
        return
    now.state, now.closed_at = State.WITHDRAWN, at
    now.save(update_fields=["state", "closed_at"])
    note(now, "withdrawn", at)
    Consent.objects.filter(reference=now.reference, withdrawn_at=None).update(withdrawn_at=at)
    _tell_site(now, "withdrawn", at=at)


@transaction.atomic
def withdraw_consent(*, enquiry: Enquiry, purpose: Purpose, at: datetime) -> None:
    """Take back one consent beside that of passing the enquiry on."""
    now = locked(enquiry)
    given = Consent.objects.filter(reference=now.reference, purpose=purpose)
    if given.filter(withdrawn_at=None).update(withdrawn_at=at):
        note(now, f"no-{purpose}", at)


@transaction.atomic
def erase_enquiry(*, enquiry: Enquiry, at: datetime, asked: bool = True) -> None:
    """Erase everything the person wrote, with the mails about it; the site is told to do the same.

    What stays is without content: the events, and the proof that consent was given and taken back.
    """
    now = locked(enquiry)
    note(now, "erased", at)
    Consent.objects.filter(reference=now.reference, withdrawn_at=None).update(withdrawn_at=at)
    left = mail.delivered_at(now) is not None
    outbox.forget(start=mail.key_start(now))
    if asked and left:
        _tell_site(now, "erase", at=at)
    now.delete()


def _tell_site(enquiry: Enquiry, letter: str, *, at: datetime) -> None:
    told = mail.recipients(enquiry)
    mail.to_site(enquiry, letter, to=told.first, at=at)
    if told.second and enquiry.second_asked_at is not None:
        mail.to_site(enquiry, letter, to=told.second, at=at, part=":second")


@transaction.atomic
def remind_site(*, enquiry: Enquiry, at: datetime) -> None:
    """Ask the site again."""
    now = locked(enquiry)
    if now.reminded_at is None and now.state in WAITING:
        now.reminded_at = at
        now.save(update_fields=["reminded_at"])
        write_to_site(now, "reminder", to=mail.recipients(now).first, at=at)
        note(now, "reminded", at)


@transaction.atomic
def ask_second_contact(*, enquiry: Enquiry, to: str, at: datetime) -> None:
    """Ask the site's second contact."""
    now = locked(enquiry)
    if now.second_asked_at is None and now.state in WAITING:
        now.second_asked_at = at
        now.save(update_fields=["second_asked_at"])
        write_to_site(now, "reminder", to=to, at=at, part=":second")
        note(now, "second-asked", at)


@transaction.atomic
def offer_another_site(*, enquiry: Enquiry, at: datetime) -> None:
    """Tell the person that nobody has answered and where else they can ask."""
    now = locked(enquiry)
    if now.offered_at is None and now.state in WAITING:
        now.offered_at = at
        now.save(update_fields=["offered_at"])
        mail.to_person(now, "offer", at=at, token=new_link(now, Side.PERSON))
        note(now, "offered", at)


@transaction.atomic
def give_up(*, enquiry: Enquiry, at: datetime) -> None:
    """Close an enquiry that nobody has answered, so that it is erased in time."""
    now = locked(enquiry)
    if now.state in WAITING:
        now.state, now.closed_at = State.UNANSWERED, at
        now.save(update_fields=["state", "closed_at"])
        note(now, "unanswered", at)


@transaction.atomic
def forget_proof(*, before: datetime) -> int:
    """Erase consents and events older than the time they are kept."""
    consents, _ = Consent.objects.filter(given_at__lt=before).delete()
    events, _ = EnquiryEvent.objects.filter(at__lt=before).delete()
    return consents + events


@transaction.atomic
def forget_links(*, before: datetime) -> int:
    """Erase links that have expired."""
    return EnquiryLink.objects.filter(expires_at__lt=before).delete()[0]


@transaction.atomic
def confirm_contact(
    *,
    record: StudyRecord,
    site_key: str,
    email: str,
    second_email: str,
    at: datetime,
    by: User | None = None,
) -> SiteContact:
    """From now on this site gets its enquiries itself."""
    contact, _ = SiteContact.objects.update_or_create(
        record=record,
        site_key=site_key,
        defaults={"email": email, "second_email": second_email, "confirmed_at": at},
    )
    subject = str(Scope(record.registry_id, site_key))
    log.note(actor=by, action="contact confirmed", subject=subject, at=at)
    return contact


@transaction.atomic
def remove_contact(*, record: StudyRecord, site_key: str, at: datetime, by: User) -> bool:
    """From now on the operator gets this site's enquiries; False if that was so."""
    kept = SiteContact.objects.filter(record=record, site_key=site_key)
    if not kept.delete()[0]:
        return False
    subject = str(Scope(record.registry_id, site_key))
    log.note(actor=by, action="contact removed", subject=subject, at=at)
    return True
