"""Every template in Chromium: axe finds nothing, nothing is cut off, targets can be hit."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

PATHS = [
    "/",
    "/studies/?q=lupus&near=Leeds&status=all",
    "/studies/?q=zzzzqqqq",
    "/studies/?age=old&page=1",
    "/studies/?page=99",
    "/studies/NCT99900003/?near=Paris",
    "/studies/NCT99900005/",
    "/studies/NCT99900021/",
    "/studies/NCT07318259/",
    "/questions/",
    "/help/",
    "/privacy/",
    "/design/",
    "/nowhere/",
]
LOOKS = {
    "light": ("light", "", "none"),
    "dark": ("dark", "", "none"),
    "right-to-left": ("light", "/ar", "none"),
    "forced colours": ("dark", "", "active"),
}
TEXT_SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"""

UNDERSIZED = """() => {
  const inline = (e) => getComputedStyle(e).display === "inline" && e.closest("p, li, dd, h3");
  const shown = (e) => e.checkVisibility({visibilityProperty: true});
  return [...document.querySelectorAll("a, button, input, select, summary")]
    .filter((e) => shown(e) && !inline(e) && !e.matches(".skip, [type=hidden]"))
    .map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
    .map(([html, box]) => `${html} ${box.width}x${box.height}`);
}"""


@pytest.fixture(params=LOOKS, scope="module")
def look(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[tuple]:
    """A way of looking at the site: a browser context and the prefix of its language."""
    scheme, prefix, forced = LOOKS[request.param]
    context = browser.new_context(
        viewport={"width": 1280, "height": 900},
        color_scheme=scheme,
        forced_colors=forced,
        base_url=site,
    )
    yield context.new_page(), prefix
    context.close()


@pytest.mark.parametrize("path", PATHS)
def test_a9_axe_finds_no_violation(look: tuple[Page, str], path: str) -> None:
    page, prefix = look
    page.goto(prefix + path)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def narrow(browser: Browser, site: str, width: int) -> BrowserContext:
    """A context of some width."""
    return browser.new_context(
        viewport={"width": width, "height": 800}, base_url=site, reduced_motion="reduce"
    )


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_a3_no_page_scrolls_sideways(browser: Browser, site: str, width: int, prefix: str) -> None:
    context = narrow(browser, site, width)
    page = context.new_page()
    wide = []
    for path in PATHS:
        page.goto(prefix + path)
        if (found := page.evaluate("document.documentElement.scrollWidth")) > width:
            wide.append(f"{path}: {found}")
    context.close()
    assert not wide


def test_a9_wider_text_spacing_cuts_nothing_off(browser: Browser, site: str) -> None:
    context = narrow(browser, site, 320)
    page = context.new_page()
    for path in PATHS:
        page.goto(path)
        # The browser's own styles, not the page's: the page's policy allows no inline style.
        context.new_cdp_session(page).send("Page.setBypassCSP", {"enabled": True})
        page.reload()
        page.add_style_tag(content=TEXT_SPACING)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_a4_targets_are_large_enough(browser: Browser, site: str, width: int) -> None:
    context = narrow(browser, site, width)
    page = context.new_page()
    small = {}
    for path in PATHS:
        page.goto(path)
        if found := page.evaluate(UNDERSIZED):
            small[path] = found
    context.close()
    assert not small


def test_a3_the_focused_element_is_never_hidden(browser: Browser, site: str) -> None:
    hidden = """() => { const e = document.activeElement, b = e.getBoundingClientRect();
      if (e === document.body || !b.width) return false;
      const top = document.elementFromPoint(b.left + b.width / 2, b.top + b.height / 2);
      return !(top && (e.contains(top) || top.contains(e))); }"""
    for width in (320, 768, 1280):
        context = narrow(browser, site, width)
        page = context.new_page()
        page.goto("/studies/NCT99900003/")
        for _ in range(40):
            page.keyboard.press("Tab")
            assert not page.evaluate(hidden), page.evaluate("document.activeElement.outerHTML")
        context.close()


def test_a8_nothing_moves(page: Page) -> None:
    page.goto("/studies/NCT99900003/")
    assert page.evaluate("document.getAnimations().length") == 0
    assert not page.query_selector("video, marquee, img[src$='.gif']")
    page.emulate_media(reduced_motion="reduce")
    behaviour = "getComputedStyle(document.documentElement).scrollBehavior"
    assert page.evaluate(behaviour) == "auto"
