"""The desk of a research team in Chromium, on a phone and on a wide screen: an enquiry comes in,
is pre-screened with the worksheet, answered, and ends as a counted screen failure."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import assert_accessible, click_through
from tests.browser.conftest import Portal, watched
from tests.browser.team import OWNER, SIZES, WORD, joined
from tests.browser.test_prescreen import begin, give_age
from tests.factories.enquiries import STUDY

pytestmark = pytest.mark.browser

OWN_PAGES = (
    "/team/you/",
    "/team/account/2fa/",
    "/team/account/reauthenticate/",
    "/team/account/sessions/",
    "/team/account/password/change/",
)


@pytest.fixture
def desk(browser: Browser, portal: Portal) -> Iterator[Callable[..., Page]]:
    """Opens pages of somebody who may sign in."""
    with watched(browser, portal.address, cookies_of_a_team=True) as opener:
        yield opener


def looked_at(page: Page) -> None:
    """Everybody can use it; the picture of the secret is there."""
    assert_accessible(page)
    if page.locator("#authenticator_secret").count():
        expect(page.locator("main img")).to_be_visible()
        assert page.locator("main img").evaluate("(img) => img.naturalWidth") > 0


def enquired(page: Page, person: str) -> str:
    """Answer some questions and write to a site; the address of the private page."""
    begin(page, path=f"/studies/{STUDY}/could-i-take-part/")
    give_age(page, "47")
    click_through(page.locator("button[value=stop]"))
    click_through(page.locator(".contact-site button"))
    click_through(page.get_by_role("button", name="Write to this site").first)
    page.get_by_label("name", exact=False).first.fill(f"Robin {person}")
    page.get_by_label("E-mail address").fill(f"{person}@example.org")
    page.get_by_label("Message").fill("May I bring my sister? (a made-up question)")
    page.get_by_label("Include my answers").check()
    page.locator("input[name=share]").check()
    click_through(page.get_by_role("button", name="Send the enquiry"))
    return page.url.removesuffix("sent/")


@pytest.mark.parametrize("size", SIZES)
def test_an_enquiry_from_its_arrival_to_a_counted_screen_failure(
    desk: Callable[..., Page], portal: Portal, size: str
) -> None:
    reader = desk(viewport=SIZES[size])
    private = enquired(reader, size)
    page = desk(viewport=SIZES[size])
    joined(page, portal, f"{size}@team.example", *OWNER, look=looked_at)
    page.goto("/team/enquiries/")
    assert_accessible(page)
    click_through(page.get_by_role("link", name=f"Robin {size}"))
    expect(page.locator("main")).to_contain_text("May I bring my sister?")
    expect(page.locator(".verdicts .is-fits").first).to_contain_text("met as asked")
    expect(page.locator("main")).not_to_contain_text(f"{size}@example.org")
    assert_accessible(page)
    click_through(page.get_by_role("button", name="Show the contact data"))
    expect(page.locator("main")).to_contain_text(f"{size}@example.org")

    click_through(page.get_by_role("link", name="Open the worksheet"))
    assert_accessible(page)
    row = page.locator(".sheet fieldset").first
    expect(row.get_by_label("Number")).to_have_value("47")
    row.get_by_label("Number").fill("200")
    click_through(page.get_by_role("button", name="Keep and judge"))
    expect(page.get_by_role("alert")).to_contain_text("cannot be taken")
    row.get_by_label("Number").fill("12")
    row.get_by_label("Source").fill("passport")
    click_through(page.get_by_role("button", name="Keep and judge"))
    expect(page.locator(".sheet .is-not").first).to_contain_text("does not fit")
    expect(row.get_by_label("Source")).to_have_value("passport")
    failed = page.locator(".sheet .is-not .read-id").first.inner_text()
    assert_accessible(page)
    click_through(page.get_by_role("button", name="Sign the worksheet"))
    expect(page.locator("main")).to_contain_text("Signed by Kim Sample")

    click_through(page.get_by_role("link", name="Back to the enquiry"))
    page.get_by_label("Text for the person").fill("Thank you. The study is for adults.")
    click_through(page.get_by_role("button", name="Send the answer"))
    expect(page.get_by_role("status").first).to_contain_text("on its way")
    reader.goto(private)
    expect(reader.locator(".letter").first).to_have_text("Thank you. The study is for adults.")

    page.locator("#id_stage").select_option("screen-failure")
    page.get_by_label("Criterion that failed").select_option(failed)
    click_through(page.get_by_role("button", name="Keep the stage"))
    expect(page.locator(".facts").first).to_contain_text(f"Screen failure: {failed}")
    page.goto("/team/numbers/")
    expect(page.get_by_role("row", name=f"{STUDY} {failed}")).to_contain_text("fewer than 5")
    assert_accessible(page)
    for path in (*OWN_PAGES, "/team/members/", "/team/instruments/sledai-2k/"):
        page.goto(path)
        assert_accessible(page)


def noted(page: Page, passage: int, text: str, kind: str) -> None:
    """Make a note on a criterion of the study's page, which shows its note buttons."""
    page.locator("#eligibility .note-on").nth(passage).click()
    page.get_by_label("Your note").fill(text)
    page.get_by_label(kind).check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-notes-said]")).to_have_text("Note saved.")


def test_notes_go_along_as_the_reader_ticks_and_others_stay_on_the_device(
    desk: Callable[..., Page],
) -> None:
    page = desk(viewport=SIZES["phone"])
    page.goto(f"/studies/{STUDY}/")
    page.get_by_role("button", name="Note buttons in the text").click()
    noted(page, 1, "Is this right for my kind? (made up)", "Question for the research team")
    noted(page, 2, "Ask Dr Sample about this (made up)", "Question for my doctor")
    page.goto(f"/studies/{STUDY}/contact/")
    click_through(page.get_by_role("link", name="Write to this site").nth(2))
    part = page.locator("[data-notes-along]")
    expect(part.locator("ol")).to_be_hidden()
    part.get_by_label("Send my notes on this study along.").check()
    expect(part.locator("ol > li")).to_have_count(2)
    expect(part.get_by_label("Send note 1")).to_be_checked()
    expect(part.get_by_label("Send note 2")).not_to_be_checked()
    assert_accessible(page)
    part.get_by_label("What you wrote in note 1").fill("Is this right for me? (made up)")
    with page.expect_request(lambda asked: asked.method == "POST") as first:
        click_through(page.get_by_role("button", name="Send the enquiry"))
    expect(page.locator("#problems")).to_be_visible()
    expect(part.get_by_label("What you wrote in note 1")).to_have_value(
        "Is this right for me? (made up)"
    )
    expect(part.get_by_label("Send note 2")).not_to_be_checked()
    page.get_by_label("name", exact=False).first.fill("Robin Notes")
    page.get_by_label("E-mail address").fill("notes@example.org")
    page.locator("input[name=share]").check()
    with page.expect_request(lambda asked: asked.method == "POST") as second:
        click_through(page.get_by_role("button", name="Send the enquiry"))
    for request in (first.value, second.value):
        assert "Sample" not in (request.post_data or "")
    page.goto(page.url.removesuffix("sent/"))
    expect(page.locator(".sent-notes li")).to_have_count(1)
    expect(page.locator(".sent-notes")).to_contain_text("Is this right for me?")
    assert_accessible(page)


def test_the_list_is_walked_by_keys_alone(desk: Callable[..., Page], portal: Portal) -> None:
    for person in ("first", "second"):
        enquired(desk(), person)
    page = desk()
    joined(page, portal, "keys@team.example", *OWNER, look=looked_at)
    page.goto("/team/enquiries/")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("first")
    page.keyboard.press("Enter")
    expect(page.locator("[data-row]")).to_have_count(1)
    page.goto("/team/enquiries/")
    for key, place in (("j", 0), ("j", 1), ("k", 0)):
        page.keyboard.press(key)
        expect(page.locator("[data-row]").nth(place)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Robin")


# Passkeys ---------------------------------------------------------------------------------------

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def submit(page: Page) -> None:
    """Send the page's form, and wait for what comes of it."""
    click_through(page.locator("main form button[type=submit]"))


def sign_out(page: Page) -> None:
    """Through the page of the account."""
    page.goto("/team/account/logout/")
    submit(page)


def give_password(page: Page, email: str) -> None:
    """The first step of signing in."""
    page.goto("/team/account/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(WORD)
    click_through(page.locator("form.stack button[type=submit]").first)


def test_a_passkey_is_added_signs_in_and_opens_nothing_once_it_is_removed(
    browser: Browser, portal: Portal
) -> None:
    # Browsers give no passkey to a bare address of a machine.
    site = portal.address.replace("127.0.0.1", "localhost")
    with watched(browser, site, cookies_of_a_team=True) as opener:
        page = opener()
        device = page.context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        added = device.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        which = {"authenticatorId": added["authenticatorId"]}

        def on_the_device() -> list[dict[str, object]]:
            return device.send("WebAuthn.getCredentials", which)["credentials"]

        joined(page, portal, "passkey@team.example", *OWNER, look=looked_at)
        page.goto("/team/account/2fa/webauthn/add/")
        assert_accessible(page)
        page.get_by_label("Name").fill("The laptop")
        page.locator("input[name=passwordless]").check()
        page.get_by_role("button", name="Add").click()
        expect(page.get_by_text("Security key added.")).to_be_visible()
        page.goto("/team/account/2fa/webauthn/")
        expect(page.locator("main")).to_contain_text("The laptop")
        assert_accessible(page)
        [credential] = on_the_device()
        assert credential["rpId"] == "localhost"
        assert credential["isResidentCredential"]

        page.goto("/team/account/2fa/totp/deactivate/")  # now the key is the only second factor
        submit(page)
        sign_out(page)
        give_password(page, "passkey@team.example")
        page.goto("/team/enquiries/")
        expect(page.locator("h1")).to_have_text("Two-Factor Authentication")  # half is not in
        assert_accessible(page)
        page.get_by_role("button", name="Use a security key").click()
        page.wait_for_url("**/team/enquiries/")
        assert on_the_device()[0]["signCount"] > credential["signCount"]

        sign_out(page)
        page.goto("/team/account/login/")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.wait_for_url("**/team/enquiries/")

        page.goto("/team/account/2fa/webauthn/")
        click_through(page.get_by_role("link", name="Remove"))
        page.locator("input[name=password]").fill(WORD)  # who one is, is asked again first
        click_through(page.get_by_role("button", name="Confirm"))
        page.wait_for_url("**/remove/")
        assert_accessible(page)
        submit(page)
        page.goto("/team/account/2fa/webauthn/")
        expect(page.locator("main")).not_to_contain_text("The laptop")
        sign_out(page)
        page.goto("/team/account/login/")
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page.locator("main")).to_contain_text("Incorrect code")
        page.goto("/team/enquiries/")
        expect(page.locator("input[name=password]")).to_be_visible()
