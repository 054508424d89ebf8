"""An enquiry from the study page to its erasure, through the pages alone."""

import json
import re

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.enquiries import (
    MESSAGE,
    STUDY,
    Sender,
    filled,
    form_path,
    mails,
    site_at,
    token_in,
)
from tests.factories.pages import Page, read_page
from trialhead.portal.contact import actions
from trialhead.portal.contact.models import Enquiry, EnquiryEvent, SiteNotice
from trialhead.portal.notifications.models import Message
from trialhead.portal.studies.models import StudyRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def sender(client: Client, db: None) -> Sender:
    """Somebody before the form to the site in Oslo."""
    return Sender(client)


def page_at(client: Client, path: str) -> Page:
    """The page at an address."""
    return read_page(client.get(path).content)


def site_reply(token: str, **told: str) -> Page:
    """The site shows the enquiry and, when something is told, answers it."""
    client = Client()
    answer = client.post(f"/site-answer/{token}/", {"answer": "1", **told} if told else {})
    return read_page(answer.content)


# Choosing a site --------------------------------------------------------------------------------


def listed(page: Page) -> list[str]:
    """The sites of a page in their order."""
    return [item.text for item in page.all("li") if "away" in item.text]


def test_the_nearest_open_site_comes_first_in_the_unit_of_the_place(client: Client) -> None:
    in_norway = page_at(client, f"/studies/{STUDY}/contact/?near=Trondheim")
    first, *others = listed(in_norway)
    assert "Oslo" in first
    assert "km away" in first
    kilometres = [int(re.search(r"([\d,]+) km", text)[1].replace(",", "")) for text in others]
    opened = [n for n, text in zip(kilometres, others, strict=True) if "Write to" in text]
    assert opened == sorted(opened)
    in_britain = listed(page_at(client, f"/studies/{STUDY}/contact/?near=Leeds"))
    assert all("miles away" in text for text in in_britain)


def test_a_mile_is_1_609_kilometres(client: Client) -> None:
    def first(unit: str) -> int:
        page = page_at(client, f"/studies/{STUDY}/contact/?near=Leeds&unit={unit}")
        return int(re.search(r"(\d+) (?:km|mile)", listed(page)[0].replace(",", ""))[1])

    assert first("km") / first("mi") == pytest.approx(1.609, rel=0.01)


def test_every_site_is_on_the_list_and_closed_ones_cannot_be_written_to(client: Client) -> None:
    page = page_at(client, f"/studies/{STUDY}/contact/")
    study = StudyRecord.objects.get(registry_id=STUDY).study()
    for site in study.sites:
        assert site.facility in page.text
    closed = [s for s in study.sites if not s.enrolling(study.standing.status)]
    assert len(closed) == 1
    links = [a.attributes.get("href", "") for a in page.all("a")]
    assert not [link for link in links if site_at(closed[0].city) in link]
    assert site_at("Oslo") in "".join(links)


def test_a_study_without_sites_says_so_and_offers_its_central_contact(client: Client) -> None:
    page = page_at(client, "/studies/NCT99900021/contact/")
    assert "The record lists no sites." in page.text
    link = next(a for a in page.all("a") if a.text == "Write to the central contact")
    assert client.get(link.attributes["href"]).status_code == 200


@pytest.mark.parametrize("registry_id", ["NCT99900017", "NCT99900050"])
def test_a_closed_study_passes_no_enquiry_on(client: Client, registry_id: str) -> None:
    page = page_at(client, f"/studies/{registry_id}/contact/")
    assert "not looking for participants" in page.text
    assert not [a for a in page.all("a") if a.text.startswith("Write to")]
    answer = client.get(f"/studies/{registry_id}/contact/central/")
    assert answer["Location"] == f"/studies/{registry_id}/contact/"


def test_a_place_nobody_knows_is_said_beside_its_field(client: Client) -> None:
    page = page_at(client, f"/studies/{STUDY}/contact/?near=Nowheretown")
    assert page.one("input", name="near").attributes["aria-describedby"] == "near-problem"


@pytest.mark.parametrize("path", ["/studies/NCT00000000/contact/", "/studies/nct99900009/contact/"])
def test_an_unknown_number_leads_to_where_studies_are_looked_up(client: Client, path: str) -> None:
    assert client.get(path)["Location"] == path.replace("study", "studies").replace("contact/", "")


def test_an_unknown_site_leads_back_to_the_list(client: Client) -> None:
    answer = client.get(f"/studies/{STUDY}/contact/0000000000000000/")
    assert answer["Location"] == f"/studies/{STUDY}/contact/"


def test_a_site_that_said_it_is_full_offers_the_next_nearest_with_what_was_typed(
    sender: Sender,
) -> None:
    mark = sender.open().one("input", name="mark").attributes["value"]
    record = StudyRecord.objects.get(registry_id=STUDY)
    SiteNotice.objects.create(record=record, site_key=site_at("Oslo"), told_at=timezone.now())
    answer = sender.send(mark=mark, near="Trondheim")
    page = read_page(answer.content)
    assert "it is full" in page.text
    assert page.one("input", name="message").attributes["value"] == MESSAGE
    assert not page.all("input", name="share")
    action = form_path("Bergen")
    assert page.one("button", form="carried", formaction=action)
    following = read_page(sender.client.post(action, filled(share=None)).content)
    assert following.one("input", name="name").attributes["value"] == "Robin Sample"
    assert following.one("textarea", name="message").text == MESSAGE
    assert not Enquiry.objects.exists()


def test_answers_of_the_questions_travel_to_the_form_as_a_hidden_field(client: Client) -> None:
    handed = {"answers": "Age: 40 years\nPregnant: no", "behalf": "child"}
    page = read_page(client.post(f"/studies/{STUDY}/contact/", handed).content)
    carried = page.one("form", id="carried")
    assert carried.attributes["method"] == "post"
    assert len(page.all("input", name="behalf", value="child")) == 2  # there and with the place
    assert page.one("button", form="carried", formaction=form_path())
    form = read_page(client.post(form_path(), handed).content)
    assert "Pregnant: no" in [item.text for item in form.all("li")]
    assert "checked" in form.one("input", name="behalf", value="child").attributes
    assert "checked" not in form.one("input", name="include_answers").attributes


@pytest.mark.parametrize(
    ("who", "behalf"),
    [("child", "child"), ("patient", "patient"), ("healthy", "self"), ("<b>", "self")],
)
def test_for_whom_is_not_asked_twice(client: Client, who: str, behalf: str) -> None:
    form = read_page(client.post(form_path(), {"answers": "Age: 40 years", "who": who}).content)
    (checked,) = [e for e in form.all("input", name="behalf") if "checked" in e.attributes]
    assert checked.attributes["value"] == behalf


# Sending ----------------------------------------------------------------------------------------


def test_the_whole_way_from_sending_to_the_answer(sender: Sender) -> None:
    token = sender.token(near="Trondheim")
    confirmation = page_at(sender.client, f"/enquiry/{token}/sent/")
    assert confirmation.one("h1").text == "Your enquiry has been sent"
    enquiry = Enquiry.objects.get()
    sent = mails(enquiry)
    assert sent["copy"].to == "robin@example.org"
    assert MESSAGE in sent["copy"].text
    assert sent["to_site"].to == "operator@localhost"

    Message.objects.filter(key=sent["to_site"].key).update(sent_at=timezone.now())
    assert page_at(sender.client, f"/enquiry/{token}/").one("h1").text == "Your enquiry: Delivered"

    shown = site_reply(token_in(sent["to_site"]))
    assert MESSAGE in shown.text
    assert "robin@example.org" in shown.text
    assert page_at(sender.client, f"/enquiry/{token}/").one("h1").text == "Your enquiry: Opened"

    done = site_reply(token_in(sent["to_site"]), kind="answered", text="Yes, do bring her.")
    assert done.one("h1").text == "Your answer has been passed on"
    status = page_at(sender.client, f"/enquiry/{token}/")
    assert status.one("h1").text == "Your enquiry: Answered"
    assert "Yes, do bring her." in status.text
    answered = mails(enquiry)["answered"]
    assert "Yes, do bring her." in answered.text
    by_mail = page_at(sender.client, f"/enquiry/{token_in(answered)}/")
    assert by_mail.one("h1").text == status.one("h1").text


def test_each_step_on_the_status_page_has_its_time(sender: Sender) -> None:
    token = sender.token()
    status = page_at(sender.client, f"/enquiry/{token}/")
    assert len(status.all("li", class_="done")) == 1
    assert status.text.count("not yet") == 3
    site_reply(token_in(mails()["to_site"]), kind="answered", text="Hello.")
    status = page_at(sender.client, f"/enquiry/{token}/")
    assert len(status.all("li", class_="done")) == 3
    assert "not yet" not in status.text
    times = [element.attributes["datetime"] for element in status.all("time")]
    assert times == sorted(times)


def test_a_program_that_follows_links_in_mails_opens_nothing(sender: Sender) -> None:
    sender.token()
    path = f"/site-answer/{token_in(mails()['to_site'])}/"
    cover = sender.client.get(path)
    assert MESSAGE not in cover.content.decode()
    assert Enquiry.objects.get().opened_at is None
    assert sender.client.head(path).status_code == 200
    assert Enquiry.objects.get().opened_at is None


def test_a_site_that_is_full_is_told_to_the_person_with_the_next_site(sender: Sender) -> None:
    token = sender.token(near="Oslo")
    site_reply(token_in(mails()["to_site"]), kind="full")
    status = page_at(sender.client, f"/enquiry/{token}/")
    assert status.one("h1").text == "Your enquiry: The site is full"
    following = status.one("section", aria_labelledby="next-title")
    assert "Oslo" not in following.text
    form = next(f for f in status.all("form") if "/contact/" in f.attributes["action"])
    handed = {
        e.attributes["name"]: e.attributes["value"] for e in status.all("input", type="hidden")
    }
    page = read_page(sender.client.post(form.attributes["action"], handed).content)
    assert page.one("input", name="email").attributes["value"] == "robin@example.org"
    choose = page_at(sender.client, f"/studies/{STUDY}/contact/")
    assert "it is full" in choose.text


def test_a_pause_needs_a_day_in_the_future(sender: Sender) -> None:
    token = sender.token()
    to_site = token_in(mails()["to_site"])
    refused = site_reply(to_site, kind="not-enrolling", until="2020-01-01")
    assert "Enter a day in the future." in refused.text
    site_reply(to_site, kind="not-enrolling", until="2999-01-31", text="Come back then.")
    status = page_at(sender.client, f"/enquiry/{token}/")
    assert "The site takes nobody until Jan. 31, 2999." in status.text
    assert "Come back then." in status.text


def test_a_site_answers_once(sender: Sender) -> None:
    sender.token()
    to_site = token_in(mails()["to_site"])
    site_reply(to_site, kind="answered", text="First.")
    again = site_reply(to_site, kind="full")
    assert again.one("h1").text == "Your answer was not passed on"
    assert Enquiry.objects.get().answer == "First."


def test_an_answer_without_words_is_not_sent_and_typed_words_stay(sender: Sender) -> None:
    sender.token()
    to_site = token_in(mails()["to_site"])
    assert "Write the answer." in site_reply(to_site, kind="answered").text
    page = site_reply(to_site, kind="answered", text="x" * 5001)
    assert "5001 characters long" in page.text
    assert page.one("textarea").text == "x" * 5001


def test_somebody_who_wants_to_be_phoned_gets_no_mail(sender: Sender) -> None:
    token = sender.token(channel="phone", email=None, phone="+44 113 496 0000", times="after 5 pm")
    assert list(mails()) == ["to_site"]
    confirmation = page_at(sender.client, f"/enquiry/{token}/sent/")
    assert "It cannot be shown again." in confirmation.text
    shown = site_reply(token_in(mails()["to_site"]))
    assert "+441134960000" in shown.text
    assert "after 5 pm" in shown.text


def test_a_confirmed_contact_gets_the_mail_itself(sender: Sender) -> None:
    record = StudyRecord.objects.get(registry_id=STUDY)
    actions.confirm_contact(
        record=record,
        site_key=site_at("Oslo"),
        email="team@site.test",
        second_email="",
        at=timezone.now(),
    )
    token = sender.token()
    assert mails()["to_site"].to == "team@site.test"
    assert "Delivered to the site" in page_at(sender.client, f"/enquiry/{token}/").text


def test_no_contact_of_the_registry_gets_mail_without_the_operators_word(sender: Sender) -> None:
    sender.token()
    study = StudyRecord.objects.get(registry_id=STUDY).study()
    named = {c.email for site in study.sites for c in site.contacts} | {
        c.email for c in study.contacts
    }
    assert {message.to for message in Message.objects.all()} == {
        "operator@localhost",
        "robin@example.org",
    }
    assert named
    shown = site_reply(token_in(mails()["to_site"]))
    assert "No contact of this site is confirmed" in shown.text


# Sending twice ----------------------------------------------------------------------------------


def test_a_double_click_sends_once_and_leads_to_the_same_page(sender: Sender) -> None:
    mark = sender.open().one("input", name="mark").attributes["value"]
    first, second = sender.send(mark=mark), sender.send(mark=mark)
    assert first["Location"] == second["Location"]
    assert Enquiry.objects.count() == 1
    assert set(mails()) == {"copy", "to_site"}


def test_after_going_back_a_mended_address_is_a_new_enquiry(sender: Sender) -> None:
    mark = sender.open().one("input", name="mark").attributes["value"]
    first = sender.send(mark=mark, email="robbin@example.org")
    second = sender.send(mark=mark)
    assert first["Location"] != second["Location"]
    assert Enquiry.objects.count() == 2


def test_two_tabs_with_the_same_address_send_once(sender: Sender) -> None:
    tabs = [sender.open().one("input", name="mark").attributes["value"] for _ in range(2)]
    assert tabs[0] != tabs[1]
    assert sender.send(mark=tabs[0]).status_code == 302
    assert sender.send(mark=tabs[1]).status_code == 200
    assert Enquiry.objects.count() == 1


def test_two_tabs_with_two_sites_send_both(client: Client) -> None:
    oslo, bergen = Sender(client), Sender(client, form_path("Bergen"))
    assert oslo.token() != bergen.token()
    assert Enquiry.objects.count() == 2


# Taking back ------------------------------------------------------------------------------------


def test_withdrawing_takes_the_enquiry_from_the_sites_eyes(sender: Sender) -> None:
    token = sender.token()
    to_site = token_in(mails()["to_site"])
    answer = sender.client.post(f"/enquiry/{token}/withdraw/")
    assert answer["Location"] == f"/enquiry/{token}/"
    status = page_at(sender.client, f"/enquiry/{token}/")
    assert status.one("h1").text == "Your enquiry: Withdrawn"
    assert MESSAGE in status.text
    shown = site_reply(to_site)
    assert "withdrawn" in shown.text
    assert MESSAGE not in shown.text
    assert site_reply(to_site, kind="full").one("h1").text == "An enquiry about your study"
    assert "was withdrawn" in mails()["withdrawn"].text
    assert sender.send().status_code == 302  # one may write anew


def test_the_export_holds_everything_in_json(sender: Sender) -> None:
    token = sender.token(answers="Age: 40 years", include_answers="on", later_email="on")
    answer = sender.client.get(f"/enquiry/{token}/export/")
    assert answer["Content-Disposition"] == 'attachment; filename="enquiry.json"'
    told = json.loads(answer.content)
    assert told["you"]["address"] == "robin@example.org"
    assert told["message"] == MESSAGE
    assert told["answers"] == ["Age: 40 years"]
    assert [one["purpose"] for one in told["consents"]] == ["share", "email"]
    assert told["study"]["number"] == STUDY


def test_later_mail_is_taken_back_with_one_click(sender: Sender) -> None:
    token = sender.token(later_email="on")
    assert "Take back: Later contact by e-mail" in page_at(sender.client, f"/enquiry/{token}/").text
    sender.client.post(f"/enquiry/{token}/consent/", {"purpose": "email"})
    status = page_at(sender.client, f"/enquiry/{token}/")
    assert "Later contact by e-mail: taken back on" in status.text
    assert "Take back:" not in status.text
    assert Enquiry.objects.get().waiting


# The audit --------------------------------------------------------------------------------------


def test_events_tell_the_story_and_are_never_written_again(sender: Sender) -> None:
    token = sender.token()
    site_reply(token_in(mails()["to_site"]), kind="answered", text="Hello.")
    sender.client.post(f"/enquiry/{token}/erase/")
    events = list(EnquiryEvent.objects.order_by("pk"))
    assert [event.what for event in events] == ["received", "opened", "answered", "erased"]
    assert len({event.reference for event in events}) == 1
    with pytest.raises(TypeError, match="cannot be changed"):
        events[0].save()
