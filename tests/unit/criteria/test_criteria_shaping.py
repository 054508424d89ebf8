"""Parts of a typed criterion added, wrapped, moved and taken out."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.criteria import nodes
from tests.factories.nodes import FEMALE, MALE, doubt, ill, no
from trialhead.criteria import (
    All,
    AnyNode,
    AtLeast,
    Typed,
    Unless,
    add_part,
    blank,
    change_kind,
    move_part,
    parent_of,
    part_at,
    read_typed,
    take_out,
    typed,
    unwrap_part,
    walk,
    wrap_part,
)
from trialhead.criteria import Any as AnyOf
from trialhead.criteria.forms import COMBINED
from trialhead.errors import Unreadable

PAIR = typed(All(parts=(FEMALE, MALE)))


def meant(part: Typed) -> AnyNode:
    """The node of a part that is whole."""
    node, faults = read_typed(part)
    assert node is not None, faults
    return node


def test_a_part_is_added_at_the_end_of_a_list() -> None:
    assert add_part(PAIR, "p", "age").parts == (*PAIR.parts, blank("age"))
    condition = typed(ill("Asthma"))
    assert [one.kind for one in add_part(condition, "p", "age").parts] == ["condition"]


def test_a_part_is_wrapped_in_every_combination() -> None:
    single = typed(FEMALE)
    assert meant(wrap_part(single, "p", "not")) == no(FEMALE)
    assert meant(wrap_part(single, "p", "all")) == All(parts=(FEMALE,))
    assert meant(wrap_part(single, "p", "any")) == AnyOf(parts=(FEMALE,))
    assert meant(wrap_part(single, "p", "at_least")) == AtLeast(count=1, parts=(FEMALE,))
    assert [one.kind for one in wrap_part(single, "p", "unless").parts] == ["sex", "judgement"]
    both = wrap_part(single, "p", "readings")
    assert both.parts == (single, single)
    assert [fault.key for fault in read_typed(both)[1]] == ["ambiguity"]


def test_a_part_is_taken_out() -> None:
    assert meant(take_out(PAIR, "p-0")) == All(parts=(MALE,))
    assert meant(take_out(typed(All(parts=(no(FEMALE), MALE))), "p-0-0")) == All(parts=(MALE,))
    assert meant(take_out(typed(doubt(FEMALE, MALE)), "p-0")) == MALE
    assert meant(take_out(typed(Unless(part=FEMALE, exception=MALE)), "p-1")) == FEMALE
    excepted = typed(ill("Neoplasms", but_not=(ill("Carcinoma"),)))
    assert meant(take_out(excepted, "p-0")) == ill("Neoplasms")


def test_the_whole_criterion_is_not_taken_out() -> None:
    for part, name in ((PAIR, "p"), (typed(no(FEMALE)), "p-0")):
        with pytest.raises(Unreadable, match="Delete the criterion"):
            take_out(part, name)


def test_a_combination_gives_way_to_its_only_part() -> None:
    assert meant(unwrap_part(typed(no(FEMALE)), "p")) == FEMALE
    with pytest.raises(Unreadable):
        unwrap_part(PAIR, "p")
    with pytest.raises(Unreadable):
        unwrap_part(PAIR, "p-0")


def test_a_part_moves_among_its_neighbours() -> None:
    assert meant(move_part(PAIR, "p-1", -1)) == All(parts=(MALE, FEMALE))
    assert move_part(PAIR, "p-0", -1) == PAIR
    assert move_part(PAIR, "p-1", 1) == PAIR


def test_a_change_of_kind_keeps_what_both_know() -> None:
    condition = typed(ill("Asthma", severity="mild", qualities=("acute",)))
    drug = change_kind(condition, "p", "treatment")
    assert drug.values == {"is": ("Asthma",), "qualities": ("acute",)}
    assert meant(change_kind(PAIR, "p", "any")) == AnyOf(parts=(FEMALE, MALE))
    assert meant(change_kind(PAIR, "p", "at_least")) == AtLeast(count=1, parts=(FEMALE, MALE))
    assert change_kind(PAIR, "p", "all") is PAIR


@pytest.mark.parametrize(
    "change",
    [
        lambda: part_at(PAIR, "p-2"),
        lambda: part_at(PAIR, "q"),
        lambda: part_at(PAIR, ""),
        lambda: part_at(PAIR, "p--1"),
        lambda: part_at(PAIR, "p-0-0-0"),
        lambda: part_at(PAIR, f"p-{'9' * 5000}"),
        lambda: part_at(PAIR, "p-²"),
        lambda: add_part(PAIR, "p", "no such kind"),
        lambda: add_part(PAIR, "p-0", "age"),
        lambda: wrap_part(PAIR, "p", "age"),
        lambda: change_kind(PAIR, "p", "age"),
        lambda: change_kind(PAIR, "p-0", "all"),
        lambda: change_kind(typed(no(FEMALE)), "p", "all"),
        lambda: move_part(PAIR, "p", 1),
        lambda: change_kind(typed(ill("a", but_not=(ill("b"),))), "p-0", "age"),
        lambda: wrap_part(typed(ill("a", but_not=(ill("b"),))), "p-0", "not"),
    ],
)
def test_what_cannot_be_is_refused(change: Callable[[], object]) -> None:
    with pytest.raises(Unreadable):
        change()


@given(nodes(), st.data())
def test_wrapping_and_taking_the_wrapper_away_changes_nothing(
    node: AnyNode, data: st.DataObject
) -> None:
    root = typed(node)
    named = [
        name
        for name, _ in walk(root)
        if not ((above := parent_of(root, name)) and above.shape.leaf)
    ]
    name = data.draw(st.sampled_from(named))
    kind = data.draw(st.sampled_from(sorted(COMBINED)))
    wrapped = wrap_part(root, name, kind)
    if len(part_at(wrapped, name).parts) == 2:
        assert take_out(wrapped, f"{name}-1") == root
    else:
        assert unwrap_part(wrapped, name) == root


@given(nodes(), st.data())
def test_a_part_moved_there_and_back_stands_where_it_stood(
    node: AnyNode, data: st.DataObject
) -> None:
    root = typed(node)
    name = data.draw(st.sampled_from([name for name, _ in walk(root)]))
    above = parent_of(root, name)
    if above is None or name.endswith(f"-{len(above.parts) - 1}"):
        return
    further = f"{name.rpartition('-')[0]}-{int(name.rpartition('-')[2]) + 1}"
    assert move_part(move_part(root, name, 1), further, -1) == root
