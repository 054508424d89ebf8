"""Every write to the outbox and about its workers; each is one transaction."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils.crypto import salted_hmac

from trialhead.portal.accounts import actions as log
from trialhead.portal.accounts.models import User
from trialhead.portal.notifications import waking
from trialhead.portal.notifications.models import WAITING, Heartbeat, Message, State
from trialhead.portal.notifications.wording import check_head

#: After so long a worker that has not said what became of a message is taken for dead.
LEASE = timedelta(minutes=10)
#: How long to wait after the first, second ... failure; after the last the message is given up.
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(days=1),
    timedelta(days=1),
    timedelta(days=2),
)
#: A key is remembered so long, so that nothing is sent twice.
KEEP_SENT = timedelta(days=180)
#: So long an operator can try again what was given up.
KEEP_DEAD = timedelta(days=30)
#: So long it is kept when a worker was last seen.
KEEP_WORKERS = timedelta(days=7)
_NOTHING_LEFT = {"to": "", "subject": "", "text": "", "html": "", "more_headers": ""}
_NO_HEADERS: Mapping[str, str] = {}


@transaction.atomic
def post(
    *,
    key: str,
    to: str,
    subject: str,
    text: str,
    at: datetime,
    html: str = "",
    language: str = "en",
    headers: Mapping[str, str] = _NO_HEADERS,
) -> Message:
    """Put a mail in the outbox, once for each key; the same key again gives the first one.

    It is part of the caller's transaction: what caused it and the mail are kept together or not at
    all. ``key`` must not hold an address.
    """
    check_head(to=to, subject=subject, headers=headers)
    message, fresh = Message.objects.get_or_create(
        key=key,
        defaults={
            "message_id": _message_id(key),
            "to": to,
            "subject": subject,
            "text": text,
            "html": html,
            "more_headers": json.dumps(dict(headers)) if headers else "",
            "language": language,
            "next_attempt_at": at,
            "created_at": at,
        },
    )
    if fresh:
        transaction.on_commit(waking.wake, robust=True)
    return message


def _message_id(key: str) -> str:
    """The same for the same key, so that a receiver can drop a second copy."""
    name = salted_hmac("trialhead.notifications.message-id", key, algorithm="sha256").hexdigest()
    return f"{name[:40]}@{settings.TRIALHEAD_MAIL_FROM.rpartition('@')[2]}"


@transaction.atomic
def forget(*, start: str) -> int:
    """Delete every message whose key begins with ``start``, sent or not; how many."""
    return Message.objects.filter(key__startswith=start).delete()[0]


@transaction.atomic
def claim_next(*, sender: str, now: datetime) -> Message | None:
    """The message whose turn it is, now being sent by ``sender``; None if there is none due.

    One whose sender has not reported within the lease is due again. The row is written before
    anything goes to the mail server, so no other worker takes it.
    """
    due = models.Q(state__in=[*WAITING, State.SENDING], next_attempt_at__lte=now)
    message = (
        Message.objects.select_for_update(skip_locked=True)
        .only("state", "sender", "attempts", "next_attempt_at")  # without a key it is claimed too
        .filter(due)
        .order_by("next_attempt_at", "pk")
        .first()
    )
    if message is None:
        return None
    message.state = State.SENDING
    message.sender = sender
    message.attempts += 1
    message.next_attempt_at = now + LEASE
    message.save(update_fields=["state", "sender", "attempts", "next_attempt_at"])
    return message


@transaction.atomic
def release_claims(*, sender: str, now: datetime) -> int:
    """Make due again what an earlier life of this worker was sending when it died; how many."""
    held = Message.objects.filter(state=State.SENDING, sender=sender)
    return held.update(state=State.QUEUED, sender="", next_attempt_at=now)


@transaction.atomic
def mark_sent(*, message: Message, at: datetime) -> None:
    """The mail server has taken it: it is never sent again, and what it said is forgotten."""
    Message.objects.filter(pk=message.pk).update(
        state=State.SENT,
        sent_at=at,
        next_attempt_at=None,
        sender="",
        last_error="",
        **_NOTHING_LEFT,
    )


@transaction.atomic
def mark_failed(*, message: Message, error: str, for_good: bool, at: datetime) -> State:
    """Try again later, or give up: after the last wait, or at once when it is ``for_good``."""
    dead = for_good or message.attempts > len(BACK_OFF)
    state = State.DEAD if dead else State.FAILED
    later = at if dead else at + BACK_OFF[message.attempts - 1]
    ours = Message.objects.filter(pk=message.pk, state=State.SENDING, sender=message.sender)
    ours.update(state=state, sender="", next_attempt_at=later, last_error=error[:200])
    return state


@transaction.atomic
def revive_dead(*, at: datetime, by: User | None = None) -> int:
    """Try again everything that was given up, from the beginning; how many."""
    dead = Message.objects.filter(state=State.DEAD)
    revived = dead.update(state=State.QUEUED, attempts=0, next_attempt_at=at)
    if revived:
        detail = f"{revived} given up"
        log.note(actor=by, action="mails tried again", subject="outbox", detail=detail, at=at)
    transaction.on_commit(waking.wake, robust=True)
    return revived


@transaction.atomic
def retry(*, message: Message, at: datetime, by: User) -> bool:
    """Try one mail again now, one that was given up from the beginning; False if it is neither
    waiting nor given up."""
    waits = Message.objects.filter(pk=message.pk, state__in=[*WAITING, State.DEAD])
    if not waits.update(state=State.QUEUED, attempts=0, next_attempt_at=at):
        return False
    log.note(actor=by, action="mail tried again", subject=_subject(message), at=at)
    transaction.on_commit(waking.wake, robust=True)
    return True


@transaction.atomic
def give_up(*, message: Message, at: datetime, by: User) -> bool:
    """Try one mail no more; False if it is not waiting."""
    waits = Message.objects.filter(pk=message.pk, state__in=WAITING)
    if not waits.update(state=State.DEAD, next_attempt_at=at):
        return False
    log.note(actor=by, action="mail given up", subject=_subject(message), at=at)
    return True


def _subject(message: Message) -> str:
    return f"mail:{message.pk}"


@transaction.atomic
def forget_old(*, now: datetime) -> int:
    """Delete messages sent or given up long ago; how many."""
    sent = models.Q(state=State.SENT, sent_at__lte=now - KEEP_SENT)
    dead = models.Q(state=State.DEAD, next_attempt_at__lte=now - KEEP_DEAD)
    return Message.objects.filter(sent | dead).delete()[0]


@transaction.atomic
def beat(*, worker: str, version: str, started_at: datetime, at: datetime) -> None:
    """Keep that a worker is at work."""
    told = {"version": version, "started_at": started_at, "seen_at": at}
    Heartbeat.objects.update_or_create(worker=worker, defaults=told)


@transaction.atomic
def forget_workers(*, now: datetime) -> int:
    """Delete what was kept of workers that are no more; how many."""
    return Heartbeat.objects.filter(seen_at__lt=now - KEEP_WORKERS).delete()[0]
