"""Typing errors are mended, and correct words are left alone."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.vocabulary import Conditions, conditions


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("diabetis", "Diabetes Mellitus"),
        ("lupas", "Lupus Erythematosus, Systemic"),
        ("parkinsns", "Parkinson Disease"),
        ("shizophrenia", "Schizophrenia"),
        ("alzhimers", "Alzheimer Disease"),
        ("brest cancer", "Breast Neoplasms"),
        ("hart attack", "Myocardial Infarction"),
        ("athritis", "Arthritis"),
        ("astham", "Asthma"),
    ],
)
def test_a_typing_error_leads_to_the_condition(known: Conditions, written: str, key: str) -> None:
    correction = known.nearest(written)
    assert correction is not None
    assert correction.given == written
    assert correction.edits > 0
    assert key in {concept.key for concept in correction.concepts}


@pytest.mark.parametrize(
    "written",
    [
        *("diabetes", "heart attack", "gout", "lung heart"),  # known
        *("guot", "flue", "", "?"),  # short
        *("women", "weight", "children", "people", "hospital", "trial", "london", "asdfgh"),
        *("placebo", "metformin", "insulin", "pembrolizumab"),
    ],
)
def test_words_that_need_no_mending_are_left_alone(known: Conditions, written: str) -> None:
    assert known.nearest(written) is None


def test_an_answer_takes_well_below_fifty_milliseconds(known: Conditions) -> None:
    known.nearest("diabetis")
    times = []
    for _ in range(5):
        before = time.perf_counter()
        known.nearest("chronic obstructive pulmonry diseese")
        times.append(time.perf_counter() - before)
    assert min(times) < 0.050


@given(
    st.sampled_from(["schizophrenia", "tuberculosis", "endometriosis", "osteoporosis"]),
    st.integers(min_value=1, max_value=10),
)
def test_one_lost_letter_is_always_found_again(word: str, at: int) -> None:
    correction = conditions().nearest(word[:at] + word[at + 1 :])
    assert correction is not None
    assert correction.edits == 1
    assert correction.words[:1] == word[:1]
