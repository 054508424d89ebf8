"""The figures of merit are those of the textbooks."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.measures import mean, ndcg, percentile, precision, recall

GRADES = {"a": 2, "b": 1, "c": 0, "d": 0}


def test_the_best_order_has_a_gain_of_1_and_none_has_0():
    assert ndcg(["a", "b", "c"], GRADES, 10) == 1
    assert ndcg(["c", "d", "x"], GRADES, 10) == 0


def test_a_late_right_study_gains_less():
    best = 2 + 1 / math.log2(3)
    assert ndcg(["x", "a"], GRADES, 10) == pytest.approx(2 / math.log2(3) / best)
    assert ndcg(["b", "a"], GRADES, 10) == pytest.approx((1 + 2 / math.log2(3)) / best)


def test_what_stands_below_the_depth_does_not_count():
    assert ndcg(["x", "x", "a"], GRADES, 2) == 0
    assert precision(["x", "x", "a"], {"a"}, 2) == 0
    assert recall(["x", "x", "a"], {"a"}, 2) == 0


def test_precision_is_the_share_of_what_could_be_right():
    assert precision(["a", "x", "b"], {"a", "b"}, 10) == 1
    assert precision(["a", "x"], {"a", "b"}, 2) == 0.5
    assert precision(["a"], set("abcdefgh"), 4) == 0.25


def test_recall_is_the_share_of_all_that_are_right():
    assert recall(["a", "x"], {"a", "b", "c", "d"}, 50) == 0.25


@given(st.permutations(list(GRADES)))
def test_no_order_is_better_than_the_best(order: list[str]):
    assert 0 < ndcg(order, GRADES, 4) <= 1


def test_the_mean_has_three_places():
    assert mean([0.1, 0.2, 0.21]) == 0.17


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_percentiles_are_values_that_were_measured(values: list[float]):
    assert percentile(values, 0.5) in values
    assert percentile(values, 0.5) <= percentile(values, 0.95) <= max(values)
    assert percentile(values, 0) == min(values)
