"""The keyboard alone: where the focus goes, that it is seen, and suggestions under a field."""

from itertools import product

import pytest
from playwright.sync_api import Page, Route, expect

from tests.factories.addresses import CHANGED, PATHS

pytestmark = pytest.mark.browser

#: Phone, tablet and desktop, and the desktop enlarged four times.
SIZES = [(320, 800), (768, 1024), (1280, 800), (320, 200)]
#: What Tab stops at. The buttons of a radio group are one stop, which stands at the first of them.
STOPS = """[...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((e) => e.type !== "hidden" && e.tabIndex >= 0 && e === FIRST(e)
    && e.checkVisibility({ contentVisibilityAuto: true }))""".replace(
    "FIRST", "((e) => e.type === 'radio' ? e.form.elements[e.name][0] : e)"
)
#: The place of the focused element among the stops, how it is outlined, whether any of it shows.
FOCUS = """() => {
  const e = document.activeElement, style = getComputedStyle(e);
  const points = [...e.getClientRects()].flatMap(({ left, right, top, bottom }) =>
    [.05, .5, .95].flatMap((part) => [top + 2, (top + bottom) / 2, bottom - 2]
      .map((y) => document.elementFromPoint(left + part * (right - left), y))));
  const first = e.type === "radio" ? e.form.elements[e.name][0] : e;
  return { stop: STOPS.indexOf(first), seen: points.some((at) => at && e.contains(at)),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    what: e.outerHTML.slice(0, 90) };
}""".replace("STOPS", STOPS)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(page.evaluate(f"{STOPS}.length") + 1):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    pytest.fail(f"{selector} cannot be reached by keyboard")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", ["/", "/studies/?q=lupus&near=Leeds", f"/studies/{CHANGED}/"])
def test_a3_tab_visits_everything_in_order_and_what_has_the_focus_is_seen(
    page: Page, size: tuple[int, int], path: str
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(path)
    count = page.evaluate(f"{STOPS}.length")
    assert count > 10
    for stop in range(count):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert focus["stop"] == stop, focus["what"]
        assert focus["seen"], focus["what"]
        assert focus["outlined"], focus["what"]
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["stop"] == -1  # out of the page: no trap


def test_a3_tab_goes_backwards_too(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 200})
    page.goto(f"/studies/{CHANGED}/")
    stops = page.evaluate(f"{STOPS}.length")
    page.keyboard.press("Shift+Tab")
    for stop in reversed(range(stops)):
        focus = page.evaluate(FOCUS)
        assert focus["stop"] == stop, focus["what"]
        assert focus["seen"], focus["what"]
        page.keyboard.press("Shift+Tab")


@pytest.mark.parametrize("name", ["home", "results", "many sites", "not found"])
def test_a1_the_skip_link_comes_first_shows_itself_and_leads_past_the_header(
    page: Page, name: str
) -> None:
    page.goto(PATHS[name])
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('header.site-header')")


def test_a6_the_focus_waits_at_what_went_wrong_and_each_line_leads_to_its_field(
    page: Page,
) -> None:
    page.goto(PATHS["problems"])
    expect(page.locator("#problems")).to_be_focused()
    links = page.locator("#problems a")
    assert links.count() == 3
    for link in links.all():
        field = page.locator(str(link.get_attribute("href")))
        beside = field.get_attribute("aria-describedby")
        expect(page.locator(f"#{beside}")).to_have_text(str(link.text_content()))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#age")).to_be_focused()


def test_a6_an_unknown_place_is_said_beside_its_field(page: Page) -> None:
    for name in ("problems", "unknown place"):
        page.goto(PATHS[name])
        expect(page.locator("#near")).to_have_attribute("aria-invalid", "true")
        expect(page.locator("#near")).to_have_accessible_description(
            "No such place is known. Try a larger town nearby."
        )


def brightness(colour: str) -> float:
    """The relative luminance of ``#rrggbb`` as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a3_the_mark_of_focus_and_the_edges_of_fields_stand_out(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
    page.goto("/")
    token = "(name) => getComputedStyle(document.documentElement).getPropertyValue(name)"
    for mark, ground in product(
        ("--focus", "--edge"), ("--paper", "--card", "--tint", "--note-tint", "--stop-tint")
    ):
        one, two = (brightness(page.evaluate(token, name)) for name in (mark, ground))
        contrast = (max(one, two) + 0.05) / (min(one, two) + 0.05)
        assert contrast >= 3, f"{mark} on {ground} in {scheme}: {contrast:.2f}"


def test_a2_from_the_search_to_distances_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    tab_to(page, "#q")
    page.keyboard.type("lupus")
    tab_to(page, "#near")
    page.keyboard.type("Leeds, Eng")
    expect(page.locator("#near-suggestions [role=option]")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#near")).to_have_value("Leeds, England, United Kingdom")
    page.keyboard.press("Enter")
    page.wait_for_url("**/studies/?q=lupus&near=Leeds*")
    tab_to(page, "a.title[href^='/studies/NCT99900007/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/studies/NCT99900007/**")
    tab_to(page, "[data-sections] a[href='#where']")
    page.keyboard.press("Enter")
    expect(page.locator("#where h2")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator("#near")).to_be_focused()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("Paris")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_url("**/studies/NCT99900007/?near=Paris#where")
    expect(page.locator("#where h2")).to_be_in_viewport()
    expect(page.locator(".near [role=status]").last).to_contain_text("Paris")
    expect(page.locator(".sites > li").first).to_contain_text("km away")


def test_arrow_keys_go_round_the_suggestions_and_enter_takes_one(page: Page) -> None:
    page.goto("/")
    field, options = page.locator("#q"), page.locator("#q-suggestions [role=option]")
    field.press_sequentially("heart att")
    expect(options.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowUp")  # from here on no later answer takes the list's place
    expect(options.last).to_have_attribute("aria-selected", "true")
    count = options.count()
    expect(page.locator("#q-suggestions + [role=status]")).to_have_text(f"{count} suggestions")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    active = str(field.get_attribute("aria-activedescendant"))
    assert options.first.get_attribute("id") == active
    expect(page.locator("#q-suggestions [aria-selected=true]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(field).to_have_value("heart attack")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(page.locator("#q-suggestions")).to_be_hidden()


def test_suggestions_close_with_escape_and_when_the_field_is_left(page: Page) -> None:
    page.goto("/")
    field, suggestions = page.locator("#near"), page.locator("#near-suggestions")
    field.press_sequentially("lee")
    expect(suggestions).to_be_visible()
    page.keyboard.press("Escape")
    expect(suggestions).to_be_hidden()
    expect(field).to_have_value("lee")
    field.press_sequentially("d")
    expect(suggestions).to_be_visible()
    page.keyboard.press("Tab")
    expect(suggestions).to_be_hidden()
    expect(field).to_have_value("leed")


def test_enter_with_no_suggestion_chosen_searches_for_what_was_typed(page: Page) -> None:
    page.goto("/")
    page.locator("#q").press_sequentially("heart att")
    expect(page.locator("#q-suggestions")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/studies/?q=heart+att&near=")


def test_a_pointer_takes_a_suggestion(page: Page) -> None:
    page.goto("/")
    page.locator("#q").press_sequentially("heart att")
    page.locator("#q-suggestions [role=option]").first.click()
    expect(page.locator("#q")).to_have_value("heart attack")
    expect(page.locator("#q")).to_be_focused()


def test_an_answer_that_comes_after_the_choice_opens_nothing(page: Page) -> None:
    waiting: list[Route] = []
    page.goto("/")
    page.locator("#q").press_sequentially("heart att")
    expect(page.locator("#q-suggestions")).to_be_visible()
    page.route("**/suggest/conditions/**", lambda route: waiting.append(route))
    with page.expect_request("**/suggest/conditions/?q=heart%20atta"):
        page.keyboard.type("a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    with page.expect_response("**/suggest/conditions/**") as late:
        waiting[0].continue_()
    late.value.finished()
    page.evaluate("() => new Promise((done) => setTimeout(done))")
    expect(page.locator("#q-suggestions")).to_be_hidden()
    expect(page.locator("#q")).to_have_value("heart attack")
