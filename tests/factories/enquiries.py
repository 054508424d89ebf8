"""Writes to a study site as a reader does: opens the form, fills it in, sends it."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from tests.factories.pages import Page, read_page
from trialhead.portal.contact.models import Enquiry
from trialhead.portal.contact.sites import site_key
from trialhead.portal.notifications.models import Message
from trialhead.portal.studies.models import StudyRecord

#: A recruiting study with sites in many towns.
STUDY = "NCT99900009"
MESSAGE = "May I bring my sister along? (a made-up question)"


def site_at(city: str, registry_id: str = STUDY) -> str:
    """The key of the study's site in this town."""
    study = StudyRecord.objects.get(registry_id=registry_id).study()
    return next(site_key(site) for site in study.sites if site.city == city)


def form_path(city: str = "Oslo", registry_id: str = STUDY) -> str:
    """The address of the form to the site in this town."""
    return f"/studies/{registry_id}/contact/{site_at(city, registry_id)}/"


def open_paths(registry_id: str = STUDY) -> list[str]:
    """The addresses of the forms to all sites that take participants."""
    study = StudyRecord.objects.get(registry_id=registry_id).study()
    enrolling = [site for site in study.sites if site.enrolling(study.standing.status)]
    return [f"/studies/{registry_id}/contact/{site_key(site)}/" for site in enrolling]


def filled(**changed: Any) -> dict[str, Any]:
    """What somebody types who agrees to what is needed; None leaves a field out."""
    told = {
        "name": "Robin Sample",
        "channel": "email",
        "email": "robin@example.org",
        "language": "en",
        "behalf": "self",
        "message": MESSAGE,
        "share": "on",
    }
    return {name: value for name, value in {**told, **changed}.items() if value is not None}


def mark_in(page: Page) -> str:
    """The mark of the form that is shown."""
    return page.one("input", name="mark").attributes["value"]


@dataclass
class Sender:
    """Somebody with a browser."""

    client: Client
    path: str = field(default_factory=form_path)

    def open(self) -> Page:
        """The form."""
        return read_page(self.client.get(self.path).content)

    def send(self, *, mark: str | None = None, **told: Any) -> Any:
        """Fill the form in and send it; the answer of the server."""
        mark = mark_in(self.open()) if mark is None else mark
        return self.client.post(self.path, {"mark": mark, **filled(**told)})

    def token(self, **told: Any) -> str:
        """Send and take the token of the private page."""
        answer = self.send(**told)
        assert answer.status_code == 302, read_page(answer.content).text
        return answer["Location"].split("/")[2]


def mails(enquiry: Enquiry | None = None) -> dict[str, Message]:
    """The mails in the outbox by the last part of their key."""
    start = f"enquiry:{enquiry.reference}:" if enquiry else "enquiry:"
    found = Message.objects.filter(key__startswith=start).order_by("pk")
    return {message.key.split(":", 2)[2]: message for message in found}


def token_in(message: Message) -> str:
    """The token of the link in a mail."""
    found = re.search(r"/(?:enquiry|site-answer)/([\w-]{43})/", message.text)
    assert found, message.text
    return found[1]
