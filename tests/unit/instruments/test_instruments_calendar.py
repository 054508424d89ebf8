"""Calendar arithmetic: windows, their two conventions, and ages."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.instruments import (
    Duration,
    TimeUnit,
    completed_years,
    edges_after,
    edges_before,
    longer_ago,
    shifted,
    within,
)

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))
DURATIONS = st.builds(
    Duration, st.integers(min_value=0, max_value=48), st.sampled_from(list(TimeUnit))
)


def day(text: str) -> date:
    """Short for a date."""
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2026-05-31", -3, "2026-02-28"),
        ("2024-05-31", -3, "2024-02-29"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2024-02-29", -12, "2023-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-06-15", 0, "2026-06-15"),
    ],
)
def test_a_shift_by_months_ends_on_a_day_of_its_month(start, months, expected):
    assert shifted(day(start), months) == day(expected)


@given(DAYS, st.integers(min_value=-240, max_value=240))
def test_a_shift_lands_in_the_month_meant(start, months):
    moved = shifted(start, months)
    assert moved.year * 12 + moved.month == start.year * 12 + start.month + months
    assert moved.day <= start.day


@given(DAYS, DAYS, st.integers(min_value=-60, max_value=60))
def test_a_shift_keeps_the_order_of_days(one, other, months):
    first, last = sorted([one, other])
    assert shifted(first, months) <= shifted(last, months)


@pytest.mark.parametrize(
    ("duration", "longer", "shorter"),
    [
        (Duration(4, TimeUnit.WEEK), "2026-05-18", "2026-05-18"),
        (Duration(30, TimeUnit.DAY), "2026-05-16", "2026-05-16"),
        (Duration(1, TimeUnit.MONTH), "2026-05-15", "2026-05-16"),
        (Duration(3, TimeUnit.MONTH), "2026-03-15", "2026-03-17"),
        (Duration(5, TimeUnit.YEAR), "2021-06-15", "2021-06-15"),
        (Duration(0.5, TimeUnit.YEAR), "2025-12-15", "2025-12-15"),
        (Duration(48, TimeUnit.HOUR), "2026-06-13", "2026-06-13"),
        (Duration(36, TimeUnit.HOUR), "2026-06-13", "2026-06-14"),
        (Duration(1.5, TimeUnit.WEEK), "2026-06-04", "2026-06-05"),
    ],
)
def test_a_window_has_a_longer_and_a_shorter_convention(duration, longer, shorter):
    assert edges_before(day("2026-06-15"), duration) == (day(longer), day(shorter))


def test_one_month_before_the_end_of_march_is_either_of_two_days():
    longer, shorter = edges_before(day("2026-03-31"), Duration(1, TimeUnit.MONTH))
    assert (longer, shorter) == (day("2026-02-28"), day("2026-03-01"))


@given(DAYS, DURATIONS)
def test_the_longer_convention_is_never_the_shorter(anchor, duration):
    longer, shorter = edges_before(anchor, duration)
    assert longer <= shorter <= anchor
    later, sooner = edges_after(anchor, duration)
    assert anchor <= sooner <= later


@given(DAYS, DURATIONS, st.integers(min_value=0, max_value=20_000))
def test_the_lenient_window_lies_inside_the_conservative_one(anchor, duration, ago):
    event = anchor - timedelta(days=ago)
    if within(event, anchor, duration, broad=False):
        assert within(event, anchor, duration, broad=True)
    if longer_ago(event, anchor, duration, broad=False):
        assert longer_ago(event, anchor, duration, broad=True)


@given(DAYS, DURATIONS, st.integers(min_value=0, max_value=20_000), st.booleans())
def test_a_past_event_is_within_the_window_or_longer_ago(anchor, duration, ago, broad):
    event = anchor - timedelta(days=ago)
    inside = within(event, anchor, duration, broad=broad)
    assert inside is not longer_ago(event, anchor, duration, broad=not broad)


@pytest.mark.parametrize("broad", [True, False])
def test_a_coming_event_is_neither_within_nor_longer_ago(broad):
    anchor, duration = day("2026-06-15"), Duration(4, TimeUnit.WEEK)
    assert not within(day("2026-06-16"), anchor, duration, broad=broad)
    assert not longer_ago(day("2026-06-16"), anchor, duration, broad=broad)


@pytest.mark.parametrize(
    ("birth", "on", "years"),
    [
        ("2008-06-15", "2026-06-14", 17),
        ("2008-06-15", "2026-06-15", 18),
        ("2008-02-29", "2026-02-27", 17),
        ("2008-02-29", "2026-02-28", 18),
        ("2008-02-29", "2028-02-28", 19),
        ("2008-02-29", "2028-02-29", 20),
        ("2026-06-15", "2026-06-15", 0),
    ],
)
def test_age_is_counted_in_completed_years(birth, on, years):
    assert completed_years(day(birth), day(on)) == years


@given(DAYS, st.integers(min_value=0, max_value=40_000))
def test_age_grows_by_at_most_one_a_day(birth, lived):
    today = birth + timedelta(days=lived)
    grown = completed_years(birth, today + timedelta(days=1)) - completed_years(birth, today)
    assert grown in (0, 1)


@pytest.mark.parametrize(
    ("duration", "text", "years"),
    [
        (Duration(1, TimeUnit.MONTH), "1 month", 1 / 12),
        (Duration(0.5, TimeUnit.YEAR), "0.5 years", 0.5),
        (Duration(4, TimeUnit.WEEK), "4 weeks", 28 / 365.2425),
        (Duration(48, TimeUnit.HOUR), "48 hours", 2 / 365.2425),
    ],
)
def test_a_duration_reads_as_written_and_compares_in_years(duration, text, years):
    assert str(duration) == text
    assert duration.years == pytest.approx(years)


@pytest.mark.parametrize("amount", [-1, 200, float("nan")])
def test_a_length_of_time_that_cannot_be_meant_is_refused(amount):
    with pytest.raises(ValueError, match="no length of time"):
        Duration(amount, TimeUnit.YEAR)
