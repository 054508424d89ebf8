"""The pictures of the documentation, taken anew when TRIALHEAD_PICTURES is set."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
PICTURES = {
    "home": "/",
    "results": "/studies/?q=lupus&near=Leeds&status=all",
    "study": "/studies/NCT99900002/",
    "overview": "/studies/NCT07318259/#overview",
}
LARGEST = 250_000


@pytest.mark.skipif(
    not os.environ.get("TRIALHEAD_PICTURES"), reason="TRIALHEAD_PICTURES is not set"
)
@pytest.mark.parametrize("name", PICTURES)
def test_take_a_picture(open_page: Callable[..., Page], name: str) -> None:
    page = open_page(color_scheme="light")
    page.goto(PICTURES[name])
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_there_and_light(name: str) -> None:
    assert 10_000 < (FOLDER / f"{name}.png").stat().st_size < LARGEST
