"""Every write of a team about an enquiry; each is one transaction with its line in the log.

The enquiry's row is taken first, then what hangs on it, the log last (see ``contact.actions``).
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from trialhead.errors import NotAllowed, NotFound
from trialhead.portal.accounts import actions as log
from trialhead.portal.accounts.models import User
from trialhead.portal.contact import actions as contact
from trialhead.portal.contact.handover import actions as handover
from trialhead.portal.contact.mail import key_start
from trialhead.portal.contact.models import Enquiry, Handover
from trialhead.portal.contact.sites import SiteChoice
from trialhead.portal.desk.models import OVER, AskedAbout, Asking, Case, Comment, Stage, Worksheet
from trialhead.portal.notifications import actions as outbox
from trialhead.portal.notifications.letters import Letter


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """What changes about a case; ``version`` is the one somebody looked at."""

    version: int
    stage: Stage
    criterion: str = ""
    assignee: User | None = None
    remind_on: date | None = None


@transaction.atomic
def open_case(*, enquiry: Enquiry, by: User, at: datetime) -> Case:
    """Somebody of the team reads an enquiry: it counts as opened, and that they read it is kept."""
    contact.open_enquiry(enquiry=enquiry, at=at, by=by)
    case, _ = Case.objects.get_or_create(enquiry=enquiry)
    _log(enquiry, "read", by=by, at=at)
    return case


@transaction.atomic
def note_list(*, found: int, names: tuple[str, ...], by: User, at: datetime) -> None:
    """Names of people were shown in a list."""
    log.note(
        actor=by, action="list read", subject=f"{found} enquiries", detail=" ".join(names), at=at
    )


@transaction.atomic
def show_contact(*, enquiry: Enquiry, by: User, at: datetime) -> None:
    """The address was shown before the first reply."""
    _log(enquiry, "contact shown", by=by, at=at)


@transaction.atomic
def move(*, case: Case, to: Move, by: User, at: datetime) -> bool:
    """Change stage, assignment and reminder. False if somebody else was quicker."""
    now = _held(case)
    if now.version != to.version:
        return False
    moved = (now.stage, now.criterion) != (to.stage, to.criterion)
    now.stage, now.criterion = to.stage, to.criterion
    now.assignee = to.assignee
    if now.remind_on != to.remind_on:
        now.remind_on = now.mail_on = to.remind_on
        now.remind_by = by
    now.version += 1
    now.save()
    if moved:
        contact.note_stage(
            enquiry=now.enquiry,
            stage=to.stage,
            criterion=to.criterion,
            over=to.stage in OVER,
            by=by,
            at=at,
        )
    else:
        _log(now.enquiry, "assigned", by=by, at=at, detail=log.name_of(to.assignee))
    return True


def _held(case: Case) -> Case:
    """The case as it stands, held to the end of the transaction together with its enquiry, which
    is taken first. NotFound if they are gone."""
    contact.locked(case.enquiry)
    held = Case.objects.select_for_update(of=("self",)).select_related("enquiry__record")
    now = held.filter(pk=case.pk).first()
    if now is None:
        raise NotFound("This enquiry is no longer here.", fix="Go back to the list.")
    return now


@transaction.atomic
def propose_handover(
    *, case: Case, version: int, to: SiteChoice, message: str, by: User, at: datetime
) -> bool:
    """Ask the person whether another site may have the enquiry. False if somebody else has changed
    the case meanwhile, or the person is asked already."""
    now = _held(case)
    if now.version != version or now.stage in OVER:
        return False
    if handover.propose(enquiry=now.enquiry, to=to, message=message, by=by, at=at) is None:
        return False
    _count_on(now)
    return True


@transaction.atomic
def call_back_handover(
    *, case: Case, version: int, proposal: Handover, by: User, at: datetime
) -> bool:
    """Take a proposal back. False if somebody else, or the person, was quicker."""
    now = _held(case)
    if now.version != version or not handover.call_back(proposal=proposal, by=by, at=at):
        return False
    _count_on(now)
    return True


def _count_on(held: Case) -> None:
    held.version += 1
    held.save(update_fields=["version"])


@dataclass(frozen=True, kw_only=True, slots=True)
class Reminder:
    """A mail to somebody of the team."""

    to: User
    letter: Letter


@transaction.atomic
def remind(*, case: Case, reminder: Reminder | None, today: date, at: datetime) -> bool:
    """Write the mail of a case whose day has come, once a day; without one only be done with it.
    False if no mail was written."""
    now = _held(case)
    if now.mail_on is None or now.mail_on > today:
        return False
    now.mail_on = None
    now.save(update_fields=["mail_on"])
    if reminder is None:
        return False
    outbox.post(
        key=f"{key_start(now.enquiry)}remind:{today.isoformat()}",
        to=reminder.to.email,
        subject=reminder.letter.subject,
        text=reminder.letter.text,
        at=at,
    )
    subject, name = f"enquiry:{now.enquiry.reference}", log.name_of(reminder.to)
    log.note(actor=None, action="enquiry reminder mailed", subject=subject, detail=name, at=at)
    return True


@transaction.atomic
def comment(*, case: Case, text: str, by: User, at: datetime) -> Comment:
    """Write a note for colleagues. NotFound if the enquiry is gone."""
    now = _held(case)
    _log(now.enquiry, "commented", by=by, at=at)
    return Comment.objects.create(case=now, author=by, text=text, at=at)


@dataclass(frozen=True, kw_only=True, slots=True)
class Filled:
    """A worksheet as somebody filled it in; ``version`` is the one they began with."""

    version: int
    screened_on: date
    answers: str
    instruments: str
    criteria_change: str


@transaction.atomic
def save_worksheet(*, case: Case, filled: Filled, by: User, at: datetime) -> Worksheet | None:
    """Keep a worksheet. None if somebody else was quicker; a signed one is followed by a new."""
    _held(case)
    last = Worksheet.objects.filter(case=case).order_by("-pk").first()
    if last is None or last.signed_at is not None:
        last = Worksheet(case=case)
    elif last.version != filled.version:
        return None
    last.screened_on, last.answers = filled.screened_on, filled.answers
    last.instruments, last.criteria_change = filled.instruments, filled.criteria_change
    last.author, last.saved_at = by, at
    last.version += 1
    last.save()
    _log(case.enquiry, "worksheet saved", by=by, at=at, detail=f"version {last.version}")
    return last


@transaction.atomic
def sign_worksheet(*, worksheet: Worksheet, name: str, by: User, at: datetime) -> None:
    """Sign a worksheet as it was saved. NotAllowed if it is signed or was changed meanwhile."""
    _held(worksheet.case)
    now = Worksheet.objects.select_for_update(of=("self",)).get(pk=worksheet.pk)
    if now.signed_at is not None or now.version != worksheet.version:
        raise NotAllowed("The worksheet has changed since it was shown.", fix="Look at it again.")
    now.signed_name, now.signed_at = name, at
    now.save(update_fields=["signed_name", "signed_at"])
    _log(now.case.enquiry, "worksheet signed", by=by, at=at, detail=f"version {now.version}")


@transaction.atomic
def note_export(*, kind: str, found: int, by: User, at: datetime) -> None:
    """Enquiries were taken out of the portal as a file."""
    log.note(actor=by, action=f"{kind} taken", subject=f"{found} enquiries", at=at)


@transaction.atomic
def count_questions(*, enquiry: Enquiry, about: frozenset[tuple[Asking, str]], on: date) -> None:
    """Count one more enquiry about each of these."""
    for asking, name in sorted(about):
        AskedAbout.objects.update_or_create(
            registry_id=enquiry.record.registry_id,
            site_key=enquiry.site_key,
            about=name,
            asking=asking,
            day=on,
            defaults={"number": F("number") + 1},
            create_defaults={"number": 1},
        )


@transaction.atomic
def forget_questions(*, before: date) -> int:
    """Erase the counts of days before."""
    return AskedAbout.objects.filter(day__lt=before).delete()[0]


def _log(enquiry: Enquiry, what: str, *, by: User, at: datetime, detail: str = "") -> None:
    subject = f"enquiry:{enquiry.reference}"
    log.note(actor=by, action=f"enquiry {what}", subject=subject, detail=detail, at=at)
