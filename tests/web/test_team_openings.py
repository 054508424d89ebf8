"""Texts that a reply can begin with: in the person's language, and as the answer they are."""

import pytest
from django.test import Client
from django.utils import translation

from tests.factories.enquiries import STUDY, Sender
from tests.factories.pages import Page, read_page
from tests.factories.team import client_of
from trialhead.portal.accounts.roles import Role
from trialhead.portal.contact.models import Enquiry

pytestmark = pytest.mark.django_db

FULL = (
    "Our site is full and takes nobody more at present. Other sites of this study, or other"
    " studies, may still take people."
)


def replies(enquiry: Enquiry) -> Page:
    """The page with the reply form."""
    desk = client_of(Role.COORDINATOR, study=STUDY, site=enquiry.site_key)
    return read_page(desk.get(f"/team/enquiries/{enquiry.reference}/").content)


def test_each_opening_is_the_answer_it_says() -> None:
    Sender(Client()).token()
    page = replies(Enquiry.objects.get())
    kinds = [one.attributes["data-kind"] for one in page.all("button", data_begin="")]
    assert kinds == ["answered"] * 5 + ["full", "not-enrolling"]
    texts = [one.text for one in page.all("blockquote", data_opening="")]
    assert all(text.startswith("Hello Robin Sample,") for text in texts)
    assert "Please call us" in texts[1]
    assert "Our site is full" in texts[5]
    assert "takes nobody until" in texts[6]


@pytest.mark.parametrize(
    ("path", "wanted", "language"),
    [
        ("", "fr", "fr"),  # the language of the answer counts, not that of the page
        ("/fr", "fr", "fr"),
        ("/fr", "en", "en"),
        ("/fr", "de", "fr"),  # the portal speaks no German
        ("", "zh-hans", "zh-hans"),
    ],
)
def test_they_are_in_the_language_the_person_wants(path: str, wanted: str, language: str) -> None:
    sender = Sender(Client())
    sender.path = path + sender.path
    sender.token(language=wanted)
    page = replies(Enquiry.objects.get())
    with translation.override(language):
        hello = translation.gettext("Hello %(name)s,") % {"name": "Robin Sample"}
        full = translation.gettext(FULL)
    texts = page.all("blockquote", data_opening="")
    assert {one.attributes["lang"] for one in texts} == {language}
    assert all(one.text.startswith(hello) for one in texts)
    assert texts[5].text.endswith(full)
