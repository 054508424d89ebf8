"""Typing the first letters offers the conditions people look for."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.vocabulary import Conditions, conditions


def _offered(known: Conditions, start: str, limit: int = 8) -> list[str]:
    return [suggestion.words for suggestion in known.suggest(start, limit=limit)]


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("diab", "diabetes"),
        ("heart a", "heart attack"),
        ("lup", "lupus"),
        ("asth", "asthma"),
        ("COPD", "COPD"),
        ("oesoph", "oesophageal cancer"),
        ("bowel can", "bowel cancer"),
        ("Alzh", "Alzheimer's"),
    ],
)
def test_the_first_letters_offer_the_usual_name_first(
    known: Conditions, start: str, words: str
) -> None:
    assert _offered(known, start)[0] == words


def test_a_whole_term_comes_before_longer_ones(known: Conditions) -> None:
    offered = _offered(known, "depression")
    assert offered[0] == "depression"


def test_terms_that_start_so_come_before_terms_that_hold_a_word_that_does(
    known: Conditions,
) -> None:
    offered = _offered(known, "asthm", limit=400)
    starts = [words.lower().startswith("asthm") for words in offered]
    assert starts == sorted(starts, reverse=True)
    assert {True, False} == set(starts)


def test_words_may_come_in_any_order(known: Conditions) -> None:
    assert "lung cancer" in _offered(known, "cancer lun")


def test_an_ambiguous_abbreviation_offers_all_its_meanings(known: Conditions) -> None:
    keys = {suggestion.concept.key for suggestion in known.suggest("AD", limit=8)}
    assert {"Alzheimer Disease", "Dermatitis, Atopic"} <= keys


def test_nothing_typed_offers_nothing(known: Conditions) -> None:
    assert known.suggest("", limit=8) == known.suggest(" - ", limit=8) == ()
    assert known.suggest("asthma", limit=0) == ()


@pytest.mark.parametrize("start", ["a", "c", "di", "heart", "lung c", "c c c", "xyzzy"])
def test_an_answer_takes_less_than_ten_milliseconds(known: Conditions, start: str) -> None:
    known.suggest(start, limit=8)
    times = []
    for _ in range(5):
        before = time.perf_counter()
        known.suggest(start, limit=8)
        times.append(time.perf_counter() - before)
    assert min(times) < 0.010


@given(st.text(max_size=12), st.integers(min_value=1, max_value=20))
def test_each_condition_is_offered_once(start: str, limit: int) -> None:
    keys = [suggestion.concept.key for suggestion in conditions().suggest(start, limit=limit)]
    assert len(keys) == len(set(keys)) <= limit
