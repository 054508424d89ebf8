"""An enquiry in Chromium, by keyboard alone, with JavaScript and without, its mails read from a
real mail server."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import assert_accessible, click_through
from tests.browser.conftest import Portal
from tests.browser.test_keyboard import tab_to

pytestmark = pytest.mark.browser

STUDY = "NCT99900009"


def press(page: Page, selector: str, key: str = "Enter") -> None:
    """Go to the element with Tab and press a key there."""
    tab_to(page, selector)
    page.keyboard.press(key)


def follow(page: Page, selector: str) -> None:
    """Go to the link or button with Tab and press Enter; the next page is there."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, selector: str, text: str) -> None:
    """Go to the field with Tab and type."""
    tab_to(page, selector)
    page.keyboard.insert_text(text)


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "without javascript"])
def test_a2_w8_the_whole_way_by_keyboard_from_the_search_to_erasure(
    opened: Callable[..., Page], portal: Portal, javascript: bool
) -> None:
    person = f"robin-{javascript}@example.org".lower()
    page = opened(java_script_enabled=javascript)
    page.goto("/")
    write(page, "main input[name=q]", STUDY)
    follow(page, "main form[role=search] button[type=submit]")
    follow(page, f"main a[href^='/studies/{STUDY}/']")
    follow(page, "a[href$='could-i-take-part/']")
    press(page, "input[name=who]", "Space")
    follow(page, "button[value=begin]")
    expect(page.locator("h1")).to_have_text("How old are you?")
    press(page, "input[name=answer]", "Space")
    write(page, "#number", "47")
    follow(page, "button[value=answer]")
    follow(page, "button[value=stop]")
    expect(page.locator("h1")).to_contain_text("the study team decides")
    assert b"47 years" not in portal.stored()
    follow(page, ".contact-site button")
    write(page, "#near", "Oslo")
    follow(page, ".near button")
    expect(page.locator(".sites li").first).to_contain_text("Oslo")
    # JavaScript or not, each run has its own site: an enquiry to the same one is not sent twice.
    follow(page, f".sites li:nth-child({1 if javascript else 2}) button")

    write(page, "#id_name", "Robin Sample")
    write(page, "#id_message", "May I bring my sister along?")
    follow(page, "form button[type=submit]")
    expect(page.locator("#problems")).to_be_focused()
    expect(page.locator("#id_message")).to_have_value("May I bring my sister along?")
    press(page, "#problems a[href='#id_email']")
    expect(page.locator("#id_email")).to_be_focused()
    page.keyboard.insert_text(person)
    press(page, "#id_share", "Space")
    press(page, "#id_include_answers", "Space")
    follow(page, "form button[type=submit]")
    expect(page.locator("h1")).to_have_text("Your enquiry has been sent")
    follow(page, "a[href^='/enquiry/'].button")
    # The delivery of the mail may be ahead of the page.
    expect(page.locator("h1")).to_have_text(re.compile(r"Your enquiry: (Received|Delivered)"))
    private = page.url

    mailbox = portal.deliver()
    assert mailbox.link(person, "A copy of your enquiry").startswith("/enquiry/")
    page.goto(private)
    expect(page.locator("h1")).to_have_text("Your enquiry: Delivered")

    site = opened(java_script_enabled=javascript)
    site.goto(mailbox.link("operator@portal.test", "An enquiry waits for your answer"))
    follow(site, "main button")
    expect(site.locator("main")).to_contain_text("May I bring my sister along?")
    expect(site.locator("main")).to_contain_text("47 years")
    press(site, "#id_kind_0", "Space")
    write(site, "#id_text", "Yes, she is welcome.")
    follow(site, "button[name=answer]")
    expect(site.locator("h1")).to_have_text("Your answer has been passed on")

    answer = portal.deliver().link(person, "Your enquiry has an answer")
    page.goto(answer)
    expect(page.locator("h1")).to_have_text("Your enquiry: Answered")
    expect(page.locator("main")).to_contain_text("Yes, she is welcome.")
    press(page, "details:has(form[action*=withdraw]) summary")
    follow(page, "form[action*=withdraw] button")
    expect(page.locator("h1")).to_have_text("Your enquiry: Withdrawn")
    press(page, "details:has(form[action*=erase]) summary")
    follow(page, "form[action*=erase] button")
    expect(page.locator("h1")).to_have_text("Everything is erased")
    page.goto(private)
    expect(page.locator("h1")).to_have_text("This link does not work")
    portal.deliver()
    told = [mail["Subject"] for mail in mailbox.arrived if mail["To"] == "operator@portal.test"]
    assert told[-1] == "Please erase an enquiry"
    kept = portal.stored()
    for word in (person, "Robin Sample", "sister along", "she is welcome"):
        assert word.encode() not in kept


#: Addresses that show every page of the feature which needs no token.
OPEN_PAGES = {
    "sites": f"/studies/{STUDY}/contact/?near=Leeds",
    "unknown place": f"/studies/{STUDY}/contact/?near=Nowheretown",
    "no sites": "/studies/NCT99900021/contact/",
    "no link": "/enquiry/none/",
}


@pytest.mark.parametrize("prefix", ["", "/ar"])
@pytest.mark.parametrize("name", OPEN_PAGES)
def test_a9_axe_finds_nothing_where_a_site_is_chosen(
    opened: Callable[..., Page], name: str, prefix: str
) -> None:
    page = opened(viewport={"width": 320, "height": 800})
    page.goto(prefix + OPEN_PAGES[name])
    assert_accessible(page)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_a9_axe_finds_nothing_on_forms_and_private_pages(
    opened: Callable[..., Page], portal: Portal, width: int, prefix: str
) -> None:
    person = f"axe-{width}{prefix.strip('/')}@example.org"
    page = opened(viewport={"width": width, "height": 800})
    page.goto(f"{prefix}/studies/{STUDY}/contact/?near=Leeds")
    click_through(page.locator(".sites a.button").first)
    assert_accessible(page)
    click_through(page.locator("main form button[type=submit]"))
    expect(page.locator("#problems")).to_be_focused()
    assert_accessible(page)
    page.fill("#id_name", "W" * 80)
    page.fill("#id_email", person)
    page.fill("#id_message", "long" * 200)
    for box in page.locator(".consents input").all():
        box.check()
    click_through(page.locator("main form button[type=submit]"))
    page.wait_for_url("**/sent/")
    assert_accessible(page)
    click_through(page.locator("main a.button"))
    assert_accessible(page)
    site = opened(viewport={"width": width, "height": 800})
    to_operator = portal.deliver().link("operator@portal.test", "An enquiry waits for your answer")
    site.goto(prefix + to_operator)
    assert_accessible(site)
    click_through(site.locator("main button"))
    assert_accessible(site)
    click_through(site.locator("button[name=answer]"))
    assert_accessible(site)


def test_a4_every_control_of_the_form_is_large_enough(opened: Callable[..., Page]) -> None:
    page = opened(viewport={"width": 320, "height": 800})
    page.goto(f"/studies/{STUDY}/contact/")
    click_through(page.locator(".sites a.button").first)
    small = page.locator(
        "main form :is(input, select, textarea, button, label.check)"
    ).evaluate_all(
        """(all) => all.filter((e) => e.checkVisibility() && !e.closest("[aria-hidden]"))
          .filter((e) => Math.min(e.offsetWidth, e.offsetHeight) < 24)
          .map((e) => e.outerHTML)"""
    )
    assert small == []


def test_the_characters_left_are_counted_while_one_types(opened: Callable[..., Page]) -> None:
    page = opened()
    page.goto(f"/studies/{STUDY}/contact/")
    click_through(page.locator(".sites a.button").first)
    page.locator("#id_message").press_sequentially("four")
    expect(page.locator("#id_message-hint")).to_contain_text("1996 characters left")


def test_going_back_and_sending_again_sends_once(
    opened: Callable[..., Page], portal: Portal
) -> None:
    page = opened()
    page.goto(f"/studies/{STUDY}/contact/")
    click_through(page.locator(".sites a.button").nth(3))
    page.fill("#id_name", "Robin Sample")
    page.fill("#id_email", "back@example.org")
    page.check("#id_share")
    click_through(page.locator("main form button[type=submit]"))
    page.wait_for_url("**/sent/")
    page.go_back()
    page.fill("#id_name", "Robin Sample")
    page.fill("#id_email", "back@example.org")
    page.check("#id_share")
    click_through(page.locator("main form button[type=submit]"))
    expect(page.locator("h1")).to_have_text(
        re.compile("Your enquiry has been sent|You have written to this site before")
    )
    mails = [mail for mail in portal.deliver().arrived if mail["To"] == "back@example.org"]
    assert [mail["Subject"] for mail in mails].count("A copy of your enquiry") == 1
