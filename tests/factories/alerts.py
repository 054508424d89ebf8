"""Follows studies and searches as a reader does: asks by the form, confirms by the mail's link."""

import re
from datetime import datetime
from typing import Any

from django.test import Client

from tests.factories.pages import read_page
from trialhead.portal.alerts.models import Alert
from trialhead.portal.notifications.models import Message

ADDRESS = "robin@example.org"


def filled(about: str, **changed: Any) -> dict[str, Any]:
    """What somebody types who agrees to what is needed; None leaves a field out."""
    told = {"about": about, "email": ADDRESS, "often": "at-once", "agree": "on"}
    return {name: value for name, value in {**told, **changed}.items() if value is not None}


def ask(client: Client, about: str, **told: Any) -> Any:
    """Send the form; the answer of the server."""
    return client.post("/alerts/new/", filled(about, **told))


def mails(start: str = "alert:") -> list[Message]:
    """The mails about alerts in the outbox, the oldest first."""
    return list(Message.objects.filter(key__startswith=start).order_by("pk"))


def news(alert: Alert | None = None) -> list[Message]:
    """The mails that tell news."""
    found = mails(f"alert:{alert.reference}:" if alert else "alert:")
    return [message for message in found if ":news:" in message.key]


def path_in(message: Message, name: str = "") -> str:
    """The path of the private link in a mail: to "confirm", to "stop", or to the manage page."""
    wanted = rf"https?://[^/]+((?:/\w\w)?/alerts/{name + '/' if name else ''}[\w-]{{43}}/)"
    found = re.search(wanted, message.text)
    assert found, message.text
    return found[1]


def follow(client: Client, about: str, **told: Any) -> Alert:
    """Ask and confirm; the alert that is on then."""
    answer = ask(client, about, **told)
    assert answer.status_code == 302, read_page(answer.content).text
    alert = Alert.objects.order_by("pk").last()
    assert alert is not None
    message = [one for one in mails(f"alert:{alert.reference}:") if ":confirm:" in one.key][-1]
    assert client.post(path_in(message, "confirm")).status_code == 200
    alert.refresh_from_db()
    return alert


def seen_at(alert: Alert, moment: datetime) -> None:
    """What the alert has still to tell was seen at that moment."""
    alert.findings.update(found_at=moment)
