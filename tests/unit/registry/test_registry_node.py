"""Fields read by name: absent is unknown, wrong is told by its path."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.records import make_record
from trialhead.registry import Milestone, PartialDate, RecordError, Sex, read_study
from trialhead.registry.node import Node

READERS = {
    "child": lambda node: node.child("f")._data,
    "children": lambda node: node.children("f"),
    "text": lambda node: node.text("f"),
    "line": lambda node: node.line("f"),
    "lines": lambda node: node.lines("f"),
    "flag": lambda node: node.flag("f"),
    "count": lambda node: node.count("f"),
    "number": lambda node: node.number("f"),
    "choice": lambda node: node.choice("f", Sex),
    "date": lambda node: node.date("f"),
    "milestone": lambda node: node.milestone("f"),
}

WRONG: dict[str, tuple[Any, ...]] = {
    "child": ([], "x", 1, True),
    "children": ({}, "x", [1], [None], [[]]),
    "text": (1, [], {}, False),
    "line": (1, ["x"], {}, True),
    "lines": ("x", {}, [1], [None], [["x"]]),
    "flag": ("true", 0, 1, []),
    "count": (-1, 1.5, 2.0, "7", True, 2**31, 10**5_000, float("nan")),
    "number": ("1.5", True, [], 10**400, -(10**5_000)),
    "choice": ("X", "female", "FEMALE MALE", 0, ["MALE"]),
    "date": ("soon", "2026-13", "2025-02-29", "2026-00-05", "3026", 2026, {}),
    "milestone": ("2026", {"date": "soon"}, {"date": 2026}, {"type": 1}, []),
}
CASES = [(kind, value) for kind, values in WRONG.items() for value in values]


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("data", [{}, {"f": None}, {"other": 1}], ids=["none", "null", "other"])
def test_what_is_left_out_is_empty_or_unknown(kind: str, data: dict[str, Any]) -> None:
    assert READERS[kind](Node(data)) in (None, "", (), {})


@pytest.mark.parametrize(
    ("kind", "value"), CASES, ids=[f"{k}{i}" for i, (k, _) in enumerate(CASES)]
)
def test_a_wrong_value_is_refused_at_its_place(kind: str, value: Any) -> None:
    with pytest.raises(RecordError) as refused:
        READERS[kind](Node({"f": value}, "outer"))
    assert refused.value.path.startswith("outer.f")
    assert str(refused.value).startswith(refused.value.path)
    assert len(str(refused.value)) < 300


@given(
    st.sampled_from(sorted(READERS)),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
        max_leaves=5,
    ),
)
def test_any_value_is_read_or_refused(kind: str, value: Any) -> None:
    with suppress(RecordError):  # any other error fails the test
        READERS[kind](Node({"f": value}))


@pytest.mark.parametrize("value", [False, True])
def test_a_flag_that_is_false_is_not_unknown(value: bool) -> None:
    assert Node({"f": value}).flag("f") is value


def test_a_count_of_zero_is_not_unknown() -> None:
    assert Node({"f": 0}).count("f") == 0
    assert Node({"f": 0}).number("f") == 0.0


@pytest.mark.parametrize(
    ("mark", "actual"), [("ACTUAL", True), ("ESTIMATED", False), ("", None), (None, None)]
)
def test_a_milestone_is_planned_or_past_only_if_the_record_says_so(
    mark: str | None, actual: bool | None
) -> None:
    node = Node({"f": {"date": "2026-01", "type": mark}})
    assert node.milestone("f") == Milestone(PartialDate(2026, 1), actual)


def test_empty_lines_of_a_list_are_left_out() -> None:
    assert Node({"f": [" a\n b", "", "\u200b", "c"]}).lines("f") == ("a b", "c")


def test_a_fault_deep_inside_a_record_is_told_by_its_whole_path() -> None:
    sites = [{}, {}, {}, {"geoPoint": {"lat": 91.0, "lon": 0}}]
    with pytest.raises(RecordError) as refused:
        read_study(make_record(contactsLocationsModule={"locations": sites}))
    path = "protocolSection.contactsLocationsModule.locations[3].geoPoint"
    assert refused.value.path == path
    assert "no place on Earth" in refused.value.problem


def test_a_refused_date_is_told_in_one_sentence() -> None:
    with pytest.raises(RecordError) as refused:
        Node({"f": "1066"}).date("f")
    assert ".." not in str(refused.value)
    assert "outside 1900 to 2200" in refused.value.problem
