"""No count held back can be worked out from what a table tells, by somebody who knows the rule."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialhead.portal.desk.telling import FEWEST, Told, told


@pytest.mark.parametrize(
    ("counts", "shown", "total"),
    [
        ([], (), 0),
        ([0, 0], (0, 0), 0),
        ([5, 12, 0], (5, 12, 0), 17),
        ([3, 12, 0, 7], (None, 12, 0, None), 22),  # the smallest goes with it
        ([3, 2, 9], (None, None, 9), 14),
        ([1, 1, 9, 6], (None, None, 9, None), 17),  # two ones that add up to two
        ([4, 0, 0], (None, 0, 0), None),
        ([3, 2], (None, None), None),
        ([1, 7], (None, None), None),
        ([1, 1, 1], (None, None, None), None),
    ],
)
def test_counts_and_what_is_told_of_them(
    counts: list[int], shown: tuple[int | None, ...], total: int | None
) -> None:
    assert told(counts) == Told(counts=shown, total=total)


def like(shown: Told, most: int) -> Iterator[tuple[int, ...]]:
    """Every table of which the rule tells the same."""
    ranges = [range(1, most + 1) if count is None else [count] for count in shown.counts]
    for counts in product(*ranges):
        if shown.total is not None and sum(counts) != shown.total:
            continue
        if told(counts) == shown:
            yield counts


@given(st.lists(st.integers(0, 6), min_size=1, max_size=4))
@settings(max_examples=100, deadline=None)
def test_nothing_held_back_can_be_worked_out(counts: list[int]) -> None:
    shown = told(counts)
    tables = list(like(shown, max(counts) + 2))
    assert tuple(counts) in tables
    for place, count in enumerate(shown.counts):
        if count is None:
            assert len({table[place] for table in tables}) > 1, (counts, shown, tables)


@given(st.lists(st.integers(0, 400), max_size=8))
def test_what_is_told_is_true_and_never_small(counts: list[int]) -> None:
    shown = told(counts)
    for count, number in zip(counts, shown.counts, strict=True):
        assert number is None or (number == count and not 0 < number < FEWEST)
    assert shown.total in (None, sum(counts))
    assert (None in shown.counts) == any(0 < count < FEWEST for count in counts)
