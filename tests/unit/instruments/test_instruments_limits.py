"""Multiples of the printed limits of normal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.errors import Unreadable
from trialhead.instruments import UNKNOWN_QUANTITY, Truth, multiple_of_limit
from trialhead.vocabulary import IncompatibleUnits

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
POSITIVE = st.floats(min_value=0.01, max_value=10_000)


@pytest.mark.parametrize(
    ("value", "limit", "ratio", "above_3"),
    [
        (120, 40, 3.0, NO),
        (121, 40, 3.025, YES),
        (90, 40, 2.25, NO),
        (0, 40, 0.0, NO),
        (0.9, 0.3, 3.0, NO),
    ],
)
def test_three_times_the_limit_is_not_above_it(value, limit, ratio, above_3):
    multiple = multiple_of_limit(value, "U/L", limit=limit)
    assert multiple.value == pytest.approx(ratio)
    assert multiple.above(3) is above_3


@pytest.mark.parametrize(
    ("value", "unit", "limit", "limit_unit", "analyte", "ratio"),
    [
        (2.4, "mg/dL", 1.2, "mg/dL", "total bilirubin", 2.0),
        (41.04, "umol/L", 1.2, "mg/dL", "total bilirubin", 2.0),
        (2.4, "mg/dL", 20.52, "umol/L", "total bilirubin", 2.0),
        (176.8, "umol/L", 1.0, "mg/dL", "creatinine", 2.0),
        (90, "g/L", 12.0, "g/dL", "hemoglobin", 0.75),
    ],
)
def test_value_and_limit_may_have_two_units(value, unit, limit, limit_unit, analyte, ratio):
    multiple = multiple_of_limit(value, unit, limit=limit, limit_unit=limit_unit, analyte=analyte)
    assert multiple.value == pytest.approx(ratio)
    assert multiple.above(ratio) is NO
    assert multiple.below(ratio) is NO


@given(POSITIVE, POSITIVE)
def test_the_unit_does_not_matter_when_both_share_it(value, limit):
    one = multiple_of_limit(value, "U/L", limit=limit)
    other = multiple_of_limit(value, "mg/dL", limit=limit, limit_unit="mg/dL")
    assert one == other


@given(POSITIVE, st.floats(min_value=1, max_value=20))
def test_exactly_a_multiple_is_neither_above_nor_below_it(limit, times):
    multiple = multiple_of_limit(limit * times, "U/L", limit=limit)
    assert multiple.above(times) is NO
    assert multiple.below(times) is NO


def test_a_missing_limit_leaves_the_multiple_unknown():
    multiple = multiple_of_limit(100, "U/L", limit=None)
    assert multiple == UNKNOWN_QUANTITY
    assert multiple.above(3) is UNKNOWN


@pytest.mark.parametrize(("value", "limit"), [(-1, 40), (float("nan"), 40), (10, 0), (10, -40)])
def test_numbers_that_cannot_be_are_refused(value, limit):
    with pytest.raises(Unreadable, match="cannot be"):
        multiple_of_limit(value, "U/L", limit=limit)


def test_units_of_two_kinds_are_refused():
    with pytest.raises(IncompatibleUnits) as caught:
        multiple_of_limit(100, "U/L", limit=1.2, limit_unit="mg/dL", analyte="creatinine")
    assert caught.value.fix
