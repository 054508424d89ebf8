"""Gates, what is reported, and what all criteria say together."""

import pytest

from tests.factories.people import ON, day, person, within
from trialhead.criteria import (
    Age,
    All,
    Bounds,
    Criterion,
    Judgement,
    Readings,
    Side,
    StudyCriteria,
    Treatment,
    Unread,
)
from trialhead.instruments import Truth
from trialhead.patients import Answer, Birth, Completeness, Kind
from trialhead.patients import Treatment as Given
from trialhead.screening import Gate, Overall, screen

YES, NO, OPEN = (Judgement(statement=name) for name in ("yes", "no", "open"))
KNOWN = (Answer(question="yes", holds=True), Answer(question="no", holds=False))
DOUBT = Readings(ambiguity="A-1", conservative=NO, lenient=YES)
OTHER_WAY = Readings(ambiguity="A-2", conservative=YES, lenient=NO)


def screened(*criteria, facts=KNOWN):
    """The screening of criteria, each given as side and node."""
    listed = tuple(
        Criterion(id=f"{side[0].upper()}{number}", side=Side(side), node=node, manual=manual)
        for number, (side, node, manual) in enumerate(criteria)
    )
    return screen(StudyCriteria(study="X", criteria=listed), person(*facts), on=ON)


def only(side, node, **more):
    """The verdict on one criterion."""
    return screened((side, node, False), **more).verdicts[0]


@pytest.mark.parametrize(
    ("side", "node", "gate"),
    [
        ("inclusion", YES, Gate.PASS),
        ("inclusion", NO, Gate.FAIL),
        ("inclusion", OPEN, Gate.UNKNOWN),
        ("exclusion", YES, Gate.FAIL),
        ("exclusion", NO, Gate.PASS),
        ("exclusion", OPEN, Gate.UNKNOWN),
        ("general", YES, Gate.NOT_JUDGED),
        ("general", NO, Gate.NOT_JUDGED),
        ("general", OPEN, Gate.NOT_JUDGED),
    ],
)
def test_a_criterion_is_a_gate(side, node, gate):
    assert only(side, node).gates == (gate, gate, gate)


def test_what_hangs_on_wording_is_reported_as_unknown_with_the_doubt():
    verdict = only("inclusion", DOUBT)
    assert (verdict.conservative, verdict.lenient) == (Truth.NO, Truth.YES)
    assert verdict.gates == (Gate.UNKNOWN, Gate.FAIL, Gate.PASS)
    assert verdict.hangs_on_wording
    assert verdict.doubts == ("A-1",)


def test_a_doubt_that_makes_no_difference_is_not_named():
    both = All(parts=(DOUBT, Readings(ambiguity="A-9", conservative=YES, lenient=YES)))
    assert only("inclusion", both).doubts == ("A-1",)
    assert only("inclusion", All(parts=(NO, DOUBT))).doubts == ()


def test_doubts_that_only_together_make_the_difference_are_all_named():
    first = Readings(ambiguity="A-1", conservative=NO, lenient=YES)
    second = Readings(ambiguity="A-2", conservative=NO, lenient=YES)
    assert set(only("inclusion", All(parts=(first, second))).doubts) == {"A-1", "A-2"}


def test_the_edge_of_a_window_is_named():
    leaf = Treatment(of=("live vaccine",), timing=within("4 weeks"))
    facts = (
        Given(drug="live vaccine", start=day("2026-05-18"), end=day("2026-05-18")),
        Completeness(kind=Kind.TREATMENTS),
    )
    (doubt,) = only("exclusion", leaf, facts=facts).doubts
    assert doubt.startswith("the far end of 4 weeks")


P, F, U = ("inclusion", YES, False), ("exclusion", YES, False), ("inclusion", OPEN, False)
MANUAL_OPEN, MANUAL_FAIL = ("inclusion", OPEN, True), ("exclusion", YES, True)
WORDING = ("inclusion", DOUBT, False)


@pytest.mark.parametrize(
    ("criteria", "prescreen", "full"),
    [
        ((), Overall.CANNOT_TELL, Overall.CANNOT_TELL),
        ((("general", YES, False),), Overall.CANNOT_TELL, Overall.CANNOT_TELL),
        ((P, P), Overall.MAY_FIT, Overall.MAY_FIT),
        ((P, U), Overall.CANNOT_TELL, Overall.CANNOT_TELL),
        ((P, F, U), Overall.NOT_POSSIBLE, Overall.NOT_POSSIBLE),
        ((P, MANUAL_OPEN), Overall.MAY_FIT, Overall.CANNOT_TELL),
        ((P, MANUAL_FAIL), Overall.MAY_FIT, Overall.NOT_POSSIBLE),
        ((P, ("general", NO, False), ("general", OPEN, False)), Overall.MAY_FIT, Overall.MAY_FIT),
        ((P, WORDING), Overall.CANNOT_TELL, Overall.CANNOT_TELL),
        ((F, WORDING), Overall.NOT_POSSIBLE, Overall.NOT_POSSIBLE),
    ],
)
def test_one_failing_gate_decides_then_one_unknown_and_nothing_judged_tells_nothing(
    criteria, prescreen, full
):
    found = screened(*criteria)
    assert (found.prescreen.reported, found.full.reported) == (prescreen, full)


def test_each_reading_has_its_own_overall_verdict():
    found = screened(P, WORDING, ("exclusion", OTHER_WAY, False)).full
    assert found.conservative is Overall.NOT_POSSIBLE
    assert found.lenient is Overall.MAY_FIT
    assert found.reported is Overall.CANNOT_TELL


def test_unread_words_leave_a_criterion_open_only_where_they_matter():
    unread = Unread(statement="in good cheer")
    assert only("inclusion", All(parts=(YES, unread))).gate is Gate.UNKNOWN
    assert only("inclusion", All(parts=(NO, unread))).gate is Gate.FAIL


def test_no_word_of_the_verdict_promises_anything():
    assert not [word for word in (*Overall, *Gate) if "eligible" in word]


def test_the_day_of_screening_is_the_one_given():
    study = StudyCriteria(
        study="X",
        criteria=(Criterion(id="I1", side=Side.INCLUSION, node=Age(bounds=Bounds(low=18))),),
    )
    born = person(Birth(on=day("2008-06-15")))
    assert screen(study, born, on=ON).full.reported is Overall.MAY_FIT
    assert screen(study, born, on=ON.replace(day=14)).full.reported is Overall.NOT_POSSIBLE
