"""Features turned off: on the page, at their address, by POST; and what works all the same."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import alerts
from tests.factories.enquiries import STUDY, Sender, filled, form_path, mails, token_in
from tests.factories.pages import Page, read_page
from trialhead.errors import NotReady
from trialhead.portal.alerts.gathering import gather
from trialhead.portal.alerts.models import Alert
from trialhead.portal.contact.follow_up import follow_up
from trialhead.portal.contact.models import Enquiry, State
from trialhead.portal.notes.models import Share
from trialhead.portal.notifications.models import Message
from trialhead.portal.studies.actions import keep_retelling, withdraw_study
from trialhead.portal.studies.models import Rating, StudyRecord
from trialhead.portal.studies.retelling import model_client
from trialhead.portal.switches.actions import turn_off, turn_on
from trialhead.portal.switches.models import Feature, TurnedOff
from trialhead.portal.switches.offers import off, offered

pytestmark = pytest.mark.django_db

PAGE = f"/studies/{STUDY}/"
SHARE = {"id": "a" * 22, "verifier": "b" * 43, "sealed": "c" * 300, "days": "7", "openings": "3"}


def out(feature: Feature) -> None:
    """Turn it off."""
    assert turn_off(feature=feature, at=timezone.now())


def read(path: str) -> Page:
    """A page that answers 200."""
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return read_page(answer.content)


def refused(answer: Any, words: str) -> None:
    """The plain page in the place of what is off."""
    assert answer.status_code == 404
    page = read_page(answer.content)
    assert page.one("h1").text.strip() == f"This portal does not {words}"


@pytest.mark.parametrize("feature", Feature)
def test_a_switch_is_on_until_it_is_turned_and_turned_once(feature: Feature) -> None:
    assert offered(feature)
    out(feature)
    assert not offered(feature)
    assert off() == {feature}
    assert not turn_off(feature=feature, at=timezone.now())
    assert turn_on(feature=feature)
    assert not turn_on(feature=feature)
    assert offered(feature)


def test_a_switch_of_another_version_turns_nothing() -> None:
    TurnedOff.objects.create(feature="holograms", since=timezone.now())
    assert not off()
    assert Client().get(PAGE).status_code == 200


OFFERED: dict[Feature, Callable[[Page], bool]] = {
    Feature.ENQUIRIES: lambda page: "Contact a study site" in page.text,
    Feature.ALERTS: lambda page: bool(page.all("a", href=f"/alerts/new/?study={STUDY}")),
    Feature.NOTES: lambda page: bool(
        [one for one in page.elements if "data-notes-share" in one.attributes]
    ),
    Feature.RATINGS: lambda page: bool(page.all("form", action=f"{PAGE}rating/")),
}


@pytest.mark.parametrize("feature", OFFERED)
def test_a_kept_study_page_offers_what_is_on_at_this_moment_and_nothing_else(
    feature: Feature,
) -> None:
    for change in (None, out, lambda one: turn_on(feature=one)):
        if change:
            change(feature)
        for path in (PAGE, f"{PAGE}?near=Oslo"):
            page = read(path)
            shown = {one for one, looks in OFFERED.items() if looks(page)}
            assert shown == set(OFFERED) - off(), path


def test_the_results_page_offers_alerts_only_while_they_are_on() -> None:
    assert "Get alerts" in read("/studies/?q=lupus").text
    out(Feature.ALERTS)
    page = read("/studies/?q=lupus")
    assert "Get alerts" not in page.text
    assert "Atom" in page.text


# Enquiries ----------------------------------------------------------------------------------------


def test_no_enquiry_is_taken_while_enquiries_are_off() -> None:
    sender = Sender(Client())
    mark = sender.open().one("input", name="mark").attributes["value"]
    out(Feature.ENQUIRIES)
    title = "offer enquiries to study sites"
    for path in (f"{PAGE}contact/", form_path(), f"{PAGE}contact/central/"):
        refused(Client().get(path), title)
        refused(Client().post(path, {"mark": mark, **filled()}), title)
    assert not Enquiry.objects.exists()
    assert not Message.objects.exists()
    turn_on(feature=Feature.ENQUIRIES)
    assert sender.send(mark=mark).status_code == 302
    assert Enquiry.objects.count() == 1


def test_the_questions_lead_to_no_site_while_enquiries_are_off() -> None:
    path = f"{PAGE}could-i-take-part/"

    def summary() -> str:
        answer = Client().post(path, {"who": "self", "do": "stop"})
        return read_page(answer.content).text

    assert "You can write to a study site" in summary()
    out(Feature.ENQUIRIES)
    assert "You can write to a study site" not in summary()


def test_an_enquiry_that_was_sent_is_seen_answered_withdrawn_and_erased() -> None:
    client = Client()
    token = Sender(client).token()
    other = Sender(client, form_path("Bergen")).token(email="other@example.org")
    out(Feature.ENQUIRIES)
    assert "Sample Clinic Oslo" in read(f"/enquiry/{token}/").text
    assert client.get(f"/enquiry/{token}/export/").status_code == 200
    site = token_in(mails(Enquiry.objects.first())["to_site"])
    told = {"answer": "1", "state": "full"}
    assert client.post(f"/site-answer/{site}/", told).status_code == 200
    enquiry = Enquiry.objects.order_by("pk").first()
    assert enquiry is not None
    assert enquiry.opened_at is not None
    assert client.post(f"/enquiry/{other}/withdraw/").status_code == 302
    assert Enquiry.objects.filter(state=State.WITHDRAWN).count() == 1
    for one in (token, other):
        assert client.post(f"/enquiry/{one}/erase/").status_code == 200
    assert not Enquiry.objects.exists()


def test_who_got_no_answer_is_led_to_no_other_site() -> None:
    token = Sender(Client()).token()
    Enquiry.objects.update(state=State.FULL, answered_at=timezone.now())
    assert "Another site you can ask" in read(f"/enquiry/{token}/").text
    out(Feature.ENQUIRIES)
    assert "Another site you can ask" not in read(f"/enquiry/{token}/").text


def test_sites_are_still_reminded_of_what_was_sent() -> None:
    Sender(Client()).token()
    out(Feature.ENQUIRIES)
    assert follow_up(now=timezone.now() + timedelta(days=30)) == 1


# Alerts -------------------------------------------------------------------------------------------


def test_no_alert_is_asked_for_or_confirmed_while_alerts_are_off() -> None:
    client = Client()
    alerts.ask(client, f"study={STUDY}")
    confirm = alerts.path_in(alerts.mails()[0], "confirm")
    out(Feature.ALERTS)
    title = "offer alerts by mail"
    refused(client.get(f"/alerts/new/?study={STUDY}"), title)
    refused(alerts.ask(client, f"study={STUDY}", email="other@example.org"), title)
    refused(client.get(confirm), title)
    refused(client.post(confirm), title)
    assert Alert.objects.get().confirmed_at is None
    assert len(alerts.mails()) == 1
    turn_on(feature=Feature.ALERTS)
    assert client.post(confirm).status_code == 200


def test_alerts_that_are_on_rest_and_tell_everything_later() -> None:
    alerts.follow(Client(), f"study={STUDY}")
    gather(now=timezone.now())
    out(Feature.ALERTS)
    withdraw_study(registry_id=STUDY, at=timezone.now())
    assert gather(now=timezone.now()) == 0
    assert not alerts.news()
    turn_on(feature=Feature.ALERTS)
    assert gather(now=timezone.now()) == 1
    assert len(alerts.news()) == 1


def test_alerts_are_stopped_changed_and_erased_while_alerts_are_off() -> None:
    client = Client()
    alerts.follow(client, f"study={STUDY}")
    second = alerts.follow(client, "q=lupus")
    withdraw_study(registry_id=STUDY, at=timezone.now())
    gather(now=timezone.now())
    (news,) = alerts.news()
    out(Feature.ALERTS)
    manage = alerts.path_in(news)
    assert "This site writes no alerts at present." in read(manage).text
    answer = client.post(f"{manage}change/", {"alert": second.pk, "do": "pause"})
    assert answer.status_code == 302
    second.refresh_from_db()
    assert second.state == "paused"
    assert client.get(f"{manage}export/").status_code == 200
    assert client.post(alerts.path_in(news, "stop")).status_code == 200
    assert Alert.objects.get() == second
    assert client.post(f"{manage}erase/").status_code == 200
    assert not Alert.objects.exists()


@pytest.mark.parametrize("path", ["/studies.atom?q=lupus", f"/studies/{STUDY}.ics"])
def test_feeds_and_calendars_need_no_alerts(path: str) -> None:
    out(Feature.ALERTS)
    assert Client().get(path).status_code == 200


# Shared notes -------------------------------------------------------------------------------------


def test_no_notes_are_shared_or_opened_while_sharing_is_off() -> None:
    client = Client()
    owner = client.post("/shared-notes/make/", SHARE).json()["owner"]
    out(Feature.NOTES)
    refused(client.get("/shared-notes/"), "offer shared notes")
    keys = {"id": SHARE["id"], "verifier": SHARE["verifier"]}
    for path, told in (
        ("make", {**SHARE, "id": "d" * 22}),
        ("open", keys),
        ("answer", {**keys, "sealed": "e" * 60}),
        ("extend", {"owner": owner, "days": "7"}),
    ):
        answer = client.post(f"/shared-notes/{path}/", told)
        assert (answer.status_code, answer.json()) == (404, {"error": "not offered"}), path
    share = Share.objects.get()
    assert (share.openings_left, share.answers.count()) == (3, 0)
    turn_on(feature=Feature.NOTES)
    assert client.post("/shared-notes/open/", keys).json()["sealed"] == SHARE["sealed"]


def test_who_shared_notes_sees_how_they_stand_and_takes_them_back() -> None:
    client = Client()
    owner = client.post("/shared-notes/make/", SHARE).json()["owner"]
    out(Feature.NOTES)
    assert client.post("/shared-notes/state/", {"owner": owner}).json()["left"] == 3
    assert client.post("/shared-notes/revoke/", {"owner": owner}).status_code == 200
    assert not Share.objects.exists()
    page = read(PAGE)
    assert [one for one in page.elements if "data-shares" in one.attributes]
    assert "Notes stay on this device." in page.text


# Ratings ------------------------------------------------------------------------------------------


def test_nobody_is_asked_how_easy_a_page_is_while_ratings_are_off() -> None:
    out(Feature.RATINGS)
    title = "ask how easy a page is"
    refused(Client().get(f"{PAGE}rating/"), title)
    refused(Client().post(f"{PAGE}rating/", {"score": "3"}), title)
    refused(Client().get(f"{PAGE}rating/thanks/"), title)
    assert not Rating.objects.exists()


# Overviews told by a model ------------------------------------------------------------------------


def told_by_model() -> StudyRecord:
    """A study whose overview a model told, in words that the record bears out."""
    from trialhead.overview import Section
    from trialhead.portal.studies.overviews import overview_of

    record = StudyRecord.objects.get(registry_id=STUDY)
    overview, _ = overview_of(record, record.study())
    chapter = overview.chapters[0]
    draft = {Section(chapter.section): [each.text for each in chapter.sentences]}
    keep_retelling(record=record, draft=draft, model="a-model-of-tests", at=timezone.now())
    return record


def test_rules_tell_every_overview_while_models_are_off() -> None:
    told_by_model()
    assert "a-model-of-tests" in read(PAGE).text
    out(Feature.MODEL)
    page = read(PAGE).text
    assert "a-model-of-tests" not in page
    assert "Made by rules from version" in page
    turn_on(feature=Feature.MODEL)
    assert "a-model-of-tests" in read(PAGE).text


def test_no_model_is_asked_while_models_are_off(settings: Any) -> None:
    settings.TRIALHEAD_MODEL_ADDRESS = "http://127.0.0.1:9/v1"
    assert model_client()
    out(Feature.MODEL)
    with pytest.raises(NotReady, match="turned off"):
        model_client()
