"""YAML as plain nodes: nothing is guessed, and nothing can explode."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.errors import Unreadable
from trialhead.patients.nodes import Entries, Items, Node, Scalar, read_nodes


def plain(node: Node) -> Any:
    """A node as lists, mappings and texts."""
    if isinstance(node, Entries):
        return {name: plain(one) for name, one in node.nodes.items()}
    if isinstance(node, Items):
        return [plain(one) for one in node.nodes]
    return None if node.absent else node.text


def test_scalars_stay_as_they_are_written() -> None:
    text = "on: no\nborn: 2019-03\ntime: 12:30\noct: 010\nnumber: 1_000\nquoted: 'null'\nnone: ~\n"
    assert plain(read_nodes(text, "x")) == {
        "on": "no",
        "born": "2019-03",
        "time": "12:30",
        "oct": "010",
        "number": "1_000",
        "quoted": "null",
        "none": None,
    }


def test_every_node_knows_its_line() -> None:
    node = read_nodes("a: 1\nb:\n  - x\n  - {c: 2}\n", "x")
    assert isinstance(node, Entries)
    listed = node.nodes["b"]
    assert isinstance(listed, Items)
    assert (node.nodes["a"].line, listed.nodes[0].line, listed.nodes[1].line) == (1, 3, 4)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a: &x 1\nb: 2", 1, "aliases"),
        ("a: 1\nb: *x", 2, "aliases"),
        ("a: 1\nb: !!python/object/apply:os.system [ls]", 2, "tag"),
        ("a: !!str 1", 1, "tag"),
        ("a: 1\na: 2", 2, "given twice"),
        ("a: 1\n? [b]\n: 2", 2, "single word"),
        ("a: 1\n---\nb: 2", 2, "second document"),
        ("a: [1, 2", 2, "expected"),
        ("a: 1\n\tb: 2", 2, "character"),
        ("a: " + "[" * 60 + "]" * 60, 1, "nested"),
    ],
)
def test_what_no_patient_file_needs_is_refused_at_its_line(
    text: str, line: int, problem: str
) -> None:
    with pytest.raises(Unreadable, match=problem) as refused:
        read_nodes(text, "anna.yaml")
    assert f"anna.yaml, line {line}" in str(refused.value)
    assert refused.value.fix


@pytest.mark.parametrize("text", ["", "  \n", "# only a remark\n"])
def test_an_empty_file_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="empty"):
        read_nodes(text, "x")


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "a: \x00"])
def test_hostile_text_is_refused_at_once(text: str) -> None:
    begun = time.monotonic()
    with pytest.raises(Unreadable):
        read_nodes(text, "x")
    assert time.monotonic() - begun < 5


def test_a_bomb_of_aliases_is_refused_before_it_grows() -> None:
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 12))
    with pytest.raises(Unreadable, match="aliases"):
        read_nodes("l0: &l0 [x]\n" + levels, "x")


WORDS = st.text(st.characters(codec="ascii", categories=["L", "N", "P", "Zs"]), max_size=12)
JSON = st.recursive(
    st.none() | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
)


@given(JSON, st.sampled_from([None, 2]))
def test_json_is_read_alike(data: Any, indent: int | None) -> None:
    assert plain(read_nodes(json.dumps(data, indent=indent), "x")) == data


@given(st.text())
def test_any_text_is_nodes_or_refused(text: str) -> None:
    try:
        read_nodes(text, "x")
    except Unreadable as error:
        assert error.fix  # noqa: PT017 - either outcome is right


def test_a_scalar_alone_is_a_node_too() -> None:
    assert read_nodes("hello", "x") == Scalar(1, "hello")
