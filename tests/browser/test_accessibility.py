"""Every template in Chromium under the rules of axe, in every look of the site."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.factories.addresses import PATHS

pytestmark = pytest.mark.browser

LOOKS = {
    "light": ("", {"color_scheme": "light"}),
    "dark": ("", {"color_scheme": "dark"}),
    "right to left": ("/ar", {"color_scheme": "light"}),
    "dark, right to left": ("/ar", {"color_scheme": "dark"}),
    "forced colours": ("", {"color_scheme": "dark", "forced_colors": "active"}),
}
UNFOLD = "document.querySelectorAll('details').forEach((e) => { e.open = true; })"


def assert_no_violation(page: Page) -> None:
    """Run every rule of axe over the page with all of its parts unfolded."""
    page.evaluate(UNFOLD)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("name", PATHS)
@pytest.mark.parametrize("look", LOOKS)
def test_a9_axe_finds_no_violation(open_page, look: str, name: str) -> None:
    prefix, options = LOOKS[look]
    page = open_page(**options)
    page.goto(prefix + PATHS[name])
    assert_no_violation(page)


@pytest.mark.parametrize("field", ["q", "near"])
def test_a9_axe_finds_no_violation_while_suggestions_are_open(page: Page, field: str) -> None:
    page.goto("/")
    page.locator(f"#{field}").press_sequentially("lon")
    expect(page.locator(f"#{field}-suggestions")).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert_no_violation(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a9_forced_colours_leave_marks_and_focus_visible(open_page, scheme: str) -> None:
    page = open_page(forced_colors="active", color_scheme=scheme)
    page.goto("/design/")
    background = "(e) => getComputedStyle(e).backgroundColor"
    pages = page.locator(".pager li > *")
    shown = pages.evaluate_all(f"(all) => all.map({background})")
    assert shown[1] not in (shown[0], shown[2])
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.goto(PATHS["many sites"])
    keys = page.locator("figcaption .key").evaluate_all(f"(all) => all.map({background})")
    assert keys[0] != keys[1]
