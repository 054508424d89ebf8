"""Numbers in English words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.overview.numerals import numerals

ONES = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("eighteen years", [18]),
        ("Forty-five or FORTY SIX", [45, 46]),
        ("two hundred and ten people", [210]),
        ("a hundred people", [100]),
        ("two thousand and twenty-four", [2024]),
        ("five hundred thousand", [500_000]),
        ("one and a half years", [1.5]),
        ("two and three", [2, 3]),
        ("twenty-one to thirty-five", [21, 35]),
        ("someone often weighs a stone; a person tends to", []),
        ("half", []),
    ],
)
def test_numbers_in_words_are_read(text: str, values: list[float]) -> None:
    assert [each.value for each in numerals(text)] == values


@given(st.integers(0, 9), st.integers(0, 7), st.integers(1, 9))
def test_every_number_below_a_thousand_is_read(hundreds: int, tens: int, ones: int) -> None:
    before = f"{ONES[hundreds]} hundred and " if hundreds else ""
    text = f"{before}{TENS[tens]}-{ONES[ones]}"
    (only,) = numerals(f"About {text} of them")
    assert only.value == hundreds * 100 + (tens + 2) * 10 + ones
    assert f"About {text} of them"[only.start : only.end] == text
