"""The form that asks for alerts: what it takes, what it refuses, and that nothing is lost."""

from typing import Any

import pytest
from django.test import Client

from tests.factories.alerts import ADDRESS, ask, filled, follow, mails, path_in
from tests.factories.pages import Page, read_page
from trialhead.portal.alerts.models import Alert, Subscriber
from trialhead.portal.alerts.views import PER_ADDRESS, PER_CLIENT
from trialhead.portal.notifications.models import Message

pytestmark = pytest.mark.django_db

STUDY = "study=NCT99900009"
SEARCH = "q=lupus&near=Oslo&within=100&status=all"

REFUSALS = {
    "no address": ({"email": ""}, "id_email", "Enter your e-mail address."),
    "no such address": ({"email": "robin"}, "id_email", "name@example.org"),
    "two addresses": ({"email": "a@example.org,b@example.org"}, "id_email", "name@example.org"),
    "an address on two lines": ({"email": "a@b.test\r\nBcc: c@d.test"}, "id_email", "name@"),
    "an endless address": ({"email": "a" * 250 + "@b.test"}, "id_email", "254 characters"),
    "not said how often": ({"often": None}, "id_often_0", "Choose how often."),
    "as often as nobody can": ({"often": "hourly"}, "id_often_0", "Choose how often."),
    "no consent": ({"agree": None}, "id_agree", "Without that we may not write"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_each_mistake_is_said_beside_its_field_and_in_the_summary(
    client: Client, case: str
) -> None:
    told, target, text = REFUSALS[case]
    answer = ask(client, STUDY, **told)
    assert answer.status_code == 200
    assert not Subscriber.objects.exists()
    assert not Message.objects.exists()
    page = read_page(answer.content)
    summary = page.one("div", id="problems")
    assert "autofocus" in summary.attributes
    assert text in summary.text
    assert f"#{target}" in [a.attributes["href"] for a in page.all("a")]
    assert [e for e in page.elements if e.attributes.get("id") == target]
    beside = f"{target.removesuffix('_0')}-problem"
    assert text in page.one("p", id=beside).text
    assert any(beside in e.attributes.get("aria-describedby", "").split() for e in page.elements)


def test_what_was_typed_and_ticked_is_not_lost(client: Client) -> None:
    answer = ask(client, SEARCH, email="wrong", often="weekly", names_it="on")
    page = read_page(answer.content)
    assert page.one("input", name="email").attributes["value"] == "wrong"
    assert page.one("input", name="about").attributes["value"] == SEARCH
    assert "checked" in page.one("input", value="weekly").attributes
    for name in ("names_it", "agree"):
        assert "checked" in page.one("input", name=name).attributes


def test_nothing_is_ticked_to_begin_with(client: Client) -> None:
    page = read_page(client.get(f"/alerts/new/?{STUDY}").content)
    for name in ("names_it", "agree"):
        assert "checked" not in page.one("input", name=name).attributes


def test_a_search_page_leads_to_its_own_alert(client: Client) -> None:
    page = read_page(client.get(f"/studies/?{SEARCH}&page=2&sort=updated").content)
    (link,) = [a for a in page.all("a") if a.text == "Get alerts"]
    form = read_page(client.get(link.attributes["href"]).content)
    assert form.one("input", name="about").attributes["value"] == SEARCH
    assert "lupus" in form.text


def test_the_same_search_in_another_order_or_page_is_the_same_alert(client: Client) -> None:
    follow(client, SEARCH)
    ask(client, f"page=3&sort=distance&{SEARCH}")
    assert Alert.objects.count() == 1


def test_parts_of_a_search_that_cannot_be_used_are_said(client: Client) -> None:
    page = read_page(client.get("/alerts/new/?q=lupus&age=old").content)
    assert page.all("p", class_="notice")
    assert page.one("input", name="about").attributes["value"] == "q=lupus"


@pytest.mark.parametrize("number", ["NCT00000000", "", "x" * 5000, "NCT99900009 OR 1=1"])
def test_a_study_that_is_not_here_cannot_be_followed(client: Client, number: str) -> None:
    answer = ask(client, f"study={number}&x=1") if number else client.get("/alerts/new/?study=+")
    assert answer.status_code == 404
    assert not Alert.objects.exists()


def test_a_free_text_cannot_be_followed_because_everything_fits_it(client: Client) -> None:
    note = "+".join(f"word{letter}" for letter in "abcdefghijklmnop")
    answer = client.get(f"/alerts/new/?q={note}")
    assert answer.status_code == 400
    assert "too long to follow" in read_page(answer.content).text


def test_a_program_that_fills_in_everything_is_stopped_and_a_person_is_not(
    client: Client,
) -> None:
    answer = ask(client, STUDY, website="https://spam.test")
    page = read_page(answer.content)
    assert "must stay empty" in page.one("div", id="problems").text
    assert page.one("input", name="website").attributes["value"] == ""
    assert not Subscriber.objects.exists()
    assert ask(client, STUDY).status_code == 302


def test_typed_text_cannot_become_markup(client: Client) -> None:
    evil = '"><script>alert(1)</script>'
    answer = client.post("/alerts/new/", filled(f"q={evil}", email=evil))
    assert b"<script>alert" not in answer.content


def test_an_address_can_be_asked_a_few_times_a_day(client: Client) -> None:
    for number in range(PER_ADDRESS):
        elsewhere = Client(REMOTE_ADDR=f"198.51.100.{number + 1}")
        assert ask(elsewhere, f"q=word{number}").status_code == 302
    answer = ask(client, STUDY, email=ADDRESS.upper())
    assert answer.status_code == 429
    page = read_page(answer.content)
    assert "Try tomorrow" in page.one("div", id="problems").text
    assert page.one("input", name="email").attributes["value"] == ADDRESS.upper()


def test_a_client_can_ask_for_thirty_a_day(client: Client) -> None:
    for number in range(PER_CLIENT):
        assert ask(client, STUDY, email=f"p{number}@example.org").status_code == 302
    assert ask(client, STUDY, email="another@example.org").status_code == 429
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert ask(elsewhere, STUDY, email="another@example.org").status_code == 302


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.test"}]
)
def test_w9_a_form_of_another_site_is_refused(client: Client, headers: dict[str, str]) -> None:
    answer = client.post("/alerts/new/", filled(STUDY), headers=headers)
    assert answer.status_code == 403
    assert not Subscriber.objects.exists()


def test_a_double_click_asks_once(client: Client) -> None:
    first, second = ask(client, STUDY), ask(client, STUDY)
    assert first["Location"] == second["Location"]
    assert Alert.objects.count() == 1
    assert len(mails()) == 1
    assert client.post(path_in(mails()[0], "confirm")).status_code == 200


def test_a_person_who_mends_their_choice_before_confirming_gets_the_last(client: Client) -> None:
    ask(client, STUDY, often="weekly")
    follow(client, STUDY, often="daily", names_it="on")
    alert = Alert.objects.get()
    assert (alert.often, alert.names_it) == ("daily", True)


def page_of(client: Client, path: str) -> Page:
    """The page at an address."""
    return read_page(client.get(path).content)


def test_pages_and_mails_come_in_the_language_of_the_reader(client: Client) -> None:
    answer: Any = client.post("/fr/alerts/new/", filled(STUDY))
    assert answer["Location"] == "/fr/alerts/asked/"
    assert mails()[0].language == "fr"
    assert path_in(mails()[0], "confirm").startswith("/fr/alerts/confirm/")
