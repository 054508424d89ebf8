"""Every template in Chromium under the rules of axe, in every look of the site."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import ALL_RULES, assert_no_violation
from tests.factories.addresses import PATHS

pytestmark = pytest.mark.browser

#: What may differ from one set of colours to the next.
COLOUR_RULES = {**ALL_RULES, "runOnly": ["color-contrast", "link-in-text-block"]}
BACKGROUNDS = "(all) => all.map((e) => getComputedStyle(e).backgroundColor)"


@pytest.mark.parametrize("name", PATHS)
def test_a9_axe_finds_no_violation_in_light_and_dark(page: Page, name: str) -> None:
    page.goto(PATHS[name])
    assert_no_violation(page)
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert_no_violation(page, COLOUR_RULES)


@pytest.mark.parametrize("name", PATHS)
def test_a9_axe_finds_no_violation_right_to_left(page: Page, name: str) -> None:
    page.goto("/ar" + PATHS[name])
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert_no_violation(page)


@pytest.mark.parametrize("field", ["q", "near"])
def test_a9_axe_finds_no_violation_while_suggestions_are_open(page: Page, field: str) -> None:
    page.goto("/")
    page.locator(f"#{field}").press_sequentially("lon")
    expect(page.locator(f"#{field}-suggestions")).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert_no_violation(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a9_forced_colours_leave_marks_and_focus_visible(
    open_page: Callable[..., Page], scheme: str
) -> None:
    page = open_page(forced_colors="active", color_scheme=scheme)
    page.goto("/design/")
    assert_no_violation(page)
    before, current, after = page.locator(".pager li > *").evaluate_all(BACKGROUNDS)
    assert current not in (before, after)
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.goto(PATHS["many sites"])
    enrolling, other = page.locator("figcaption .key").evaluate_all(BACKGROUNDS)
    assert enrolling != other


def test_a9_a_violation_would_be_found(page: Page) -> None:
    page.goto("/design/")
    page.evaluate("document.querySelector('label[for=gallery-text]').remove()")
    page.evaluate("document.querySelector('.notice').style.color = '#bbb'")
    with pytest.raises(AssertionError, match=r"color-contrast[^$]*label"):
        assert_no_violation(page)
