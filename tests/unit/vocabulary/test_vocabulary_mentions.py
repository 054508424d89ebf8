"""Conditions are found in free text, and everyday words are not taken for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.vocabulary import Conditions, conditions


def _words(known: Conditions, text: str) -> list[str]:
    return [mention.words for mention in known.mentioned(text, limit=50)]


def test_a_note_gives_its_conditions_in_reading_order(known: Conditions) -> None:
    note = "I have Type 2 Diabetes and high blood pressure; heart attack in 2019."
    assert _words(known, note) == ["Type 2 Diabetes", "high blood pressure", "heart attack"]


def test_the_longest_term_counts(known: Conditions) -> None:
    (mention,) = known.mentioned("metastatic non-small cell lung cancer", limit=9)
    assert mention.words == "non-small cell lung cancer"
    assert [concept.key for concept in mention.concepts] == ["Carcinoma, Non-Small-Cell Lung"]


def test_a_mention_says_where_it_stands(known: Conditions) -> None:
    text = "Since the winter: asthma."
    (mention,) = known.mentioned(text, limit=9)
    assert text[mention.start :].startswith("asthma")


def test_a_term_does_not_reach_over_the_end_of_a_sentence(known: Conditions) -> None:
    assert _words(known, "No lupus. Nephritis found.") == ["lupus", "Nephritis"]
    assert _words(known, "Has lupus nephritis.") == ["lupus nephritis"]


@pytest.mark.parametrize(
    "text",
    [
        "All my friends came, as ever, and it was sad",
        "I wear hearing aids",
        "ALL PATIENTS CAME",
        "a tumour of 10 mm",
        "waited 450 ms",
        "the PSA level rose",
        "this is her site",
        "fit and able to walk",
        "",
    ],
)
def test_everyday_words_are_no_conditions(known: Conditions, text: str) -> None:
    assert set(_words(known, text)) <= {"tumour"}


@pytest.mark.parametrize("text", ["relapse of ALL", "He has AIDS", "PsA since May", "I have ms"])
def test_abbreviations_written_as_such_are_conditions(known: Conditions, text: str) -> None:
    assert len(_words(known, text)) == 1


def test_an_ambiguous_abbreviation_keeps_its_meanings(known: Conditions) -> None:
    (mention,) = known.mentioned("diagnosed with MS", limit=9)
    assert len(mention.concepts) == 2


def test_no_more_than_the_limit_come_back(known: Conditions) -> None:
    assert len(known.mentioned("asthma, gout, lupus, mumps", limit=2)) == 2


@given(st.lists(st.sampled_from(["asthma", "gout", "the", "of", "...", "lupus", "é", "\n"])))
def test_mentions_are_pieces_of_the_text_that_do_not_overlap(pieces: list[str]) -> None:
    text = " ".join(pieces)
    end = 0
    for mention in conditions().mentioned(text, limit=99):
        assert mention.start >= end
        end = mention.start + len(mention.words)
        assert text[mention.start : end] == mention.words
