"""A team's words once they are published: approvals and their end, what the list tells, changes of
the record, words taken back, and the log."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.words import (
    BEYOND,
    COUNTED,
    OWN,
    STUDY,
    approve,
    confirm,
    last,
    page,
    page_of,
    path_of,
    propose,
    publish,
    put_in_force,
    record_changes,
    record_now,
    shown_on,
    stamp,
    who_with,
)
from trialhead.portal.accounts.models import AuditEntry
from trialhead.portal.studies.models import Approval

pytestmark = pytest.mark.django_db

LATER = date(2026, 11, 20)


# Approvals ----------------------------------------------------------------------------------------


def test_words_beyond_the_record_need_an_approval_in_force(author: Client, second: Client) -> None:
    assert propose(author, who=who_with(author, BEYOND)).status_code == 302
    assert last().beyond == [BEYOND]
    refused = publish(second)
    assert refused.status_code == 403
    assert "no approval of them is in force" in page_of(refused).text
    assert approve(author).status_code == 302
    assert publish(second).status_code == 302
    assert BEYOND in page()
    assert "approved by Board of Leeds (24/YH/0123) until" in stamp()
    assert "words that the review board approved" in page()


def test_an_approval_ends_with_its_last_day_and_takes_its_words_along(
    author: Client, second: Client
) -> None:
    put_in_force(author, second, OWN, BEYOND, days=10)
    end = timezone.localdate() + timedelta(days=10)
    overview, told = shown_on(end)
    assert BEYOND in [each.text for each in overview.sentences]
    assert told.approval.until == end
    overview, told = shown_on(end + timedelta(days=1))
    texts = [each.text for each in overview.sentences]
    assert BEYOND not in texts
    assert OWN in texts
    assert (told.approval, told.beyond) == (None, frozenset())


def test_a_kept_page_does_not_outlive_an_approval(author: Client, second: Client) -> None:
    put_in_force(author, second, BEYOND)
    assert BEYOND in page()
    record, today = record_now(), timezone.localdate()
    assert record.edition_on(today) != record.edition_on(today + timedelta(days=1))
    yesterday = today - timedelta(days=1)
    Approval.objects.update(approved_on=yesterday, expires_on=yesterday)
    assert BEYOND in page()  # kept for today
    record.words_at = timezone.now()
    record.save()
    assert BEYOND not in page()


def test_an_expired_approval_publishes_nothing(author: Client, second: Client) -> None:
    propose(author, who=who_with(author, BEYOND))
    approve(author)
    Approval.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert publish(second).status_code == 403
    assert last().published_at is None


@pytest.mark.parametrize(
    ("field", "days", "told"),
    [
        ("expires_on", -1, "This approval has expired."),
        ("approved_on", 1, "This day is still to come."),
    ],
)
def test_an_approval_that_does_not_hold_today_is_refused_and_stays_in_the_form(
    author: Client, field: str, days: int, told: str
) -> None:
    propose(author, who=who_with(author, BEYOND))
    day = str(timezone.localdate() + timedelta(days=days))
    answer = approve(author, **{field: day, "board": "Board <b>of</b> York"})
    assert answer.status_code == 422
    text = page_of(answer).text
    assert told in text
    assert page_of(answer).one("input", name="board").attributes["value"] == "Board <b>of</b> York"
    assert page_of(answer).one("input", name=field).attributes["value"] == day
    assert not Approval.objects.exists()


def test_a_renewed_approval_brings_the_words_back(author: Client, second: Client) -> None:
    put_in_force(author, second, BEYOND)
    Approval.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert shown_on(timezone.localdate())[1].approval is None
    assert approve(author).status_code == 302
    assert confirm(second).status_code == 302
    assert BEYOND in page()


def test_an_approval_covers_no_other_edition(author: Client, second: Client) -> None:
    put_in_force(author, second, BEYOND)
    propose(author, burdens="A nurse drives you home after each visit.")
    assert publish(second).status_code == 403


# The list -----------------------------------------------------------------------------------------


def test_the_list_tells_what_is_to_do(author: Client, second: Client) -> None:
    assert "Nothing." in page_of(author.get("/team/words/")).text
    assert "Told by rules, for version 1" in page_of(author.get("/team/words/")).text
    propose(author, who=who_with(author, BEYOND))
    assert "waits for a second person" in page_of(author.get("/team/words/")).text
    approve(author, days=30)
    publish(second)
    text = page_of(author.get("/team/words/")).text
    assert "The approval ends on" in text
    assert "Told by people" in text
    assert "published by Test Reviewer" in text
    Approval.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert "The approval ended on" in page_of(author.get("/team/words/")).text
    approve(author, days=31)
    assert "it waits for a second person" in page_of(author.get("/team/words/")).text
    confirm(second)
    assert "Nothing." in page_of(author.get("/team/words/")).text


# The record changes -------------------------------------------------------------------------------


def test_a_sentence_that_holds_no_longer_gives_way_to_the_rules(
    author: Client, second: Client
) -> None:
    put_in_force(author, second, OWN)
    record_changes('"count": 860', '"count": 900', day=LATER)
    told = page()
    assert COUNTED not in told
    assert OWN in told
    assert "It plans to take 900 people." in told
    assert "1 sentence of the team is left out because the record has changed." in stamp()
    assert "for version 1 of the record" in stamp()
    text = page_of(author.get("/team/words/")).text
    assert "The record has changed: 1 published sentence no longer holds" in text
    edition = page_of(author.get(f"{path_of()}1/")).text
    assert "No longer borne out by the record" in edition
    assert "Number not in the record" in edition


def test_an_edition_is_held_to_the_record_again_when_it_is_published(
    author: Client, second: Client
) -> None:
    propose(author)
    record_changes('"count": 860', '"count": 900', day=LATER)
    refused = publish(second)
    assert refused.status_code == 403
    assert "The record has changed" in page_of(refused).text


def test_a_fact_that_the_record_drops_is_not_shown_under_an_approval(
    author: Client, second: Client
) -> None:
    watched = "A special group keeps watch on the study."
    put_in_force(author, second, BEYOND)
    assert watched in page()
    record_changes('"oversightHasDmc": true,', "", day=LATER)
    assert watched not in page()
    assert BEYOND in page()


# Taking back --------------------------------------------------------------------------------------


def test_words_are_taken_off_the_page(author: Client, second: Client) -> None:
    put_in_force(author, second, OWN)
    assert author.post(f"{path_of()}1/withdraw/").status_code == 302
    assert OWN not in page()
    assert "Made by rules" in stamp()
    assert author.post(f"{path_of()}1/withdraw/").status_code == 403


def test_a_proposal_taken_back_is_not_published(author: Client, second: Client) -> None:
    propose(author, who=who_with(author, OWN))
    author.post(f"{path_of()}1/withdraw/")
    assert publish(second).status_code == 403
    assert "withdrawn" in page_of(author.get(path_of())).text


def test_every_step_leaves_a_line_in_the_log_without_the_words(
    author: Client, second: Client
) -> None:
    put_in_force(author, second, BEYOND)
    author.post(f"{path_of()}1/withdraw/")
    lines = AuditEntry.objects.filter(action__startswith="words").order_by("number")
    assert [line.action for line in lines] == [
        "words proposed",
        "words approval recorded",
        "words published",
        "words unpublished",
    ]
    assert {line.subject for line in lines} == {f"study:{STUDY}"}
    assert all(line.detail.startswith("en edition 1") for line in lines)
    assert not any("Leeds" in line.detail or BEYOND in line.detail for line in lines)
