"""Notes shared through a link: sealed here, opened and answered there, revoked, never forged."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.axe import assert_no_violation
from tests.browser.conftest import Portal
from tests.browser.test_layout import cut_off
from tests.browser.test_notes import make, tray, write
from tests.factories.addresses import REWORDED

pytestmark = pytest.mark.browser

STUDY = f"/studies/{REWORDED}/"
Opened = Callable[..., Page]


def share(page: Page, *, line: str = "", openings: str = "10 times") -> tuple[str, str]:
    """Share all notes of the page; the link (from its path on) and the passcode."""
    tray(page).get_by_role("button", name="Share notes through a link").click()
    dialog = page.get_by_role("dialog", name="Share notes through a link")
    dialog.get_by_label("A line to whoever reads them").fill(line)
    dialog.get_by_label("How often it can be opened").select_option(openings)
    dialog.get_by_role("button", name="Make the link").click()
    expect(dialog.get_by_label("Passcode", exact=True)).not_to_have_value("")
    link = urlsplit(dialog.get_by_label("Link", exact=True).input_value())
    passcode = dialog.get_by_label("Passcode", exact=True).input_value()
    dialog.get_by_role("button", name="Done").click()
    return f"{link.path}#{link.fragment}", passcode


def open_with(page: Page, link: str, passcode: str) -> None:
    """Type the passcode on the page behind the link."""
    page.goto(link)
    page.get_by_label("Passcode").fill(passcode)
    page.get_by_role("button", name="Open the notes").click()


def closed(page: Page) -> Locator:
    """What is said of a link that does not open."""
    return page.get_by_text("This did not open.")


def links(page: Page) -> Locator:
    """The links listed in the tray."""
    return tray(page).locator("[data-shares] li")


@pytest.fixture
def sharer(open_page: Opened) -> Page:
    """Somebody with two notes on a study."""
    page = open_page()
    page.goto(STUDY)
    make(page, "Does this hurt?", kind="Question for my doctor")
    make(page, "Tell Kim about this", at=1)
    return page


def test_from_sharing_to_the_answer_to_the_dead_link(sharer: Page, open_page: Opened) -> None:
    link, passcode = share(sharer, line="What I would like to ask you")
    assert re.fullmatch(r"[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}", passcode)
    expect(links(sharer)).to_contain_text("Not opened yet.")

    reader = open_page(viewport={"width": 320, "height": 700})
    reader.goto(link)
    assert_no_violation(reader)
    open_with(reader, link, passcode.lower().replace("-", " "))
    received = reader.get_by_role("region", name="Notes shared with you")
    expect(received).to_contain_text("What I would like to ask you")
    expect(received.locator(".note-list > li")).to_have_count(2)
    marked = reader.evaluate("[...CSS.highlights.get('trialhead-notes')].length")
    assert marked == 2
    assert_no_violation(reader)
    assert cut_off(reader, 320) == []

    received.get_by_label("Your name").fill("Dr Sample")
    asked = received.locator("li", has_text="Does this hurt?")
    asked.get_by_label("Your answer").fill("Only a little, for a day")
    asked.get_by_role("button", name="Send this answer").click()
    expect(asked.get_by_role("status")).to_have_text("Your answer is sent.")
    reader.reload()
    expect(asked.get_by_role("list", name="Answers you sent")).to_contain_text("Only a little")

    sharer.reload()
    expect(sharer.get_by_text("New answers to your notes: 1")).to_be_visible()
    answers = tray(sharer).get_by_role("list", name="Answers", exact=True)
    expect(answers).to_contain_text("Dr Sample")
    expect(answers).to_contain_text("Only a little, for a day")
    expect(links(sharer)).to_contain_text("Opened on")
    expect(links(sharer)).to_contain_text("Openings left: 9")
    assert_no_violation(sharer)

    links(sharer).get_by_role("button", name="Revoke").click()
    expect(links(sharer)).to_contain_text("Works no more")
    expect(answers).to_contain_text("Only a little, for a day")
    open_with(reader, link, passcode)
    expect(closed(reader)).to_be_visible()


def test_by_keyboard_a_chosen_note_alone_is_shared(sharer: Page, open_page: Opened) -> None:
    tray(sharer).get_by_role("button", name="Share notes through a link").press("Enter")
    dialog = sharer.get_by_role("dialog", name="Share notes through a link")
    assert_no_violation(sharer)
    dialog.get_by_label("Tell Kim about this").press("Space")
    dialog.get_by_role("button", name="Make the link").press("Enter")
    expect(dialog.get_by_label("Link", exact=True)).to_be_focused()
    assert_no_violation(sharer)
    link = dialog.get_by_label("Link", exact=True).input_value()
    passcode = dialog.get_by_label("Passcode", exact=True).input_value()
    sharer.keyboard.press("Escape")
    reader = open_page()
    open_with(reader, link, passcode)
    received = reader.get_by_role("region", name="Notes shared with you")
    expect(received.locator(".note-list > li .note-text")).to_have_text(["Does this hurt?"])
    received.get_by_role("button", name="Close these notes").press("Enter")
    expect(received).to_have_count(0)
    assert reader.evaluate("sessionStorage.length") == 0


def test_p8_five_wrong_passcodes_lock_the_link_and_tell_the_sharer(
    sharer: Page, open_page: Opened
) -> None:
    link, passcode = share(sharer)
    reader = open_page()
    for _ in range(5):
        open_with(reader, link, "WRNG-CDEX")
        expect(closed(reader)).to_be_visible()
    open_with(reader, link, passcode)
    expect(closed(reader)).to_be_visible()
    sharer.reload()
    expect(links(sharer)).to_contain_text("Locked after five wrong passcodes")


def test_a_link_opens_no_more_often_than_it_may(sharer: Page, open_page: Opened) -> None:
    link, passcode = share(sharer, openings="once")
    for _ in range(3):
        open_page().goto(link)  # looking at the page uses nothing up
    reader, later = open_page(), open_page()
    open_with(reader, link, passcode)
    expect(reader.get_by_role("region", name="Notes shared with you")).to_be_visible()
    open_with(later, link, passcode)
    expect(closed(later)).to_be_visible()


def test_notes_the_host_has_changed_are_not_shown(sharer: Page, open_page: Opened) -> None:
    link, passcode = share(sharer)
    other, other_passcode = share(sharer)
    reader = open_page()

    def lying(route: Route) -> None:
        answer = route.fetch()
        told = answer.json()
        sealed = told["sealed"]
        told["sealed"] = sealed[:60] + ("A" if sealed[60] != "A" else "B") + sealed[61:]
        route.fulfill(response=answer, json=told)

    reader.route("**/shared-notes/open/", lying)
    open_with(reader, link, passcode)
    expect(reader.get_by_text("What this site sent is not what was sealed.")).to_be_visible()
    reader.unroute("**/shared-notes/open/")

    kept: list[str] = []

    def keeping(route: Route) -> None:
        answer = route.fetch()
        kept.append(answer.text())
        route.fulfill(response=answer)

    reader.route("**/shared-notes/open/", keeping)
    open_with(reader, link, passcode)
    expect(reader.get_by_role("region", name="Notes shared with you")).to_be_visible()
    reader.unroute("**/shared-notes/open/")
    # The notes of another link of the same sharer in the place of this one's.
    reader.route("**/shared-notes/open/", lambda route: route.fulfill(body=kept[0]))
    open_with(reader, other, other_passcode)
    expect(reader.get_by_text("What this site sent is not what was sealed.")).to_be_visible()


def test_nothing_a_reader_needs_leaves_the_browser_of_the_sharer(sharer: Page) -> None:
    sent: list[str] = []
    sharer.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    link, passcode = share(sharer, line="Only for Kim")
    told = "\n".join(sent)
    assert "/shared-notes/make/" in told
    secret = link.partition(".")[2]
    for private in (secret, passcode, passcode.replace("-", ""), "Does this hurt", "Kim", REWORDED):
        assert private not in told.replace("/shared-notes/make/", "")


def test_what_lies_on_the_hosts_disk_tells_nothing(opened: Opened, portal: Portal) -> None:
    sharer = opened()
    sharer.goto("/studies/NCT99900009/")
    sharer.get_by_role("button", name="Note buttons in the text").press("Enter")
    sharer.get_by_role("button", name="Note on this").first.press("Enter")
    write(sharer, "Only between Kim and me")
    link, passcode = share(sharer, line="A line for Kim")
    reader = opened()
    open_with(reader, link, passcode)
    received = reader.get_by_role("region", name="Notes shared with you")
    received.get_by_label("Your answer", exact=True).fill("An answer for Robin")
    received.get_by_role("button", name="Send this answer").click()
    expect(received.get_by_role("status").first).to_have_text("Your answer is sent.")
    known = reader.evaluate("JSON.parse(sessionStorage.getItem('trialhead-shared'))")
    number, _, secret = link.partition("#")[2].partition(".")
    stored = portal.stored()
    assert b"$argon2id$" in stored
    words = ("Only between Kim", "A line for Kim", "An answer for Robin")
    for private in (*words, passcode, number, secret, known["raw"], known["verifier"]):
        assert private.encode() not in stored


def test_w8_without_javascript_the_page_says_what_it_needs(open_page: Opened) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/shared-notes/#abc")
    expect(page.get_by_text("That needs JavaScript, which is off.")).to_be_visible()


def test_a_link_that_is_cut_off_is_told_so(open_page: Opened) -> None:
    page = open_page()
    page.goto("/shared-notes/#abc")
    expect(page.get_by_text("This link is cut off")).to_be_visible()
    expect(page.get_by_role("button", name="Open the notes")).to_have_count(0)
