"""Three-valued logic, specified by its tables."""

from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.instruments import Truth, TwoReadings, all_of, any_of, at_least

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
TRUTHS = st.lists(st.sampled_from(Truth), max_size=6)


def settled(truths: list[Truth]) -> list[list[Truth]]:
    """Every way in which the unknown ones may turn out."""
    return [list(way) for way in product(*([YES, NO] if t is UNKNOWN else [t] for t in truths))]


@pytest.mark.parametrize(("value", "truth"), [(True, YES), (False, NO), (None, UNKNOWN)])
def test_a_bool_has_a_truth_and_none_is_unknown(value, truth):
    assert Truth.of(value) is truth


@pytest.mark.parametrize(("truth", "inverse"), [(YES, NO), (NO, YES), (UNKNOWN, UNKNOWN)])
def test_not_swaps_yes_and_no(truth, inverse):
    assert ~truth is inverse


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [
        (YES, YES, YES, YES),
        (YES, NO, NO, YES),
        (YES, UNKNOWN, UNKNOWN, YES),
        (NO, NO, NO, NO),
        (NO, UNKNOWN, NO, UNKNOWN),
        (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_and_and_or_follow_kleene(one, other, both, either):
    for pair in permutations([one, other]):
        assert all_of(pair) is both
        assert any_of(pair) is either


def test_of_nothing_all_hold_and_none_holds():
    assert all_of([]) is YES
    assert any_of([]) is NO
    assert at_least(0, []) is YES
    assert at_least(1, []) is NO


@pytest.mark.parametrize(
    ("count", "truths", "expected"),
    [
        (2, [YES, YES, NO], YES),
        (2, [YES, UNKNOWN, NO], UNKNOWN),
        (2, [YES, NO, NO], NO),
        (2, [UNKNOWN, UNKNOWN], UNKNOWN),
        (3, [UNKNOWN, UNKNOWN], NO),
    ],
)
def test_at_least_counts_what_may_still_turn_out(count, truths, expected):
    assert at_least(count, truths) is expected


@given(TRUTHS)
def test_and_and_or_are_what_every_outcome_of_the_unknown_agrees_on(truths):
    for combine, exact in ((all_of, all), (any_of, any)):
        outcomes = {exact(t is YES for t in way) for way in settled(truths)}
        assert combine(truths) is (UNKNOWN if len(outcomes) == 2 else Truth.of(outcomes.pop()))


@given(TRUTHS, st.integers(min_value=0, max_value=7))
def test_at_least_is_what_every_outcome_of_the_unknown_agrees_on(truths, count):
    outcomes = {way.count(YES) >= count for way in settled(truths)}
    expected = UNKNOWN if len(outcomes) == 2 else Truth.of(outcomes.pop())
    assert at_least(count, truths) is expected


@given(TRUTHS)
def test_and_is_or_turned_over(truths):
    assert ~all_of(truths) is any_of(~truth for truth in truths)


@pytest.mark.parametrize(
    ("conservative", "lenient", "reported"),
    [
        (YES, YES, YES),
        (NO, NO, NO),
        (NO, YES, UNKNOWN),
        (YES, NO, UNKNOWN),
        (UNKNOWN, YES, UNKNOWN),
        (UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_two_readings_report_only_what_they_share(conservative, lenient, reported):
    assert TwoReadings(conservative=conservative, lenient=lenient).reported is reported


@given(st.sampled_from(Truth))
def test_readings_that_are_alike_report_their_truth(truth):
    readings = TwoReadings.alike(truth)
    assert readings.conservative is readings.lenient is readings.reported is truth
