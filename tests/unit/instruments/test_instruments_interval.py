"""Quantities known exactly, within limits, or not at all."""

from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.errors import Unreadable
from trialhead.instruments import UNKNOWN_QUANTITY, Interval, Truth

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
NUMBERS = st.integers(min_value=-200, max_value=200)
INTERVALS = st.tuples(NUMBERS, NUMBERS).map(lambda ends: Interval(*sorted(ends)))


@pytest.mark.parametrize(
    ("interval", "at_least", "above", "at_most", "below"),
    [
        (Interval(8, 8), YES, NO, YES, NO),
        (Interval(6, 22), UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
        (Interval(8, 12), YES, UNKNOWN, UNKNOWN, NO),
        (Interval(9, 12), YES, YES, NO, NO),
        (Interval(3, 5), NO, NO, YES, YES),
        (Interval(3, 8), UNKNOWN, NO, YES, UNKNOWN),
        (UNKNOWN_QUANTITY, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_an_interval_is_compared_with_8(interval, at_least, above, at_most, below):
    assert interval.at_least(8) is at_least
    assert interval.above(8) is above
    assert interval.at_most(8) is at_most
    assert interval.below(8) is below


@given(INTERVALS, NUMBERS)
def test_a_comparison_says_what_holds_of_every_value(interval, threshold):
    values = range(interval.low, interval.high + 1)
    for compare, exact in (
        (interval.at_least, lambda value: value >= threshold),
        (interval.above, lambda value: value > threshold),
        (interval.at_most, lambda value: value <= threshold),
        (interval.below, lambda value: value < threshold),
    ):
        outcomes = {exact(value) for value in values}
        expected = UNKNOWN if len(outcomes) == 2 else Truth.of(outcomes.pop())
        assert compare(threshold) is expected


@pytest.mark.parametrize("factor", [1.5, 3.0, 17.1, 88.4])
def test_rounding_in_binary_does_not_decide(factor):
    product = factor * 1.2
    for value in (product, product * (1 + 1e-12), product * (1 - 1e-12)):
        assert Interval.exactly(value).above(product) is NO
        assert Interval.exactly(value).below(product) is NO
        assert Interval.exactly(value).at_least(product) is YES


def test_a_real_difference_does_decide():
    assert Interval.exactly(29.999).below(30) is YES
    assert Interval.exactly(3.000001).above(3) is YES


@given(INTERVALS, INTERVALS)
def test_a_sum_holds_every_sum(one, other):
    total = one + other
    assert (total.low, total.high) == (one.low + other.low, one.high + other.high)


@given(NUMBERS)
def test_an_exact_quantity_has_a_value(number):
    assert Interval.exactly(number).value == number
    assert Interval(number, number + 1).value is None


def test_nothing_is_known_of_the_unknown_quantity_but_its_sign():
    assert UNKNOWN_QUANTITY.value is None
    assert UNKNOWN_QUANTITY.ends == (0, None)
    assert UNKNOWN_QUANTITY.at_least(0) is YES
    assert UNKNOWN_QUANTITY.below(0) is NO


@pytest.mark.parametrize(
    ("interval", "text"),
    [
        (Interval(8, 8), "8"),
        (Interval.exactly(80.229312), "80.2293"),
        (Interval(6, 22), "6 to 22"),
        (Interval(2, inf), "at least 2"),
        (UNKNOWN_QUANTITY, "unknown"),
    ],
)
def test_an_interval_reads_as_a_person_would_say_it(interval, text):
    assert str(interval) == text


def test_open_ends_are_none():
    assert Interval(-inf, 3).ends == (None, 3)
    assert Interval(1, 2).ends == (1, 2)


@pytest.mark.parametrize("ends", [(2, 1), (nan, 1), (1, nan), (inf, inf), (-inf, -inf)])
def test_ends_that_make_no_interval_are_refused(ends):
    with pytest.raises(Unreadable) as caught:
        Interval(*ends)
    assert caught.value.fix
