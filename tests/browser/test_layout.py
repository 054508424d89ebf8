"""Every kind of page at every width, enlarged and widely spaced: nothing is cut off or moves."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.factories.addresses import PATHS

pytestmark = pytest.mark.browser

#: A phone, a tablet, a desktop, and the desktop enlarged four times.
SIZES = {320: 800, 768: 1024, 1280: 800}
ENLARGED = {"width": 320, "height": 200}

#: Whether the page scrolls sideways, and every text that its own box, a box around it or the edge
#: of the window cuts off. Lists of choices cut their own text and open to show it.
CUT_OFF = """() => {
  const width = document.documentElement.clientWidth, range = document.createRange(), found = [];
  const wider = document.documentElement.scrollWidth;
  if (wider > width) found.push(`the page is ${wider} wide`);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode, holder = text.parentElement;
    if (!text.data.trim() || holder.closest(".visually-hidden, .skip, select, svg")) continue;
    if (!holder.checkVisibility({ contentVisibilityAuto: true })) continue;
    const edges = [{ left: 0, right: width, top: -1e6, bottom: 1e6 }];
    for (let box = holder; box !== document.body; box = box.parentElement) {
      if (getComputedStyle(box).overflow !== "visible" || box.matches("button, .button, .tag")) {
        edges.push(box.getBoundingClientRect());
      }
    }
    range.selectNodeContents(text);
    const cut = (line) => edges.some((edge) => line.left < edge.left - 1 ||
      line.right > edge.right + 1 || line.top < edge.top - 1 || line.bottom > edge.bottom + 1);
    if ([...range.getClientRects()].some(cut)) found.push(text.data.trim().slice(0, 60));
  }
  return found;
}"""
TWICE_AS_LARGE = "document.documentElement.style.fontSize = '200%'"
#: The spacing that WCAG 1.4.12 asks for, set as the reader's own style.
WIDELY_SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important; } p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""


MOVING = """[...document.querySelectorAll("*")].filter((e) => {
  const style = getComputedStyle(e);
  return style.animationName !== "none" || style.transitionDuration !== "0s";
}).length"""


def cut_off(page: Page, width: int, height: int = 800) -> list[str]:
    """What is cut off in a window of this size."""
    page.set_viewport_size({"width": width, "height": height})
    return list(page.evaluate(CUT_OFF))


def test_a3_no_page_scrolls_sideways_at_any_width(each: Page) -> None:
    assert {width: cut_off(each, width, height) for width, height in SIZES.items()} == {
        width: [] for width in SIZES
    }


@pytest.mark.parametrize("name", PATHS)
def test_a3_no_page_scrolls_sideways_right_to_left(page: Page, name: str) -> None:
    page.goto("/ar" + PATHS[name])
    for width in SIZES:
        assert cut_off(page, width) == []


def test_a9_widely_spaced_text_is_not_cut_off(each: Page) -> None:
    each.evaluate(WIDELY_SPACED)
    found = [cut_off(each, width) for width in (320, 1280)]
    each.evaluate("document.adoptedStyleSheets = []")
    assert found == [[], []]


def test_a9_text_twice_as_large_is_not_cut_off(each: Page) -> None:
    each.evaluate(TWICE_AS_LARGE)
    found = [cut_off(each, width) for width in (640, 1280)]
    each.evaluate("document.documentElement.style.fontSize = ''")
    assert found == [[], []]


def test_a9_text_grows_with_the_size_the_reader_chose(page: Page) -> None:
    page.goto("/help/")
    size = "parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"
    before = page.evaluate(size)
    page.evaluate(TWICE_AS_LARGE)
    assert page.evaluate(size) == 2 * before


@pytest.mark.parametrize("name", ["home", "results", "many sites"])
def test_a3_enlarged_four_times_the_page_keeps_its_room(
    open_page: Callable[..., Page], name: str
) -> None:
    page = open_page(viewport=ENLARGED, device_scale_factor=4)
    page.goto(PATHS[name])
    assert page.evaluate(CUT_OFF) == []
    page.evaluate("window.scrollTo(0, 900)")
    stuck = (
        "[...document.querySelectorAll('body *')].filter((e) => ['fixed', 'sticky'].includes("
        "getComputedStyle(e).position)).map((e) => e.getBoundingClientRect().height)"
    )
    assert sum(page.evaluate(stuck)) < ENLARGED["height"] / 3


#: Targets under 24 by 24 that are neither words of a sentence nor far enough from the next target.
TOO_SMALL = """() => {
  const LEAST = 24;
  const shown = (e) => e.checkVisibility({ contentVisibilityAuto: true });
  const inSentence = (e) => {
    if (getComputedStyle(e).display !== "inline") return false;
    const around = e.closest("p, li, dd, td, figcaption");
    const others = around ? around.cloneNode(true) : null;
    others?.querySelectorAll("a, button").forEach((link) => link.remove());
    return /[\\p{L}\\p{N}]{2}/u.test(others?.textContent ?? "");
  };
  const targets = [...document.querySelectorAll("a[href], button, input, select, summary, .check")]
    .filter((e) => shown(e) && !e.matches(".skip, [type=hidden]"))
    .map((e) => ({ e, box: e.getBoundingClientRect() }));
  const small = ({ box }) => box.width < LEAST || box.height < LEAST;
  const centre = (box) => [box.left + box.width / 2, box.top + box.height / 2];
  const apart = (one, two) => {
    const [x, y] = centre(one.box), far = (d) => Math.hypot(...d);
    if (small(two) && far([x - centre(two.box)[0], y - centre(two.box)[1]]) < LEAST) return false;
    const [left, right, top, bottom] = [two.box.left, two.box.right, two.box.top, two.box.bottom];
    return far([Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom)]) >= LEAST / 2;
  };
  return targets.filter((one) => small(one) && !inSentence(one.e))
    .filter((one) => targets.some((two) => !one.e.contains(two.e) && !two.e.contains(one.e) &&
      !apart(one, two)))
    .map(({ e, box }) => `${e.outerHTML.slice(0, 80)} ${box.width} by ${box.height}`);
}"""


def test_a4_targets_are_large_enough_or_far_apart(each: Page) -> None:
    for width in (320, 1280):
        each.set_viewport_size({"width": width, "height": 800})
        assert each.evaluate(TOO_SMALL) == []


def test_a4_a_target_that_is_too_small_would_be_found(page: Page) -> None:
    page.goto("/design/")
    page.evaluate(
        "document.querySelectorAll('.pager a, .pager span').forEach((e) => Object.assign(e.style,"
        " {padding: 0, minBlockSize: 0, minInlineSize: 0, lineHeight: '15px', blockSize: '15px'}))"
    )
    page.evaluate("document.querySelector('.pager ul').style.gap = 0")
    page.evaluate("document.querySelector('.pager span').remove()")
    page.evaluate("document.querySelectorAll('.pager li').forEach((e) => { e.style.margin = 0 })")
    assert len(page.evaluate(TOO_SMALL)) == 2


def test_a3_a_text_that_is_cut_off_would_be_found(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto("/design/")
    page.evaluate(
        "Object.assign(document.querySelector('.notice').style, {blockSize: '1em',"
        " overflow: 'hidden'})"
    )
    page.evaluate("document.querySelector('.caution').style.marginInlineStart = '-3em'")
    assert len(page.evaluate(CUT_OFF)) == 2


def test_a8_nothing_moves_of_itself(each: Page) -> None:
    each.emulate_media(reduced_motion="no-preference")
    assert each.evaluate("document.getAnimations().length") == 0
    assert each.evaluate(MOVING) == 0
    still = "video, audio, canvas, marquee, img[src$='.gif'], meta[http-equiv=refresh]"
    assert each.locator(still).count() == 0
