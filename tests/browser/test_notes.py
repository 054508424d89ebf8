"""Private notes in Chromium: made by mouse, keys and touch, kept on the device, found again."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import assert_no_violation
from tests.browser.test_layout import cut_off
from tests.factories.addresses import LARGEST, REWORDED
from trialhead.portal.notes.anchoring import describe

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
STUDY = f"/studies/{REWORDED}/"
CASES = json.loads((ROOT / "tests" / "vectors" / "anchoring.json").read_text())["cases"]
#: Selects words of the first text node of an element that holds enough of them.
SELECT = """(element, [from, to]) => {
  const node = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
  getSelection().setBaseAndExtent(node, from, node, to);
}"""
MODULE = (
    "async (name) => { const link = document.querySelector('script[src*=\"notes/notes\"]');"
    " return import(new URL(name, link.src)); }"
)

#: Describes the words of every case in the first text and looks for them in the second.
IN_TABLE = """async (cases, load) => {
  const { anchor, describe } = await load("anchoring.js");
  return cases.map(([before, start, end, after]) => {
    const selectors = describe(before, start, end);
    return [selectors, anchor(after, selectors)];
  });
}"""
#: The passages whose words are not found where they stand.
ON_PAGE = """async (load) => {
  const { anchor, describe } = await load("anchoring.js");
  const { passages, pageText, spanOf, rangeOf } = await load("passages.js");
  const text = pageText();
  return passages.filter((passage) => {
    const span = spanOf(passage), found = anchor(text, describe(text, span.start, span.end));
    return !found || !passage.contains(rangeOf(found.start, found.end).commonAncestorContainer);
  }).map((passage) => passage.textContent);
}"""


def text(page: Page, at: int = 0) -> Locator:
    """A paragraph of the study."""
    return page.locator("#description .record p, #eligibility .record li").nth(at)


def write(page: Page, words: str, kind: str = "Note") -> None:
    """Fill in the dialog and save."""
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Your note").fill(words)
    dialog.get_by_role("radio", name=kind, exact=True).check()
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Note saved.")).to_be_visible()


def make(
    page: Page, words: str, *, at: int = 0, span: tuple[int, int] = (0, 30), **kind: str
) -> None:
    """A note on some words, made by selecting them."""
    text(page, at).evaluate(SELECT, list(span))
    page.get_by_role("button", name="Add a note").click()
    write(page, words, **kind)


def tray(page: Page) -> Locator:
    """The opened tray."""
    page.evaluate("document.querySelector('[data-notes-tray]').open = true")
    return page.locator("[data-notes-tray]")


def test_a_note_made_by_mouse_is_there_after_reload(page: Page) -> None:
    page.goto(STUDY)
    words = text(page)
    words.scroll_into_view_if_needed()
    box = words.bounding_box()
    assert box
    page.mouse.move(box["x"] + 2, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 12)
    page.mouse.up()
    selected = str(page.evaluate("getSelection().toString()")).strip()
    page.get_by_role("button", name="Add a note").click()
    expect(page.get_by_role("dialog").locator("blockquote")).to_have_text(selected)
    write(page, "What does this mean for me?", kind="Question for my doctor")
    page.reload()
    expect(tray(page).locator("blockquote")).to_have_text([selected])
    expect(tray(page).get_by_text("What does this mean for me?")).to_be_visible()
    marked = page.evaluate("[...CSS.highlights.get('trialhead-notes')].map(String)")
    assert marked == [selected]


def test_a7_a_note_made_by_keys_alone_keeps_the_focus(page: Page) -> None:
    page.goto(STUDY)
    assert page.get_by_role("button", name="Note on this").count() == 0
    switch = page.get_by_role("button", name="Note buttons in the text")
    switch.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "true")
    on_this = page.locator("#eligibility .record li").first.get_by_role(
        "button", name="Note on this"
    )
    on_this.press("Enter")
    expect(page.get_by_label("Your note")).to_be_focused()
    page.keyboard.type("Ask about this")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Note saved.")).to_be_visible()
    expect(on_this).to_be_focused()
    marker = page.get_by_role("button", name="Notes here: 1")
    marker.press("Enter")
    expect(page.locator("[data-notes-list] > li")).to_be_focused()
    page.get_by_role("button", name="Show in the text").press("Enter")
    expect(marker).to_be_focused()
    switch.press("Enter")
    expect(page.get_by_role("button", name="Note on this")).to_have_count(0)


def test_leaving_the_dialog_keeps_nothing(page: Page) -> None:
    page.goto(STUDY)
    text(page).evaluate(SELECT, [0, 10])
    page.get_by_role("button", name="Add a note").click()
    page.get_by_label("Your note").fill("Not this")
    page.get_by_role("button", name="Cancel").click()
    text(page).evaluate(SELECT, [0, 10])
    page.get_by_role("button", name="Add a note").click()
    expect(page.get_by_label("Your note")).to_have_value("")
    page.keyboard.press("Escape")
    expect(tray(page).get_by_text("There are no notes on this study yet.")).to_be_visible()


def test_a_note_made_by_touch(open_page: Callable[..., Page]) -> None:
    page = open_page(has_touch=True, viewport={"width": 320, "height": 700})
    page.goto(STUDY)
    text(page).evaluate(SELECT, [0, 20])
    page.get_by_role("button", name="Add a note").tap()
    write(page, "By touch")
    page.get_by_role("button", name="Note buttons in the text").tap()
    page.get_by_role("button", name="Note on this").nth(3).tap()
    write(page, "By touch, on the passage")
    expect(tray(page).locator(".note-text")).to_have_count(2)
    assert cut_off(page, 320) == []


def test_changing_deleting_and_taking_back(page: Page) -> None:
    page.goto(STUDY)
    make(page, "First words")
    listed = tray(page).locator("[data-notes-list] > li")
    listed.get_by_role("button", name="Change").click()
    dialog = page.get_by_role("dialog", name="Change the note")
    expect(dialog.get_by_label("Your note")).to_have_value("First words")
    dialog.get_by_label("Your note").fill("Better words")
    dialog.get_by_role("button", name="Save").click()
    expect(listed.locator(".note-text")).to_have_text(["Better words"])
    listed.get_by_role("button", name="Delete").click()
    expect(listed).to_have_count(0)
    expect(page.locator(".note-marker")).to_have_count(0)
    page.get_by_role("button", name="Undo").press("Enter")
    expect(listed.locator(".note-text")).to_have_text(["Better words"])
    listed.get_by_role("button", name="Delete").click()
    expect(listed).to_have_count(0)
    page.reload()
    expect(tray(page).get_by_text("There are no notes on this study yet.")).to_be_visible()


def test_notes_may_overlap_and_are_listed_in_the_order_of_the_text(page: Page) -> None:
    page.goto(STUDY)
    make(page, "Later", span=(10, 30))
    make(page, "Earlier", span=(0, 20))
    expect(page.get_by_role("button", name="Notes here: 2")).to_have_count(1)
    expect(tray(page).locator(".note-text")).to_have_text(["Earlier", "Later"])
    words = text(page).evaluate("(e) => e.firstChild.data")
    expect(tray(page).locator("blockquote")).to_have_text(
        [words[0:20].strip(), words[10:30].strip()]
    )


def test_two_tabs_show_the_same_notes(page: Page) -> None:
    page.goto(STUDY)
    other = page.context.new_page()
    other.goto(STUDY)
    make(page, "From the first tab")
    expect(tray(other).get_by_text("From the first tab")).to_be_visible()


def exported(page: Page) -> dict[str, Any]:
    """The file that the page writes."""
    with page.expect_download() as waiting:
        tray(page).get_by_role("button", name="Export to a file").click()
    return dict(json.loads(waiting.value.path().read_text()))


def take(page: Page, content: Any) -> None:
    """Give the page a file."""
    words = content if isinstance(content, str) else json.dumps(content)
    tray(page).get_by_label("Import notes from a file").set_input_files(
        {"name": "notes.jsonld", "mimeType": "application/ld+json", "buffer": words.encode()}
    )


def test_w2_a_file_of_notes_goes_out_and_comes_back(
    page: Page, open_page: Callable[..., Page]
) -> None:
    page.goto(STUDY)
    make(page, "Is this often?", kind="Question for the research team")
    file = exported(page)
    assert (file["@context"], file["type"]) == (
        "http://www.w3.org/ns/anno.jsonld",
        "AnnotationPage",
    )
    [note] = file["items"]
    assert (note["type"], note["motivation"]) == ("Annotation", "questioning")
    assert note["target"]["source"] == STUDY
    assert int(note["target"]["trialhead:version"]) >= 1
    elsewhere = open_page()
    elsewhere.goto(STUDY)
    take(elsewhere, file)
    expect(elsewhere.get_by_text("Notes taken from the file: 1")).to_be_visible()
    assert exported(elsewhere) == file


def test_words_that_are_gone_wait_in_the_tray(page: Page) -> None:
    page.goto(STUDY)
    make(page, "Still there?")
    file = exported(page)
    quote = file["items"][0]["target"]["selector"][0]
    quote.update(exact="Words that were taken out", prefix="p" * 40, suffix="s" * 40)
    file["items"][0]["modified"] = "2099-01-01T00:00:00.000Z"
    take(page, file)
    lost = tray(page).locator("[data-notes-lost]")
    expect(lost.get_by_text("Words that were taken out")).to_be_visible()
    expect(lost.get_by_text("Still there?")).to_be_visible()
    expect(page.get_by_role("heading", name="Text changed")).to_be_visible()
    expect(page.locator(".note-marker")).to_have_count(0)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("no JSON", "could not be read as notes"),
        ({"items": []}, "could not be read as notes"),
        ("[1]", "Number of the entry: 1"),
        ({"items": [{"type": "Annotation"}]}, "Number of the entry: 1"),
    ],
)
def test_a_bad_file_is_told_and_changes_nothing(page: Page, content: Any, told: str) -> None:
    page.goto(STUDY)
    make(page, "Mine")
    take(page, content)
    expect(page.get_by_role("status").filter(has_text=told)).to_be_visible()
    expect(tray(page).locator(".note-text")).to_have_text(["Mine"])


def test_one_bad_entry_keeps_the_good_ones_out_too(page: Page) -> None:
    page.goto(STUDY)
    make(page, "Mine")
    file = exported(page)
    good = {**file["items"][0], "id": "urn:uuid:00000000-0000-4000-8000-000000000000"}
    take(page, [good, {**good, "body": []}])
    expect(page.get_by_text("Number of the entry: 2")).to_be_visible()
    expect(tray(page).locator(".note-text")).to_have_text(["Mine"])


def test_printing_shows_only_the_questions(page: Page) -> None:
    page.add_init_script("window.print = () => { document.title = 'printing'; }")
    page.goto(STUDY)
    make(page, "A note", at=0)
    make(page, "A question", at=1, kind="Question for my doctor")
    tray(page).get_by_role("button", name="Print my questions for the visit").click()
    expect(page).to_have_title("printing")
    page.emulate_media(media="print")
    expect(page.locator("[data-notes-questions] > li")).to_have_count(1)
    expect(page.locator("[data-notes-questions]").get_by_text("A question")).to_be_visible()
    expect(page.locator("#description")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("#description")).to_be_visible()


@pytest.mark.parametrize("language", ["", "/ar"])
def test_a9_axe_finds_nothing_with_the_tray_and_all_buttons_open(page: Page, language: str) -> None:
    page.goto(language + STUDY)
    for at in (0, 2):
        text(page, at).evaluate(SELECT, [0, 4])
        page.locator(".note-add").click()
        page.locator("#note-text").fill("ملاحظة")
        assert_no_violation(page)
        page.locator("[data-notes-dialog] button[value=save]").click()
        expect(page.locator("[data-notes-count]")).to_have_text(str(1 if at == 0 else 2))
    page.locator("[data-notes-switch]").click()
    tray(page)
    assert_no_violation(page)
    assert {width: cut_off(page, width) for width in (320, 1280)} == {320: [], 1280: []}


def test_the_name_of_a_note_button_is_in_the_accessibility_tree(page: Page) -> None:
    page.goto(STUDY)
    make(page, "Named")
    snapshot = text(page).aria_snapshot()
    assert 'button "Notes here: 1"' in snapshot
    page.get_by_role("button", name="Note buttons in the text").click()
    assert 'button "Note on this"' in text(page).aria_snapshot()


def test_without_script_the_page_says_nothing_of_notes(open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(STUDY)
    expect(page.get_by_text("My notes", exact=True)).to_be_hidden()
    expect(page.locator(".note-add")).to_be_hidden()


def test_w2_the_table_of_changes_in_the_browser(page: Page) -> None:
    page.goto(STUDY)
    given = []
    for case in CASES:
        before, start = "\n".join(case["before"]), -1
        for _ in range(case["occurrence"] + 1):
            start = before.index(case["quote"], start + 1)
        given.append([before, start, start + len(case["quote"]), "\n".join(case["after"])])
    found = page.evaluate(f"async (cases) => ({IN_TABLE})(cases, {MODULE})", given)
    for case, (before, start, end, after), (selectors, place) in zip(
        CASES, given, found, strict=True
    ):
        assert selectors == describe(before, start, end), case["name"]
        expected = case["expected"]
        if expected is None:
            assert place is None, case["name"]
            continue
        at = -1
        for _ in range(expected["occurrence"] + 1):
            at = after.index(expected["words"], at + 1)
        ends = {"start": at, "end": at + len(expected["words"]), "how": expected["how"]}
        assert place == ends, case["name"]


def test_a_note_on_the_largest_page_in_every_passage(page: Page) -> None:
    """Every passage's words are found again where they stand."""
    page.goto(f"/studies/{LARGEST}/")
    wrong = page.evaluate(f"() => ({ON_PAGE})({MODULE})")
    assert wrong == []
