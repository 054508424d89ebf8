"""What a page costs its reader: how much is fetched, and from whom."""

from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.factories.addresses import LARGEST, PATHS

pytestmark = pytest.mark.browser

SAMPLE = Path(__file__).parents[2] / "sample" / "studies"
PAGE_BYTES, SCRIPT_BYTES = 120_000, 20_000


def fetched(page: Page, path: str) -> Counter[str]:
    """Bytes received for a page that was never opened before, by what they are for."""
    kinds: dict[str, str] = {}
    received: Counter[str] = Counter()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    session.on(
        "Network.loadingFinished",
        lambda e: received.update({kinds[e["requestId"]]: int(e["encodedDataLength"])}),
    )
    page.goto(path, wait_until="networkidle")
    return received


def test_the_largest_record_is_the_one_weighed() -> None:
    largest = max(SAMPLE.glob("*.json"), key=lambda path: path.stat().st_size)
    assert largest.stem == LARGEST


@pytest.mark.parametrize("name", ["home", "results", "many sites", "no sites"])
def test_a_page_is_light(page: Page, name: str) -> None:
    received = fetched(page, PATHS[name])
    assert received["Document"] > 1000
    assert 0 < received["Script"] < SCRIPT_BYTES
    assert received.total() < PAGE_BYTES, received


def test_no_request_leaves_the_site_and_no_cookie_stays(each: Page, site: str) -> None:
    asked = each.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert len(asked) >= 3  # styles, scripts and the mark
    assert [url for url in asked if not url.startswith(f"{site}/")] == []
    assert each.context.cookies() == []
    kept = each.evaluate("[document.cookie, localStorage.length, sessionStorage.length]")
    assert kept == ["", 0, 0]


def test_w9_the_policy_stops_what_would_ask_elsewhere(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}/help/", wait_until="networkidle")
    answered: list[str] = []
    page.on("response", lambda response: answered.append(response.url))
    for tag in ("img", "script", "iframe"):
        with page.expect_console_message(lambda message: "Content Security" in message.text):
            page.evaluate(
                "(tag) => document.body.append(Object.assign(document.createElement(tag),"
                " {src: 'http://elsewhere.invalid/'}))",
                tag,
            )
    assert answered == []
    page.close()
