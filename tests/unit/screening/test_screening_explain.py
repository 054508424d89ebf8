"""The explanation: each part with its truth in both readings, and why."""

from tests.factories.people import ON, day, person, within
from trialhead.criteria import (
    All,
    Criterion,
    Judgement,
    Not,
    Readings,
    Side,
    StudyCriteria,
    Treatment,
    sentence,
)
from trialhead.instruments import Truth
from trialhead.patients import Answer, Completeness, Kind
from trialhead.patients import Treatment as Given
from trialhead.screening import screen

YES, NO, OPEN = (Judgement(statement=name) for name in ("yes", "no", "open"))
VACCINE = Given(
    drug="live vaccine", start=day("2026-05-18"), end=day("2026-05-18"), source="card, line 2"
)
FACTS = (
    Answer(question="yes", holds=True),
    Answer(question="no", holds=False),
    VACCINE,
    Completeness(kind=Kind.TREATMENTS),
)


def explained(node, side=Side.EXCLUSION):
    """The explanation of one criterion."""
    study = StudyCriteria(study="X", criteria=(Criterion(id="E1", side=side, node=node),))
    return screen(study, person(*FACTS), on=ON).verdicts[0].explanation


def test_the_tree_is_that_of_the_criterion():
    node = All(parts=(YES, Not(part=OPEN)))
    found = explained(node)
    assert found.node == node
    assert [part.node for part in found.below] == [YES, Not(part=OPEN)]
    assert found.below[1].below[0].node == OPEN


def test_each_part_has_its_sentence():
    found = explained(All(parts=(YES, NO)))
    assert [part.sentence for part in found.below] == [sentence(YES), sentence(NO)]


def test_two_readings_stand_side_by_side():
    found = explained(Readings(ambiguity="A-1", conservative=YES, lenient=NO))
    assert found.ambiguity == "A-1"
    conservative, lenient = found.below
    assert (conservative.node, conservative.conservative, conservative.lenient) == (
        YES,
        Truth.YES,
        None,
    )
    assert (lenient.node, lenient.conservative, lenient.lenient) == (NO, None, Truth.NO)


def test_a_window_is_written_out_with_the_fact_and_where_it_came_from():
    found = explained(Treatment(of=("live vaccine",), timing=within("4 weeks")))
    assert (found.conservative, found.lenient) == (Truth.YES, Truth.NO)
    assert found.facts == (VACCINE,)
    assert found.facts[0].source == "card, line 2"
    (line,) = (line for line in found.because if "4 weeks" in line)
    assert "28 days before screening 2026-06-15" in line
    assert "begins 28 days before, on 2026-05-18" in line
    assert "counts in the conservative reading only" in line


def test_for_an_inclusion_the_same_edge_counts_in_the_lenient_reading():
    found = explained(
        Treatment(of=("live vaccine",), timing=within("4 weeks")), side=Side.INCLUSION
    )
    assert any("counts in the lenient reading only" in line for line in found.because)


def test_months_are_told_by_both_conventions():
    found = explained(Treatment(of=("live vaccine",), timing=within("3 months")))
    (line,) = (line for line in found.because if "3 months" in line)
    assert "92 or 90 days before, on 2026-03-15 or 2026-03-17" in line


def test_an_open_leaf_that_does_not_matter_is_not_asked_for():
    assert not list(explained(All(parts=(NO, OPEN))).open_leaves())


def test_open_leaves_come_in_reading_order():
    later = Judgement(statement="later")
    found = explained(All(parts=(YES, Not(part=OPEN), later)))
    assert [leaf.node for leaf in found.open_leaves()] == [OPEN, later]
    assert all(leaf.missing for leaf in found.open_leaves())
