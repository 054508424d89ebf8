"""Every example in the manual of the language is read, valid and not odd; nothing is left out."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from trialhead.criteria import StudyCriteria, json_schema, lint, read_criteria, write_criteria
from trialhead.criteria.document import CRITERION, TOP
from trialhead.criteria.forms import COMBINED, FORMS, allowed_keys

MANUAL = (Path(__file__).parents[2] / "docs" / "criteria-language.md").read_text()
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", MANUAL, re.MULTILINE | re.DOTALL)
STUDIES = [block for block in BLOCKS if block.startswith("study:")]
NODES = [block for block in BLOCKS if block not in STUDIES]


def in_a_file(block: str) -> str:
    """A file with one criterion, whose node is the example."""
    lines = "\n".join(f"    {line}" for line in block.splitlines())
    return f"study: X1\ninclusion:\n  - id: I1\n{lines}\n"


def read(block: str) -> StudyCriteria:
    """The criteria of an example."""
    text = block if block in STUDIES else in_a_file(block)
    return read_criteria(text, name="the manual")


def keys_of(data: Any) -> set[str]:
    """Every key at any depth."""
    if isinstance(data, dict):
        return set(data).union(*map(keys_of, data.values()))
    return set().union(*map(keys_of, data)) if isinstance(data, list) else set()


@pytest.mark.parametrize("block", BLOCKS)
def test_an_example_is_read_and_valid(block):
    study = read(block)
    assert study.criteria
    written = yaml.safe_load(write_criteria(study))
    assert list(Draft202012Validator(json_schema()).iter_errors(written)) == []


@pytest.mark.parametrize("block", BLOCKS)
def test_an_example_is_not_odd(block):
    assert lint(read(block)) == ()


@pytest.mark.parametrize("tag", [*FORMS, *COMBINED])
def test_every_form_has_an_example_of_its_own(tag):
    assert [block for block in NODES if re.match(rf"{tag}:", block)]


@pytest.mark.parametrize("tag", FORMS)
def test_every_key_of_a_form_is_shown_or_told(tag):
    own = "\n".join(block for block in BLOCKS if f"{tag}:" in block)
    for key in FORMS[tag].keys:
        if key != FORMS[tag].lone or len(FORMS[tag].keys) > 1:
            assert re.search(rf"\b{key}:", own), key


def test_every_key_of_times_limits_criteria_and_files_is_shown():
    shown = "\n".join(BLOCKS)
    known = {*TOP, *CRITERION, *(key for form in FORMS.values() for key in allowed_keys(form))}
    assert not [key for key in known if not re.search(rf"(^|[\s{{-]){key}:", shown, re.MULTILINE)]
    assert {"at_least", "when", "but_not", "assumptions"} <= known


def test_the_whole_file_shows_every_key_of_a_file():
    (whole,) = STUDIES
    assert set(TOP) == set(yaml.safe_load(whole))
    assert set(CRITERION) <= {str(key) for key in keys_of(yaml.safe_load(whole))}
