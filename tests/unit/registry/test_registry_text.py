"""Decoding: what a reader should see, and nothing that deceives."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.registry.text import decoded, one_line


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        (r"eGFR\<30", "eGFR<30"),
        (r"\>= 3.0 \* ULN", ">= 3.0 * ULN"),
        (r"\[abc\] \~ 10\^9", "[abc] ~ 10^9"),
        ("a &lt; b &amp; c", "a < b & c"),
        ("a &amp;lt; b", "a < b"),
        ("&#39;x&#39; &#x3C;", "'x' <"),
        ("R&D, AT&T; &nothing", "R&D, AT&T; &nothing"),
        ("one<br/>two<BR>three", "one\ntwo\nthree"),
        ("a\u00a0b\u2003c", "a b c"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\uf0b7 item", "• item"),
        ("tail   \nnext", "tail\nnext"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("ze\u200bro wid\u00adth\ufeff", "zero width"),
        ("nul\x00bell\x07", "nulbell"),
        ("half \ud800 pair", "half \ufffd pair"),
    ],
)
def test_a_text_reads_as_meant(raw: str, seen: str) -> None:
    assert decoded(raw) == seen


def test_a_comparison_is_not_taken_for_a_tag() -> None:
    assert decoded("age <18 or >65 <b>bold</b>") == "age <18 or >65 <b>bold</b>"


@given(st.text())
def test_no_text_breaks_decoding_and_none_deceives(raw: str) -> None:
    seen = decoded(raw)
    assert not re.search("[\x00-\x08\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", seen)
    assert "\r" not in seen
    seen.encode("utf-8")


@given(st.text(alphabet="abc 0123456789.<>=≤≥×±%()\n", max_size=60))
def test_numbers_and_comparisons_are_never_changed(raw: str) -> None:
    assert [c for c in decoded(raw) if not c.isspace()] == [c for c in raw if not c.isspace()]


@given(st.text(alphabet="ab <>&;=\n", max_size=40))
def test_a_decoded_text_stays_as_it_is(raw: str) -> None:
    seen = decoded(raw)
    if "&" not in seen and "\\" not in seen:
        assert decoded(seen) == seen


@given(st.text(max_size=60))
def test_one_line_is_one_line(raw: str) -> None:
    line = one_line(raw)
    assert "\n" not in line
    assert line == " ".join(line.split())


# Every sign of Unicode's Bidi_Control property, and the tags that spell out unseen words.
_DECEIVING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\U000e0041"


@pytest.mark.parametrize("sign", _DECEIVING, ids=lambda sign: f"{ord(sign):x}")
@pytest.mark.parametrize("form", ["{}", "&#{:d};", "&#x{:x};", "&amp;#{:d};"])
def test_signs_that_turn_or_hide_text_are_gone_however_they_are_written(
    sign: str, form: str
) -> None:
    written = form.format(sign if form == "{}" else ord(sign))
    assert decoded(f"dose {written}>5 mg") == "dose >5 mg"


@pytest.mark.parametrize(
    "raw", ["PCR&amplification; tests", "R&section;", "&lt30;", "&unknown;", "5 & 6; 7"]
)
def test_what_only_begins_as_an_entity_stays_as_it_is(raw: str) -> None:
    assert decoded(raw) == raw


@given(st.sampled_from("<>≤≥×±"), st.integers(0, 10**6), st.integers(0, 2))
def test_a_comparison_survives_every_way_of_writing_it(sign: str, number: int, times: int) -> None:
    entity = f"&{'amp;' * times}#{ord(sign)};"
    for written in (sign, f"\\{sign}" if sign in "<>" else sign, entity):
        assert decoded(f"ANC {written}{number}") == f"ANC {sign}{number}"


def test_a_tag_that_never_closes_is_passed_over_quickly() -> None:
    raw = "<br" + " " * 1_000_000
    assert decoded(raw) == "<br"  # a second look at each blank would take hours


@pytest.mark.parametrize(
    ("raw", "seen"), [("", ""), ("\n\n \n", ""), ("\n a\n\n b \n", " a\n\n b"), ("&#0;", "\ufffd")]
)
def test_layout_inside_a_text_stays_and_around_it_goes(raw: str, seen: str) -> None:
    assert decoded(raw) == seen
