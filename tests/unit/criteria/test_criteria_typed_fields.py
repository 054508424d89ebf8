"""Whatever is typed wrongly into one field of a criterion is told beside that field, and marks find
what they were made of."""

from dataclasses import replace
from difflib import SequenceMatcher

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.factories.criteria import LEAVES, nodes
from tests.factories.nodes import FEMALE, drug, ill, lab, within
from trialhead.criteria import (
    Typed,
    blank,
    kinds,
    mark_of,
    read_typed,
    shape,
    typed,
    walk,
)
from trialhead.criteria.fields import ANY_TIME, LIMITS, TIME, Entry, Field, doubt_fields
from trialhead.criteria.forms import COMBINED, FORMS
from trialhead.criteria.marks import find
from trialhead.criteria.values import Span

few = settings(max_examples=50)
#: Ways of typing that say nothing where a value of this entry is asked for.
NONSENSE = ("much", "???", "-", "weeks 3", "<b>", "--4 weeks", "nan", "≥ 3 weeks")
#: Entries of which anything at all can be typed.
FREE = (Entry.TEXT, Entry.NAMES)


def every_field() -> list[tuple[str, Field]]:
    """Every field of every kind."""
    return [(kind, one) for kind in kinds() for one in shape(kind).fields]


def with_value(root: Typed, name: str, key: str, told: str) -> Typed:
    """A criterion in which one field of one part holds something else."""
    first, *way = name.split("-")
    assert first == "p"
    if not way:
        return replace(root, values={**root.values, key: (told,)})
    at, below = int(way[0]), list(root.parts)
    below[at] = with_value(below[at], "-".join(["p", *way[1:]]), key, told)
    return replace(root, parts=tuple(below))


# What a form asks --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", kinds())
def test_the_fields_of_a_kind_are_told_apart_and_stand_under_their_heading(kind: str) -> None:
    made = shape(kind)
    assert len(set(made.keys)) == len(made.keys)
    assert made is shape(kind)
    assert made.kind == kind
    for one in made.fields:
        outer, point, _ = one.key.partition(".")
        assert (one.group == outer) if point else (one.group in ("", LIMITS, TIME))
        assert bool(one.choices) == (one.entry is Entry.CHOICE)
        assert len(set(one.choices)) == len(one.choices)
        assert not (one.usual and one.entry is not Entry.FLAG)


@pytest.mark.parametrize("word", ["", "no such kind", "All", "p", "kind"])
def test_another_word_is_no_kind(word: str) -> None:
    assert word not in kinds()
    with pytest.raises(KeyError):
        shape(word)


def test_a_combination_has_slots_or_a_list_and_a_leaf_neither() -> None:
    for kind in COMBINED:
        made = shape(kind)
        assert not made.leaf
        assert bool(made.slots) != (made.many is not None)
        assert len(blank(kind).parts) == (len(made.slots) or 1)
    for kind in FORMS:
        assert shape(kind).leaf
        assert shape(kind).slots == ()
        assert blank(kind).parts == ()
    assert [kind for kind in FORMS if shape(kind).many] == ["condition"]


def test_a_doubt_has_a_field_for_everything_but_its_id() -> None:
    told = doubt_fields()
    assert told
    assert "id" not in {one.key for one in told}
    assert all(one.needed for one in told)


@few
@given(st.sampled_from([(kind, one) for kind, one in every_field() if one.needed]), st.data())
def test_a_needed_field_that_is_emptied_is_asked_for(
    asked: tuple[str, Field], data: st.DataObject
) -> None:
    kind, one = asked
    whole = data.draw(parts_of(kind))
    assume(one.key in whole.values)
    for nothing in ((), ("",), (" ", "\t")):
        node, faults = read_typed(replace(whole, values={**whole.values, one.key: nothing}))
        assert node is None
        assert (faults[0].part, faults[0].key) == ("p", one.key)


def parts_of(kind: str) -> st.SearchStrategy[Typed]:
    """Parts of one kind as they stand in a form."""
    if kind in FORMS:
        return LEAVES[FORMS[kind].kind].map(typed)
    return nodes().map(typed).filter(lambda part: part.kind == kind)


@few
@given(st.sampled_from([(kind, one) for kind, one in every_field() if one.entry is Entry.FLAG]))
def test_a_flag_left_alone_is_what_it_usually_is(asked: tuple[str, Field]) -> None:
    kind, one = asked
    values = {"is": ("x",), "within": ("4 weeks",)}
    alone = Typed(kind=kind, values={k: v for k, v in values.items() if k in shape(kind).keys})

    def said(word: str) -> object:
        node, faults = read_typed(replace(alone, values={**alone.values, one.key: (word,)}))
        assert not faults
        return node

    node = read_typed(alone)[0]
    assert node is not None
    assert node == said(ANY_TIME if one.usual else "no")
    assert node != said("no" if one.usual else ANY_TIME)


# What is wrong, and where ------------------------------------------------------------------------


@settings(max_examples=80)
@given(nodes(), st.sampled_from(NONSENSE), st.data())
def test_one_field_typed_wrongly_is_the_one_that_is_told(
    node: object, nonsense: str, data: st.DataObject
) -> None:
    root = typed(node)  # type: ignore[arg-type]
    bounded = [
        (name, one.key)
        for name, part in walk(root)
        for one in part.shape.fields
        if one.entry not in FREE and one.key in part.values and one.entry is not Entry.CHOICE
    ]
    assume(bounded)
    name, key = data.draw(st.sampled_from(bounded))
    read, faults = read_typed(with_value(root, name, key, nonsense))
    assert read is None
    assert {fault.part for fault in faults} == {name}
    assert faults[0].key == key
    for fault in faults:
        assert fault.mistake.endswith(".")
        assert fault.fix.endswith(".")
        assert fault.mistake[:1] == fault.mistake[:1].upper()


@few
@given(nodes(), nodes(), st.sampled_from(NONSENSE[:4]))
def test_a_fault_of_one_part_hides_none_of_another(
    one: object, other: object, nonsense: str
) -> None:
    root = Typed(kind="any", parts=(typed(one), typed(other)))  # type: ignore[arg-type]
    for at in (0, 1):
        for name, part in walk(root.parts[at], f"p-{at}"):
            lengths = [f.key for f in part.shape.fields if f.entry is Entry.LENGTH]
            for key in [key for key in lengths if key in part.values][:1]:
                root = with_value(root, name, key, nonsense)
    wrong = [
        name
        for name, part in walk(root)
        if any(told == (nonsense,) for key, told in part.values.items() if key in lengths_of(part))
    ]
    assert [name for name, _ in walk(root) if name in told_of(root)] == wrong


def lengths_of(part: Typed) -> set[str]:
    """The fields of a part that ask for a length of time."""
    return {one.key for one in part.shape.fields if one.entry is Entry.LENGTH}


def told_of(root: Typed) -> set[str]:
    """The parts that faults are told of."""
    return {fault.part for fault in read_typed(root)[1]}


@pytest.mark.parametrize(
    ("part", "key", "told"),
    [
        (lab("ALT", "≥ 3", "ULN"), "at_most", "1 ULN"),
        (lab("ALT", "≥ 3 ≤ 9", "mg/dL"), "at_most", "9 mmol/L"),
        (ill("x", timing=within("4 weeks")), "longer_ago", "2 weeks"),
        (drug("x"), "before", "consent"),
        (drug("x"), "agents", "0"),
        (FEMALE, "is", "female male"),
    ],
)
def test_values_that_do_not_go_together_are_told_of_their_part(
    part: object, key: str, told: str
) -> None:
    root = Typed(kind="all", parts=(typed(FEMALE), typed(part)))  # type: ignore[arg-type]
    node, faults = read_typed(with_value(root, "p-1", key, told))
    assert node is None
    assert {fault.part for fault in faults} == {"p-1"}


# Marks -------------------------------------------------------------------------------------------

WORDS = st.lists(
    st.sampled_from(
        [
            "adults",
            "with",
            "lupus",
            "and",
            "no",
            "kidney",
            "failure",
            "in",
            "6",
            "months",
            "≥",
            "18",
            "years",
        ]
    ),
    min_size=1,
    max_size=9,
).map(" ".join)


@st.composite
def laid_out(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """Stretches of words one below the other, with where each stands."""
    text, spans = "", []
    for words in draw(st.lists(WORDS, min_size=1, max_size=8)):
        spans.append(Span(len(text), len(text) + len(words)))
        text += f"{words}\n"
    return text, spans


@given(WORDS, laid_out())
def test_looking_away_early_finds_what_looking_at_everything_does(
    words: str, page: tuple[str, list[Span]]
) -> None:
    text, spans = page
    found = find(mark_of(words), text, spans)
    assert found is not None

    def likeness(span: Span) -> float:
        one, other = (
            [mark[at : at + 2] for at in range(0, len(mark), 2)]
            for mark in (mark_of(words), mark_of(span.of(text)))
        )
        return SequenceMatcher(None, one, other, autojunk=False).ratio()

    every = [likeness(span) for span in spans]
    assert found == (spans[every.index(max(every))], max(every))


@given(st.lists(WORDS, min_size=1, max_size=4), laid_out())
def test_of_several_wordings_the_likest_counts(
    wordings: list[str], page: tuple[str, list[Span]]
) -> None:
    text, spans = page
    together = find(" ".join(map(mark_of, wordings)), text, spans)
    alone = [find(mark_of(one), text, spans) for one in wordings]
    assert together is not None
    assert together[1] == max(one[1] for one in alone if one)


@given(laid_out(), st.data())
def test_words_that_stand_there_are_found_whole_wherever_they_stand(
    page: tuple[str, list[Span]], data: st.DataObject
) -> None:
    text, spans = page
    wanted = data.draw(st.sampled_from(spans))
    found = find(mark_of(wanted.of(text)), text, data.draw(st.permutations(spans)))
    assert found is not None
    assert found[1] == 1
    assert mark_of(found[0].of(text)) == mark_of(wanted.of(text))


def test_without_stretches_or_words_nothing_is_found() -> None:
    assert find(mark_of("lupus"), "lupus", []) is None
    assert find("", "lupus", [Span(0, 5)]) == (Span(0, 5), 0.0)
