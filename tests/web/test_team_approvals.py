"""Approvals of a team's words: two people for each."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.pages import Page, read_page
from tests.factories.team import client_of
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
from trialhead.portal.accounts.models import AuditEntry
from trialhead.portal.accounts.roles import Role
from trialhead.portal.studies.models import Approval
from trialhead.portal.studies.words import approval_in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> Client:
    """Somebody who reviews the study."""
    return client_of(Role.REVIEWER, study=STUDY, email="author@team.example")


@pytest.fixture
def second() -> Client:
    """A second person who does."""
    return client_of(Role.REVIEWER, study=STUDY, email="second@team.example")


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
