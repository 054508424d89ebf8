"""Numbers in one way of writing, signs in words, and signs that hide: tables and properties."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.criteria import Bounds, bounds_told
from trialhead.overview import figures_kept
from trialhead.overview.claims import claims
from trialhead.overview.hidden import hidden
from trialhead.overview.numerals import numerals
from trialhead.overview.spelling import in_figures, plain
from trialhead.overview.symbols import in_words

TEXTS = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=60)

# Spelling ----------------------------------------------------------------------------------------

WRITTEN = {
    "twice a day": "2 times per day",
    "two times per day": "2 times per day",
    "10 mg BID": "10 mg 2 times per day",
    "10 mg TID": "10 mg 3 times per day",
    "10 mg B.I.D": "10 mg 2 times per day",
    "3 times a week": "3 times per week",
    "three times each week": "3 times per week",
    "5 mg/d": "5 mg per day",
    "5 mg/wk": "5 mg per week",
    "5 mg/day": "5 mg per day",
    "5 mg / week": "5 mg per week",
    "once daily": "once per day",
    "Monthly": "per month",
    "annually": "per year",
    "half of the people": "50% of the people",
    "one third of patients": "33.3% of patients",
    "a quarter of the group": "25% of the group",
    "half a year": "6 months",
    "half an hour": "30 minutes",
    "half a day": "12 hours",
    "½ tablet": "0.5 tablet",
    "1½ hours": "1.5 hours",
    "2 ¼ hours": "2.25 hours",
    "a dozen": "12",
    "2024-06-03": "2024 6 3",
    "2024-06": "2024 6",
    "June 2024": "6 2024",
    "3 June 2024": "3 6 2024",
    "one year": "1 year",
    "a month": "1 month",
    "for a week": "for 1 week",
    "within a year": "within 1 year",
    "at least a day": "at least 1 day",
    "one site": "1 site",
    "one of them": "one of them",
    "may take part": "may take part",
    "in May": "in May",
    "１８ years": "18 years",
    "١٨ years": "18 years",
    "1\u00a0500": "1 500",
    "2·5": "2.5",
    "\\>= 5": ">= 5",
    "eighteen to forty-five": "18 to 45",
    "two hundred and ten": "210",
}


@pytest.mark.parametrize("text", WRITTEN)
def test_numbers_and_times_have_one_way_of_writing(text: str) -> None:
    assert in_figures(text) == WRITTEN[text]


@pytest.mark.parametrize("text", WRITTEN)
def test_what_is_written_in_figures_stays(text: str) -> None:
    assert in_figures(WRITTEN[text]) == WRITTEN[text]


@given(TEXTS)
def test_any_text_keeps_every_digit_that_it_has(text: str) -> None:
    told = in_figures(text)
    kept = re.findall(r"[1-9]", plain(text))
    assert len(re.findall(r"[1-9]", told)) >= len(kept) - text.count("-0")


@given(st.integers(0, 10**6))
def test_digits_of_every_script_are_the_same_number(number: int) -> None:
    for zero in "٠۰०০０":
        written = "".join(chr(ord(zero) + int(digit)) for digit in str(number))
        assert plain(f"{written} mg") == f"{number} mg"


@given(st.integers(1, 31), st.integers(1, 12), st.integers(1900, 2100))
def test_a_day_is_the_same_in_words_and_in_figures(day: int, month: int, year: int) -> None:
    names = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    parts = sorted(in_figures(f"{year}-{month:02d}-{day:02d}").split())
    assert sorted(in_figures(f"{day} {names[month - 1]} {year}").split()) == parts


# Numerals ----------------------------------------------------------------------------------------

ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelt(number: int) -> str:
    """A number in English words, written by other rules than those that read it."""
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    for size, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            joint = " and " if 0 < rest < 100 else " "
            return f"{spelt(number // size)} {name}" + (f"{joint}{spelt(rest)}" if rest else "")
    raise AssertionError(number)


@given(st.integers(1, 999_999_999))
def test_every_number_in_words_is_read_back(number: int) -> None:
    text = f"It takes {spelt(number)} people."
    (only,) = numerals(text)
    assert only.value == number
    assert text[only.start : only.end] == spelt(number)


@given(st.lists(st.integers(2, 9999), min_size=1, max_size=5))
def test_numbers_in_a_list_stay_apart(numbers: list[int]) -> None:
    text = ", ".join(map(spelt, numbers))
    assert [each.value for each in numerals(text)] == numbers
    assert in_figures(text) == ", ".join(map(str, numbers))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("twelve hundred", [1200]),
        ("a thousand", [1000]),
        ("three million five hundred thousand", [3_500_000]),
        ("one two three", [1, 2, 3]),
        ("fifty fifty", [50, 50]),
        ("twenty and thirty", [20, 30]),
        ("between five and ten", [5, 10]),
        ("five and a half", [5.5]),
        ("ten and a half and three", [10.5, 3]),
        ("sixty-five-year-old", [65]),
        ("One Hundred and Five", [105]),
        ("tone, often, weight, tent, sixth", []),
        ("hundreds of a", []),
        ("", []),
    ],
)
def test_runs_of_number_words_are_parted_rightly(text: str, values: list[float]) -> None:
    assert [each.value for each in numerals(text)] == values


# Signs -------------------------------------------------------------------------------------------

SIGNS = {
    "≥ 18": "at least 18",
    "≥18 years": "at least 18 years",
    "> = 5": "at least 5",
    "=> 5": "at least 5",
    "> or = 5": "at least 5",
    ">/= 5": "at least 5",
    "≧ 5": "at least 5",
    "< or = 3": "at most 3",
    "≦ 4": "at most 4",
    "</=4": "at most 4",
    "\\>= 4": "at least 4",
    "\\< 5": "less than 5",
    "HbA1c >7%": "HbA1c more than 7%",
    "AST >3x ULN": "AST more than 3 times ULN",
    "2.5xULN": "2.5 times ULN",
    "3 X the upper limit": "3 times the upper limit",
    "3 × institutional ULN": "3 × institutional ULN",
    "3 * ULN": "3 times ULN",
    "(≥ 5 mg)": "(at least 5 mg)",
    "[<5 mg]": "[less than 5 mg]",
    "> 2 and < 4": "more than 2 and less than 4",
    "x > y": "x > y",
    "5 ≤ x ≤ 10": "5 ≤ x ≤ 10",
    "10 < 20": "10 < 20",
    "≥ ≥ 5": "≥ ≥ 5",
    "a->b": "a->b",
    "<< 5": "<< 5",
    "no sign": "no sign",
}


@pytest.mark.parametrize("text", [text for text in SIGNS if "×" not in text])
def test_a_sign_is_said_in_words_only_where_all_of_them_are_limits(text: str) -> None:
    assert in_words(text).strip() == SIGNS[text]
    assert in_words(SIGNS[text]) == SIGNS[text]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["≥", "≤", ">", "<", ">=", "<=", "=<", "=>", "≧", "≦"]),
            st.sampled_from(["", " "]),
            st.integers(0, 999),
            st.sampled_from([" years", " mg/dL", "%", " x ULN"]),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_signs_in_words_keep_limit_figure_and_unit(parts: list[tuple[str, str, int, str]]) -> None:
    text = " or ".join(f"ALT {sign}{gap}{number}{unit}" for sign, gap, number, unit in parts)
    told = in_words(text)
    assert not re.search(r"[≥≤<>=]", told)
    found = [
        [(each.value, each.comparator, each.unit) for each in claims(one)] for one in (text, told)
    ]
    assert found[0] == found[1]


@given(TEXTS)
def test_signs_said_once_are_said(text: str) -> None:
    told = in_words(text)
    assert in_words(told) == told
    assert re.findall(r"\d+", told) == re.findall(r"\d+", text)


@given(st.integers(0, 10**9), st.sampled_from(["", "ULN", "mg/dL"]))
def test_great_limits_are_told_in_full(number: int, unit: str) -> None:
    for ends in ((number, number), (number, None), (None, number)):
        told = bounds_told(Bounds(low=ends[0], high=ends[1]), unit)
        assert str(number) in told.split(), told
        assert figures_kept(told, told) == ()


@pytest.mark.parametrize("word", ["at least", "at most", "above", "below", "nearly"])
@pytest.mark.parametrize("figure", ["100000", "1500000"])
def test_a_word_before_a_great_figure_makes_no_registry_code_of_it(word: str, figure: str) -> None:
    assert figures_kept(f"Platelets {word} {figure}", f"{figure}") == ()
    assert figures_kept(f"See NCT0{figure}", figure) != ()
    assert figures_kept(f"See NCT {figure}", f"NCT{figure}") == ()


# Hidden ------------------------------------------------------------------------------------------

HIDING = {
    "zero\u200bwidth": ["U+200B"],
    "turned \u202eround": ["U+202E"],
    "soft\u00adhyphen": ["U+00AD"],
    "b\ufeffom": ["U+FEFF"],
    "private \ue000": ["U+E000"],
    "back\x08space": ["U+0008"],
    "es\x1bcape": ["U+001B"],
    "null\x00": ["U+0000"],
    "é\x07": ["U+0007"],
    "р\u0430ypal": ["р\u0430ypal"],
    "Οne": ["Οne"],
    "a <b>bold</b> one": ["<b>", "</b>"],
    "a <script src=x>": ["<script src=x>"],
    "<!-- note -->": ["<!-- note -->"],
    "see https://x.org/a now": ["https://x.org/a"],
    "see www.x.org": ["www.x.org"],
    "javascript:alert(1)": ["javascript:alert(1)"],
    "data:text/html,x": ["data:text/html,x"],
    "[here](/a)": ["](/a)"],
    "{{name}}": ["{{", "}}"],
    "&amp; &#8203;": ["&amp;", "&#8203;"],
}
HONEST = [
    "naïve β-blocker", "TNF-α and IL-1β", "5 μg", "p < 0.05", "<5 mg", "a\tb", "two\nlines",
    "“quoted” – dash …", "50 % (of them)", "Müller & Söhne", "H₂O", "10⁹/L", "données", "您", "ربو",
]  # fmt: skip


@pytest.mark.parametrize("text", HIDING)
def test_what_hides_or_marks_up_is_named(text: str) -> None:
    assert list(hidden(text, "")) == HIDING[text]


@pytest.mark.parametrize("text", [text for text in HIDING if "U+" in HIDING[text][0]])
def test_no_record_excuses_a_sign_that_nobody_sees(text: str) -> None:
    assert list(hidden(text, text)) == HIDING[text]


@pytest.mark.parametrize("text", [text for text in HIDING if "U+" not in HIDING[text][0]])
def test_markup_and_letters_of_the_record_itself_may_stand(text: str) -> None:
    assert list(hidden(text, f"before {text} behind")) == []


@pytest.mark.parametrize("text", HONEST)
def test_honest_signs_pass(text: str) -> None:
    assert list(hidden(text, "")) == []


@given(TEXTS)
def test_every_control_and_format_sign_is_named_once(text: str) -> None:
    expected = {
        f"U+{ord(sign):04X}"
        for sign in text
        if unicodedata.category(sign) in ("Cf", "Cc", "Co", "Cn") and sign not in "\n\t"
    }
    named = [each for each in hidden(text, text) if re.fullmatch(r"U\+[0-9A-F]{4,6}", each)]
    assert sorted(named) == sorted(expected)
