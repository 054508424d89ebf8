"""Criteria as files: written and read back without loss, and refused with line and remedy."""

import json
from importlib.resources import files

import pytest
import yaml
from hypothesis import given, settings

from tests.factories.criteria import LEAVES, leaf_nodes, studies
from trialhead.criteria import (
    EVER,
    NOW,
    Age,
    All,
    Ambiguity,
    Bounds,
    Condition,
    Criterion,
    Measurement,
    Moment,
    Read,
    Score,
    Sex,
    Side,
    StudyCriteria,
    Timing,
    Treatment,
    Unless,
    Use,
    leaf_as_data,
    leaf_from_data,
    leaves,
    read_criteria,
    shipped_criteria,
    write_criteria,
    write_json,
)
from trialhead.errors import Unreadable
from trialhead.instruments import Duration, TimeUnit

AUTHORED = sorted(
    path.name.removesuffix(".yaml")
    for path in files("trialhead.criteria").joinpath("authored").iterdir()
)


def one(form: str) -> str:
    """A file with one criterion; its form stands on line 4."""
    return f"study: NCT1\ninclusion:\n- id: I1\n  {form}\n"


def node_of(form: str):
    """The node of the one criterion in a file."""
    return read_criteria(one(form), name="f.yaml").criterion("I1").node


# There and back ----------------------------------------------------------------------------------


@settings(max_examples=60)
@given(studies())
def test_yaml_and_back(study):
    """With the marks, although they make no other criterion."""
    again = read_criteria(write_criteria(study), name="there.yaml")
    assert again == study
    assert [each.mark for each in again.criteria] == [each.mark for each in study.criteria]


@settings(max_examples=60)
@given(studies())
def test_json_and_back(study):
    assert read_criteria(write_json(study), name="there.json") == study


@settings(max_examples=30)
@given(studies())
def test_both_forms_hold_the_same_and_nothing_that_goes_without_saying(study):
    told = json.loads(write_json(study))
    assert yaml.safe_load(write_criteria(study)) == told
    assert all(told.values())
    for criterion in (*told.get("inclusion", ()), *told.get("exclusion", ())):
        assert all(value not in ("", [], {}, False, None) for value in criterion.values())


@pytest.mark.parametrize("kind", LEAVES, ids=lambda kind: kind.__name__)
def test_every_kind_of_leaf_travels_as_data(kind):
    @settings(max_examples=25)
    @given(LEAVES[kind])
    def travels(leaf):
        data = json.loads(json.dumps(leaf_as_data(leaf)))
        assert leaf_from_data(data) == leaf

    travels()


@given(leaf_nodes())
def test_data_with_something_more_is_refused(leaf):
    (tag, told), *_ = leaf_as_data(leaf).items()
    with pytest.raises(Unreadable):
        leaf_from_data({tag: {**told, "more": "x"}})


@pytest.mark.parametrize(
    "data",
    [
        {"all": [{"sex": "male"}]},
        {"not": {"sex": "male"}},
        {"sex": "male"},  # short for {"is": "male"}: not how it is written
        {"sex": {"is": None}},
        {"sex": {"is": "male"}, "age": {"at_least": 18}},
        {},
        [],
        "male",
        None,
    ],
)
def test_data_that_is_no_single_question_is_refused(data):
    with pytest.raises(Unreadable):
        leaf_from_data(data)


def test_a_question_far_too_deep_is_refused():
    data = {"condition": {"is": "Neoplasms"}}
    for _ in range(2_000):
        data = {"not": data}
    with pytest.raises(Unreadable, match="too deeply"):
        leaf_from_data(data)


# What a file says --------------------------------------------------------------------------------

WHOLE = """\
study: NCT00000001
record: 2026-01-31
language: 1
reviewed: A. Person, 2026-02-01
events:
  collection: the day cells are taken
inclusion:
- id: I1
  title: Adults
  mark: 00ff 12ab
  manual: yes
  assumptions: [years are completed, only now]
  all:
  - age: {at_least: 18 years, below: 66 years, on: consent}
  - sex: female
exclusion:
- id: E1
  unless:
    holds: {condition: [Asthma, COPD]}
    exception: {treatment: {is: prednisone, dose: {at_most: 10}, dose_unit: mg/d, when: now}}
ambiguities:
- {id: A1, doubt: which one, default: the first, question: 'Which one?'}
"""


def test_every_part_of_a_file():
    assert read_criteria(WHOLE, name="whole.yaml") == StudyCriteria(
        study="NCT00000001",
        record="2026-01-31",
        reviewed="A. Person, 2026-02-01",
        events=(("collection", "the day cells are taken"),),
        ambiguities=(
            Ambiguity(id="A1", doubt="which one", default="the first", question="Which one?"),
        ),
        criteria=(
            Criterion(
                id="I1",
                side=Side.INCLUSION,
                title="Adults",
                mark="00ff 12ab",
                manual=True,
                assumptions=("years are completed", "only now"),
                node=All(
                    parts=(
                        Age(bounds=Bounds(low=18, high=66, high_included=False), event="consent"),
                        Sex(sex="female"),
                    )
                ),
            ),
            Criterion(
                id="E1",
                side=Side.EXCLUSION,
                node=Unless(
                    part=Condition(of=("Asthma", "COPD")),
                    exception=Treatment(
                        of=("prednisone",), dose=Bounds(high=10), dose_unit="mg/d", timing=NOW
                    ),
                ),
            ),
        ),
    )


WEEKS = Duration(4, TimeUnit.WEEK)


@pytest.mark.parametrize(
    ("told", "timing"),
    [
        ("when: now", Timing(moment=Moment.NOW, event_stated=False)),
        ("when: ever", EVER),
        ("when: ever, before: consent", Timing(moment=Moment.EVER, event="consent")),
        ("when: now, before: screening", Timing(moment=Moment.NOW)),
        ("within: 4 weeks", Timing(moment=Moment.WITHIN, duration=WEEKS, event_stated=False)),
        ("within: 4 week, before: screening", Timing(moment=Moment.WITHIN, duration=WEEKS)),
        (
            "longer_ago: 1.5 years, before: first dose",
            Timing(
                moment=Moment.LONGER_AGO,
                duration=Duration(1.5, TimeUnit.YEAR),
                event="first dose",
            ),
        ),
        ("since: diagnosis", Timing(moment=Moment.SINCE, event="diagnosis")),
        ("ahead: yes", Timing(moment=Moment.AHEAD, event_stated=False)),
        ("ahead: 4 weeks", Timing(moment=Moment.AHEAD, duration=WEEKS, event_stated=False)),
    ],
)
def test_times(told, timing):
    assert node_of(f"condition: {{is: Asthma, {told}}}") == Condition(of=("Asthma",), timing=timing)


@pytest.mark.parametrize(
    ("form", "node"),
    [
        ("condition: Asthma", Condition(of=("Asthma",))),
        (
            "measurement: {analyte: platelets, above: 100 10*9/L, use: any, in_a_row: 2}",
            Measurement(
                analyte="platelets",
                bounds=Bounds(low=100, low_included=False),
                unit="10*9/L",
                use=Use.ANY,
                in_a_row=2,
            ),
        ),
        (
            "measurement: {analyte: HBsAg, results: positive}",
            Measurement(analyte="HBsAg", results=("positive",)),
        ),
        ("score: {scale: ECOG, at_most: 1}", Score(scale="ECOG", bounds=Bounds(high=1))),
        ("sex: male", Sex(sex="male")),
        ("age: {at_least: 6 months}", Age(bounds=Bounds(low=6), unit="month")),
        ("age: {above: 12}", Age(bounds=Bounds(low=12, low_included=False))),
    ],
)
def test_short_and_long_forms(form, node):
    assert node_of(form) == node


# Files that come with the program ----------------------------------------------------------------


@pytest.mark.parametrize("number", AUTHORED)
def test_authored_studies_are_read_in_full(number):
    study = shipped_criteria(number)
    assert study.study == number
    assert {each.side for each in study.criteria} == {Side.INCLUSION, Side.EXCLUSION}
    assert all(each.read is Read.FULL and each.mark and each.title for each in study.criteria)
    assert read_criteria(write_criteria(study), name="again.yaml") == study
    named = {each.event for c in study.criteria for each in _timings(c.node)} - {"screening"}
    assert named <= {name for name, _ in study.events} | {"consent", "enrolment", "first dose"}


def _timings(node):
    return [each.timing for each in leaves(node) if getattr(each, "timing", None)]


@pytest.mark.parametrize("number", ["NCT00000000", "", "../criteria", "NCT07318259.yaml", "a/b"])
def test_other_names_find_nothing(number):
    assert shipped_criteria(number) is None
