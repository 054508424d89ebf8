"""The values criteria are made of: what cannot be built, what is equal, what lies below."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.criteria import LEAVES, leaf_nodes, nodes
from trialhead.criteria import (
    EVER,
    NOW,
    Age,
    All,
    Any,
    AtLeast,
    Bounds,
    Classified,
    Condition,
    Criterion,
    Judge,
    Judgement,
    Measurement,
    Moment,
    Not,
    Procedure,
    Read,
    Readings,
    Score,
    Sex,
    Side,
    Span,
    StudyCriteria,
    Timing,
    Treatment,
    Unless,
    Unread,
    children,
    leaves,
)
from trialhead.errors import NotFound
from trialhead.instruments import Duration, TimeUnit

LUPUS = Condition(of=("Lupus Erythematosus, Systemic",))
ASTHMA = Condition(of=("Asthma",))
WOMAN = Sex(sex="female")
ADULT = Age(bounds=Bounds(low=18))
WEEK = Duration(1, TimeUnit.WEEK)


def criterion(name: str, node=LUPUS) -> Criterion:
    """A criterion called ``name``."""
    return Criterion(id=name, side=Side.INCLUSION, node=node)


REFUSED = {
    "bounds without an end": (lambda: Bounds(), "at least one end"),
    "bounds the wrong way round": (lambda: Bounds(low=5, high=4), "No number lies within"),
    "an open point from below": (
        lambda: Bounds(low=4, high=4, low_included=False),
        "No number lies within",
    ),
    "an open point from above": (
        lambda: Bounds(low=4, high=4, high_included=False),
        "No number lies within",
    ),
    "a span that ends before it begins": (lambda: Span(3, 2), "no stretch of a text"),
    "a span before the text": (lambda: Span(-1, 2), "no stretch of a text"),
    "a window without length": (lambda: Timing(moment=Moment.WITHIN), "needs a length of time"),
    "long ago without length": (lambda: Timing(moment=Moment.LONGER_AGO), "needs a length of time"),
    "a length for now": (
        lambda: Timing(moment=Moment.NOW, duration=WEEK),
        "takes no length of time",
    ),
    "a length for ever": (
        lambda: Timing(moment=Moment.EVER, duration=WEEK),
        "takes no length of time",
    ),
    "a length for since": (
        lambda: Timing(moment=Moment.SINCE, duration=WEEK, event="consent"),
        "takes no length of time",
    ),
    "a time that hangs on nothing": (
        lambda: Timing(moment=Moment.WITHIN, duration=WEEK, event=""),
        "needs the event",
    ),
    "an age in hours": (lambda: Age(bounds=Bounds(low=18), unit="hour"), "no unit of age"),
    "an age in years, as texts say it": (
        lambda: Age(bounds=Bounds(low=18), unit="years"),
        "no unit of age",
    ),
    "another sex": (lambda: Sex(sex="F"), "neither female nor male"),
    "an illness without name": (lambda: Condition(of=()), "must name"),
    "an illness with a blank name": (lambda: Condition(of=("Asthma", " ")), "must name"),
    "a drug without name": (lambda: Treatment(of=()), "must name"),
    "no drug at all": (lambda: Treatment(of=("aspirin",), agents=0), "cannot be asked for"),
    "a dose without unit": (
        lambda: Treatment(of=("prednisone",), dose=Bounds(low=10)),
        "needs its unit",
    ),
    "a measurement of nothing": (
        lambda: Measurement(analyte=" ", bounds=Bounds(low=1)),
        "must name",
    ),
    "a measurement without result": (
        lambda: Measurement(analyte="HBsAg"),
        "either bounds or results",
    ),
    "a measurement with both results": (
        lambda: Measurement(analyte="HBsAg", bounds=Bounds(low=1), results=("positive",)),
        "either bounds or results",
    ),
    "no result in a row": (
        lambda: Measurement(analyte="HBsAg", results=("positive",), in_a_row=0),
        "cannot be in a row",
    ),
    "a score without scale": (lambda: Score(scale="", bounds=Bounds(high=1)), "must name"),
    "a procedure without name": (lambda: Procedure(of=("",)), "must name"),
    "a judgement of nothing": (lambda: Judgement(statement="  "), "must name"),
    "nothing unread": (lambda: Unread(statement=""), "must name"),
    "all of nothing": (lambda: All(parts=()), "at least one part"),
    "any of nothing": (lambda: Any(parts=()), "at least one part"),
    "at least none": (lambda: AtLeast(count=0, parts=(LUPUS,)), "cannot be asked for"),
    "at least 3 of 2": (
        lambda: AtLeast(count=3, parts=(LUPUS, ASTHMA)),
        "At least 3 of 2 cannot be asked for",
    ),
    "a doubt without name": (
        lambda: Readings(ambiguity="", conservative=LUPUS, lenient=ASTHMA),
        "need the name of the doubt",
    ),
    "two criteria of one name": (
        lambda: StudyCriteria(study="N", criteria=(criterion("I1"), criterion("I1"))),
        "Two criteria are called I1",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_makes_no_sense_cannot_be_built(what):
    build, why = REFUSED[what]
    with pytest.raises(ValueError, match=why):
        build()


@pytest.mark.parametrize(
    ("bounds", "told"),
    [
        (Bounds(low=18), "≥ 18"),
        (Bounds(low=18, low_included=False), "> 18"),
        (Bounds(high=1.5), "≤ 1.5"),
        (Bounds(high=1.5, high_included=False), "< 1.5"),
        (Bounds(low=18, high=65, high_included=False), "≥ 18 and < 65"),
        (Bounds(low=2, high=2), "= 2"),
        (Bounds(low=-5, high=0), "≥ -5 and ≤ 0"),
    ],
)
def test_bounds_in_signs(bounds, told):
    assert str(bounds) == told


def test_the_words_of_a_span():
    assert Span(3, 6).of("an age of 18") == "age"
    assert Span(4, 4).of("an age of 18") == ""


def test_what_a_statement_means_without_a_time():
    """An illness is asked of now, a treatment ever; both silently of screening."""
    assert LUPUS.timing is NOW
    assert Treatment(of=("aspirin",)).timing is EVER
    assert Procedure(of=("dialysis",)).timing is EVER
    assert Measurement(analyte="HBsAg", results=("positive",)).timing is NOW
    assert NOW.event == EVER.event == "screening"
    assert not NOW.event_stated
    assert not EVER.event_stated


@pytest.mark.parametrize(
    ("stated", "assumed"),
    [
        (Timing(moment=Moment.NOW), NOW),
        (Timing(moment=Moment.EVER), EVER),
        (
            Timing(moment=Moment.WITHIN, duration=WEEK),
            Timing(moment=Moment.WITHIN, duration=WEEK, event_stated=False),
        ),
    ],
)
def test_a_screening_that_is_stated_is_not_one_that_is_assumed(stated, assumed):
    assert stated != assumed


# Equal values ------------------------------------------------------------------------------------


@given(leaf_nodes(), st.integers(0, 9))
def test_where_the_words_stand_makes_no_other_leaf(leaf, start):
    elsewhere = dataclasses.replace(leaf, words=Span(start, start + 3))
    assert elsewhere == leaf
    assert hash(elsewhere) == hash(leaf)
    assert {leaf, elsewhere} == {leaf}


@given(nodes())
def test_nodes_are_values(node):
    again = dataclasses.replace(node)
    assert again == node
    assert hash(again) == hash(node)
    assert Not(part=node) != node
    assert All(parts=(node,)) != Any(parts=(node,))


@given(nodes())
def test_nodes_do_not_change(node):
    with pytest.raises(dataclasses.FrozenInstanceError):
        node.words = Span(0, 1)


@pytest.mark.parametrize(
    "other",
    [
        dataclasses.replace(LUPUS, timing=EVER),
        dataclasses.replace(LUPUS, severity="severe"),
        dataclasses.replace(LUPUS, qualities=("active",)),
        dataclasses.replace(LUPUS, stages=("III",)),
        dataclasses.replace(LUPUS, grade=Bounds(low=2)),
        dataclasses.replace(LUPUS, onset=EVER),
        dataclasses.replace(LUPUS, treatment_ended=EVER),
        dataclasses.replace(LUPUS, but_not=(ASTHMA,)),
        ASTHMA,
        Classified(scale="Lupus Erythematosus, Systemic"),
        Procedure(of=LUPUS.of, timing=LUPUS.timing),
    ],
)
def test_whatever_a_leaf_asks_besides_makes_another_question(other):
    assert other != LUPUS
    assert len({other, LUPUS}) == 2


def test_who_judges_makes_another_judgement():
    by_person = Judgement(statement="Agrees", judge=Judge.PERSON)
    assert by_person != Judgement(statement="Agrees")
    assert Judgement(statement="Agrees").judge is Judge.TEAM


def test_the_order_of_parts_counts():
    assert All(parts=(LUPUS, ASTHMA)) != All(parts=(ASTHMA, LUPUS))


# What lies below ---------------------------------------------------------------------------------


@given(st.sampled_from(list(LEAVES)).flatmap(LEAVES.get))
def test_a_leaf_has_nothing_below(leaf):
    assert children(leaf) == ()
    assert list(leaves(leaf)) == [leaf]


@pytest.mark.parametrize(
    ("node", "below"),
    [
        (All(parts=(LUPUS, ADULT)), (LUPUS, ADULT)),
        (Any(parts=(LUPUS, ADULT)), (LUPUS, ADULT)),
        (AtLeast(count=2, parts=(LUPUS, ADULT, WOMAN)), (LUPUS, ADULT, WOMAN)),
        (Not(part=LUPUS), (LUPUS,)),
        (Unless(part=LUPUS, exception=ASTHMA), (LUPUS, ASTHMA)),
        (Readings(ambiguity="A", conservative=LUPUS, lenient=ASTHMA), (LUPUS, ASTHMA)),
    ],
)
def test_what_stands_directly_below(node, below):
    assert children(node) == below
    assert tuple(leaves(node)) == below


def test_leaves_of_every_depth_in_reading_order():
    node = All(
        parts=(
            Not(part=Any(parts=(LUPUS, ASTHMA))),
            Readings(
                ambiguity="A",
                conservative=Unless(part=WOMAN, exception=ADULT),
                lenient=WOMAN,
            ),
            LUPUS,
        )
    )
    assert list(leaves(node)) == [LUPUS, ASTHMA, WOMAN, ADULT, WOMAN, LUPUS]


@given(nodes())
def test_leaves_are_those_of_the_children(node):
    below = children(node)
    if below:
        assert list(leaves(node)) == [leaf for part in below for leaf in leaves(part)]
    assert all(not children(leaf) for leaf in leaves(node))


def test_exceptions_of_an_illness_are_no_leaves_of_their_own():
    """A tumour that was resected is no second question; the first one carries it."""
    skin = Condition(of=("Neoplasms",), but_not=(Condition(of=("Carcinoma, Basal Cell",)),))
    assert list(leaves(skin)) == [skin]


# Criteria ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("node", "read"),
    [
        (LUPUS, Read.FULL),
        (Judgement(statement="Agrees"), Read.FULL),
        (Unread(statement="Lupus, somehow"), Read.NONE),
        (All(parts=(LUPUS, Unread(statement="somehow"))), Read.PART),
        (Not(part=Any(parts=(LUPUS, Unread(statement="somehow")))), Read.PART),
    ],
)
def test_how_much_of_a_criterion_is_read(node, read):
    assert criterion("I1", node).read is read


def test_a_criterion_is_found_by_its_id():
    study = StudyCriteria(study="N", criteria=(criterion("I1"), criterion("I2", ASTHMA)))
    assert study.criterion("I2").node == ASTHMA


def test_an_id_no_criterion_has_is_told_with_those_there_are():
    study = StudyCriteria(study="NCT1", criteria=(criterion("I1"),))
    with pytest.raises(NotFound, match="no criterion I2") as refused:
        study.criterion("I2")
    assert "I1" in refused.value.fix


def test_marks_and_places_make_no_other_criterion():
    plain = criterion("I1")
    assert dataclasses.replace(plain, words=Span(0, 5), mark="00ff") == plain
    assert dataclasses.replace(plain, title="Lupus") != plain


def test_a_study_without_criteria_is_one():
    assert StudyCriteria(study="N").criteria == ()
