"""When something was, as FHIR tells it."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.patients import When, read_when
from trialhead.patients.elements import Element, ElementError
from trialhead.patients.fhir_times import at_age, period, some_day, spanning

LEAP = read_when("2000-02-29")


def at(value: float, unit: str, born: When = LEAP) -> When | None:
    """The days of an age."""
    return at_age(Element({"onsetAge": {"value": value, "code": unit}}), "onset", born)


@pytest.mark.parametrize(
    ("value", "unit", "first", "last"),
    [
        (1, "a", "2001-02-28", "2002-02-27"),
        (4, "a", "2004-02-29", "2005-02-27"),
        (1, "mo", "2000-03-29", "2000-04-28"),
        (11, "mo", "2001-01-29", "2001-02-27"),
        (1, "wk", "2000-03-07", "2000-03-13"),
        (1, "d", "2000-03-01", "2000-03-01"),
    ],
)
def test_an_age_lasts_until_the_next_one(value: float, unit: str, first: str, last: str) -> None:
    assert at(value, unit) == When(date.fromisoformat(first), date.fromisoformat(last))


def test_a_birth_known_in_part_widens_the_days() -> None:
    days = at(10, "a", read_when("1990"))
    assert days == When(date(2000, 1, 1), date(2001, 12, 30))


@given(st.dates(date(1900, 1, 1), date(2020, 1, 1)), st.integers(0, 100))
def test_the_ages_of_a_life_follow_without_a_gap(born: date, years: int) -> None:
    now, later = (at(age, "a", When.on(born)) for age in (years, years + 1))
    assert now is not None
    assert later is not None
    assert now.latest + timedelta(days=1) == later.earliest
    assert born <= now.earliest


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({"xDateTime": "2020-05"}, "2020-05"),
        ({"xInstant": "2020-05-03T00:00:00Z"}, "2020-05-03"),
        ({"xDate": "2020"}, "2020"),
        ({"xPeriod": {"start": "2020-01-01", "end": "2020-12-31"}}, "2020"),
        ({"xPeriod": {"start": "2020"}}, None),
        ({"xPeriod": {}}, None),
        ({"xString": "2020"}, None),
        ({}, None),
    ],
)
def test_some_day_of_what_is_told(fields: dict[str, Any], days: str | None) -> None:
    assert some_day(Element(fields), "x", LEAP) == (read_when(days) if days else None)


def test_either_end_of_a_period_may_be_open() -> None:
    assert period(Element({"start": "2020"})) == (read_when("2020"), None)
    assert period(Element({"end": "2020"})) == (None, read_when("2020"))


def test_a_period_cannot_run_backwards() -> None:
    assert spanning(read_when("2020"), read_when("2020")) == read_when("2020")
    assert spanning(None, read_when("2020")) is None
    with pytest.raises(ElementError, match="runs backwards"):
        spanning(read_when("2021"), read_when("2020"))
