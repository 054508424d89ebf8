"""Points of the standards checklist that alerts have to meet; tests are named after them."""

import hashlib
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.utils import timezone

from tests.factories.alerts import ADDRESS, ask, filled, follow, mails, news, path_in
from tests.factories.history import History
from tests.factories.pages import Page, read_page
from trialhead.portal.alerts.consents import TEXT, TEXT_VERSION
from trialhead.portal.alerts.gathering import gather
from trialhead.portal.alerts.models import (
    Alert,
    AlertConsent,
    AlertLink,
    Finding,
    Subscriber,
)
from trialhead.portal.notifications.models import Message
from trialhead.portal.privacy import retention
from trialhead.portal.privacy.sealing import SealedTextField

pytestmark = pytest.mark.django_db

STUDY = "NCT99990001"
FOLLOWED = f"study={STUDY}"
SEARCH = "q=unlikelyword&near=Trondheim&status=all"
SECRET = "secret-robin@example.org"


@pytest.fixture
def history(db: None) -> History:
    """A study that looks for participants."""
    one = History(STUDY)
    one.says(identificationModule={"briefTitle": "A study of unlikelyword"})
    return one


def ends(history: History) -> Message:
    """The study ends; the mail about it."""
    history.says(
        identificationModule={"briefTitle": "A study of unlikelyword"},
        statusModule={"overallStatus": "COMPLETED"},
    )
    gather(now=timezone.now())
    return news()[-1]


def page_at(client: Client, path: str) -> Page:
    """The page at an address."""
    return read_page(client.get(path).content)


def plain(answer: Any) -> str:
    """The status and page without the addresses that name the page itself."""
    return f"{answer.status_code} {read_page(answer.content).text}"


def stored() -> str:
    """Every column of every row that alerts and mails have, as the database has it."""
    told = []
    for label in ("alerts", "notifications", "privacy"):
        for model in apps.get_app_config(label).get_models():
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {model._meta.db_table}")
                told += [str(row) for row in cursor.fetchall()]
    return "\n".join(told)


# P1, P2 -----------------------------------------------------------------------------------------


def test_p1_consent_is_kept_with_its_text_and_times_and_without_the_person(
    client: Client, history: History
) -> None:
    before = timezone.now()
    alert = follow(client, FOLLOWED)
    (given,) = AlertConsent.objects.all()
    assert (given.text_version, given.locale) == (TEXT_VERSION, "en")
    assert given.confirmed_at is not None
    assert before <= given.given_at <= given.confirmed_at <= timezone.now()
    assert given.reference == alert.reference
    columns = {field.name for field in AlertConsent._meta.get_fields()}
    assert columns == {
        "id",
        "reference",
        "text_version",
        "locale",
        "given_at",
        "confirmed_at",
        "withdrawn_at",
    }


def test_p1_the_text_agreed_to_is_that_of_its_version() -> None:
    """A changed text needs a new version: put both in here."""
    told = str(TEXT._args[0])  # type: ignore[attr-defined]
    assert (TEXT_VERSION, hashlib.sha256(told.encode()).hexdigest()[:8]) == ("2026-11", "09381696")


def test_p1_ending_an_alert_takes_the_consent_back(client: Client, history: History) -> None:
    follow(client, FOLLOWED)
    client.post(path_in(ends(history), "stop"))
    assert AlertConsent.objects.get().withdrawn_at is not None


def test_p2_an_address_is_all_that_is_asked_of_a_person(client: Client) -> None:
    page = page_at(client, "/alerts/new/?q=lupus")
    names = {e.attributes["name"] for e in page.all("input") if "name" in e.attributes}
    assert names == {"about", "email", "often", "names_it", "agree", "website"}


# P3 ---------------------------------------------------------------------------------------------


def test_p3_nothing_but_one_question_is_mailed_before_the_owner_has_confirmed(
    client: Client, history: History
) -> None:
    ask(client, FOLLOWED)
    (question,) = mails()
    for _ in range(2):
        assert client.get(path_in(question, "confirm")).status_code == 200
        assert client.head(path_in(question, "confirm")).status_code == 200
    assert Alert.objects.get().state == "waiting"
    history.says(statusModule={"overallStatus": "COMPLETED"})
    assert gather(now=timezone.now()) == 0
    assert mails() == [question]
    assert "unlikelyword" not in question.text
    assert STUDY not in question.text


def test_p3_the_link_works_once(client: Client, history: History) -> None:
    ask(client, FOLLOWED)
    path = path_in(mails()[0], "confirm")
    assert client.post(path).status_code == 200
    assert client.post(path).status_code == 404
    assert client.get(path).status_code == 404
    assert Alert.objects.get().state == "active"


def test_p3_an_unconfirmed_address_is_gone_within_48_hours_of_hourly_work(
    client: Client, history: History
) -> None:
    asked_at = timezone.now()
    ask(client, FOLLOWED, email=SECRET)
    path = path_in(mails()[0], "confirm")
    retention.run(now=asked_at + timedelta(hours=45))
    assert client.get(path).status_code == 200
    retention.run(now=asked_at + timedelta(hours=47))  # the job before that may have just missed it
    assert not Subscriber.objects.exists()
    assert not AlertLink.objects.exists()
    assert not AlertConsent.objects.exists()
    assert not Message.objects.exists()
    assert client.post(path).status_code == 404


def test_p3_a_confirmed_address_is_not_forgotten_with_an_unconfirmed_wish(
    client: Client, history: History
) -> None:
    follow(client, FOLLOWED)
    ask(client, SEARCH)
    retention.run(now=timezone.now() + timedelta(days=3))
    assert [alert.state for alert in Alert.objects.all()] == ["active"]
    assert AlertConsent.objects.count() == 1


def test_p3_a_link_older_than_the_wish_switches_nothing_on(
    client: Client, history: History
) -> None:
    ask(client, FOLLOWED)
    path = path_in(mails()[0], "confirm")
    AlertLink.objects.update(expires_at=timezone.now())
    assert client.post(path).status_code == 404
    assert Alert.objects.get().state == "waiting"


def test_p3_the_page_does_not_tell_whether_an_address_is_known(
    client: Client, history: History
) -> None:
    unknown = ask(client, FOLLOWED, email="unknown@example.org")
    follow(client, FOLLOWED)
    known = ask(client, FOLLOWED, often="weekly", names_it="on")
    assert (unknown.status_code, unknown["Location"]) == (known.status_code, known["Location"])
    assert plain(client.get(unknown["Location"])) == plain(client.get(known["Location"]))
    alert = Alert.objects.get(state="active")
    assert (alert.often, alert.names_it) == ("at-once", False)
    (again,) = [message for message in mails() if ":already:" in message.key]
    assert again.to == ADDRESS
    assert page_at(client, path_in(again)).one("h1").text == "Your alerts"


def test_p3_every_mail_with_news_can_be_ended_with_one_click(
    client: Client, history: History
) -> None:
    follow(client, FOLLOWED)
    headers = ends(history).headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    found = re.fullmatch(r"<https?://[^/]+(/alerts/stop/[\w-]{43}/)>", headers["List-Unsubscribe"])
    assert found
    program = Client(enforce_csrf_checks=True)
    assert program.get(found[1]).status_code == 200
    assert Alert.objects.exists()
    assert program.post(found[1], {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Alert.objects.exists()
    assert program.post(found[1], {"List-Unsubscribe": "One-Click"}).status_code == 404


@pytest.mark.parametrize("about", [FOLLOWED, SEARCH])
def test_p3_subjects_and_addresses_name_nothing_by_default(
    client: Client, history: History, about: str
) -> None:
    follow(client, about)
    if about == SEARCH:
        History("NCT99990002").says(
            identificationModule={"briefTitle": "Another unlikelyword study"},
        )
    ends(history)
    for message in mails():
        assert "unlikelyword" not in message.subject
        assert STUDY not in message.subject
        addresses = re.findall(r"https?://\S+", message.text + str(message.headers))
        assert addresses
        assert not [a for a in addresses if "unlikelyword" in a or "Trondheim" in a or "@" in a]


def test_p3_a_subject_names_it_for_who_wants_that(client: Client, history: History) -> None:
    follow(client, FOLLOWED, names_it="on")
    assert ends(history).subject == "News: A study of unlikelyword"


# P4, P5 -----------------------------------------------------------------------------------------


def test_p4_proof_of_consent_outlives_the_alert_by_three_years_and_no_longer(
    client: Client, history: History
) -> None:
    follow(client, FOLLOWED)
    now = timezone.now()
    retention.run(now=now + timedelta(days=4 * 366))
    assert AlertConsent.objects.count() == 1  # the alert is still on
    client.post(path_in(ends(history), "stop"))
    retention.run(now=now + timedelta(days=3 * 365))
    assert AlertConsent.objects.count() == 1
    retention.run(now=now + timedelta(days=3 * 366))
    assert not AlertConsent.objects.exists()


def test_p5_everything_can_be_taken_along(client: Client, history: History) -> None:
    follow(client, FOLLOWED, email="somebody-else@example.org", often="weekly")
    follow(client, FOLLOWED)
    follow(client, SEARCH)
    path = path_in(ends(history))
    answer = client.get(f"{path}export/")
    assert answer["Content-Disposition"] == 'attachment; filename="alerts.json"'
    told = json.loads(answer.content)
    assert told["address"] == ADDRESS
    assert [one["study"] for one in told["alerts"]] == [STUDY, ""]
    assert told["alerts"][1]["search"] == SEARCH
    assert [one["how_often"] for one in told["alerts"]] == ["at-once", "at-once"]
    assert all(one["consents"][0]["text_version"] == TEXT_VERSION for one in told["alerts"])


def test_p5_erasing_takes_everything_at_once(client: Client, history: History) -> None:
    follow(client, FOLLOWED, email=SECRET)
    follow(client, SEARCH, email=SECRET)
    other = follow(client, FOLLOWED)
    message = next(one for one in _told(history) if one.to == SECRET)
    answer = client.post(f"{path_in(message)}erase/")
    assert read_page(answer.content).one("h1").text == "Everything is erased"
    assert client.get(path_in(message)).status_code == 404
    assert [alert.pk for alert in Alert.objects.all()] == [other.pk]
    assert {one.to for one in Message.objects.all()} == {ADDRESS}
    assert AlertLink.objects.exclude(subscriber=other.subscriber).count() == 0
    assert AlertConsent.objects.filter(withdrawn_at=None).count() == 1
    assert not Finding.objects.exclude(alert=other).exists()


def _told(history: History) -> list[Message]:
    ends(history)
    return news()


def test_p5_the_database_holds_no_plain_word_of_a_person(client: Client, history: History) -> None:
    follow(client, FOLLOWED, email=SECRET)
    follow(client, SEARCH, email=SECRET)
    path = path_in(ends(history))
    token = path.rstrip("/").rpartition("/")[2]
    kept = stored().casefold()
    assert STUDY.casefold() in kept or "alert:" in kept
    for word in (SECRET, "unlikelyword", "trondheim", token):
        assert word.casefold() not in kept


def test_p5_every_free_text_of_alerts_is_sealed() -> None:
    open_columns = {
        field.name
        for model in apps.get_app_config("alerts").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.TextField) and not isinstance(field, SealedTextField)
    }
    assert not open_columns


def test_p5_one_alert_is_changed_paused_and_ended_on_the_private_page(
    client: Client, history: History
) -> None:
    first, second = follow(client, FOLLOWED), follow(client, SEARCH)
    path = path_in(next(one for one in _told(history) if str(first.reference) in one.key))

    def do(what: str, alert: Alert, **more: str) -> Page:
        answer = client.post(f"{path}change/", {"alert": alert.pk, "do": what, **more}, follow=True)
        return read_page(answer.content)

    assert "Once a week at most" in do("often", first, often="weekly").text
    assert do("pause", first).text.count("Paused") == 1
    assert "Paused" not in do("resume", first).text
    page = do("stop", second)
    assert len(page.all("section")) == 1
    assert do("stop", first).one("h1").text == "Everything is erased"
    assert not Subscriber.objects.exists()


def test_p5_nobody_changes_the_alert_of_another(client: Client, history: History) -> None:
    follow(client, FOLLOWED)
    theirs = follow(client, SEARCH, email="other@example.org")
    message = next(one for one in _told(history) if one.to == ADDRESS)
    for number in (theirs.pk, "", "x", "9" * 30, "²"):
        answer = client.post(f"{path_in(message)}change/", {"alert": number, "do": "stop"})
        assert answer.status_code == 302
    assert Alert.objects.count() == 2


# P6, W8 -----------------------------------------------------------------------------------------

PRIVATE = ("/alerts/{}/", "/alerts/{}/export/", "/alerts/confirm/{}/", "/alerts/stop/{}/")


@pytest.mark.parametrize("path", [*PRIVATE, "/alerts/", "/alerts/new/?q=lupus", "/alerts/asked/"])
def test_p6_private_pages_are_kept_and_listed_nowhere(client: Client, path: str) -> None:
    answer = client.get(path.format("x" * 43))
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]


def test_p6_wrong_expired_used_and_missing_tokens_get_the_same_answer(
    client: Client, history: History
) -> None:
    follow(client, FOLLOWED)
    used = path_in(mails()[0], "confirm")
    ask(client, SEARCH)
    expired = path_in(mails()[-1], "confirm")
    AlertLink.objects.filter(use="confirm").update(expires_at=timezone.now())
    message = ends(history)
    manage, stop = path_in(message), path_in(message, "stop")
    crossed = [manage.replace("/alerts/", "/alerts/stop/"), stop.replace("/stop/", "/")]
    paths = [
        used,
        expired,
        *crossed,
        "/alerts/",
        *(path.format(token) for path in PRIVATE for token in ("x", "x" * 43, "x" * 500)),
    ]
    seen = {plain(client.get(path)) for path in paths}
    seen |= {plain(client.post(path)) for path in (used, expired, crossed[0])}
    client.post(f"{manage}erase/")
    seen |= {plain(client.get(path)) for path in (manage, stop)}
    assert len(seen) == 1
    assert "This link does not work" in seen.pop()


def test_p6_tokens_have_256_bits_and_only_their_digest_is_kept(
    client: Client, history: History
) -> None:
    follow(client, FOLLOWED)
    message = ends(history)
    tokens = {path_in(message).split("/")[-2], path_in(message, "stop").split("/")[-2]}
    assert {len(token) for token in tokens} == {43}
    assert len(tokens) == 2
    kept = set(AlertLink.objects.values_list("digest", flat=True))
    assert {hashlib.sha256(token.encode()).hexdigest() for token in tokens} == kept


def test_w8_every_step_is_a_plain_form_checked_on_the_server(
    client: Client, history: History
) -> None:
    asked = page_at(client, f"/alerts/new/?{FOLLOWED}")
    ask(client, FOLLOWED)
    confirm = page_at(client, path_in(mails()[0], "confirm"))
    client.post(path_in(mails()[0], "confirm"))
    message = ends(history)
    manage = page_at(client, path_in(message))
    stop = page_at(client, path_in(message, "stop"))
    for page in (asked, confirm, manage, stop):
        forms = page.all("form")
        assert forms
        assert {form.attributes["method"] for form in forms} == {"post"}
        assert page.all("button", type="submit")
        assert not [e for e in page.elements if any(n.startswith("on") for n in e.attributes)]
    assert "novalidate" in asked.one("form").attributes


def test_w8_no_cookie_is_needed(history: History) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/alerts/new/", filled(FOLLOWED)).status_code == 302
    assert client.post(path_in(mails()[0], "confirm")).status_code == 200
    assert not client.cookies
