"""Periods of keeping: never longer than a bound, never nothing, whatever is asked or stored."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from trialhead.errors import Unreadable
from trialhead.portal.privacy.actions import set_period
from trialhead.portal.privacy.models import Kept, Period
from trialhead.portal.privacy.periods import (
    BOUNDS,
    Bounds,
    check_period,
    every_period,
    kept_days,
    kept_for,
    told,
)

NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
ANY_DAYS = st.one_of(st.integers(-5, 1200), st.integers())


def test_everything_that_may_be_shortened_has_bounds() -> None:
    assert set(BOUNDS) == set(Kept)
    assert BOUNDS[Kept.CLOSED_ENQUIRIES].longest_days == 90
    assert BOUNDS[Kept.SHARES].longest_days == 30
    assert BOUNDS[Kept.PROOF].longest_days == 3 * 365 + 1
    assert BOUNDS[Kept.PROOF].shortest_days > BOUNDS[Kept.CLOSED_ENQUIRIES].longest_days


@pytest.mark.parametrize(("shortest", "longest"), [(0, 10), (-1, 1), (5, 4)])
def test_bounds_that_allow_nothing_cannot_be(shortest: int, longest: int) -> None:
    with pytest.raises(ValueError, match="at least a day"):
        Bounds(shortest, longest)


@given(what=st.sampled_from(Kept), days=ANY_DAYS)
def test_what_passes_lies_within_the_bounds_and_nothing_else_does(what: Kept, days: int) -> None:
    within = BOUNDS[what].shortest_days <= days <= BOUNDS[what].longest_days
    if within:
        check_period(what, days)
        return
    with pytest.raises(Unreadable, match=f"to {BOUNDS[what].longest_days} days"):
        check_period(what, days)


class Stored(TestCase):
    """Periods in the database."""

    def test_until_one_is_set_the_longest_holds(self) -> None:
        assert {what: kept_days(what) for what in Kept} == {
            what: bounds.longest_days for what, bounds in BOUNDS.items()
        }

    @settings(max_examples=40)
    @given(what=st.sampled_from(Kept), days=ANY_DAYS)
    def test_what_was_set_holds_and_what_was_refused_changes_nothing(
        self, what: Kept, days: int
    ) -> None:
        before = every_period()
        try:
            was = set_period(what=what, days=days, at=NOON)
        except Unreadable:
            assert every_period() == before
        else:
            assert was == before[what]
            assert kept_for(what) == timedelta(days=days)
            assert every_period() == {**before, what: days}

    @settings(max_examples=40)
    @given(what=st.sampled_from(Kept), days=st.integers(1, 32_767))
    def test_a_number_from_elsewhere_never_keeps_anything_too_long(
        self, what: Kept, days: int
    ) -> None:
        Period.objects.update_or_create(what=what, defaults={"days": days, "set_at": NOON})
        assert BOUNDS[what].shortest_days <= kept_days(what) <= BOUNDS[what].longest_days

    def test_the_database_refuses_a_period_of_nothing(self) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Period.objects.create(what=Kept.SHARES, days=0, set_at=NOON)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "1 day"),
        (90, "90 days"),
        (364, "364 days"),
        (365, "1 year"),
        (366, "366 days"),
        (730, "2 years"),
        (1095, "3 years"),
        (1096, "3 years"),
        (1000, "1000 days"),
    ],
)
def test_a_period_in_words(days: int, words: str) -> None:
    assert told(days) == words
