"""The outbox as the operator may see it: states, times and reasons; no whole address, no words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, Max, Min, QuerySet

from trialhead.errors import NotReady
from trialhead.portal.notifications.models import WAITING, Message, State
from trialhead.portal.privacy import keys

#: What is read of a mail to list it; the rest is sealed and stays so.
SEEN: Final = ("key", "state", "attempts", "next_attempt_at", "created_at", "sent_at", "last_error")
#: Views of the outbox and the states in them.
VIEWS: Final[dict[str, tuple[State, ...]]] = {
    "waiting": (*WAITING, State.SENDING),
    "given-up": (State.DEAD,),
    "sent": (State.SENT,),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """The outbox in numbers; times are None where there is no such mail."""

    waiting: int
    failed: int
    dead: int
    sent: int
    oldest: datetime | None
    due_since: datetime | None
    last_sent: datetime | None

    def count(self, view: str) -> int:
        """How many mails a view holds."""
        return {"waiting": self.waiting, "given-up": self.dead, "sent": self.sent}[view]


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """One mail as it is listed."""

    message: Message
    to: str


def standing() -> Standing:
    """How the outbox stands. ``due_since`` is when the mail that should go next fell due."""
    counts = dict(Message.objects.order_by().values_list("state").annotate(Count("pk")))
    waiting = Message.objects.filter(state__in=VIEWS["waiting"])
    times = waiting.aggregate(oldest=Min("created_at"), due=Min("next_attempt_at"))
    sent = Message.objects.filter(state=State.SENT).aggregate(last=Max("sent_at"))
    return Standing(
        waiting=sum(counts.get(state, 0) for state in VIEWS["waiting"]),
        failed=counts.get(State.FAILED, 0),
        dead=counts.get(State.DEAD, 0),
        sent=counts.get(State.SENT, 0),
        oldest=times["oldest"],
        due_since=times["due"],
        last_sent=sent["last"],
    )


def mails(view: str) -> QuerySet[Message]:
    """The mails of a view: what waits in its turn, the others newest first."""
    rows = Message.objects.filter(state__in=VIEWS[view]).only(*SEEN)
    return rows.order_by("next_attempt_at", "pk") if view == "waiting" else rows.order_by("-pk")


def listed(message: Message) -> Listed:
    """A mail with what may be seen of its recipient; "?" without the keys."""
    try:
        to = masked(message.to) if keys.at_hand() else "?"
    except NotReady:
        to = "?"
    return Listed(message=message, to=to)


def masked(address: str) -> str:
    """Enough of an address to tell one mail server from another, too little to write to anybody:
    "r…@example.org". Empty once the mail is sent."""
    name, at, host = address.rpartition("@")
    if not at:
        return ""
    return f"{name[:1] if len(name) > 1 else ''}…@{host}"
