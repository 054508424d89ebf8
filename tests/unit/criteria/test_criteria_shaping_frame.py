"""An act on one part of a typed criterion keeps all the others, can be undone, and is refused with
words that help where it cannot be."""

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.factories.criteria import nodes
from tests.factories.nodes import FEMALE, MALE, age, doubt, ill, no
from trialhead.criteria import (
    All,
    AnyNode,
    Typed,
    Unless,
    add_part,
    blank,
    change_kind,
    kinds,
    move_part,
    parent_of,
    part_at,
    read_typed,
    shape,
    take_out,
    typed,
    unwrap_part,
    walk,
    wrap_part,
)
from trialhead.criteria.forms import COMBINED, FORMS
from trialhead.errors import Unreadable

#: Enough to meet every kind of part; each act has several tests.
few = settings(max_examples=40)

LISTS = ("all", "any", "at_least")
KINDS = st.sampled_from(sorted(kinds()))
COMBINATIONS = st.sampled_from(sorted(COMBINED))
LEAVES = st.sampled_from(sorted(FORMS))


@st.composite
def roots(draw: st.DrawFn) -> Typed:
    """A typed criterion of several parts."""
    return typed(draw(nodes()))


@st.composite
def places(draw: st.DrawFn) -> tuple[Typed, str]:
    """A criterion with the name of one of its parts."""
    root = draw(roots())
    return root, draw(st.sampled_from([name for name, _ in walk(root)]))


@st.composite
def wrappers(draw: st.DrawFn) -> tuple[Typed, str]:
    """A criterion with the name of a part that is a combination of one, drawn so or made so."""
    root, name = draw(places().filter(lambda place: not is_exception(*place)))
    alone = [each for each, part in walk(root) if not part.shape.leaf and len(part.parts) == 1]
    return (root, draw(st.sampled_from(alone))) if alone else (wrap_part(root, name, "not"), name)


@st.composite
def groups(draw: st.DrawFn) -> tuple[Typed, str]:
    """A criterion with the name of a part that takes further parts, drawn so or made so."""
    root, name = draw(places().filter(lambda place: not is_exception(*place)))
    taking = [at for at, part in walk(root) if part.shape.many is not None]
    return (root, draw(st.sampled_from(taking))) if taking else (wrap_part(root, name, "all"), name)


def is_exception(root: Typed, name: str) -> bool:
    """Whether a part is an exception of a condition."""
    above = parent_of(root, name)
    return above is not None and above.shape.leaf


def own(part: Typed) -> tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """What a part is without those in it."""
    return part.kind, tuple(sorted(part.values.items()))


def outside(root: Typed, name: str) -> dict[str, object]:
    """Every part but one and those in it, by name."""
    below = f"{name}-"
    parts = walk(root)
    return {at: own(one) for at, one in parts if at != name and not at.startswith(below)}


def leaves(root: Typed) -> Counter[object]:
    """How often each leaf stands in a criterion."""
    return Counter(own(one) for _, one in walk(root) if one.shape.leaf)


def only_counts_are_wrong(root: Typed) -> None:
    """A criterion makes sense, but that it may ask for more parts than are left."""
    for fault in read_typed(root)[1]:
        assert part_at(root, fault.part).kind == "at_least"
        assert fault.mistake.endswith("cannot be asked for.")


def index_of(name: str) -> int:
    """The place of a part among its neighbours."""
    return int(name.rpartition("-")[2])


# What is kept ------------------------------------------------------------------------------------


@few
@given(groups(), KINDS)
def test_an_added_part_is_the_only_new_one(place: tuple[Typed, str], kind: str) -> None:
    root, name = place
    group = part_at(root, name)
    after = add_part(root, name, kind)
    new = f"{name}-{len(group.parts)}"
    assert outside(after, new) == {at: own(one) for at, one in walk(root)}
    assert part_at(after, new) == blank(group.kind if group.shape.leaf else kind)


@few
@given(places(), COMBINATIONS)
def test_a_wrapped_part_is_whole_inside_and_nothing_beside_it_changes(
    place: tuple[Typed, str], kind: str
) -> None:
    root, name = place
    assume(not is_exception(root, name))
    after = wrap_part(root, name, kind)
    assert outside(after, name) == outside(root, name)
    assert part_at(after, name).kind == kind
    assert part_at(after, f"{name}-0") == part_at(root, name)
    read = read_typed(wrap_part(root, "p", "all"))[0]
    assert isinstance(read, All)
    assert read.parts == (read_typed(root)[0],)


@few
@given(places(), KINDS)
def test_a_changed_kind_touches_one_part_and_brings_no_value_of_its_own(
    place: tuple[Typed, str], kind: str
) -> None:
    root, name = place
    old = part_at(root, name)
    try:
        after = change_kind(root, name, kind)
    except Unreadable:
        return
    new = part_at(after, name)
    assert outside(after, name) == outside(root, name)
    assert new.kind == kind
    assert set(new.values) <= set(shape(kind).keys)
    assert {key: value for key, value in new.values.items() if key != "count"} == {
        key: value
        for key, value in old.values.items()
        if key in shape(kind).keys and key != "count"
    }
    if not old.shape.leaf:
        assert new.parts == old.parts


@few
@given(places(), st.integers(-5, 5))
def test_a_move_changes_the_order_of_neighbours_and_nothing_else(
    place: tuple[Typed, str], by: int
) -> None:
    root, name = place
    above = parent_of(root, name)
    assume(above is not None)
    assert above is not None
    over = name.rpartition("-")[0]
    after = move_part(root, name, by)
    assert outside(after, over) == outside(root, over)
    moved = part_at(after, over)
    assert own(moved) == own(above)
    to = min(max(index_of(name) + by, 0), len(above.parts) - 1)
    assert moved.parts[to] == part_at(root, name)
    at = index_of(name)
    assert (*moved.parts[:to], *moved.parts[to + 1 :]) == (
        *above.parts[:at],
        *above.parts[at + 1 :],
    )


@few
@given(places())
def test_what_is_taken_out_is_all_that_is_gone(place: tuple[Typed, str]) -> None:
    root, name = place
    try:
        after = take_out(root, name)
    except Unreadable:  # it was all there is
        assert leaves(part_at(root, name)) == leaves(root)
        return
    assert leaves(after) == leaves(root) - leaves(part_at(root, name))
    only_counts_are_wrong(after)


@few
@given(wrappers())
def test_unwrapping_loses_the_wrapper_alone(place: tuple[Typed, str]) -> None:
    root, name = place
    group = part_at(root, name)
    after = unwrap_part(root, name)
    assert outside(after, name) == outside(root, name)
    assert part_at(after, name) == group.parts[0]
    assert leaves(after) == leaves(root)


@few
@given(places(), KINDS, st.integers(-2, 2))
def test_no_act_changes_the_criterion_it_is_given(
    place: tuple[Typed, str], kind: str, by: int
) -> None:
    root, name = place
    before = list(walk(root))
    kept = [(at, own(one)) for at, one in before]
    for act in every_act(name, kind, by):
        try:
            act(root)
        except Unreadable:
            continue
    assert list(walk(root)) == before
    assert [(at, own(one)) for at, one in walk(root)] == kept


# What undoes what --------------------------------------------------------------------------------


@few
@given(groups(), KINDS)
def test_a_part_added_and_taken_out_leaves_what_was(place: tuple[Typed, str], kind: str) -> None:
    root, name = place
    group = part_at(root, name)
    added = add_part(root, name, kind)
    assert take_out(added, f"{name}-{len(group.parts)}") == root


@few
@given(places(), st.sampled_from(["not", *LISTS]), st.sampled_from(["not", *LISTS]))
def test_wrapped_twice_and_unwrapped_twice_is_what_was(
    place: tuple[Typed, str], inner: str, outer: str
) -> None:
    root, name = place
    assume(not is_exception(root, name))
    wrapped = wrap_part(wrap_part(root, name, inner), name, outer)
    assert unwrap_part(unwrap_part(wrapped, name), name) == root
    assert unwrap_part(unwrap_part(wrapped, f"{name}-0"), name) == root


@few
@given(places(), st.sampled_from(["unless", "readings"]))
def test_of_a_pair_the_first_is_what_was_and_the_second_goes(
    place: tuple[Typed, str], kind: str
) -> None:
    root, name = place
    assume(not is_exception(root, name))
    wrapped = wrap_part(root, name, kind)
    assert take_out(wrapped, f"{name}-1") == root
    other = part_at(take_out(wrapped, f"{name}-0"), name)
    assert other == (part_at(root, name) if kind == "readings" else blank("judgement"))


@few
@given(places(), st.sampled_from(["all", "any"]), st.sampled_from(["all", "any"]))
def test_a_list_put_together_in_another_way_and_back_is_what_was(
    place: tuple[Typed, str], kind: str, other: str
) -> None:
    root, name = place
    assume(not is_exception(root, name))
    root = wrap_part(root, name, kind)
    assert change_kind(change_kind(root, name, other), name, kind) == root
    counted = change_kind(root, name, "at_least")
    assert part_at(counted, name).values == {"count": ("1",)}
    assert change_kind(counted, name, kind) == root


@few
@given(places())
def test_a_part_moved_past_the_end_comes_back_past_the_beginning(place: tuple[Typed, str]) -> None:
    root, name = place
    above = parent_of(root, name)
    assume(above is not None)
    assert above is not None
    over, end = name.rpartition("-")[0], len(above.parts) - 1
    last = move_part(root, name, 10_000)
    assert move_part(last, f"{over}-{end}", index_of(name) - end) == root
    assert move_part(last, f"{over}-{end}", 10_000) == last


# What is refused ---------------------------------------------------------------------------------


def every_act(name: str, kind: str, by: int) -> list[Callable[[Typed], object]]:
    """Each act on the part of this name."""
    return [
        lambda root: part_at(root, name),
        lambda root: parent_of(root, name),
        lambda root: add_part(root, name, kind),
        lambda root: wrap_part(root, name, kind if kind in COMBINED else "not"),
        lambda root: take_out(root, name),
        lambda root: unwrap_part(root, name),
        lambda root: move_part(root, name, by),
        lambda root: change_kind(root, name, kind),
    ]


@few
@given(roots(), KINDS, st.text(alphabet="p-0123456789 ²٣x", max_size=8))
def test_a_part_that_is_not_there_is_refused_by_every_act(
    root: Typed, kind: str, name: str
) -> None:
    there = {at for at, _ in walk(root)}
    canonical = "-".join(str(int(n)) if n.isdecimal() else n for n in name.split("-"))
    assume(canonical not in there)
    for act in every_act(name, kind, 1):
        with pytest.raises(Unreadable) as refused:
            act(root)
        assert refused.value.mistake == "There is no such part in this criterion."
        assert refused.value.fix == "Look at it again."


EXCEPTED = typed(ill("Neoplasms", but_not=(ill("Carcinoma"),)))
PAIR = typed(All(parts=(FEMALE, MALE)))


@pytest.mark.parametrize(
    ("act", "mistake", "fix"),
    [
        (lambda: add_part(PAIR, "p-0", "age"), "No part can be added here", "Wrap it in all"),
        (lambda: add_part(typed(no(MALE)), "p", "age"), "No part can be added", "Wrap it"),
        (lambda: add_part(typed(doubt(MALE, FEMALE)), "p", "age"), "No part can be", "Wrap it"),
        (lambda: add_part(PAIR, "p", "<b>"), "'<b>' is no form", "Choose from: "),
        (lambda: wrap_part(PAIR, "p-1", "sex"), "'sex' is no combination", "Choose from: "),
        (lambda: wrap_part(EXCEPTED, "p-0", "all"), "An exception cannot be wrapped", "Add a"),
        (lambda: change_kind(EXCEPTED, "p-0", "sex"), "An exception looks at", "Leave its kind"),
        (lambda: change_kind(PAIR, "p-0", "any"), "A part cannot become this", "Wrap it"),
        (lambda: change_kind(PAIR, "p", "not"), "A part cannot become this", "Wrap it"),
        (lambda: change_kind(PAIR, "p", "sex"), "A part cannot become this", "Wrap it"),
        (lambda: change_kind(PAIR, "p", ""), "'' is no form", "Choose from: "),
        (lambda: move_part(PAIR, "p", -1), "The whole criterion cannot be moved", "Move a part"),
        (lambda: take_out(PAIR, "p"), "The whole criterion cannot be taken out", "Delete"),
        (lambda: take_out(typed(no(no(MALE))), "p-0-0"), "The whole criterion", "Delete"),
        (lambda: unwrap_part(PAIR, "p"), "This cannot be unwrapped", "Take parts out"),
        (lambda: unwrap_part(EXCEPTED, "p"), "This cannot be unwrapped", "Take parts out"),
    ],
)
def test_each_refusal_says_what_cannot_be_and_what_can(
    act: Callable[[], object], mistake: str, fix: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        act()
    assert refused.value.mistake.startswith(mistake)
    assert refused.value.fix.startswith(fix)


def test_a_pair_loses_its_exception_and_a_deep_list_its_last_part() -> None:
    unless = typed(All(parts=(Unless(part=FEMALE, exception=age("≥ 50")), MALE)))
    assert take_out(unless, "p-0-1") == PAIR
    assert take_out(unless, "p-0-0") == typed(All(parts=(age("≥ 50"), MALE)))
    deep = typed(All(parts=(MALE, no(All(parts=(no(FEMALE),))))))
    assert take_out(deep, "p-1-0-0-0") == typed(All(parts=(MALE,)))


def test_an_exception_is_added_taken_out_and_moved_within_its_condition() -> None:
    two = add_part(EXCEPTED, "p", "sex")
    assert [one.kind for one in two.parts] == ["condition", "condition"]
    assert take_out(two, "p-1") == EXCEPTED
    assert move_part(two, "p-1", -1).parts == (blank("condition"), EXCEPTED.parts[0])
    none = take_out(EXCEPTED, "p-0")
    assert none.parts == ()
    assert none.values == EXCEPTED.values


@few
@given(LEAVES, LEAVES)
def test_a_blank_leaf_becomes_any_other(kind: str, other: str) -> None:
    assert change_kind(blank(kind), "p", other) == blank(other)


@few
@given(nodes(), st.data())
def test_what_is_taken_out_of_a_readable_criterion_leaves_a_readable_one(
    node: AnyNode, data: st.DataObject
) -> None:
    root = typed(node)
    while len(names := [name for name, _ in walk(root)]) > 1:
        before = len(names)
        try:
            root = take_out(root, data.draw(st.sampled_from(names[1:])))
        except Unreadable:
            break
        assert len(list(walk(root))) < before
        only_counts_are_wrong(root)


def test_a_long_list_keeps_all_its_parts_when_it_is_put_together_in_another_way() -> None:
    root = typed(All(parts=(FEMALE, MALE, age("≥ 50"), no(MALE))))
    assert change_kind(root, "p", "any").parts == root.parts
