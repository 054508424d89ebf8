"""Approvals of a team's words: two people for each, and mails before one ends."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.template import Engine
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.pages import Page, read_page
from tests.factories.team import member
from tests.factories.words import (
    BEYOND,
    STUDY,
    approve,
    begun,
    confirm,
    last,
    page,
    path_of,
    propose,
    publish,
)
from trialhead.portal.accounts.models import AuditEntry, Membership
from trialhead.portal.accounts.roles import Role
from trialhead.portal.notifications import chores
from trialhead.portal.notifications.models import Message
from trialhead.portal.studies.models import Approval, StudyRecord
from trialhead.portal.studies.words import approval_in_force
from trialhead.portal.teams.ending import STEPS, step_on

pytestmark = pytest.mark.django_db


def page_of(answer: Any) -> Page:
    """The page of an answer."""
    return read_page(answer.content)


def propose_beyond(author: Client) -> None:
    """An edition with a sentence that goes beyond the record."""
    who = f"{begun(author)['who']}\n{BEYOND}"
    assert propose(author, who=who).status_code == 302


def put_in_force(author: Client, second: Client, *, days: int = 365) -> None:
    """The same, approved and published."""
    propose_beyond(author)
    assert approve(author, days=days).status_code == 302
    assert publish(second).status_code == 302
    assert BEYOND in page()


def board_on(day: date) -> str:
    """Whose approval is in force on a day; empty without one."""
    held = approval_in_force(last(), day)
    return held.board if held else ""


def test_nobody_renews_an_approval_alone(author: Client, second: Client) -> None:
    put_in_force(author, second, days=1)
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert approve(author, board="Nobody's board").status_code == 302
    assert board_on(tomorrow) == "Board of Leeds"
    assert board_on(tomorrow + timedelta(days=1)) == ""
    seen = page_of(author.get(f"{path_of()}1/")).text
    assert "Waits for a second person. Who recorded it cannot confirm it." in seen
    refused = confirm(author)
    assert refused.status_code == 403
    assert "You recorded this approval." in page_of(refused).text
    assert Approval.objects.filter(confirmed_at=None).count() == 1
    assert "Confirm the approval" in page_of(second.get(f"{path_of()}1/")).text
    assert confirm(second).status_code == 302
    assert board_on(tomorrow + timedelta(days=1)) == "Nobody's board"
    assert "confirmed by Test Reviewer" in page_of(author.get(f"{path_of()}1/")).text
    assert confirm(second).status_code == 403  # once


def test_who_publishes_confirms_the_approval_of_somebody_else_only(
    author: Client, second: Client
) -> None:
    propose_beyond(author)
    approve(second)
    assert "Publish this edition" not in page_of(second.get(f"{path_of()}1/")).text
    refused = publish(second)
    assert refused.status_code == 403
    assert "You recorded the approval of this edition." in page_of(refused).text
    assert confirm(author).status_code == 302
    assert publish(second).status_code == 302
    assert BEYOND in page()


def test_only_an_approval_that_holds_is_confirmed(author: Client, second: Client) -> None:
    put_in_force(author, second)
    approve(author)
    late = timezone.localdate() - timedelta(days=1)
    Approval.objects.filter(confirmed_at=None).update(expires_on=late)
    assert confirm(second).status_code == 403
    assert "ended without a second person" in page_of(second.get(f"{path_of()}1/")).text
    for told in ("", "x", "99999", "9" * 30):
        assert second.post(f"{path_of()}1/confirm/", {"approval": told}).status_code == 404
    approve(author)
    second.post(f"{path_of()}1/withdraw/")
    assert confirm(second).status_code == 403
    assert Approval.objects.filter(confirmed_at=None).count() == 2


def test_every_step_of_an_approval_leaves_a_line_in_the_log(author: Client, second: Client) -> None:
    put_in_force(author, second)
    approve(author)
    confirm(second)
    lines = AuditEntry.objects.filter(action__startswith="words appro").order_by("number")
    assert [line.action for line in lines] == [
        "words approval recorded",
        "words approval recorded",
        "words approval confirmed",
    ]
    assert not any("Leeds" in line.detail for line in lines)


# Before and after the end -------------------------------------------------------------------------

TEAM = ["author@team.example", "owner@team.example", "second@team.example"]


@pytest.fixture
def ends(author: Client, second: Client) -> date:
    """The last day of an approval in force; more people belong to the team than may renew it."""
    member(Role.OWNER, study=STUDY, email="owner@team.example")
    member(Role.READER, study=STUDY, email="reader@team.example")
    member(Role.COORDINATOR, study=STUDY, site="a" * 12, email="nurse@team.example")
    member(Role.REVIEWER, study="NCT99900002", email="other@team.example")
    member(Role.OPERATOR, email="operator@team.example")
    put_in_force(author, second, days=100)
    return timezone.localdate() + timedelta(days=100)


def run(day: date) -> None:
    """What the worker does every minute, three times on a day."""
    for hour in (0, 12, 23):
        chores.run(now=datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


def told() -> list[str]:
    """Who was written to, by step."""
    mails = Message.objects.filter(key__startswith="approval:").order_by("pk")
    return sorted(f"{one.key.split(':')[2]} {one.to}" for one in mails)


def to_all(*steps: int) -> list[str]:
    """What is told once everybody who may renew was told of these steps."""
    return sorted(f"ends-{step} {one}" for step in steps for one in TEAM)


def test_who_may_renew_an_approval_is_told_three_times_before_and_when_it_ends(ends: date) -> None:
    for days, steps in ((31, ()), (30, (30,)), (8, (30,)), (7, (30, 7)), (0, (30, 7))):
        run(ends - timedelta(days=days))
        assert told() == to_all(*steps), days
    for days in (1, 2, 300):
        run(ends + timedelta(days=days))
        assert told() == to_all(30, 7, 0), days


def test_a_worker_that_stood_still_tells_the_last_step_only(ends: date) -> None:
    run(ends - timedelta(days=2))
    assert told() == to_all(7)
    run(ends + timedelta(days=20))
    assert told() == to_all(7, 0)


def test_a_renewal_is_told_of_at_its_own_end(ends: date, author: Client, second: Client) -> None:
    run(ends - timedelta(days=30))
    approve(author, days=200)
    run(ends - timedelta(days=7))
    assert told() == to_all(30, 7)  # it still waits for a second person
    confirm(second)
    run(ends + timedelta(days=1))
    assert told() == to_all(30, 7)
    run(ends + timedelta(days=100))
    assert told() == to_all(30, 7, 7)


def test_nothing_is_told_of_words_off_the_page(ends: date, second: Client) -> None:
    second.post(f"{path_of()}1/withdraw/")
    run(ends - timedelta(days=7))
    run(ends + timedelta(days=1))
    assert told() == []


def test_nobody_is_told_after_they_left_the_team(ends: date) -> None:
    Membership.objects.filter(user__email="owner@team.example").delete()
    run(ends - timedelta(days=7))
    assert told() == [one for one in to_all(7) if "owner@" not in one]


def test_the_mail_says_the_day_and_the_study_and_nothing_of_the_words(
    ends: date, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Engine.get_default(), "string_if_invalid", "«missing»")
    settings.TRIALHEAD_ADDRESS = "https://trials.example.org"
    run(ends - timedelta(days=7))
    run(ends + timedelta(days=1))
    mails = {one.key.split(":")[2]: one for one in Message.objects.filter(key__contains=":ends-")}
    day = f"{ends:%b}. {ends.day}, {ends.year}"[:3]
    before, after = mails["ends-7"], mails["ends-0"]
    assert f"about study {STUDY} ends on {day}" in before.text
    assert f"about study {STUDY} ended on {day}" in after.text
    assert (before.subject, after.subject) == (
        "Reminder: an approval ends soon",
        "An approval has ended: words are no longer shown",
    )
    title = StudyRecord.objects.get(registry_id=STUDY).title
    for mail in (before, after):
        whole = f"{mail.subject} {mail.text} {mail.html}"
        for secret in ("«missing", title, "Leeds", "24/YH", "taxi", "Test Reviewer", "@"):
            assert secret not in whole
        assert f"https://trials.example.org/team/words/{STUDY}/en/1/" in mail.text.split()
        assert mail.language == "en"


def test_without_an_address_of_the_portal_the_mail_names_the_page(ends: date) -> None:
    run(ends - timedelta(days=7))
    mail = Message.objects.filter(key__contains=":ends-7").latest("pk")
    assert "open “Words”" in mail.text
    assert "http" not in mail.text


def test_each_step_leaves_one_line_in_the_log(ends: date) -> None:
    run(ends - timedelta(days=7))
    [line] = AuditEntry.objects.filter(action="approval end told")
    assert (line.actor, line.subject) == ("", f"study:{STUDY}")
    assert line.detail == "en edition 1 3 mails"


@given(st.integers(-400, 400), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_steps_come_in_their_order_and_never_back(left: int, ends: date) -> None:
    today, tomorrow = (ends - timedelta(days=days) for days in (left, left - 1))
    first, second = (step_on(day, ends=ends) for day in (today, tomorrow))
    assert first is None or (second is not None and second <= first)
    assert (first is None) == (left > max(STEPS))
    assert (first == 0) == (left < 0)
