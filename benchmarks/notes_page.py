"""How smoothly the longest real record scrolls and takes typing with 500 notes on it."""

import json
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import child, corpus
from benchmarks.measures import percentile
from benchmarks.page_speed import serving
from benchmarks.tables import table

TITLE = "Many notes on one page"
NAMES = ("chromium", "chromium-browser", "google-chrome")
#: Keeps notes on stretches of words all over the page.
MAKE = """async (count) => {
  const script = document.querySelector('script[src*="notes/notes"]').src;
  const load = (name) => import(new URL(name, script));
  const [{ describe }, { pageText }, { putAll }] = await Promise.all(
    ["anchoring.js", "passages.js", "store.js"].map(load));
  const text = pageText(), length = [...text].length, now = new Date().toISOString();
  const { source, version } = document.querySelector("[data-notes]").dataset;
  await putAll([...Array(count).keys()].map((index) => {
    const start = Math.floor((length - 60) * index / count);
    return {
      "@context": "http://www.w3.org/ns/anno.jsonld", id: `urn:uuid:${crypto.randomUUID()}`,
      type: "Annotation", created: now, modified: now, motivation: "commenting",
      body: [{ type: "TextualBody", value: `Note ${index}`, format: "text/plain",
        purpose: "commenting" }],
      "trialhead:kind": "note",
      target: { source, "trialhead:version": version, selector: describe(text, start, start + 40) },
    };
  }));
}"""
#: Notes the time of every frame from now on.
WATCH = """() => {
  window.frames_seen = [];
  let last = performance.now();
  const next = (now) => {
    window.frames_seen.push(now - last);
    last = now;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}"""
SEEN = "() => window.frames_seen.splice(0).slice(2)"


def measure(*, quick: bool, folder: Path) -> dict[str, Any]:
    """Frame times without notes and with many."""
    longest = max(corpus.records(), key=_words)
    (folder / "longest.jsonl").write_text(json.dumps(longest))
    name = longest["protocolSection"]["identificationModule"]["nctId"]
    child.run("import", str(folder / "longest.jsonl"), "no", home=folder / "home")
    home = {"TRIALHEAD_HOME": str(folder / "home")}
    chromium = next(filter(None, map(shutil.which, NAMES)))
    found: dict[str, Any] = {}
    with (
        serving(["-m", "trialhead.cli", "serve", "--port", "{port}"], home) as port,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for count in (0, 50 if quick else 500):
            found[str(count)] = _frames(browser, f"http://127.0.0.1:{port}/studies/{name}/", count)
        browser.close()
    return found


def _words(record: dict[str, Any]) -> int:
    """How much text of a record notes can be made on."""
    told = record["protocolSection"]
    return len(told.get("descriptionModule", {}).get("detailedDescription", "")) + len(
        told.get("eligibilityModule", {}).get("eligibilityCriteria", "")
    )


def _frames(browser: Browser, address: str, count: int) -> dict[str, Any]:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address, wait_until="networkidle")
    page.evaluate(MAKE, count)
    page.reload(wait_until="networkidle")
    page.wait_for_function(
        "(count) => document.querySelector('[data-notes-count]').textContent === String(count)",
        arg=count,
    )
    placed = page.locator("[data-notes-list] > li").count()
    page.evaluate(WATCH)
    scrolling = _scrolled(page)
    typing = _typed(page)
    page.context.close()
    return {"placed": placed, "scrolling": scrolling, "typing": typing}


def _scrolled(page: Page) -> dict[str, float]:
    """Down the page and up again, a notch of the wheel at a time."""
    page.mouse.move(640, 400)
    page.evaluate(SEEN)
    for step in (100, -100):
        for _ in range(100):
            page.mouse.wheel(0, step)
            page.evaluate("() => new Promise(requestAnimationFrame)")
    return _told(page)


def _typed(page: Page) -> dict[str, float]:
    """A sentence into the field of a new note."""
    page.evaluate("scrollTo(0, 0)")
    page.get_by_role("button", name="Note buttons in the text").click()
    page.locator(".note-on").first.click()
    page.evaluate(SEEN)
    page.keyboard.type("What does this mean for my treatment? " * 5)
    return _told(page)


def _told(page: Page) -> dict[str, float]:
    frames = page.evaluate(SEEN)
    return {
        "p50": percentile(frames, 0.5),
        "p95": percentile(frames, 0.95),
        "worst": max(frames),
        "late": sum(frame > 50 for frame in frames) / len(frames),
    }


def describe(result: dict[str, Any]) -> str:
    """The section of the page."""
    rows = [
        [
            notes,
            doing,
            *(f"{found[doing][name]:.0f}" for name in ("p50", "p95", "worst")),
            f"{found[doing]['late']:.1%}",
        ]
        for notes, found in result.items()
        for doing in ("scrolling", "typing")
    ]
    heads = ["notes", "", "frame p50 in ms", "p95", "longest", "over 50 ms"]
    count, found = list(result.items())[-1]
    return f"""\
The longest real record in Chromium without a graphics card, with {count} notes all over it, of \
which {found["placed"]} are listed, beside the same page without notes. A screen shows 60 frames a \
second, one in 16.7 ms.

{table(heads, rows)}"""
