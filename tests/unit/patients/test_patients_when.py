"""Days that may be known only in part."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.patients import When, read_when


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-06-15", date(2026, 6, 15), date(2026, 6, 15)),
        (" 2026-06-15T23:59:59-05:00", date(2026, 6, 15), date(2026, 6, 15)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-02", date(2025, 2, 1), date(2025, 2, 28)),
        ("2021-12", date(2021, 12, 1), date(2021, 12, 31)),
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
    ],
)
def test_a_date_is_read_as_the_days_it_may_be(text: str, first: date, last: date) -> None:
    assert read_when(text) == When(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2026-6-15",
        "15.06.2026",
        "2026-13",
        "2026-02-30",
        "0000",
        "20260615",
        "２０２６",
    ],
)
def test_what_is_no_date_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(ValueError, match=r"write 2026-11-23|correct the date"):
        read_when(text)


@given(st.dates())
def test_every_day_is_read_back(day: date) -> None:
    assert read_when(day.isoformat()) == When.on(day)
    assert read_when(day.isoformat()[:7]).earliest <= day <= read_when(day.isoformat()[:4]).latest


def test_a_stretch_cannot_run_backwards() -> None:
    with pytest.raises(ValueError, match="backwards"):
        When(date(2026, 2, 1), date(2026, 1, 1))


def test_it_prints_as_a_day_or_as_a_stretch() -> None:
    assert str(read_when("2026-06-15")) == "2026-06-15"
    assert str(read_when("2026-06")) == "between 2026-06-01 and 2026-06-30"
