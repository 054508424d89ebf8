"""What a reader does: search, read, go on; by keyboard, without scripts, without being watched."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
PAGE_BYTES, SCRIPT_BYTES = 120_000, 20_000


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"{selector} cannot be reached by keyboard")


def test_a2_from_search_to_study_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) == "solid"
    tab_to(page, "#q")
    page.keyboard.type("lupus")
    tab_to(page, "#near")
    page.keyboard.type("Leeds")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_url("**/studies/?q=lupus&near=Leeds")
    tab_to(page, "a.title")
    page.keyboard.press("Enter")
    page.wait_for_url("**/studies/NCT*/**")
    tab_to(page, "[data-sections] a[href='#eligibility']")
    page.keyboard.press("Enter")
    expect(page.locator("#eligibility h2")).to_be_in_viewport()


def test_suggestions_are_chosen_with_the_arrow_keys(page: Page) -> None:
    page.goto("/")
    page.focus("#q")
    page.keyboard.type("heart att")
    options = page.locator("#q-suggestions [role=option]")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("#q")).to_have_value("heart attack")
    expect(page.locator("#q-suggestions")).to_be_hidden()


def test_suggestions_close_with_escape(page: Page) -> None:
    page.goto("/")
    page.focus("#near")
    page.keyboard.type("lee")
    expect(page.locator("#near-suggestions")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#near-suggestions")).to_be_hidden()
    expect(page.locator("#near")).to_have_value("lee")


def test_everything_works_without_scripts(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=site)
    page = context.new_page()
    page.goto("/")
    page.fill("#q", "asthma")
    page.fill("#near", "Leeds")
    page.click("button[type=submit]")
    page.select_option("#status", "all")
    page.click(".filters button[type=submit]")
    page.click("a.title")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("[data-theme-switch]")).to_be_hidden()
    assert page.locator("#where").count() == 1
    context.close()


def test_the_section_list_follows_reading(page: Page) -> None:
    page.goto("/studies/NCT99900003/")
    page.locator("#where h2").evaluate("e => e.scrollIntoView()")
    current = page.locator("[data-sections] [aria-current]")
    expect(current).to_have_attribute("href", "#where")


def test_the_colours_chosen_are_remembered(page: Page) -> None:
    page.goto("/")
    page.click("[data-theme-switch]")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto("/help/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("[data-theme-switch]")).to_have_attribute("aria-pressed", "true")


def test_back_and_forward_keep_the_search(page: Page) -> None:
    page.goto("/studies/?q=lupus&status=all")
    page.goto("/studies/?q=asthma&status=all")
    page.go_back()
    expect(page.locator("#q")).to_have_value("lupus")
    page.go_forward()
    expect(page.locator("#q")).to_have_value("asthma")


def test_on_paper_there_are_no_controls_and_every_site(page: Page) -> None:
    page.goto("/studies/NCT99900003/")
    page.emulate_media(media="print")
    expect(page.locator(".site-header nav")).to_be_hidden()
    expect(page.locator(".sections")).to_be_hidden()
    sites = page.locator(".sites > li")
    assert sites.count() == 67
    expect(sites.last).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/studies/?q=lupus", "/studies/NCT99900003/", "/ar/help/"])
def test_no_request_leaves_the_site_and_nothing_complains(page: Page, site: str, path: str) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert asked
    assert not [url for url in asked if not url.startswith((site, "data:"))]
    assert not complaints
    assert not page.context.cookies()


@pytest.mark.parametrize("registry_id", ["NCT99900003", "NCT99900001", "NCT07318259"])
def test_a_study_page_is_light(page: Page, registry_id: str) -> None:
    sizes: dict[str, float] = {}
    kinds: dict[str, str] = {}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    session.on(
        "Network.loadingFinished",
        lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}),
    )
    page.goto(f"/studies/{registry_id}/")
    page.wait_for_load_state("networkidle")
    scripts = sum(size for request, size in sizes.items() if kinds.get(request) == "Script")
    assert 0 < scripts < SCRIPT_BYTES
    assert sum(sizes.values()) < PAGE_BYTES


@pytest.mark.skipif(
    not os.environ.get("TRIALHEAD_PICTURES"), reason="pictures are kept as they are"
)
@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("home", "/"),
        ("results", "/studies/?q=lupus&near=Leeds&status=all"),
        ("study", "/studies/NCT99900002/"),
    ],
)
def test_pictures_for_the_documentation(page: Page, name: str, path: str) -> None:
    page.goto(path)
    picture = PICTURES / f"{name}.png"
    page.screenshot(path=picture)
    assert picture.stat().st_size > 10_000
