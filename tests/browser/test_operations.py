"""The operator's pages in Chromium, on a phone and on a wide screen: what is wrong is seen, the
contact of a site is taken over and confirmed, a period shortened, a feature turned off and on."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.axe import assert_accessible, click_through, press_through
from tests.browser.conftest import Portal, watched
from tests.browser.team import SIZES, joined
from tests.factories.enquiries import STUDY

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(browser: Browser, portal: Portal) -> Iterator[Callable[..., Page]]:
    """Opens pages of somebody who may sign in."""
    with watched(browser, portal.address, cookies_of_a_team=True) as opener:
        yield opener


def enquire(page: Page, place: int, person: str) -> None:
    """Write to the site that stands at this place in the list."""
    page.goto(f"/studies/{STUDY}/contact/")
    click_through(page.get_by_role("link", name="Write to this site").nth(place))
    page.get_by_label("name", exact=False).first.fill(f"Robin {person}")
    page.get_by_label("E-mail address").fill(f"{person}@example.org")
    page.locator("input[name=share]").check()
    click_through(page.get_by_role("button", name="Send the enquiry"))


def enter(field: Locator, words: str) -> None:
    """Type into a form's field, and send the form from there; the next page is there."""
    field.fill(words)
    press_through(field)


@pytest.mark.parametrize(("size", "place"), [("phone", 0), ("wide", 1)])
def test_an_operator_at_work(
    desk: Callable[..., Page], portal: Portal, size: str, place: int
) -> None:
    reader, page = desk(viewport=SIZES[size]), desk(viewport=SIZES[size])
    enquire(reader, place, size)
    joined(page, portal, f"{size}@portal.test", "operator")
    click_through(page.get_by_role("link", name="Operations"))
    expect(page.locator(".health")).to_contain_text("Never: no backup has been written.")
    expect(page.locator(".health")).to_contain_text("with you, because its site has no")
    assert_accessible(page)

    rooms = page.get_by_role("navigation", name="Operations")
    click_through(rooms.get_by_role("link", name="Sites and contacts"))
    assert_accessible(page)
    page.get_by_label("Study number").fill(STUDY)
    click_through(page.get_by_role("button", name="Find"))
    assert_accessible(page)
    page.goto("/team/operations/sites/")
    click_through(page.locator(".many").first.get_by_role("link").first)
    assert_accessible(page)
    click_through(page.get_by_role("button", name="Confirm"))
    expect(page.get_by_role("alert")).to_contain_text("Enter the address")
    assert_accessible(page)
    click_through(page.get_by_role("link", name="Take over into the form").first)
    expect(page.get_by_role("status")).to_contain_text("Nothing is sent to it until")
    address = page.get_by_label("E-mail address of the site").input_value()
    assert "@" in address
    assert_accessible(page)
    click_through(page.get_by_role("button", name="Confirm"))
    expect(page.get_by_role("status")).to_contain_text("go to it from now on")
    click_through(page.get_by_role("link", name=f"Sites of {STUDY}"))
    expect(page.locator("main")).to_contain_text(f"Enquiries go to {address}")
    assert_accessible(page)

    for room in ("Mail", "Quarantine"):
        click_through(rooms.get_by_role("link", name=room))
        assert_accessible(page)

    click_through(rooms.get_by_role("link", name="What is kept"))
    assert_accessible(page)
    days = page.locator("form.period").first.get_by_label("Days")
    enter(days, "91")
    expect(page.get_by_role("alert")).to_contain_text("from 1 to 90")
    assert_accessible(page)
    enter(days, "30")
    expect(page.get_by_role("status")).to_contain_text("30 days from now on")
    reader.goto("/privacy/")
    expect(reader.locator("main")).to_contain_text("until 30 days after the enquiry is closed")
    enter(days, "90")
    expect(page.get_by_role("status")).to_contain_text("90 days from now on")

    click_through(rooms.get_by_role("link", name="Switches"))
    assert_accessible(page)
    click_through(page.get_by_role("button", name=re.compile("Turn off.*Enquiries")))
    click_through(page.get_by_role("button", name=re.compile("Turn off.*Shared notes")))
    assert_accessible(page)
    reader.goto(f"/studies/{STUDY}/contact/")
    expect(reader.locator("h1")).to_have_text("This portal does not offer enquiries to study sites")
    reader.goto(f"/studies/{STUDY}/")
    expect(reader.get_by_role("link", name="Contact a study site")).to_have_count(0)
    reader.locator("[data-notes-tray] summary").click()
    expect(reader.get_by_role("button", name="Share notes")).to_have_count(0)
    expect(reader.get_by_role("button", name="Export to a file")).to_be_visible()
    click_through(page.get_by_role("button", name=re.compile("Turn on.*Enquiries")))
    click_through(page.get_by_role("button", name=re.compile("Turn on.*Shared notes")))
    reader.reload()
    expect(reader.get_by_role("link", name="Contact a study site")).to_have_count(1)
