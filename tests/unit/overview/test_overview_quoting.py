"""Long quotes in short lines: every sign of the record stays, and the gate still sees one quote."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.overview.conftest import Sampled
from trialhead.overview import Sentence, check, compose, sentences_of
from trialhead.overview.phrases import phrases
from trialhead.overview.quoting import lines_of, quote

LISTED = """Laboratory values at screening:
* absolute neutrophil count of at least 1,500 /mm3;
* a) platelets of at least 100,000 /mm3, without transfusion (for 7 days)
  1. wibbles ≥ 3; or
  2. frobnications, unless these were treated before"""
PIECES = st.sampled_from(
    [
        "called”", "≥ 3 mg", "(for example", "asthma)", "1.", "(2)", "a)", ";", ",", "or", "unless",
        "\n* ", "\n– ", "\n  - ", ":", "the following:", "within 3 months", "“so", "who have",
        "1.5 × 10⁹/L", "patients", ".", "Note", "、", "[b]", "including", "except",
    ]
)  # fmt: skip


def squeezed(text: str) -> str:
    """A text with one space between its words."""
    return " ".join(text.split())


@given(st.lists(PIECES, min_size=1, max_size=60).map(" ".join))
def test_not_a_sign_is_lost_or_moved(words: str) -> None:
    assert squeezed(" ".join(lines_of(words))) == squeezed(words)


def test_long_words_stand_in_lines_at_their_own_signs() -> None:
    assert lines_of(LISTED) == (
        "Laboratory values at screening:",
        "* absolute neutrophil count of at least 1,500 /mm3;",
        "* a) platelets of at least 100,000 /mm3, without transfusion (for 7 days)",
        "1. wibbles ≥ 3; or",
        "2. frobnications, unless these were treated before",
    )


@pytest.mark.parametrize("words", ["Asthma; or epilepsy", f"{LISTED} “so called”"])
def test_short_words_and_words_that_quote_stay_in_one_line(words: str) -> None:
    assert lines_of(words) == (squeezed(words),)


def test_the_lines_of_a_quote_are_one_line_of_the_sentence() -> None:
    told = quote("The record also says:", LISTED, phrases("en"))
    assert "\n" in told
    assert Sentence(text=told).lines == (told,)
    assert [each.text for each in sentences_of(f"{told}\nIt is so. Asthma.")] == [
        told,
        "It is so.",
        "Asthma.",
    ]


def test_a_criterion_quoted_in_lines_passes_the_gate_and_a_changed_line_does_not(
    asking: Callable[..., Sampled],
) -> None:
    words = (
        "Wibbles of the left frobnicator graded by the local board after zorbing, defined as "
        "more gromps than quibs in two of the last three samples unless the board was away"
    )
    study, criteria = asking(f"Exclusion Criteria:\n* {words}")
    (only,) = [each for each in compose(study, criteria).sentences if each.support[0].criterion]
    quoted = quote("You cannot join if you fit these words of the record:", words, phrases("en"))
    assert check(sentences_of(quoted), study, criteria).sentences[0].faults == ()
    assert squeezed(words) in squeezed(only.text.replace("\n– ", " "))
    changed = quoted.replace("unless the board", "and the board")
    assert changed != quoted
    assert check(sentences_of(changed), study, criteria).sentences[0].faults
