"""Dates, ages, sites: the values of a study and what they refuse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.registry import Age, AgeRange, GeoPoint, PartialDate, Site, Status, Study
from trialhead.registry.dates import read_date
from trialhead.registry.eligibility import DAYS, read_age


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2026-01-31", (2026, 1, 31)),
        ("2015-08", (2015, 8, 0)),
        ("1999", (1999, 0, 0)),
        ("2026-01-31T10:00:00", (2026, 1, 31)),
    ],
)
def test_a_date_is_read_no_more_exactly_than_written(text: str, parts: tuple) -> None:
    read = read_date(text)
    assert (read.year, read.month, read.day) == parts
    assert str(read) == text[:10]


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2026-13", "2026-02-30", "31.01.2026", "0001-01-01", "2026-1-1", "20260131"],
)
def test_what_is_no_date_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match="not a date"):
        read_date(text)


@given(st.dates(min_value=PartialDate(1900).first_day(), max_value=PartialDate(2199).first_day()))
def test_every_calendar_day_is_read_and_ordered(day) -> None:
    read = read_date(day.isoformat())
    assert read.first_day() == day
    assert PartialDate(day.year) <= PartialDate(day.year, day.month) <= read


def test_a_day_needs_its_month() -> None:
    with pytest.raises(ValueError, match="month"):
        PartialDate(2026, 0, 5)


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("18 Years", 18, "YEAR"),
        ("1 Month", 1, "MONTH"),
        ("6 weeks", 6, "WEEK"),
        ("30 Days", 30, "DAY"),
        ("12 Hours", 12, "HOUR"),
        ("90 Minutes", 90, "MINUTE"),
    ],
)
def test_an_age_keeps_its_unit(text: str, amount: float, unit: str) -> None:
    assert read_age(text) == Age(amount, unit)


@pytest.mark.parametrize("text", ["18", "old", "-1 Years", "18 Yards", "500 Years", "Years"])
def test_what_is_no_age_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="age"):
        read_age(text)


def test_twelve_months_are_a_year() -> None:
    assert Age(12, "MONTH").days == pytest.approx(Age(1, "YEAR").days)


def years(low: float | None = None, high: float | None = None) -> AgeRange:
    """A range in years."""
    return AgeRange(
        minimum=None if low is None else Age(low, "YEAR"),
        maximum=None if high is None else Age(high, "YEAR"),
    )


@pytest.mark.parametrize(
    ("ages", "inside", "outside"),
    [
        (years(18), (18, 19, 100), (17, 0)),
        (years(None, 65), (0, 65), (66,)),
        (years(18, 65), (18, 65), (17, 66)),
        (years(), (0, 120), ()),
        (AgeRange(minimum=Age(6, "MONTH")), (0, 1), ()),
        (AgeRange(maximum=Age(6, "MONTH")), (0,), (1,)),
        (AgeRange(minimum=Age(1, "YEAR"), maximum=Age(23, "MONTH")), (1,), (0, 2)),
    ],
)
def test_whole_years_are_held_where_somebody_of_that_age_may_be(ages, inside, outside) -> None:
    assert all(ages.holds(age) for age in inside)
    assert not any(ages.holds(age) for age in outside)


@given(st.integers(0, 110), st.integers(0, 110), st.integers(0, 110))
def test_opening_a_bound_never_shuts_anybody_out(low: int, high: int, age: int) -> None:
    if years(low, high).holds(age):
        assert years(None, high).holds(age)
        assert years(low, None).holds(age)


def test_units_of_age_are_ordered() -> None:
    assert list(DAYS.values()) == sorted(DAYS.values(), reverse=True)


@pytest.mark.parametrize("point", [(91, 0), (-91, 0), (0, 181), (0, -181), (float("nan"), 0)])
def test_a_point_lies_on_earth(point: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="no place on Earth"):
        GeoPoint(*point)


@pytest.mark.parametrize(
    ("study", "site", "enrols"),
    [
        (Status.RECRUITING, Status.RECRUITING, True),
        (Status.RECRUITING, None, True),
        (Status.RECRUITING, Status.COMPLETED, False),
        (Status.RECRUITING, Status.WITHDRAWN, False),
        (Status.COMPLETED, Status.RECRUITING, False),
        (Status.ENROLLING_BY_INVITATION, None, False),
        (Status.NOT_YET_RECRUITING, Status.RECRUITING, False),
        (Status.UNKNOWN, None, False),
    ],
)
def test_a_site_enrols_only_if_the_study_does_and_nothing_says_otherwise(
    study: Status, site: Status | None, enrols: bool
) -> None:
    assert Site(status=site).enrolling(study) is enrols


@pytest.mark.parametrize(
    "registry_id", ["", "NCT123", "nct00000001", "NCT000000012", "XCT00000001"]
)
def test_a_study_needs_an_id_of_the_right_form(registry_id: str, minimal: Study) -> None:
    with pytest.raises(ValueError, match="no id"):
        Study(
            registry_id=registry_id,
            title="A study",
            standing=minimal.standing,
            design=minimal.design,
        )
