"""A team writes the words of its study in Chromium, on a phone and on a wide screen."""

import subprocess
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import assert_accessible, click_through
from tests.browser.conftest import CLI, Portal, watched
from tests.browser.team import OWNER, SIZES, joined
from tests.factories.enquiries import STUDY

pytestmark = pytest.mark.browser

PATH = f"/team/words/{STUDY}/en/"
BEYOND = "A taxi brings you to each visit."


@pytest.fixture
def team(browser: Browser, portal: Portal) -> Iterator[Callable[..., Page]]:
    """Opens pages of somebody who may sign in."""
    with watched(browser, portal.address, cookies_of_a_team=True) as opener:
        yield opener


def looked_at(page: Page) -> None:
    """Accessible at both sizes, without sideways scrolling."""
    for size in SIZES.values():
        page.set_viewport_size(size)
        assert_accessible(page)


def test_words_are_written_approved_and_await_a_second_person(
    team: Callable[..., Page], portal: Portal
) -> None:
    page = team(viewport=SIZES["wide"])
    joined(page, portal, "writer@team.example", *OWNER)
    page.goto(PATH)
    box = page.get_by_label("Known burdens")
    box.fill(f"{box.input_value()}\nThis drug is safe.")
    click_through(page.get_by_role("button", name="Propose for publication").first)
    expect(page.get_by_role("alert")).to_contain_text("Nothing you typed is lost.")
    expect(page.get_by_text("Promise of benefit or safety")).to_be_visible()
    assert "This drug is safe." in box.input_value()
    looked_at(page)
    box.fill(box.input_value().replace("This drug is safe.", BEYOND))
    click_through(page.get_by_role("button", name="Propose for publication").first)
    expect(page.get_by_text("Waits for a second person.")).to_be_visible()
    expect(page.get_by_text("Its author cannot publish it.")).to_be_visible()
    looked_at(page)
    click_through(page.get_by_role("button", name="Record the approval"))
    expect(page.get_by_role("alert")).to_contain_text("Some entries need a change.")
    page.get_by_label("Review board").fill("Board of Leeds")
    page.get_by_label("Number of the approval").fill("24/YH/0123")
    page.get_by_label("Approved on").fill("2020-01-01")
    page.get_by_label("Last day on which it holds").fill("2099-12-31")
    click_through(page.get_by_role("button", name="Record the approval"))
    expect(page.get_by_text("The approval is recorded.")).to_be_visible()
    expect(page.get_by_text("Who recorded it cannot confirm it.")).to_be_visible()
    looked_at(page)
    publish_by_another(portal)
    page.reload()
    confirm = page.get_by_role("button", name="Confirm the approval 25/YH/0456")
    expect(confirm).to_be_visible()
    looked_at(page)
    click_through(confirm)
    expect(page.get_by_text("Confirmed. The approval holds from now on.")).to_be_visible()
    page.goto("/team/words/")
    expect(page.get_by_text("Told by people")).to_be_visible()
    looked_at(page)
    page.goto(f"/team/words/{STUDY}/ar/")
    click_through(page.get_by_role("button", name="Check"))
    expect(page.get_by_text("Not translated").first).to_be_visible()
    looked_at(page)
    page.goto(f"/studies/{STUDY}/")
    expect(page.get_by_text(BEYOND)).to_be_visible()
    expect(page.get_by_text("approved by Board of Leeds (24/YH/0123)")).to_be_visible()
    looked_at(page)


PUBLISH = f"""
from datetime import date
import django; django.setup()
from django.utils import timezone
from trialhead.portal.accounts.models import User
from trialhead.portal.studies.actions.words import Given, publish_words, record_approval
from trialhead.portal.studies.models import WordsEdition
now = timezone.now()
other = User.objects.create(email="second@team.example", name="Second Person", joined_at=now)
edition = WordsEdition.objects.get(record__registry_id="{STUDY}")
today = timezone.localdate()
publish_words(edition=edition, by=other, at=now, on=today)
last = date(2099, 12, 31)
given = Given(board="Board of Leeds", number="25/YH/0456", approved_on=today, expires_on=last)
record_approval(edition=edition, given=given, by=other, at=now, on=today)
"""


def publish_by_another(portal: Portal) -> None:
    """A second person publishes and records a renewal; how that looks is told by the tests of the
    pages."""
    subprocess.run([CLI[0], "-c", PUBLISH], env=portal.environment, check=True)
