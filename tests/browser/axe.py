"""What every page must be: without a violation of axe's rules, and no wider than the window."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Locator, Page

ALL_RULES: dict[str, Any] = {"preload": False, "resultTypes": ["violations"]}
UNFOLD = "[...document.querySelectorAll('details')].forEach((e) => { e.open = true; })"
UNFOLD_FIRST = UNFOLD.replace("]", "].slice(0, 3)")
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL_TARGETS = """() => [...document.querySelectorAll("main :is(button, summary, input, a)")]
  .filter((e) => e.type !== "hidden" && e.checkVisibility())
  .map((e) => [e.outerHTML.slice(0, 80), (e.closest("label") ?? e).getBoundingClientRect()])
  .filter(([, box]) => box.height < 24 || box.width < 24).map(([html]) => html)"""


def click_through(step: Locator) -> None:
    """Click what leads to another page and wait for that page; a bare click does not wait, and axe
    would be torn away with the page that is left."""
    with step.page.expect_navigation():
        step.click()


def press_through(step: Locator) -> None:
    """Press Enter where that leads to another page, and wait for that page."""
    with step.page.expect_navigation():
        step.press("Enter")


def assert_no_violation(page: Page, rules: dict[str, Any] = ALL_RULES) -> None:
    """Run rules of axe over the page with its first folded parts unfolded."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(UNFOLD_FIRST)
        page.evaluate(AXE_SCRIPT)
    results = AxeResults(page.evaluate("(rules) => axe.run(rules)", rules))
    assert results.violations_count == 0, results.generate_report()


def assert_accessible(page: Page) -> None:
    """No violation with everything unfolded, and nothing beyond the edge."""
    page.evaluate(UNFOLD)
    assert_no_violation(page)
    assert page.evaluate(SIDEWAYS) <= 0, page.url
