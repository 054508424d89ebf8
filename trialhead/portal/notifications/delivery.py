"""Delivering what is due. What is promised when a worker dies at any moment:

- Nothing is lost: a message leaves the outbox only by the mark that the server has taken it.
- Nothing is sent twice, but for one instant that SMTP leaves open to everybody (RFC 1047): if the
  worker dies after the server has taken a mail and before that is marked here, the mail is sent
  again, with the same Message-ID, by which receivers can drop the second copy. Local files carry
  that id in their name, so there is never a second one.
"""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

from django.conf import settings

from trialhead.errors import NotReady
from trialhead.portal.notifications import actions
from trialhead.portal.notifications.carriers import Answer, Carrier, Fate, Folder
from trialhead.portal.notifications.mail_server import read_mail_server
from trialhead.portal.notifications.mime import recipient, written
from trialhead.portal.notifications.models import Message, State
from trialhead.portal.notifications.smtp import SmtpCarrier

logger = logging.getLogger(__name__)


def chosen_carrier() -> Carrier:
    """The way out that the installation has chosen: a mail server, or a folder by default."""
    if settings.TRIALHEAD_MAIL:
        server = read_mail_server(settings.TRIALHEAD_MAIL)
        return SmtpCarrier(server, sender=settings.TRIALHEAD_MAIL_FROM)
    return _local()


def forget_local_mail(*, now: datetime) -> int:
    """Delete local mails of long ago; how many."""
    return _local().forget_old(now=now)


def _local() -> Folder:
    return Folder(settings.TRIALHEAD_HOME / "outbox")


def deliver_due(
    *, now: datetime, sender: str = "by hand", enough: Callable[[], bool] = lambda: False
) -> Counter[State]:
    """Hand over every message that is due, one by one; how many came to which state.

    ``enough`` is asked between two messages. Nothing more is tried once nobody answers: the other
    messages keep their turn and their attempts.
    """
    begun = monotonic()
    done: Counter[State] = Counter()
    with chosen_carrier() as carrier:
        while not enough():
            at = now + timedelta(seconds=monotonic() - begun)
            message = actions.claim_next(sender=sender, now=at)
            if message is None:
                break
            answer = _carry(carrier, message)
            done[_note(message, answer, at=now + timedelta(seconds=monotonic() - begun))] += 1
            if answer.fate is Fate.NOBODY_THERE:
                break
    return done


def _carry(carrier: Carrier, claimed: Message) -> Answer:
    """Hand over one message. One that cannot be written does not hold up the others."""
    try:
        message = Message.objects.get(pk=claimed.pk)
        name, content, to = message.message_id, written(message), recipient(message)
    except Message.DoesNotExist:
        return Answer(Fate.REFUSED, "it was withdrawn")
    except NotReady:
        return Answer(Fate.LATER, "the key to its text is missing")
    except (ValueError, LookupError) as error:
        return Answer(Fate.REFUSED, f"it cannot be written as a mail: {type(error).__name__}")
    return carrier.carry(name=name.partition("@")[0], to=to, content=content)


def _note(message: Message, answer: Answer, *, at: datetime) -> State:
    if answer.fate is Fate.TAKEN:
        actions.mark_sent(message=message, at=at)
        return State.SENT
    logger.warning("Mail %s could not be delivered: %s.", message.pk, answer.reason)
    return actions.mark_failed(
        message=message, error=answer.reason, for_good=answer.fate is Fate.REFUSED, at=at
    )
