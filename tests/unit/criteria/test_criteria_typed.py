"""Every node has a form: what a form shows, sends and reads back is the node; faults stand beside
their fields."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.factories.criteria import LEAVES, leaf_nodes, nodes
from trialhead.criteria import (
    AnyNode,
    Typed,
    blank,
    kinds,
    leaf_as_data,
    read_typed,
    shape,
    typed,
    typed_as_data,
    typed_from_data,
    walk,
)
from trialhead.criteria.fields import Entry
from trialhead.criteria.forms import COMBINED, FORMS
from trialhead.errors import Unreadable


def sent(part: Typed) -> Typed:
    """A part as a browser sends it: every field is there, empty ones too."""
    every = {key: ("", *part.values.get(key, ()), "") for key in part.shape.keys}
    return replace(part, values=every, parts=tuple(map(sent, part.parts)))


@given(nodes())
@settings(max_examples=300)
def test_what_a_form_shows_is_read_back_as_the_same_node(node: AnyNode) -> None:
    assert read_typed(typed(node)) == (node, ())
    assert read_typed(sent(typed(node))) == (node, ())


@given(nodes())
def test_what_was_typed_is_kept_as_plain_data(node: AnyNode) -> None:
    part = typed(node)
    assert typed_from_data(json.loads(json.dumps(typed_as_data(part)))) == part


@given(leaf_nodes())
def test_a_form_has_a_field_for_every_key_that_a_file_may_hold(node: AnyNode) -> None:
    ((kind, data),) = leaf_as_data(node).items()  # type: ignore[arg-type]
    keys = {key.split(".")[0] for key in shape(kind).keys} | {shape(kind).many}
    assert set(data) <= keys


@pytest.mark.parametrize("kind", FORMS)
def test_every_kind_of_leaf_has_a_form(kind: str) -> None:
    made = shape(kind)
    assert made.leaf
    assert made.fields
    assert set(FORMS[kind].keys) == {
        key.split(".")[0] for key in made.keys if key.split(".")[0] in FORMS[kind].keys
    }


def test_the_generators_make_every_kind_that_has_a_form() -> None:
    assert {form.kind for form in FORMS.values()} == set(LEAVES)
    assert set(kinds()) == {*FORMS, *COMBINED}


def test_fields_are_typed_as_the_language_says() -> None:
    told = {(kind, one.key): one for kind in kinds() for one in shape(kind).fields}
    assert told["measurement", "analyte"].needed
    assert told["measurement", "use"].choices == ("latest", "any")
    assert told["treatment", "throughout"].usual
    assert not told["treatment", "as_prednisone"].usual
    assert told["treatment", "dose.at_least"].group == "dose"
    assert told["readings", "ambiguity"].needed
    entries = {key: one.entry for key, one in told.items()}
    assert entries["condition", "is"] is Entry.NAMES
    assert entries["condition", "within"] is Entry.LENGTH
    assert entries["condition", "ahead"] is Entry.OPEN_LENGTH
    assert entries["age", "at_least"] is Entry.AMOUNT
    assert entries["at_least", "count"] is Entry.NUMBER
    assert {one.entry for one in told.values()} == set(Entry)


def faults(kind: str, **values: str) -> dict[str, str]:
    """The field of each fault and what it says."""
    told = {key.replace("__", "."): (value,) for key, value in values.items()}
    return {one.key: one.mistake for one in read_typed(Typed(kind=kind, values=told))[1]}


def test_each_fault_stands_beside_its_field() -> None:
    assert faults("measurement") == {"analyte": "Something needed is missing."}
    assert faults("measurement", analyte="ALT", at_least="much", within="soon") == {
        "at_least": "'much' is no number with a unit.",
        "within": "'soon' is no length of time.",
    }
    assert set(
        faults("condition", **{"is": "x", "grade__at_least": "a", "onset__within": "b"})
    ) == {
        "grade.at_least",
        "onset.within",
    }
    assert faults("sex", **{"is": "other"}) == {"": "'other' is neither female nor male."}
    assert set(faults("treatment", **{"is": "x", "agents": "two"})) == {"agents"}
    assert set(faults("treatment", **{"is": "x", "agents": "٢"})) == {"agents"}
    assert set(faults("participation", interventional="maybe", within="x")) == {
        "interventional",
        "within",
    }


def test_faults_of_parts_are_all_told_at_once() -> None:
    bad = Typed(kind="age", values={"at_least": ("old",)})
    group = Typed(kind="all", parts=(bad, Typed(kind="at_least", parts=(bad,))))
    node, told = read_typed(group)
    assert node is None
    assert [(one.part, one.key) for one in told] == [
        ("p-0", "at_least"),
        ("p-1", "count"),
        ("p-1-0", "at_least"),
    ]


def test_a_list_without_parts_is_no_node() -> None:
    for kind in ("all", "any"):
        assert (
            read_typed(Typed(kind=kind))[1][0].mistake == "A combination needs at least one part."
        )


@pytest.mark.parametrize("kind", kinds())
def test_a_blank_part_of_every_kind_tells_what_it_lacks(kind: str) -> None:
    node, told = read_typed(blank(kind))
    assert node is None
    assert told


def test_deep_and_large_criteria_are_refused() -> None:
    deep = Typed(kind="judgement", values={"statement": ("x",)})
    for _ in range(30):
        deep = Typed(kind="not", parts=(deep,))
    with pytest.raises(Unreadable, match="too many parts"):
        read_typed(deep)
    wide = Typed(kind="all", parts=(Typed(kind="sex"),) * 500)
    with pytest.raises(Unreadable, match="too many parts"):
        read_typed(wide)
    with pytest.raises(Unreadable):
        typed_from_data(typed_as_data(deep))


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {"kind": "condition"},
        {"kind": "no such", "values": {}, "parts": []},
        {"kind": ["all"], "values": {}, "parts": []},
        {"kind": "all", "values": [], "parts": []},
        {"kind": "all", "values": {}, "parts": [None]},
    ],
)
def test_other_data_is_no_part(data: object) -> None:
    with pytest.raises(Unreadable):
        typed_from_data(data)


def test_unknown_keys_are_left_out() -> None:
    data = {"kind": "sex", "values": {"is": ["male"], "evil": ["x"]}, "parts": []}
    assert typed_from_data(data).values == {"is": ("male",)}


def test_parts_are_named_by_their_way() -> None:
    part = Typed(kind="any", parts=(blank("sex"), Typed(kind="not", parts=(blank("age"),))))
    assert [name for name, _ in walk(part)] == ["p", "p-0", "p-1", "p-1-0"]
