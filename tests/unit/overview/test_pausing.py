"""Long lines broken where a voice would pause: no word lost, and no list torn from its "not"."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.overview.cutting import EXCEPTING
from trialhead.overview.pausing import GOES_ON, going_on, in_lines, paused, pieces
from trialhead.overview.polarity import negations
from trialhead.overview.readability import LONGEST, words_in

#: Words that no rule knows, to make lines long.
FILLING = "wibble frob zork quib gromp"
LONG = " ".join([FILLING] * 5)
STRETCHES = [
    "wibbles of the left frobnicator", "quibs", "a zork that gromps", "frobs", "of the zork",
    "(a wibble of the left quib)", "(HBV)", "within 3 months", "at least 5 mg", "in the way",
    "not frobbed", "no quibs", "unless zorked", "except gromps", "and", "or", "[LMW]",
    "who have", "by a doctor",
    "during the study", "without zorks", "such as", ": all of it", "the following",
]  # fmt: skip
lines = st.lists(
    st.tuples(st.sampled_from(STRETCHES), st.sampled_from([" ", ", ", "; ", ". "])),
    min_size=1,
    max_size=20,
).map(lambda parts: "".join(words + sign for words, sign in parts).strip())


def words(text: str) -> list[str]:
    """The words and signs of a text in their order."""
    return re.findall(r"[^\s]+", text)


@given(lines, st.booleans())
def test_no_word_or_sign_is_lost_or_moved(line: str, quoted: bool) -> None:
    assert words(" ".join(pieces(line, quoted=quoted))) == words(line)


@given(lines)
def test_every_line_that_goes_on_says_so(line: str) -> None:
    for before, told in pairwise(paused(line).split("\n")):
        assert told.startswith(f"– {GOES_ON}") or before.endswith(":")


@given(lines)
def test_what_a_no_or_an_exception_governs_is_never_broken_into_a_list(line: str) -> None:
    before = ""
    for piece, after in pairwise(pieces(line)):
        before = f"{before} {piece}"
        statement = re.split(r"[.;]\s", before)[-1]
        if negations(statement) or EXCEPTING.search(statement):
            assert not piece.endswith((",", ":"))
            assert not re.match(r"(?:and|or)\b", after)


@given(lines)
def test_no_piece_is_a_scrap(line: str) -> None:
    made = pieces(line)
    assert len(made) == 1 or min(len(piece.split()) for piece in made) >= 3


@pytest.mark.parametrize(
    "line",
    ["Wibbles of the left frobnicator, quibs, and zorks", f"{FILLING} {FILLING}, {FILLING}"],
)
def test_a_line_that_is_not_long_stays(line: str) -> None:
    assert paused(line) == line


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            f"{FILLING} {FILLING}, {FILLING} {FILLING} zork",
            [f"{FILLING} {FILLING},", f"… {FILLING} {FILLING} zork"],
        ),
        (
            f"{FILLING} {FILLING} (for a zork of the left side) {FILLING} {FILLING}",
            [f"{FILLING} {FILLING} (for a zork of the left side)", f"… {FILLING} {FILLING}"],
        ),
        (
            f"{FILLING} {FILLING} {FILLING} or {FILLING} {FILLING} zork",
            [f"{FILLING} {FILLING} {FILLING}", f"… or {FILLING} {FILLING} zork"],
        ),
        (
            f"{FILLING} {FILLING} {FILLING} within {FILLING} {FILLING} {FILLING}",
            [f"{FILLING} {FILLING} {FILLING}", f"… within {FILLING} {FILLING} {FILLING}"],
        ),
        (
            f"{FILLING} {FILLING} of these: {FILLING} {FILLING}",
            [f"{FILLING} {FILLING} of these:", f"{FILLING} {FILLING}"],
        ),
    ],
)
def test_lines_are_broken_at_signs_brackets_and_joining_words(line: str, told: list[str]) -> None:
    assert paused(line) == "\n– ".join(told)


@pytest.mark.parametrize(
    "governed",
    [
        f"No signs of {FILLING} {FILLING}, {FILLING} or {FILLING} zork",
        f"Cancer, except {FILLING} {FILLING}, {FILLING} or {FILLING} zork",
        f"Cancer unless it is {FILLING} {FILLING}, {FILLING} or {FILLING} zork",
        f"Not counted are the following: {FILLING} {FILLING}, {FILLING} or {FILLING} zork",
        f"Must not have any of these: {FILLING} {FILLING}; {FILLING} or {FILLING} zork",
        f"Without {FILLING} {FILLING}; except {FILLING} {FILLING}, {FILLING} zork",
        f"Zorks not {FILLING} {FILLING} {FILLING}; and {FILLING} {FILLING} {FILLING}",
    ],
)
def test_a_list_behind_a_no_or_an_exception_stays_with_it(governed: str) -> None:
    for piece in paused(governed).split("\n")[1:]:
        assert not re.match(r"– (?:… )?(?:or\b|and\b|wibble)", piece), piece


def test_what_goes_on_from_an_exception_two_lines_above_is_governed_too() -> None:
    line = f"Not counted are {LONG} when {FILLING}, {FILLING}, {FILLING} and {FILLING} {FILLING}"
    told = paused(line).split("\n")
    assert [piece for piece in told if piece.startswith("– … when")]
    assert not [piece for piece in told if re.match(r"– … (?:wibble|and)", piece)]


def test_a_no_in_an_earlier_statement_governs_nothing_here() -> None:
    line = f"No zorks are needed; {FILLING} {FILLING}, {FILLING} and {FILLING} {FILLING}"
    assert f",\n– {GOES_ON}" in paused(line)


def test_statements_that_each_have_their_no_are_broken_at_semicolons() -> None:
    line = f"No {FILLING} {FILLING}; no {FILLING} {FILLING}; no {FILLING}"
    assert paused(line).count(f";\n– {GOES_ON}no") >= 1


def test_a_quote_may_be_broken_in_the_midst_of_a_list_when_nothing_else_helps() -> None:
    line = f"No {FILLING} {FILLING}, {FILLING} {FILLING}, {FILLING} {FILLING}"
    assert words_in(line) > LONGEST
    assert len(pieces(line)) == 1
    assert len(pieces(line, quoted=True)) > 1
    assert in_lines(line).items


@pytest.mark.parametrize(
    "kept",
    [
        "LVEF (how well the heart pumps)",
        "INR (a clotting value)",
        "clearance at least 60 mL/min",
        "what gets in the way of the zork",
        "protein in the urine of the zork",
        "molecular weight [LMW] heparin",
        "hepatitis B virus (HBV) infection",
        "not the quib except for the zork",
        "high blood pressure of the following",
    ],
)
def test_what_belongs_together_is_not_torn(kept: str) -> None:
    told = " ".join(paused(f"{LONG} of {kept} {LONG}").split())
    assert kept in told


def test_long_brackets_are_broken_inside_only_when_the_line_is_still_too_long() -> None:
    short = f"Zork of the left quib (such as {FILLING}, {FILLING})"
    assert paused(short) == short
    long = f"Zork ({FILLING} {FILLING}, {FILLING} {FILLING}, {FILLING} {FILLING} gromp, {FILLING})"
    told = paused(long).split("\n")
    assert len(told) > 1
    assert all(words_in(line) <= LONGEST for line in told)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("You can join only if:", "you sign,", "which shows that you agree"), (False, True)),
        (("Any of these:", "zorks", "(these include quibs)", "gromps"), (False, True, False)),
        (("Women who report zorks", "or plan to have them"), (True,)),
        (("It is used", "… with quibs"), (True,)),
        (("The aim:", "to find zorks", "to count quibs"), (False, False)),
        (("Any of these:", "with zorks", "with quibs"), (False, False)),
        (("Any of these:", "with zorks", "without quibs"), (False, False)),
        (("Any of these:", "whooping cough", "withdrawal of zorks"), (False, False)),
        (("Any of these:", "zorks,", "… and quibs"), (False, True)),
        (("Alone",), ()),
    ],
)
def test_lines_that_go_on_are_told_from_items(lines: tuple[str, ...], told: tuple[bool]) -> None:
    assert going_on(lines) == told


@given(lines)
def test_every_break_of_ours_goes_on_or_stands_below_a_colon(line: str) -> None:
    told = tuple(paused(line).replace("– ", "").split("\n"))
    for before, after, goes_on in zip(told, told[1:], going_on(told), strict=False):
        assert goes_on or before.endswith(":") or not after.startswith("…")
