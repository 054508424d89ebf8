"""Alerts in Chromium: the form by keyboard, and every page under axe, narrow and right to left."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import assert_no_violation

pytestmark = pytest.mark.browser

FORM = "/alerts/new/?study=NCT99900009"


@pytest.mark.parametrize("path", [FORM, "/ar" + FORM, "/alerts/asked/", "/alerts/"])
def test_a9_axe_finds_no_violation(page: Page, path: str) -> None:
    page.goto(path)
    assert_no_violation(page)


def test_a9_mistakes_are_led_to_and_pass_axe(page: Page) -> None:
    page.goto(FORM)
    page.get_by_role("button", name="Send me the link").click()
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
