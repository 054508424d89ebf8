"""Somebody who comes into a study team by invitation, with an authenticator app."""

import subprocess
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.axe import click_through
from tests.browser.conftest import CLI, Portal
from tests.factories.enquiries import STUDY
from tests.factories.team import code_now

WORD = "a long pass phrase of the test"
#: How `trialhead team invite` names an owner of the sample study.
OWNER = ("owner", "--study", STUDY)
SIZES = {"phone": {"width": 375, "height": 740}, "wide": {"width": 1280, "height": 900}}


def joined(
    page: Page,
    portal: Portal,
    email: str,
    *role: str,
    name: str = "Kim Sample",
    look: Callable[[Page], None] = lambda page: None,
) -> None:
    """Accept an invitation to a role, as `trialhead team invite` has it; ``look`` at each step."""
    verb = [*CLI, "team", "invite", email, "--role", *role]
    done = subprocess.run(verb, env=portal.environment, check=True, capture_output=True, text=True)
    page.goto(done.stdout[done.stdout.index("/team/join/") :].strip())
    page.get_by_label("Your name").fill(name)
    page.get_by_label("A new password").fill(WORD)
    look(page)
    click_through(page.get_by_role("button", name="Accept the invitation"))
    look(page)
    click_through(page.get_by_role("link", name="Activate"))
    secret = page.locator("#authenticator_secret").input_value()
    look(page)
    _give_code(page, secret)
    if page.locator("#authenticator_secret").count():
        _give_code(page, secret)  # the half minute of the first code had just ended
    expect(page.locator("#authenticator_secret")).to_have_count(0)


def _give_code(page: Page, secret: str) -> None:
    page.locator("input[name=code]").fill(code_now(secret))
    click_through(page.get_by_role("button", name="Activate"))
