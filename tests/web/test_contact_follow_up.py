"""Enquiries nobody answers, with the clock moved: reminder, second contact, another site, end."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tests.factories.enquiries import STUDY, Sender, mails, site_at, token_in
from tests.factories.pages import read_page
from trialhead.portal.contact import actions
from trialhead.portal.contact.follow_up import follow_up, working_days
from trialhead.portal.contact.models import Enquiry, EnquiryEvent
from trialhead.portal.contact.response_time import median_answer_time
from trialhead.portal.notifications.models import Message
from trialhead.portal.studies.models import StudyRecord

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def token(client: Client, db: None) -> str:
    """Somebody has written on a Monday morning."""
    token = Sender(client).token(near="Oslo")
    Enquiry.objects.update(received_at=MONDAY)
    return token


def confirm(second_email: str = "") -> None:
    """The operator confirms the site's contact."""
    actions.confirm_contact(
        record=StudyRecord.objects.get(registry_id=STUDY),
        site_key=site_at("Oslo"),
        email="first@site.test",
        second_email=second_email,
        at=MONDAY,
    )


def what_happened() -> list[str]:
    """The events in their order."""
    return list(EnquiryEvent.objects.order_by("pk").values_list("what", flat=True))


@pytest.mark.parametrize(
    ("days", "working"), [(0, 0), (1, 1), (4, 4), (5, 4), (6, 4), (7, 5), (14, 10), (-3, 0)]
)
def test_saturdays_and_sundays_are_no_working_days(days: int, working: int) -> None:
    assert working_days(MONDAY, MONDAY + days * DAY) == working


def test_a_part_of_a_day_is_no_day() -> None:
    assert working_days(MONDAY, MONDAY + 3 * DAY - timedelta(seconds=1)) == 2


def test_the_site_is_reminded_after_three_working_days_and_not_before(token: str) -> None:
    assert follow_up(now=MONDAY + 3 * DAY - timedelta(seconds=1)) == 0
    assert "reminder" not in mails()
    assert follow_up(now=MONDAY + 3 * DAY) == 1
    assert mails()["reminder"].to == "operator@localhost"
    assert follow_up(now=MONDAY + 3 * DAY) == 0
    assert token_in(mails()["reminder"]) != token_in(mails()["to_site"])


def test_the_second_contact_is_asked_then_another_site_is_offered_then_it_ends(
    client: Client, token: str
) -> None:
    confirm(second_email="second@site.test")
    now = MONDAY
    for _ in range(60):
        now += DAY
        follow_up(now=now)
    assert what_happened() == ["received", "reminded", "second-asked", "offered", "unanswered"]
    assert mails()["reminder"].to == "first@site.test"
    assert mails()["reminder:second"].to == "second@site.test"
    assert mails()["offer"].to == "robin@example.org"
    enquiry = Enquiry.objects.get()
    assert enquiry.reminded_at == MONDAY + 3 * DAY  # Thursday
    assert enquiry.second_asked_at == MONDAY + 8 * DAY  # Tuesday
    assert enquiry.offered_at == MONDAY + 11 * DAY  # Friday
    status = read_page(client.get(f"/enquiry/{token}/").content)
    assert "Write to that site" in status.text
    assert status.one("section", aria_labelledby="next-title").text.count("Oslo") == 0


def test_without_a_second_contact_another_site_is_offered_next(token: str) -> None:
    confirm()
    follow_up(now=MONDAY + 3 * DAY)
    follow_up(now=MONDAY + 8 * DAY)
    assert what_happened() == ["received", "reminded", "offered"]


def test_a_portal_that_stood_still_takes_the_steps_one_by_one(token: str) -> None:
    late = MONDAY + 100 * DAY
    assert follow_up(now=late) == 1
    assert follow_up(now=late) == 0
    assert what_happened() == ["received", "reminded"]


def test_a_clock_that_was_set_back_takes_no_step(token: str) -> None:
    follow_up(now=MONDAY + 3 * DAY)
    assert follow_up(now=MONDAY - 300 * DAY) == 0
    assert what_happened() == ["received", "reminded"]


@pytest.mark.parametrize("end", ["answered", "withdrawn"])
def test_an_enquiry_that_has_ended_is_left_alone(client: Client, token: str, end: str) -> None:
    if end == "answered":
        path = f"/site-answer/{token_in(mails()['to_site'])}/"
        client.post(path, {"answer": "1", "kind": "answered", "text": "Hello."})
    else:
        client.post(f"/enquiry/{token}/withdraw/")
    before = what_happened()
    assert follow_up(now=MONDAY + 50 * DAY) == 0
    assert what_happened() == before


def test_the_delivery_is_noted_with_the_time_the_mail_left(token: str) -> None:
    left = MONDAY + timedelta(minutes=1)
    Message.objects.filter(key=mails()["to_site"].key).update(sent_at=left)
    follow_up(now=MONDAY + DAY)
    enquiry = Enquiry.objects.get()
    assert (enquiry.state, enquiry.delivered_at) == ("delivered", left)


def test_a_site_can_answer_after_all(client: Client, token: str) -> None:
    now = MONDAY
    for _ in range(60):
        now += DAY
        follow_up(now=now)
    assert Enquiry.objects.get().state == "unanswered"
    path = f"/site-answer/{token_in(mails()['reminder'])}/"
    client.post(path, {"answer": "1", "kind": "answered", "text": "Sorry, late."})
    assert Enquiry.objects.get().state == "answered"


def test_the_number_of_days_is_the_operators_choice(token: str, settings: object) -> None:
    settings.TRIALHEAD_ANSWER_DAYS = 1  # type: ignore[attr-defined]
    assert follow_up(now=MONDAY + DAY) == 1


def test_somebody_who_wants_to_be_phoned_finds_the_offer_on_the_page(client: Client) -> None:
    own = {"channel": "phone", "phone": "+441134960000"}
    token = Sender(client).token(**own)
    Enquiry.objects.update(received_at=MONDAY)
    for days in (3, 8):
        follow_up(now=MONDAY + days * DAY)
    assert "offer" not in mails()
    assert b"Write to that site" in client.get(f"/enquiry/{token}/").content


# How long sites take ----------------------------------------------------------------------------


def answered(client: Client, number: int, after: timedelta) -> None:
    """One enquiry and its answer some time later."""
    sender = Sender(client)
    sender.token(email=f"p{number}@example.org")
    enquiry = Enquiry.objects.order_by("-pk").first()
    assert enquiry is not None
    path = f"/site-answer/{token_in(mails(enquiry)['to_site'])}/"
    client.post(path, {"answer": "1", "kind": "answered", "text": "Hello."})
    events = EnquiryEvent.objects.filter(reference=enquiry.reference)
    events.filter(what="received").update(at=MONDAY)
    events.filter(what="answered").update(at=MONDAY + after)


def test_the_median_is_told_from_five_answers_on(client: Client) -> None:
    for number, days in enumerate((1, 9, 2)):
        answered(client, number, days * DAY)
    answered(client, 3, timedelta(days=3))
    assert median_answer_time(STUDY) is None
    assert (
        "were answered within"
        not in read_page(client.get(f"/studies/{STUDY}/contact/").content).text
    )
    answered(client, 4, timedelta(days=30))
    assert median_answer_time(STUDY) == 3 * DAY
    for path in (f"/studies/{STUDY}/contact/", f"/studies/{STUDY}/"):
        told = "Half of the enquiries sent from here were answered within 3 days."
        assert told in read_page(client.get(path).content).text
    assert median_answer_time("NCT99900001") is None


def test_the_median_outlives_the_enquiries(client: Client) -> None:
    for number in range(5):
        answered(client, number, timedelta(hours=5))
    for enquiry in list(Enquiry.objects.all()):
        actions.erase_enquiry(enquiry=enquiry, at=MONDAY)
    page = read_page(client.get(f"/studies/{STUDY}/contact/").content)
    assert "within 5 hours" in page.text
