"""The reference pages say what the code says."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from tools.build_reference import FOLDER, PAGES
from trialhead.cli.app import VERBS, program

ROOT = Path(__file__).parents[2]
GUIDES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "ARCHITECTURE.md"]


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_page_is_current(name):
    assert (FOLDER / name).read_text() == PAGES[name](), "run: python tools/build_reference.py"


def test_every_make_target_has_a_line_in_the_readme_or_contributing():
    targets = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE)
    told = "".join(guide.read_text() for guide in GUIDES)
    assert targets
    assert not [target for target in targets if f"make {target}" not in told]


def test_commands_named_in_the_guides_exist():
    named = {
        verb for guide in GUIDES for verb in re.findall(r"`trialhead ([a-z]+)", guide.read_text())
    }
    assert named <= set(VERBS)


def test_the_help_says_of_each_verb_what_the_verb_says_of_itself():
    whole = get_command(program())
    told = {
        word: " ".join((command.help or "").split("\n\n")[0].split())
        for word, command in whole.commands.items()
    }
    assert told == {word: verb.line for word, verb in VERBS.items()}


def test_settings_named_in_the_guides_exist():
    from trialhead.website.environment import VARIABLES

    for_tests = {"TRIALHEAD_SHARED", "TRIALHEAD_PICTURES"}
    named = {
        name for guide in GUIDES for name in re.findall(r"TRIALHEAD_[A-Z_]+", guide.read_text())
    }
    assert named <= set(VARIABLES) | for_tests


def test_links_between_the_guides_lead_somewhere():
    broken = [
        f"{guide.name}: {target}"
        for guide in [*GUIDES, *(ROOT / "docs").rglob("*.md")]
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", guide.read_text())
        if not (guide.parent / target).exists()
    ]
    assert not broken
