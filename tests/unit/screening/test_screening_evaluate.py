"""How leaves become the truth of a criterion, and in which direction each is looked at."""

from dataclasses import replace

import pytest

from tests.factories.people import ON, day, person, within
from trialhead.criteria import (
    All,
    Any,
    AtLeast,
    Condition,
    Criterion,
    Judgement,
    Not,
    Readings,
    Side,
    Treatment,
    Unless,
)
from trialhead.instruments import Truth
from trialhead.patients import Answer, Completeness, Kind
from trialhead.patients import Treatment as Given
from trialhead.screening import View, evaluate

YES, NO, OPEN = Judgement(statement="yes"), Judgement(statement="no"), Judgement(statement="open")
KNOWN = person(Answer(question="yes", holds=True), Answer(question="no", holds=False))

#: A vaccine on the very edge of its window: holds in a broad view, not in a strict one.
EDGE = Treatment(of=("live vaccine",), timing=within("4 weeks"))
VACCINATED = person(
    Given(drug="live vaccine", start=day("2026-05-18"), end=day("2026-05-18")),
    Completeness(kind=Kind.TREATMENTS),
    *KNOWN.facts,
)


def truth(node, *, side=Side.INCLUSION, lenient=False, record=KNOWN):
    """The truth of a criterion in one reading."""
    criterion = Criterion(id="I1", side=side, node=node)
    return evaluate(criterion, View(patient=record, on=ON, lenient=lenient)).truth


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (All(parts=(YES, YES)), Truth.YES),
        (All(parts=(YES, OPEN)), Truth.UNKNOWN),
        (All(parts=(OPEN, NO)), Truth.NO),
        (Any(parts=(NO, NO)), Truth.NO),
        (Any(parts=(NO, OPEN)), Truth.UNKNOWN),
        (Any(parts=(OPEN, YES)), Truth.YES),
        (AtLeast(count=2, parts=(YES, YES, NO)), Truth.YES),
        (AtLeast(count=2, parts=(YES, OPEN, NO)), Truth.UNKNOWN),
        (AtLeast(count=2, parts=(NO, OPEN, NO)), Truth.NO),
        (Not(part=YES), Truth.NO),
        (Not(part=NO), Truth.YES),
        (Not(part=OPEN), Truth.UNKNOWN),
        (Unless(part=YES, exception=NO), Truth.YES),
        (Unless(part=YES, exception=YES), Truth.NO),
        (Unless(part=YES, exception=OPEN), Truth.UNKNOWN),
        (Unless(part=NO, exception=OPEN), Truth.NO),
        (Unless(part=OPEN, exception=YES), Truth.NO),
    ],
    ids=str,
)
def test_combinations_follow_kleene(node, expected):
    assert truth(node) is expected


@pytest.mark.parametrize(
    ("node", "side", "conservative", "lenient"),
    [
        (EDGE, Side.INCLUSION, Truth.NO, Truth.YES),
        (EDGE, Side.EXCLUSION, Truth.YES, Truth.NO),
        (Not(part=EDGE), Side.INCLUSION, Truth.NO, Truth.YES),
        (Not(part=EDGE), Side.EXCLUSION, Truth.YES, Truth.NO),
        (Not(part=Not(part=EDGE)), Side.INCLUSION, Truth.NO, Truth.YES),
        (All(parts=(EDGE, YES)), Side.EXCLUSION, Truth.YES, Truth.NO),
        (Unless(part=YES, exception=EDGE), Side.INCLUSION, Truth.NO, Truth.YES),
        (Unless(part=EDGE, exception=NO), Side.EXCLUSION, Truth.YES, Truth.NO),
        (AtLeast(count=1, parts=(NO, EDGE)), Side.EXCLUSION, Truth.YES, Truth.NO),
    ],
    ids=str,
)
def test_a_doubtful_edge_is_read_against_the_person_in_the_conservative_reading(
    node, side, conservative, lenient
):
    said = [truth(node, side=side, lenient=one, record=VACCINATED) for one in (False, True)]
    assert said == [conservative, lenient]


def test_each_reading_takes_its_branch():
    doubt = Readings(ambiguity="A-1", conservative=NO, lenient=YES)
    assert truth(doubt) is Truth.NO
    assert truth(doubt, lenient=True) is Truth.YES


def test_a_branch_is_taken_by_the_reading_even_where_it_is_denied():
    doubt = Not(part=Readings(ambiguity="A-1", conservative=YES, lenient=NO))
    assert truth(doubt) is Truth.NO
    assert truth(doubt, lenient=True) is Truth.YES


def test_one_doubt_can_be_read_the_other_way_by_itself():
    doubts = All(
        parts=(
            Readings(ambiguity="A-1", conservative=NO, lenient=YES),
            Readings(ambiguity="A-2", conservative=OPEN, lenient=YES),
        )
    )
    view = View(patient=KNOWN, on=ON, swapped=frozenset({"A-1"}))
    assert evaluate(Criterion(id="I1", side=Side.INCLUSION, node=doubts), view).truth is OPEN_TRUTH


OPEN_TRUTH = Truth.UNKNOWN


def test_an_answer_can_be_supposed():
    view = View(patient=KNOWN, on=ON, supposed={OPEN: Truth.YES})
    criterion = Criterion(id="I1", side=Side.INCLUSION, node=All(parts=(YES, OPEN)))
    assert evaluate(criterion, view).truth is Truth.YES


def test_what_was_found_stands_at_the_leaf_it_was_found_for():
    criterion = Criterion(id="I1", side=Side.INCLUSION, node=All(parts=(YES, Not(part=OPEN))))
    found = evaluate(criterion, View(patient=KNOWN, on=ON))
    assert found.judged is None
    assert found.below[0].judged is not None
    assert found.below[0].judged.facts == (KNOWN.facts[0],)
    assert found.below[1].below[0].judged is not None
    assert found.below[1].below[0].judged.missing


def test_the_words_of_a_leaf_do_not_change_its_truth():
    from trialhead.criteria import Span

    moved = replace(YES, words=Span(3, 9))
    assert truth(All(parts=(YES, moved))) is Truth.YES


def test_a_condition_nobody_knows_is_unknown_on_both_sides():
    leaf = Condition(of=("Neoplasms",))
    for side in Side:
        assert truth(leaf, side=side, record=person()) is Truth.UNKNOWN
