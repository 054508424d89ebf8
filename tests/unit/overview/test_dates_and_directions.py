"""Dates as one number, and words that turn a sentence round."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.overview.dates import dates
from trialhead.overview.directions import other_order, turned

DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
WAYS = (
    "{d:%Y-%m-%d}",
    "{d.day} {d:%B} {d.year}",
    "{d:%B} {d.day}, {d.year}",
    "{d.day}th of {d:%b} {d.year}",
)


@given(DAYS, st.sampled_from(WAYS))
def test_a_date_is_known_however_it_is_written(day: date, way: str) -> None:
    found = dates(f"It began on {way.format(d=day)} in Rome.")
    assert {(each.year, each.month, each.day) for each in found} >= {(day.year, day.month, day.day)}


@given(DAYS, DAYS)
def test_a_date_bears_out_itself_and_its_month_and_no_other_day(one: date, other: date) -> None:
    (held,) = dates(f"{one:%Y-%m-%d}")
    (month,) = dates(f"{one:%Y-%m}")
    (told,) = dates(f"{other:%Y-%m-%d}")
    assert held.bears(held)
    assert held.bears(month)
    assert not month.bears(held)
    assert held.bears(told) == (one == other)


@pytest.mark.parametrize(
    ("told", "held"),
    [
        ("3 months before surgery", "3 months after surgery"),
        ("at most one of them", "at least one of them"),
        ("above one of them", "at least one of them"),
        ("more than five", "fewer than five"),
        ("listed above", "listed below"),
        ("in the last 3 months", "in the next 3 months"),
    ],
)
def test_a_word_in_the_place_of_its_opposite_turns_a_text(told: str, held: str) -> None:
    assert list(turned(told, held))
    assert list(turned(held, told))
    assert not list(turned(told, told))
    assert not list(turned(told, held, told))


@pytest.mark.parametrize(
    ("told", "held"),
    [
        ("30 days before joining", "30 days prior to enrolment"),
        ("at least 18", "≥ 18"),
        ("no more than 2", "≤2"),
        ("more than 5 times", "> 5 times"),
        ("2 weeks after surgery", "2 weeks following surgery"),
    ],
)
def test_the_same_in_other_words_is_not_turned(told: str, held: str) -> None:
    assert not list(turned(told, held))
    assert not other_order(told, held)


@pytest.mark.parametrize(
    ("told", "held", "other"),
    [
        ("shown after surgery", "shown before surgery", True),
        ("surgery in the last 2 months", "surgery planned in the next 2 months", True),
        ("You had surgery before.", "after surgery", False),
        ("those who got worse after treatment", "previously treated patients", False),
        ("at least 4 weeks ago", "at least 4 weeks since the last dose", False),
        ("before and after surgery", "after surgery", False),
    ],
)
def test_order_is_another_only_where_all_words_say_so(told: str, held: str, other: bool) -> None:
    assert other_order(told, held) is other
