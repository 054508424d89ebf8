"""The questions in Chromium: by keyboard, without JavaScript, on a small screen, and in print."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import SMALL_TARGETS, assert_accessible, click_through

pytestmark = pytest.mark.browser

LUPUS = "/studies/NCT07318259/could-i-take-part/"
MANY = "/studies-that-may-fit/?q=lupus"


def begin(page: Page, who: str = "Myself", path: str = LUPUS) -> None:
    """To the first question."""
    page.goto(path)
    page.get_by_label(who, exact=True).check()
    click_through(page.get_by_role("button", name="Start", exact=True))


def give_age(page: Page, years: str) -> None:
    """Answer the question of age."""
    page.get_by_label("Age", exact=True).fill(years)
    page.get_by_label("The age is").check()
    click_through(page.get_by_role("button", name="Next"))


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus."""
    for _number in range(80):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    pytest.fail(f"{selector} cannot be reached by keyboard")


@pytest.mark.parametrize("javascript", [True, False])
def test_a2_w8_the_questions_by_keyboard_alone_with_and_without_javascript(
    open_page: Callable[..., Page], javascript: bool
) -> None:
    page = open_page(java_script_enabled=javascript)
    page.goto("/studies/NCT07318259/")
    tab_to(page, "a[href$='could-i-take-part/']")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Could I take part?")
    tab_to(page, "input[name='who']")
    page.keyboard.press("Space")
    tab_to(page, "button[value='begin']")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("How old are you?")
    tab_to(page, "input[name='answer']")
    page.keyboard.press("Space")
    tab_to(page, "#number")
    page.keyboard.type("45")
    page.keyboard.press("Enter")
    expect(page.locator(".told")).to_contain_text("45 years")
    tab_to(page, "button[value='stop']")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("the study team decides")


def test_w8_the_whole_way_without_javascript(open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False)
    begin(page, "My child")
    give_age(page, "45")
    expect(page.locator(".told")).to_contain_text("45 years")
    click_through(page.get_by_role("button", name="Next"))
    expect(page.get_by_role("alert")).to_contain_text("Choose one of the answers")
    page.get_by_label("Not sure").check()
    click_through(page.get_by_role("button", name="Next"))
    click_through(page.get_by_role("button", name=re.compile("Change.*How old is your child")))
    expect(page.get_by_label("Age", exact=True)).to_have_value("45")
    give_age(page, "12")
    expect(page.locator("h1")).to_contain_text("This study may not fit")
    click_through(page.get_by_role("button", name="Compare other studies"))
    expect(page.locator("h1")).to_contain_text("Studies that may fit")
    click_through(page.get_by_role("button", name="See why").first)
    expect(page.locator("h1")).to_contain_text("the study team decides")
    assert "?" not in page.url


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_a9_every_page_is_accessible_at_any_width(
    open_page: Callable[..., Page], width: int, prefix: str
) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    page.goto(prefix + LUPUS)
    assert_accessible(page)
    page.locator("input[name='who']").first.check()
    click_through(page.locator("button[value='begin']"))
    assert_accessible(page)
    click_through(page.locator("button[value='answer']"))  # without an answer
    expect(page.locator("#problems")).to_be_focused()
    assert_accessible(page)
    page.locator("#number").fill("45")
    click_through(page.locator("button[value='answer']"))
    assert_accessible(page)
    assert page.evaluate(SMALL_TARGETS) == []
    page.locator("input[value='no']").check()
    click_through(page.locator("button[value='answer']"))
    click_through(page.locator("button[value='stop'], button[value='go on']").first)
    assert_accessible(page)
    page.goto(prefix + MANY)
    page.locator("input[name='who']").first.check()
    click_through(page.locator("button[value='begin']"))
    assert_accessible(page)


def test_a9_dark_colours_keep_their_contrast(open_page: Callable[..., Page]) -> None:
    page = open_page(color_scheme="dark")
    begin(page)
    give_age(page, "12")
    assert_accessible(page)


def test_typing_a_number_chooses_it(page: Page) -> None:
    begin(page)
    page.get_by_label("Age", exact=True).fill("45")
    expect(page.get_by_label("The age is")).to_be_checked()


def test_answers_stay_in_this_tab_until_they_are_forgotten(page: Page) -> None:
    begin(page)
    give_age(page, "45")
    expect(page.locator(".told")).to_contain_text("45 years")
    page.goto("/studies/NCT99900001/could-i-take-part/")
    expect(page.get_by_text("This device still has answers")).to_be_visible()
    click_through(page.get_by_role("button", name="Start", exact=True))
    expect(page.locator(".told")).to_contain_text("45 years")
    page.goto("/studies/NCT99900001/could-i-take-part/")
    page.get_by_role("button", name="Forget my answers").click()
    expect(page.get_by_role("status")).to_have_text("Your answers are forgotten.")
    assert page.evaluate("sessionStorage.length") == 0
    page.get_by_label("Myself", exact=True).check()
    click_through(page.get_by_role("button", name="Start", exact=True))
    expect(page.locator(".told")).to_have_count(0)


def test_the_back_button_and_a_second_tab_each_keep_their_own_answers(page: Page) -> None:
    begin(page)
    give_age(page, "45")
    other = page.context.new_page()
    begin(other)
    give_age(other, "12")
    expect(other.locator("h1")).to_contain_text("may not fit")
    page.get_by_label("Not sure").check()
    click_through(page.get_by_role("button", name="Next"))
    expect(page.locator(".told")).to_contain_text("45 years")
    expect(page.locator(".told")).not_to_contain_text("12 years")


def test_a_record_is_brought_as_a_file(page: Page, tmp_path: Path) -> None:
    born = {"resourceType": "Patient", "id": "p", "birthDate": "1980-05-20", "gender": "female"}
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": born}]}
    file = tmp_path / "record.json"
    file.write_text(json.dumps(bundle))
    page.goto(LUPUS)
    page.get_by_label("Myself", exact=True).check()
    page.get_by_text("Bring a health record instead of typing").click()
    page.locator("#record").set_input_files(file)
    click_through(page.get_by_role("button", name="Start with this record"))
    expect(page.get_by_role("status").first).to_contain_text("Your record answered")
    expect(page.locator(".told")).to_contain_text("From your record")
    assert_accessible(page)


def test_the_summary_prints_without_buttons(page: Page) -> None:
    begin(page)
    give_age(page, "12")
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".told")).to_be_visible()
    for button in page.locator("main button").all():
        expect(button).to_be_hidden()
