"""The published schema is current; it takes what the program writes and refuses what is broken."""

import json
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from tests.factories.criteria import LEAVES, studies
from tools.build_reference import SCHEMA, schema
from trialhead.criteria import json_schema, leaf_as_data, read_criteria, write_json
from trialhead.criteria.forms import FORMS
from trialhead.criteria.places import Place, read_places
from trialhead.errors import Unreadable

AUTHORED = sorted(
    path.name
    for path in files("trialhead.criteria").joinpath("authored").iterdir()
    if path.name.endswith(".yaml")
)
VALIDATOR = Draft202012Validator(json_schema())


def plain(place: Place) -> Any:
    """The values of a file as our reader takes them: `on` is a word, as in YAML 1.2."""
    if isinstance(place.value, dict):
        return {key: plain(each) for key, each in place.value.items()}
    return [*map(plain, place.value)] if isinstance(place.value, list) else place.value


def accepts(text: str) -> bool:
    """Whether the schema takes a file."""
    return bool(VALIDATOR.is_valid(plain(read_places(text, name="file"))))


def criterion(node: str) -> str:
    """A file with one criterion."""
    return f"study: X1\ninclusion:\n  - id: I1\n    {node}\n"


def test_the_published_schema_is_current():
    assert SCHEMA.read_text() == schema(), "run: python tools/build_reference.py"
    assert json.loads(SCHEMA.read_text()) == json_schema()


def test_the_schema_is_one():
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("name", AUTHORED)
def test_an_authored_file_is_valid(name):
    text = files("trialhead.criteria").joinpath(f"authored/{name}").read_text("utf-8")
    assert [
        error.message for error in VALIDATOR.iter_errors(plain(read_places(text, name=name)))
    ] == []


@given(studies())
def test_whatever_is_written_is_valid(study):
    assert [error.message for error in VALIDATOR.iter_errors(json.loads(write_json(study)))] == []


@pytest.mark.parametrize("kind", LEAVES, ids=lambda kind: kind.__name__)
def test_a_key_of_no_form_is_refused_in_every_leaf(kind):
    tag = next(tag for tag, form in FORMS.items() if form.kind is kind)

    @given(LEAVES[kind])
    def check(leaf):
        node = leaf_as_data(leaf)
        study = {"study": "X1", "inclusion": [{"id": "I1", **node}]}
        assert VALIDATOR.is_valid(study)
        node[tag]["shape"] = "round"
        assert not VALIDATOR.is_valid(study)

    check()


@pytest.mark.parametrize(
    "node",
    [
        "age: {at_least: 18 years, on: consent}",
        "age: {at_least: 18}",
        "condition: [Asthma, Stroke]",
        "condition: {is: Asthma, onset: {longer_ago: 1.5 years}}",
        "treatment: {is: insulin, since: consent}",
        "procedure: {is: major surgery, ahead: true}",
        "measurement: {analyte: HBsAg, results: positive}",
        "measurement: {analyte: ALT, above: 1 ULN, at_most: 3 ULN}",
        "judgement: has consented",
        "at_least: {count: 1, of: [{sex: male}]}",
    ],
)
def test_what_is_read_is_valid(node):
    assert read_criteria(criterion(node), name="file").criteria
    assert accepts(criterion(node))


@pytest.mark.parametrize(
    "node",
    [
        "shape: round",
        "age: {on: consent}",
        "age: {at_least: eighteen}",
        "age: {at_least: 18 years, above: 17 years}",
        "age: {at_most: 18 years, below: 17 years}",
        "condition: {when: now}",
        "condition: []",
        "condition: {is: Asthma, when: sometimes}",
        "condition: {is: Asthma, within: a while}",
        "condition: {is: Asthma, when: now, within: 4 weeks}",
        "condition: {is: Asthma, before: screening}",
        "condition: {is: Asthma, grade: {shape: 2}}",
        "condition: {is: Asthma, grade: {}}",
        "condition: {is: Asthma, but_not: [{isnt: Stroke}]}",
        "treatment: {is: insulin, dose: {at_least: 1}}",
        "treatment: {is: insulin, agents: 0}",
        "treatment: {is: insulin, as_prednisone: maybe}",
        "procedure: {is: major surgery, ahead: false}",
        "measurement: {analyte: ALT}",
        "measurement: {analyte: ALT, above: 3 ULN, results: positive}",
        "measurement: {analyte: ALT, above: 3 ULN, use: first}",
        "score: {scale: ECOG}",
        "reproduction: {is: shy}",
        "participation: {interventional: true}",
        "judgement: {judge: the person}",
        "judgement: {statement: is willing, judge: a friend}",
        "all: []",
        "all: [{sex: male, age: {at_least: 3}}]",
        "not: [{sex: male}, {sex: female}]",
        "at_least: {count: 1}",
        "unless: {holds: {sex: male}}",
        "readings: {conservative: {sex: male}, lenient: {sex: male}}",
    ],
)
def test_what_is_broken_is_refused_by_schema_and_reader(node):
    with pytest.raises(Unreadable):
        read_criteria(criterion(node), name="file")
    assert not accepts(criterion(node))


@pytest.mark.parametrize(
    "text",
    [
        "inclusion: []",
        "study: X1\nlanguage: 2",
        "study: X1\nshape: round",
        "study: X1\ninclusion: [{sex: male}]",
        "study: X1\ninclusion: [{id: I1}]",
        "study: X1\ninclusion: [{id: I1, sex: male, classified: SLE}]",
        "study: X1\nambiguities: [{id: A-01, doubt: x, default: x}]",
    ],
)
def test_a_broken_file_is_refused_by_schema_and_reader(text):
    with pytest.raises(Unreadable):
        read_criteria(text, name="file")
    assert not accepts(text)
