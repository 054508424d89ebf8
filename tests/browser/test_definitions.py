"""Definitions in Chromium: by mouse, keyboard and touch, on small screens, and switched off."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import assert_no_violation

pytestmark = pytest.mark.browser

STUDY = "/studies/NCT07318259/"
TERM = "#eligibility a.term >> nth=0"
BOX = "[data-definition]"
SWITCH = "[data-definitions-switch]"


@pytest.mark.parametrize("path", ["/glossary/#placebo", "/ar/glossary/", f"{STUDY}rating/"])
def test_axe_finds_no_violation_on_pages_of_their_own(page: Page, path: str) -> None:
    page.goto(path)
    assert_no_violation(page)


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_focus_shows_and_escape_hides_the_definition(page: Page, prefix: str) -> None:
    page.goto(prefix + STUDY)
    term = page.locator(TERM)
    term.focus()
    expect(page.locator(BOX)).to_be_visible()
    expect(term).to_have_attribute("aria-describedby", "definition")
    expect(term).to_have_accessible_description(page.locator(BOX).inner_text())
    assert_no_violation(page)
    page.keyboard.press("Escape")
    expect(page.locator(BOX)).to_be_hidden()
    expect(term).to_be_focused()


def test_the_pointer_can_move_onto_the_definition_and_it_stays(page: Page) -> None:
    page.goto(STUDY)
    page.locator(TERM).hover()
    page.locator(BOX).hover()
    page.wait_for_function("performance.now() > 0 && document.querySelector('.definition:hover')")
    expect(page.locator(BOX)).to_be_visible()
    page.locator("h1").hover()
    expect(page.locator(BOX)).to_be_hidden()


def test_the_first_tap_shows_and_the_second_leads_on(open_page: Callable[..., Page]) -> None:
    page = open_page(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    page.goto(STUDY)
    page.locator(TERM).tap()
    expect(page.locator(BOX)).to_be_visible()
    box = page.locator(BOX).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator(TERM).tap()
    page.wait_for_url("**/glossary/#*")


def test_terms_switched_off_stay_off_and_are_no_stops(page: Page) -> None:
    page.goto(STUDY)
    before = page.locator(".study-text").evaluate("(e) => e.textContent")
    page.locator(SWITCH).click()
    page.reload()
    expect(page.locator(SWITCH)).to_have_attribute("aria-pressed", "false")
    expect(page.locator("a.term[href]")).to_have_count(0)
    page.locator(TERM).hover()
    expect(page.locator(BOX)).to_be_hidden()
    assert page.locator(".study-text").evaluate("(e) => e.textContent") == before
    page.locator(SWITCH).click()
    page.locator(TERM).focus()
    expect(page.locator(BOX)).to_be_visible()


def test_without_javascript_a_term_is_a_link(open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(STUDY)
    expect(page.locator(SWITCH)).to_be_hidden()
    term = page.locator(TERM)
    key = term.get_attribute("data-term")
    term.click()
    page.wait_for_url(f"**/glossary/#{key}")
    expect(page.locator(f"#{key}")).to_be_in_viewport()


def test_a_page_is_rated_by_keyboard(page: Page) -> None:
    page.goto(STUDY)
    page.locator("#id_score_4").focus()
    page.keyboard.press("Space")
    page.locator("#id_sentence").fill("A hard sentence.")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Thank you")
