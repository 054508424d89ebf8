"""Criteria corrected in Chromium: from the machine's reading of NCT07318259, through the review
pages alone, to the authored criteria; a second person publishes them, readers are asked by them."""

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import SMALL_TARGETS, assert_accessible, click_through, press_through
from tests.browser.conftest import CLI, SAMPLE, Portal, watched
from tests.browser.team import joined
from tests.browser.test_prescreen import begin
from trialhead.criteria import StudyCriteria, read_criteria, write_criteria

pytestmark = pytest.mark.browser

LUPUS = "NCT07318259"
LIST = f"/team/criteria/{LUPUS}/"
TEXT = files("trialhead.criteria").joinpath(f"authored/{LUPUS}.yaml").read_text("utf-8")
AUTHORED = read_criteria(TEXT, name="authored")
#: Criteria that are written in their forms; the text of the others is pasted.
IN_FORMS = ("I1", "E8", "E11")
PHONE = {"width": 375, "height": 740}


@pytest.fixture(scope="module")
def lupus(portal: Portal) -> Portal:
    """The portal with the study."""
    verb = [*CLI, "import", str(SAMPLE / f"{LUPUS}.json")]
    subprocess.run(verb, env=portal.environment, check=True)
    return portal


@pytest.fixture
def team(browser: Browser, lupus: Portal) -> Iterator[Callable[..., Page]]:
    """Opens pages of somebody who may sign in."""
    with watched(browser, lupus.address, cookies_of_a_team=True) as opener:
        yield opener


def reviewer(page: Page, portal: Portal, name: str) -> Page:
    """Come into the study's team as a reviewer."""
    scope = ("reviewer", "--study", LUPUS)
    joined(page, portal, f"{name.lower()}@team.example", *scope, name=name)
    return page


def looked_at(page: Page) -> None:
    """Everybody can use the page, at the width it has."""
    assert_accessible(page)
    assert not page.evaluate(SMALL_TARGETS)


def draft_in(page: Page) -> StudyCriteria:
    """The draft as its author would see it as a text."""
    page.goto(LIST)
    return read_criteria(page.locator("#document").input_value(), name="draft")


def propose(page: Page) -> None:
    """Accept whatever is undecided, and propose."""
    page.goto(LIST)
    for box in page.locator("input[name=accepted]").all():
        box.check()
    click_through(page.get_by_role("button", name="Propose for publication"))
    expect(page.get_by_role("status").first).to_contain_text("Proposed")


def publish(page: Page) -> None:
    """Publish what somebody else proposed."""
    page.goto(LIST)
    click_through(page.get_by_role("button", name="Publish this edition"))
    expect(page.get_by_role("status").first).to_contain_text("Published")


def asked(page: Page) -> list[str]:
    """The first questions of a new reader, who is not sure of anything: a device remembers what
    was answered on it."""
    begin(page)
    found = []
    for _number in range(4):
        found.append(page.locator("#answer legend").inner_text())
        page.get_by_label("Not sure").check()
        click_through(page.get_by_role("button", name="Next"))
    return found


def become(page: Page, name: str, kind: str, **typed: str) -> None:
    """Turn what was not read into a leaf and say in its form that it is right."""
    page.goto(f"{LIST}criterion/{name}/")
    page.get_by_text("Change its shape").click()
    page.get_by_label("Kind").select_option(kind)
    click_through(page.get_by_role("button", name="Change the kind"))
    for field, words in typed.items():
        page.locator(f"[id='p:{field}']").fill(words)
    page.locator("#title").fill(AUTHORED.criterion(name).title)
    click_through(page.get_by_role("button", name="This is right"))
    expect(page.get_by_role("status").first).to_contain_text(f"{name} is decided")


def in_two_readings(page: Page) -> None:
    """E11: any other study, or only one that tests a treatment."""
    page.goto(f"{LIST}criterion/E11/")
    page.get_by_text("Change its shape").click()
    page.get_by_label("Put it into").select_option("readings")
    click_through(page.get_by_role("button", name="Wrap"))
    page.locator("[id='p:ambiguity']").fill("A-24")
    words = AUTHORED.criterion("E11").node.explanation  # type: ignore[union-attr]
    page.locator("[id='p:explanation']").fill(words)
    for part in ("p-0", "p-1"):
        page.locator(f"[id='{part}:before']").fill("screening")
    lenient = page.locator("[id='p-1']")
    lenient.get_by_text("More about it").click()
    lenient.get_by_label("interventional").check()
    page.locator("#title").fill("Another study")
    expect(page.locator("[data-sentence]")).to_contain_text("read generously, taking part in")
    looked_at(page)
    click_through(page.get_by_role("button", name="This is right"))


def test_a_machine_reading_becomes_the_authored_criteria(
    team: Callable[..., Page], lupus: Portal
) -> None:
    author, second = reviewer(team(), lupus, "Kim"), reviewer(team(), lupus, "Sam")
    propose(author)
    publish(second)
    by_machine = asked(team())
    assert draft_in(author).criterion("E11").node != AUTHORED.criterion("E11").node

    become(author, "I1", "age", at_least="18 years")
    become(
        author, "E8", "treatment", **{"is": "live vaccine", "within": "4 weeks"}, before="screening"
    )
    in_two_readings(author)
    mine = draft_in(author)
    for name in IN_FORMS:
        assert mine.criterion(name) == AUTHORED.criterion(name)
    criteria = tuple(
        mine.criterion(one.id) if one.id in IN_FORMS else one for one in AUTHORED.criteria
    )
    author.get_by_text("The draft in the language of criteria files").click()
    author.locator("#document").fill(write_criteria(replace(AUTHORED, criteria=criteria)))
    click_through(author.get_by_role("button", name="Check and keep the text"))
    looked_at(author)
    propose(author)
    assert asked(team()) == by_machine
    publish(second)

    assert asked(team()) != by_machine
    reader = team()
    reader.goto(f"/studies/{LUPUS}/")
    expect(reader.locator("main")).to_contain_text("Reviewed by the study team on")
    assert draft_in(second) == AUTHORED
    second.goto(f"{LIST}edition/2/")
    expect(second.locator("main")).to_contain_text("What differs from edition 1")
    expect(second.locator("main")).to_contain_text("I1 asked for")
    looked_at(second)


def test_a_criterion_on_a_phone_by_keyboard_and_while_typing(
    team: Callable[..., Page], lupus: Portal
) -> None:
    page = reviewer(team(viewport=PHONE), lupus, "Pat")
    page.goto(LIST)
    looked_at(page)
    press_through(page.get_by_role("link", name="E5"))
    looked_at(page)
    field = page.locator("[id='p-0:within']")
    field.fill("soon")
    problem = page.locator("[id='p-0:within-problem']")
    expect(problem).to_contain_text("is no length of time")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("6 months")
    expect(problem).to_be_hidden()
    expect(page.locator("[data-sentence]")).to_contain_text("within 6 months")
    press_through(field)
    expect(page.locator("[id='p-0:within']")).to_have_value("6 months")
    press_through(page.get_by_role("link", name="Next:"))
    expect(page.locator("h1")).to_contain_text("E6")
    page.goto("/team/criteria/")
    looked_at(page)


def test_a_criterion_without_javascript(team: Callable[..., Page], lupus: Portal) -> None:
    page = reviewer(team(java_script_enabled=False), lupus, "Jo")
    become(page, "I1", "age", at_least="16 years")
    page.goto(f"{LIST}criterion/I1/")
    expect(page.locator("[data-sentence]")).to_contain_text("age is at least 16 years")
