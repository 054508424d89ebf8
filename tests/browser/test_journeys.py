"""What a reader does: search, read, go back, choose colours, print; with and without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.factories.addresses import CHANGED, HOSTILE, LARGEST, PATHS

pytestmark = pytest.mark.browser

SITES = 67
INK = "rgb(23, 36, 42)"
STUDY = f"/studies/{LARGEST}/"


def test_everything_works_without_scripts(open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/")
    expect(page.locator("[data-theme-switch]")).to_be_hidden()
    page.fill("#q", "asthma")
    page.fill("#near", "Leeds")
    page.click(".search-form button")
    page.select_option("#status", "all")
    page.select_option("#sort", "distance")
    page.click(".filters button")
    page.wait_for_url("**/studies/?*status=all*")
    expect(page.locator(".understood")).to_contain_text("Leeds, England, United Kingdom")
    page.click("a.title >> nth=0")
    page.click("[data-sections] a[href='#where']")
    expect(page.locator("#where h2")).to_be_in_viewport()
    page.fill("#near", "London")
    page.click(".near button")
    page.wait_for_url("**/?near=London#where")
    expect(page.locator("#where h2")).to_be_in_viewport()
    expect(page.locator(".sites > li").first).to_contain_text("km away")


def test_without_scripts_the_system_chooses_the_colours(open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False, color_scheme="dark")
    page.goto("/")
    expect(page.locator("body")).to_have_css("background-color", "rgb(16, 25, 28)")


def test_w7_back_and_forward_keep_the_search(page: Page) -> None:
    page.goto("/")
    page.fill("#q", "lupus")
    page.fill("#near", "Leeds")
    page.click(".search-form button")
    page.select_option("#status", "all")
    page.select_option("#sort", "distance")
    page.check("input[name=phase][value=PHASE2]")
    page.click(".filters button")
    page.wait_for_url("**sort=distance**")
    search = page.url
    title = page.locator("a.title").first
    name = str(title.text_content())
    title.click()
    expect(page.locator("h1")).to_have_text(name)
    page.go_back()
    assert page.url == search
    expect(page.locator("#q")).to_have_value("lupus")
    expect(page.locator("#near")).to_have_value("Leeds")
    expect(page.locator("#status")).to_have_value("all")
    expect(page.locator("#sort")).to_have_value("distance")
    expect(page.locator("input[name=phase]:checked")).to_have_value("PHASE2")
    page.go_forward()
    expect(page.locator("h1")).to_have_text(name)
    page.go_back()
    page.go_back()
    expect(page.locator("#q")).to_have_value("lupus")
    expect(page.locator("#sort")).to_have_value("relevance")


@pytest.mark.parametrize("path", [STUDY, PATHS["reworded"]])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_section_list_follows_its_links(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    links = page.locator("[data-sections] a")
    assert links.count() > 5
    for link in links.all():
        link.click()
        expect(page.locator("[data-sections] [aria-current]")).to_have_count(1)
        expect(link).to_have_attribute("aria-current", "true")


def test_the_section_list_follows_reading(page: Page) -> None:
    page.goto(STUDY)
    current = page.locator("[data-sections] [aria-current]")
    expect(current).to_have_count(0)
    met = []
    for _ in range(100):
        page.evaluate("() => { scrollBy(0, 200); return new Promise(requestAnimationFrame); }")
        met += current.evaluate_all("(all) => all.map((a) => a.hash)")
        if page.evaluate("innerHeight + scrollY >= document.documentElement.scrollHeight"):
            break
    expect(page.locator("[data-sections] a").last).to_have_attribute("aria-current", "true")
    hrefs = page.locator("[data-sections] a").evaluate_all("(all) => all.map((a) => a.hash)")
    assert sorted(set(met), key=hrefs.index) == list(dict.fromkeys(met))
    assert len(set(met)) >= len(hrefs) - 2
    page.evaluate("scrollTo(0, 0)")
    expect(current).to_have_count(0)


def test_each_section_has_an_address_of_its_own(page: Page) -> None:
    page.goto(f"{STUDY}#contacts")
    expect(page.locator("#contacts h2")).to_be_in_viewport()
    page.click("[data-sections] a[href='#eligibility']")
    expect(page.locator("#eligibility h2")).to_be_in_viewport()
    assert page.url.endswith("#eligibility")


def test_the_colours_chosen_are_remembered_on_this_device_only(page: Page) -> None:
    root, switch = page.locator("html"), page.locator("[data-theme-switch]")
    page.goto("/")
    expect(switch).to_have_text("Dark colours")
    switch.click()
    expect(root).to_have_attribute("data-theme", "dark")
    expect(switch).to_have_text("Light colours")
    page.goto("/ar/help/")
    expect(root).to_have_attribute("data-theme", "dark")
    expect(switch).not_to_have_text("ألوان داكنة")
    switch.click()
    expect(switch).to_have_text("ألوان داكنة")
    page.reload()
    expect(root).to_have_attribute("data-theme", "light")
    assert page.evaluate("Object.keys(localStorage)") == ["theme"]


def test_until_the_reader_chooses_the_colours_follow_the_system(page: Page) -> None:
    switch = page.locator("[data-theme-switch]")
    page.goto("/")
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(switch).to_have_text("Light colours")
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    expect(switch).to_have_text("Dark colours")


def test_a8_pages_glide_only_for_readers_who_do_not_mind_motion(page: Page) -> None:
    page.goto("/")
    page.emulate_media(reduced_motion="no-preference")
    expect(page.locator("html")).to_have_css("scroll-behavior", "smooth")
    page.emulate_media(reduced_motion="reduce")
    expect(page.locator("html")).to_have_css("scroll-behavior", "auto")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_there_are_no_controls_every_site_and_dark_ink(
    open_page: Callable[..., Page], scheme: str
) -> None:
    page = open_page(color_scheme=scheme)
    page.goto(STUDY)
    sites, folded = page.locator(".sites > li"), page.locator("details.country:not([open])")
    assert folded.count() > 20
    printed = (
        "(all) => all.filter((e) => e.offsetHeight > 20 &&"
        " e.checkVisibility({ contentVisibilityAuto: true })).length"
    )
    assert sites.evaluate_all(printed) < SITES
    page.emulate_media(media="print")
    assert sites.evaluate_all(printed) == SITES
    for control in (".site-header nav", ".sections", ".near", ".theme", ".site-footer nav"):
        expect(page.locator(control).first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("#where .sites strong").last).to_have_css("color", "rgb(0, 0, 0)")
    expect(page.locator("#overview dt, #eligibility dt").first).to_have_css(
        "color", "rgb(74, 90, 97)"
    )


def test_on_paper_changes_are_shown_too(page: Page) -> None:
    page.goto(f"/studies/{CHANGED}/")
    change = page.locator(".changes .change").first
    expect(change).to_be_hidden()
    page.emulate_media(media="print")
    assert change.evaluate("(e) => e.offsetHeight > 20 && e.checkVisibility()")


def test_hostile_words_are_said_back_and_do_nothing(page: Page) -> None:
    words = "<script>zzqqxx()</script>\"'><qqzzxx onerror=xxzzqq()>"
    page.goto("/")
    page.fill("#q", words)
    page.fill("#near", words)
    page.click(".search-form button")
    expect(page.locator("#q")).to_have_value(words)
    expect(page.locator(".found")).to_contain_text(f"No study here matches “{words}”")
    assert page.title().startswith("Studies for “<script>zzqqxx()</script>")
    assert page.locator("main img, main script").count() == 0


def test_hostile_text_of_a_record_is_shown_and_does_nothing(page: Page) -> None:
    page.goto(f"/studies/{HOSTILE}/")
    expect(page.locator("h1")).to_contain_text("<script>alert(1)</script>Wort")
    expect(page.locator("#description")).to_contain_text("<img src=x onerror=alert(2)>")
    expect(page.locator("#overview .record")).to_contain_text("</script>")
    assert page.locator("main img, main script").count() == 0
