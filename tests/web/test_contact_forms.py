"""The enquiry form: what it takes, what it refuses and how, and that nothing typed is lost."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.enquiries import (
    MESSAGE,
    Sender,
    filled,
    form_path,
    mails,
    mark_in,
    open_paths,
)
from tests.factories.pages import Page, read_page
from trialhead.portal.contact.languages import language_choices
from trialhead.portal.contact.models import Enquiry
from trialhead.portal.notifications.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def sender(client: Client, db: None) -> Sender:
    """Somebody before the form to the site in Oslo."""
    return Sender(client)


def refused(sender: Sender, **told: Any) -> Page:
    """The form as it comes back; nothing was kept or mailed."""
    answer = sender.send(**told)
    assert answer.status_code == 200
    assert not Enquiry.objects.exists()
    assert not Message.objects.exists()
    return read_page(answer.content)


REFUSALS = {
    "no name": ({"name": "  "}, "id_name", "Enter a name."),
    "a name of 81 letters": ({"name": "x" * 81}, "id_name", "up to 80 characters"),
    "a name on two lines": ({"name": "Robin\r\nBcc: all@example.org"}, "id_name", "on one line"),
    "no way chosen": ({"channel": None}, "id_channel_0", "Choose e-mail or phone."),
    "a way unknown": ({"channel": "pigeon"}, "id_channel_0", "valid choice"),
    "no e-mail": ({"email": ""}, "id_email", "Enter your e-mail address."),
    "no such e-mail": ({"email": "robin.example.org"}, "id_email", "name@example.org"),
    "two e-mails": ({"email": "a@example.org, b@example.org"}, "id_email", "name@example.org"),
    "an e-mail on two lines": ({"email": "a@example.org\nBcc: b@c.test"}, "id_email", "name@"),
    "an endless e-mail": ({"email": "a" * 250 + "@example.org"}, "id_email", "254 characters"),
    "no phone": ({"channel": "phone"}, "id_phone", "country code"),
    "a phone without country": ({"channel": "phone", "phone": "0113 4960000"}, "id_phone", "+44"),
    "a phone too short": ({"channel": "phone", "phone": "+44 113"}, "id_phone", "country code"),
    "a phone of words": ({"channel": "phone", "phone": "call me"}, "id_phone", "country code"),
    "times on two lines": (
        {"channel": "phone", "phone": "+441134960000", "times": "a\nb"},
        "id_times",
        "on one line",
    ),
    "no language": ({"language": ""}, "id_language", "Choose a language."),
    "a language unknown": ({"language": "en\r\nX: y"}, "id_language", "in the list"),
    "nobody it is for": ({"behalf": "dog"}, "id_behalf_0", "valid choice"),
    "a long message": ({"message": "x" * 2001}, "id_message", "2001 characters long"),
    "no consent": ({"share": None}, "id_share", "Without that it cannot be sent"),
    "later mail to a phone": (
        {"channel": "phone", "phone": "+441134960000", "later_email": "on"},
        "id_later_email",
        "choose e-mail above",
    ),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_each_mistake_is_said_beside_its_field_and_in_the_summary(
    sender: Sender, case: str
) -> None:
    told, target, text = REFUSALS[case]
    page = refused(sender, **told)
    summary = page.one("div", id="problems")
    assert summary.attributes["tabindex"] == "-1"
    assert "autofocus" in summary.attributes
    assert text in summary.text
    links = [a.attributes["href"] for a in page.all("a")]
    assert f"#{target}" in links
    (field,) = [e for e in page.elements if e.attributes.get("id") == target]
    assert field.tag in ("input", "select", "textarea")
    beside = f"{target.removesuffix('_0')}-problem"
    assert text in page.one("p", id=beside).text
    described = [e.attributes.get("aria-describedby", "").split() for e in page.elements]
    assert any(beside in names for names in described)


def test_typed_text_and_ticks_are_not_lost(sender: Sender) -> None:
    page = refused(
        sender,
        email="wrong",
        language="ar",
        behalf="relative",
        include_answers="on",
        answers="Age: 40 years",
        later_email="on",
        near="Trondheim",
    )
    assert page.one("input", name="name").attributes["value"] == "Robin Sample"
    assert page.one("input", name="email").attributes["value"] == "wrong"
    assert page.one("textarea", name="message").text == MESSAGE
    assert "selected" in page.one("option", value="ar").attributes
    assert "checked" in page.one("input", name="behalf", value="relative").attributes
    for name in ("include_answers", "later_email", "share"):
        assert "checked" in page.one("input", name=name).attributes
    assert page.one("input", name="answers").attributes["value"] == "Age: 40 years"
    assert page.one("input", name="near").attributes["value"] == "Trondheim"


def test_typed_text_cannot_become_markup(sender: Sender) -> None:
    sender_text = '"><script>alert(1)</script>'
    answer = sender.send(name=sender_text, message=sender_text, email="wrong", answers=sender_text)
    assert b"<script>alert" not in answer.content
    token = sender.token(name=sender_text, message=sender_text)
    assert b"<script>alert" not in sender.client.get(f"/enquiry/{token}/").content


def test_a_message_may_be_as_long_as_is_said(sender: Sender) -> None:
    assert "Up to 2000 characters." in sender.open().text
    sender.token(message="ä" * 1998 + "\r\n.")  # a browser's line end counts once
    assert len(Enquiry.objects.get().message) == 2000


def test_only_the_way_that_was_chosen_is_kept(sender: Sender) -> None:
    sender.token(phone="not a number", times="x\ny")
    enquiry = Enquiry.objects.get()
    assert (enquiry.address, enquiry.times) == ("robin@example.org", "")


def test_a_phone_number_is_kept_as_e164(sender: Sender) -> None:
    sender.token(channel="phone", phone=" +47 (22) 85-50 50 ", email="x")
    assert Enquiry.objects.get().address == "+4722855050"


def test_languages_are_tags_with_their_own_names(sender: Sender) -> None:
    choices = dict(language_choices())
    assert len(choices) > 80
    assert choices["ar"] == "العربيّة"
    assert "zh-hans" in choices
    assert all(re.fullmatch(r"[a-z]{2,3}(-[a-z]{2,4})?", tag) for tag in choices)
    page = read_page(sender.client.get("/fr" + sender.path).content)
    assert "selected" in page.one("option", value="fr").attributes


def test_a_program_that_fills_in_everything_is_stopped_and_a_person_is_not(
    sender: Sender,
) -> None:
    page = refused(sender, website="https://spam.test")
    assert "must stay empty" in page.one("div", id="problems").text
    assert page.one("input", name="website").attributes["value"] == ""
    assert page.one("textarea", name="message").text == MESSAGE
    assert sender.send(mark=mark_in(page)).status_code == 302


@pytest.mark.parametrize("mark", ["made-up", "x:y:z", "\x00"])
def test_a_form_that_was_not_made_here_is_not_sent_but_offered_again(
    sender: Sender, mark: str
) -> None:
    answer = sender.send(mark=mark)
    page = read_page(answer.content)
    assert "Please press Send again." in page.text
    assert not Enquiry.objects.exists()
    assert sender.send(mark=mark_in(page)).status_code == 302


def test_answers_go_along_only_when_ticked(sender: Sender) -> None:
    sender.token(answers="Age: 40 years")
    assert Enquiry.objects.get().answers == ""
    assert "Age" not in mails()["copy"].text


def test_answers_of_an_impossible_length_are_refused(sender: Sender) -> None:
    page = refused(sender, answers="x" * 20_001, include_answers="on")
    assert "20001 characters long" in page.one("div", id="problems").text


def test_the_form_asks_for_text_messages_only_where_they_can_be_sent(
    sender: Sender, settings: Any
) -> None:
    assert not sender.open().all("input", name="later_sms")
    settings.TRIALHEAD_SMS = True
    assert sender.open().all("input", name="later_sms")
    page = refused(sender, later_sms="on")
    assert "choose phone above" in page.one("p", id="id_later_sms-problem").text


# Too much, and from elsewhere -------------------------------------------------------------------


def test_an_address_can_be_used_five_times_a_day_and_the_text_stays(
    sender: Sender, client: Client
) -> None:
    for path in open_paths()[-5:]:
        assert sender.path != path
        assert Sender(client, path).send().status_code == 302
    answer = sender.send(email="ROBIN@example.org")
    assert answer.status_code == 429
    page = read_page(answer.content)
    assert "Try again tomorrow." in page.one("div", id="problems").text
    assert page.one("textarea", name="message").text == MESSAGE
    assert sender.send(email="other@example.org").status_code == 302


def test_a_client_can_send_twenty_times_a_day(client: Client) -> None:
    for number in range(20):
        assert Sender(client).send(email=f"p{number}@example.org").status_code == 302
    answer = Sender(client).send(email="p20@example.org")
    assert answer.status_code == 429
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert Sender(elsewhere).send(email="p20@example.org").status_code == 302


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://elsewhere.test"},
    ],
)
def test_w9_a_form_of_another_site_is_refused(client: Client, headers: dict[str, str]) -> None:
    mark = mark_in(Sender(client).open())
    answer = client.post(form_path(), {"mark": mark, **filled()}, headers=headers)
    assert answer.status_code == 403
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [{"sec-fetch-site": "same-origin"}, {"origin": "null"}, {"origin": "http://testserver"}, {}],
)
def test_a_form_of_ours_needs_no_cookie(headers: dict[str, str]) -> None:
    client = Client(enforce_csrf_checks=True)
    mark = mark_in(Sender(client).open())
    answer = client.post(form_path(), {"mark": mark, **filled()}, headers=headers)
    assert answer.status_code == 302
    assert not client.cookies


def test_the_clock_set_back_loses_nothing(sender: Sender) -> None:
    token = sender.token()
    Enquiry.objects.update(received_at=timezone.now() + timedelta(days=400))
    assert sender.client.get(f"/enquiry/{token}/").status_code == 200
    assert sender.send().status_code == 200
