"""FHIR elements read by name: absent is empty, wrong is told by its path."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.patients.elements import Element, ElementError

READERS: dict[str, Callable[[Element], Any]] = {
    "child": lambda element: element.child("f").text("x"),
    "children": lambda element: element.children("f"),
    "text": lambda element: element.text("f"),
    "texts": lambda element: element.texts("f"),
    "flag": lambda element: element.flag("f"),
    "number": lambda element: element.number("f"),
    "when": lambda element: element.when("f"),
}
WRONG: dict[str, tuple[Any, ...]] = {
    "child": ([], "x", 1, True),
    "children": ({}, "x", [1], [None], [[]]),
    "text": (1, [], {}, False),
    "texts": ("x", {}, [1], [None]),
    "flag": ("true", 0, 1, []),
    "number": ("1.5", True, False, [], 10**400, float("nan"), float("inf")),
    "when": ("soon", "2026-13", 2026, {}, "2026-02-30"),
}
CASES = [(kind, value) for kind, values in WRONG.items() for value in values]


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize("data", [{}, {"f": None}, {"other": 1}], ids=["none", "null", "other"])
def test_what_is_left_out_is_empty_or_unknown(kind: str, data: dict[str, Any]) -> None:
    assert READERS[kind](Element(data)) in (None, "", ())
    assert not Element(data).has("f")


@pytest.mark.parametrize(
    ("kind", "value"), CASES, ids=[f"{k}{i}" for i, (k, _) in enumerate(CASES)]
)
def test_a_wrong_value_is_refused_at_its_place(kind: str, value: Any) -> None:
    with pytest.raises(ElementError) as refused:
        READERS[kind](Element({"f": value}, "outer"))
    assert str(refused.value).startswith("outer.f")
    assert len(str(refused.value)) < 200


def test_places_name_objects_and_entries_of_lists() -> None:
    inner = Element({"a": {"b": [{"c": 1}]}}).child("a").children("b")[0]
    with pytest.raises(ElementError, match=r"a\.b\[0\]\.c should be text"):
        inner.text("c")


def test_right_values_are_read() -> None:
    element = Element({"t": " two\n words ", "n": 3, "b": False, "l": ["x"]})
    assert (element.text("t"), element.number("n")) == ("two words", 3.0)
    assert (element.flag("b"), element.texts("l")) == (False, ("x",))
    assert element.has("b")


@given(
    st.sampled_from(list(READERS)),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda one: st.lists(one) | st.dictionaries(st.text(), one),
    ),
)
def test_any_value_is_read_or_refused(kind: str, value: Any) -> None:
    try:
        READERS[kind](Element({"f": value}))
    except ElementError as error:
        assert "f" in str(error)  # noqa: PT017 - either outcome is right
