"""Alerts in Chromium: the form by keyboard, and every page under axe, narrow and right to left."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import assert_no_violation, click_through
from tests.browser.conftest import Portal
from tests.browser.test_contact import follow, press, write
from tests.browser.test_layout import cut_off

pytestmark = pytest.mark.browser

FORM = "/alerts/new/?study=NCT99900009"


@pytest.mark.parametrize("path", [FORM, "/ar" + FORM, "/alerts/asked/", "/alerts/"])
def test_a9_axe_finds_no_violation(page: Page, path: str) -> None:
    page.goto(path)
    assert_no_violation(page)


def test_a9_mistakes_are_led_to_and_pass_axe(page: Page) -> None:
    page.goto(FORM)
    click_through(page.get_by_role("button", name="Send me the link"))
    expect(page.locator("#problems")).to_be_focused()
    assert_no_violation(page)
    page.locator("#problems a").first.click()
    expect(page.locator("#id_email")).to_be_focused()


def test_w8_the_form_is_sent_by_keyboard_alone(page: Page) -> None:
    page.goto(FORM)
    page.locator("#id_email").focus()
    page.keyboard.type("robin@example.org")
    page.locator("#id_agree").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mailbox")


def test_the_form_fits_a_narrow_screen(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(FORM)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "without javascript"])
def test_a2_p3_from_the_wish_by_mail_to_erasure(
    opened: Callable[..., Page], portal: Portal, javascript: bool
) -> None:
    person = f"kim-{javascript}@example.org".lower()
    page = opened(java_script_enabled=javascript, viewport={"width": 320, "height": 700})
    page.goto("/studies/NCT99900009/")
    follow(page, "a[href*='/alerts/new/']")
    write(page, "#id_email", person)
    press(page, "#id_agree", "Space")
    follow(page, "main form button[type=submit]")
    expect(page.locator("h1")).to_have_text("Look into your mailbox")

    page.goto(portal.deliver().link(person, "Do you want these alerts?"))
    looked_at(page, javascript)
    follow(page, "main form button")
    expect(page.locator("h1")).to_have_text("The alert is on")
    looked_at(page, javascript)
    follow(page, "main a[href^='/alerts/']")
    expect(page.locator("h1")).to_have_text("Your alerts")
    expect(page.locator("main")).to_contain_text(person)
    looked_at(page, javascript)
    page.locator("main select").select_option("weekly")
    follow(page, "button[value=often]")
    expect(page.locator("main section strong")).to_have_text("On")
    expect(page.locator("main select")).to_have_value("weekly")
    follow(page, "button[value=pause]")
    expect(page.locator("main section strong")).to_have_text("Paused")
    private = page.url

    press(page, "main details summary")
    follow(page, "form[action$='/erase/'] button")
    looked_at(page, javascript)
    assert page.goto(private)
    expect(page.locator("h1")).to_have_text("This link does not work")
    assert person.encode() not in portal.stored()


def looked_at(page: Page, javascript: bool) -> None:
    """The page fits a narrow screen and breaks no rule."""
    if javascript:
        assert_no_violation(page)
        assert cut_off(page, 320) == []
