"""Points of the standards checklist that enquiries have to meet; tests are named after them."""

import hashlib
import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.utils import timezone

from tests.factories.enquiries import MESSAGE, STUDY, Sender, filled, mails, token_in
from tests.factories.pages import Page, read_page
from trialhead.portal.contact.consents import TEXT_VERSION, TEXTS
from trialhead.portal.contact.follow_up import tidy_enquiries
from trialhead.portal.contact.models import Consent, Enquiry, EnquiryEvent, EnquiryLink
from trialhead.portal.notifications.models import Message

pytestmark = pytest.mark.django_db

NAME, ADDRESS, ANSWERS = "Robin Uniquename", "unique-robin@example.org", "Pregnant: unlikely-word"
OWN = {"name": NAME, "email": ADDRESS, "answers": ANSWERS}
#: Every private page, as an address that needs a token.
PRIVATE = ["/enquiry/{}/", "/enquiry/{}/sent/", "/enquiry/{}/export/", "/site-answer/{}/"]
POSTED = ["/enquiry/{}/withdraw/", "/enquiry/{}/erase/", "/enquiry/{}/consent/"]


@pytest.fixture
def sender(client: Client, db: None) -> Sender:
    """Somebody before the form to the site in Oslo."""
    return Sender(client)


def page_at(client: Client, path: str) -> Page:
    """The page at an address."""
    return read_page(client.get(path).content)


def everything_stored() -> str:
    """Every column of every row of the features that store what people do, as the database has
    it."""
    told = []
    for label in ("contact", "notifications", "privacy"):
        for model in apps.get_app_config(label).get_models():
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {model._meta.db_table}")
                told += [str(row) for row in cursor.fetchall()]
    return "\n".join(told)


def test_e4_answers_that_were_not_sent_are_stored_nowhere_and_logged_nowhere(
    sender: Sender, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    sender.client.post(f"/studies/{STUDY}/contact/", {"answers": ANSWERS})
    sender.client.post(sender.path, {"answers": ANSWERS})
    sender.send(**OWN, include_answers="on", share=None)  # comes back with a mistake
    assert not Enquiry.objects.exists()
    sender.token(**OWN)  # sent, without the tick
    assert not [enquiry for enquiry in Enquiry.objects.all() if enquiry.answers]
    assert not [mail for mail in Message.objects.all() if "unlikely-word" in mail.text]
    assert "unlikely-word" not in caplog.text
    assert ADDRESS not in caplog.text


def test_e7_no_emergency_service_and_no_medical_advice_is_said_where_one_writes(
    sender: Sender,
) -> None:
    for text in (sender.open().one("p", class_="caution").text, _copy(sender).text):
        assert "no emergency service" in text
        assert "no medical advice" in text


def _copy(sender: Sender) -> Message:
    sender.token()
    return mails()["copy"]


def test_e7_the_sites_mail_holds_nothing_of_the_person_or_the_illness(sender: Sender) -> None:
    sender.token(**OWN, include_answers="on")
    mail = mails()["to_site"]
    whole = f"{mail.subject} {mail.text} {mail.html}"
    title = Enquiry.objects.get().record.title
    for word in (NAME, ADDRESS, MESSAGE, "unlikely-word", title):
        assert word not in whole


def test_p1_every_purpose_has_its_own_box_and_none_is_ticked(sender: Sender) -> None:
    boxes = {
        box.attributes["name"]: "checked" in box.attributes
        for box in sender.open().all("input", type="checkbox")
    }
    # the last one is of the row that the script copies for each note on the device
    also = {"include_notes": False, "note-NN-send": False}
    assert boxes == {"share": False, "later_email": False, **also}


@pytest.mark.parametrize("later", [{}, {"later_email": "on"}])
def test_p1_the_proof_of_consent_says_what_when_and_in_which_language(
    sender: Sender, later: dict[str, str]
) -> None:
    before = timezone.now()
    sender.path = "/fr" + sender.path
    mark = sender.open().one("input", name="mark").attributes["value"]
    sender.client.post(sender.path, {"mark": mark, **filled(**later)})
    given = Consent.objects.order_by("pk")
    assert [one.purpose for one in given] == ["share", *(["email"] if later else [])]
    for one in given:
        assert (one.text_version, one.locale) == (TEXT_VERSION, "fr")
        assert before <= one.given_at <= timezone.now()
    columns = {field.name for field in Consent._meta.get_fields()}
    assert not {name for name in columns if "ip" in name.split("_") or "address" in name}


def test_p1_the_texts_agreed_to_are_those_of_their_version() -> None:
    """A changed text needs a new version: put both in here."""
    told = "\n".join(str(text._args[0]) for text in TEXTS.values())  # type: ignore[attr-defined]
    assert (TEXT_VERSION, hashlib.sha256(told.encode()).hexdigest()[:8]) == ("2026-12", "ba6a744d")


def test_p1_taking_back_needs_no_more_than_giving(sender: Sender) -> None:
    token = sender.token(later_email="on")
    sender.client.post(f"/enquiry/{token}/consent/", {"purpose": "email"})
    assert Consent.objects.get(purpose="email").withdrawn_at is not None
    assert Consent.objects.get(purpose="share").withdrawn_at is None
    sender.client.post(f"/enquiry/{token}/withdraw/")
    assert Consent.objects.get(purpose="share").withdrawn_at is not None


def test_p2_a_name_and_one_way_are_all_that_is_needed(sender: Sender) -> None:
    page = sender.open()
    names = {e.attributes.get("name", "") for e in page.elements}
    assert not names & {"birth", "birthdate", "dob", "surname", "last_name", "postcode"}
    token = sender.token(message=None, name="R")
    assert sender.client.get(f"/enquiry/{token}/").status_code == 200


def test_p2_of_a_place_only_the_area_is_kept(sender: Sender) -> None:
    sender.token(near="Trondheim")
    enquiry = Enquiry.objects.get()
    assert re.fullmatch(r"-?\d+\.\d -?\d+\.\d", enquiry.near)
    assert "Trondheim" not in everything_stored()
    assert "Trondheim" not in "".join(message.text for message in Message.objects.all())


def test_p4_a_closed_enquiry_is_erased_after_90_days_and_an_open_one_is_not(
    sender: Sender, client: Client
) -> None:
    closed, still_open = sender.token(), sender.token(email="other@example.org")
    client.post(f"/enquiry/{closed}/withdraw/")
    at = Enquiry.objects.get(state="withdrawn").closed_at
    assert at is not None
    tidy_enquiries(now=at + timedelta(days=90))
    assert client.get(f"/enquiry/{closed}/").status_code == 200
    assert tidy_enquiries(now=at + timedelta(days=90, seconds=1)) > 0
    assert client.get(f"/enquiry/{closed}/").status_code == 404
    assert client.get(f"/enquiry/{still_open}/").status_code == 200
    assert "erase" not in mails()


def test_p4_proof_of_consent_outlives_the_enquiry_by_three_years_and_no_longer(
    sender: Sender, client: Client
) -> None:
    client.post(f"/enquiry/{sender.token()}/erase/")
    now = timezone.now()
    tidy_enquiries(now=now + timedelta(days=3 * 365))
    assert Consent.objects.count() == 1
    tidy_enquiries(now=now + timedelta(days=3 * 366))
    assert not Consent.objects.exists()
    assert not EnquiryEvent.objects.exists()


def test_p4_expired_links_are_forgotten(sender: Sender) -> None:
    sender.token()
    tidy_enquiries(now=timezone.now() + timedelta(days=61))
    assert set(EnquiryLink.objects.values_list("side", flat=True)) == {"person"}


def test_p4_retention_runs_with_the_daily_work(sender: Sender, client: Client) -> None:
    from trialhead.portal.privacy import retention

    client.post(f"/enquiry/{sender.token()}/withdraw/")
    retention.run(now=timezone.now() + timedelta(days=91))
    assert not Enquiry.objects.exists()


def test_p5_erasing_takes_everything_at_once_and_tells_the_site(sender: Sender) -> None:
    token = sender.token(**OWN, include_answers="on")
    other = sender.token(email="other@example.org")
    reference = Enquiry.objects.get(pk=Enquiry.objects.order_by("pk").first().pk).reference
    to_site = Message.objects.get(key=f"enquiry:{reference}:to_site")
    site_token = token_in(to_site)
    Message.objects.filter(pk=to_site.pk).update(sent_at=timezone.now())
    started = timezone.now()
    page = read_page(sender.client.post(f"/enquiry/{token}/erase/").content)
    assert page.one("h1").text == "Everything is erased"
    assert timezone.now() - started < timedelta(seconds=60)
    assert sender.client.get(f"/enquiry/{token}/").status_code == 404
    assert sender.client.get(f"/site-answer/{site_token}/").status_code == 404
    (left,) = Message.objects.filter(key__startswith=f"enquiry:{reference}:")
    assert left.key.endswith(":erase")
    assert left.to == "operator@localhost"
    for word in (NAME, ADDRESS, MESSAGE, "unlikely-word"):
        assert word not in left.text
    assert sender.client.get(f"/enquiry/{other}/").status_code == 200


def test_p5_a_mail_that_has_not_left_is_erased_and_nobody_need_be_told(sender: Sender) -> None:
    token = sender.token()
    sender.client.post(f"/enquiry/{token}/erase/")
    assert not Message.objects.exists()
    assert not EnquiryLink.objects.exists()


def test_p5_the_database_holds_no_plain_word_of_a_person(sender: Sender) -> None:
    token = sender.token(**OWN, include_answers="on")
    answer = "A reply with peculiar-word"
    Client().post(
        f"/site-answer/{token_in(mails()['to_site'])}/",
        {"answer": "1", "kind": "answered", "text": answer},
    )
    stored = everything_stored()
    assert STUDY in stored
    words = (NAME, ADDRESS, MESSAGE, "unlikely-word", "peculiar-word", token)
    assert not [word for word in words if word.casefold() in stored.casefold()]


def test_p5_what_is_sealed_in_an_enquiry_is_all_that_a_person_typed() -> None:
    from trialhead.portal.privacy.sealing import SealedTextField

    free = {
        field.name
        for field in Enquiry._meta.get_fields()
        if isinstance(field, models.TextField) and not isinstance(field, SealedTextField)
    }
    assert not free


@pytest.mark.parametrize("path", [*PRIVATE, "/enquiry/", "/site-answer/"])
def test_p6_private_pages_are_kept_and_listed_nowhere(sender: Sender, path: str) -> None:
    token = sender.token()
    if "site-answer" in path:
        token = token_in(mails()["to_site"])
    for answer in (
        sender.client.get(path.format(token)),
        sender.client.get(path.format("wrong")),
    ):
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer["X-Robots-Tag"]
        assert token not in answer.content.decode().partition("</head>")[0]


def test_p6_wrong_expired_erased_and_missing_tokens_get_the_same_answer(sender: Sender) -> None:
    token = sender.token()
    site_token = token_in(mails()["to_site"])
    EnquiryLink.objects.filter(side="site").update(expires_at=timezone.now())
    client = sender.client
    seen = {
        _plain(client.get(path))
        for path in (
            "/enquiry/",
            "/site-answer/",
            "/enquiry/wrong/",
            f"/enquiry/{'x' * 43}/",
            f"/enquiry/{'x' * 500}/",
            f"/enquiry/{token[:-1]}/",
            f"/enquiry/{token.swapcase()}/",
            f"/enquiry/{site_token}/",
            f"/site-answer/{token}/",
            f"/site-answer/{site_token}/",
        )
    }
    seen |= {_plain(client.post(path.format("x" * 43))) for path in POSTED}
    client.post(f"/enquiry/{token}/erase/")
    seen |= {_plain(client.get(path.format(token))) for path in PRIVATE}
    seen |= {_plain(client.post(path.format(token))) for path in POSTED}
    assert len(seen) == 1
    assert "This link does not work" in seen.pop()


def _plain(answer: Any) -> str:
    """The status and page without the addresses that name the page itself."""
    return f"{answer.status_code} {read_page(answer.content).text}"


def test_p6_tokens_have_256_bits_and_only_their_digest_is_kept(sender: Sender) -> None:
    tokens = {sender.token(), token_in(mails()["to_site"])}
    assert {len(token) for token in tokens} == {43}
    kept = set(EnquiryLink.objects.values_list("digest", flat=True))
    assert len(kept) == 2
    assert not tokens & kept


def test_w8_every_step_is_a_plain_form_checked_on_the_server(sender: Sender) -> None:
    page = sender.open()
    form = page.one("form")
    assert form.attributes["method"] == "post"
    assert "novalidate" in form.attributes
    assert [b.text for b in page.all("button", type="submit")] == ["Send the enquiry"]
    assert not [e for e in page.elements if any(n.startswith("on") for n in e.attributes)]


def test_w10_a_second_enquiry_is_answered_with_date_and_state_of_the_first(
    sender: Sender,
) -> None:
    first = sender.token(**OWN)
    before = set(mails())
    site_token = token_in(mails()["to_site"])
    Client().post(f"/site-answer/{site_token}/")
    page = read_page(
        sender.send(**{**OWN, "email": ADDRESS.upper(), "message": "Other words"}).content
    )
    assert page.one("h1").text == "You have written to this site before"
    assert page.one("time").attributes["datetime"][:10] == timezone.now().date().isoformat()
    assert "Opened" in page.text
    assert Enquiry.objects.count() == 1
    assert set(mails()) - before == {f"again:{timezone.now():%Y-%m-%d}"}
    for secret in (first, MESSAGE, NAME):
        assert secret not in page.text


def test_w10_the_link_of_the_first_goes_by_mail_only(sender: Sender) -> None:
    sender.token()
    answer = sender.send()
    (again,) = [mail for key, mail in mails().items() if key.startswith("again")]
    assert again.to == "robin@example.org"
    assert "State: Received" in again.text
    link = token_in(again)
    assert link not in answer.content.decode()
    assert MESSAGE in page_at(sender.client, f"/enquiry/{link}/").text
    sender.send()
    assert len([key for key in mails() if key.startswith("again")]) == 1  # one a day
