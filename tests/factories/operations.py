"""An operator with a browser, and a portal with something to operate."""

from datetime import datetime
from typing import Any

from django.test import Client

from tests.factories.pages import Page, read_page
from tests.factories.team import client_of
from trialhead.portal.accounts.models import AuditEntry
from trialhead.portal.accounts.roles import Role
from trialhead.portal.notifications.actions import beat, post
from trialhead.portal.notifications.models import Message, State
from trialhead.portal.studies.models import Refused

BASE = "/team/operations/"


class Operator:
    """Somebody who runs the portal."""

    def __init__(self) -> None:
        self.client: Client = client_of(Role.OPERATOR)

    def read(self, path: str = "", **query: str) -> Page:
        """One of the operator's pages."""
        answer = self.client.get(f"{BASE}{path}", query)
        assert answer.status_code == 200, path
        return read_page(answer.content)

    def send(self, path: str, **told: Any) -> Any:
        """Send a form; the answer, with the page that follows a success."""
        return self.client.post(f"{BASE}{path}", told, follow=True)

    def line(self, name: str) -> str:
        """What the overview says of one part, its weight first."""
        said = self.read().all("li")
        (found,) = [one for one in said if " ".join(one.text.split()).startswith(f"{name} ")]
        return " ".join(found.text.split()).removeprefix(f"{name} ")


def worker_seen(*, at: datetime, name: str = "a") -> None:
    """A worker says that it is at work."""
    beat(worker=name * 32, version="0.1.0", started_at=at, at=at)


def logged(action: str) -> list[AuditEntry]:
    """Lines of the log about this."""
    return list(AuditEntry.objects.filter(action=action).order_by("number"))


def mail(key: str, state: State, *, at: datetime, to: str = "", error: str = "") -> Message:
    """A mail in the outbox in some state; one that is sent has lost its words."""
    message = post(key=key, to=to or "robin@example.org", subject="Hi", text="Words.\n", at=at)
    gone = {"to": "", "subject": "", "text": "", "sent_at": at, "next_attempt_at": None}
    changes = gone if state == State.SENT else {}
    Message.objects.filter(pk=message.pk).update(state=state, last_error=error, **changes)
    message.refresh_from_db()
    return message


def refuse(number: int, *, at: datetime, **changed: str) -> Refused:
    """A refusal that stands."""
    told = {
        "source": "records.jsonl",
        "place": f"line {number}",
        "code": "wrong-record",
        "reason": f"The field no. {number} is missing.",
        "registry_id": f"NCT9880{number:04}",
    }
    return Refused.objects.create(**{**told, **changed}, seen_at=at)
