"""More turns of phrase that speak to the reader, and cuts that lose no word."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.overview.addressing import addressed, lowered
from trialhead.overview.cutting import cut, whole
from trialhead.overview.pausing import in_lines

TURNED = {
    "Patients who have asthma, and has pain": ("you have asthma, and have pain", False),
    "All patients must sign": ("you must sign", True),
    "Should be able": ("you should be able", True),
    "Needs to fast": ("you need to fast", True),
    "Subject is able to walk": ("you are able to walk", False),
    "Participants have had surgery": ("you have had surgery", False),
    "Persons who smoke": ("you smoke", False),
    "Any patient who requires oxygen": ("you require oxygen", False),
    "Patient who recently had surgery": ("you recently had surgery", False),
    "Volunteers having asthma": ("you have asthma", False),
    "Presence of edema": ("you have edema", False),
    "Patients with a history of stroke": ("you have ever had this: stroke", False),
    "Participants with his/her medicine": ("you have your medicine", False),
    "Cannot walk": ("you cannot walk", False),
    "Women who are pregnant": None,
    "Patients on dialysis": None,
    "Individuals not willing": None,
    "Patients who are on drugs; they stop": None,
}


@pytest.mark.parametrize("words", TURNED)
def test_only_sure_grammar_is_turned(words: str) -> None:
    assert addressed(words) == TURNED[words]


PIECES = st.lists(
    st.sampled_from(
        ["asthma", "5 mg", "(e.g. a, b)", "unless cured", "which is new", "or", "of 3;"]
    ),
    min_size=1,
    max_size=25,
).map(" ".join)


@given(PIECES)
def test_no_way_of_cutting_loses_or_moves_a_word(words: str) -> None:
    for way in (whole, cut, in_lines):
        made = way(words)
        told = " ".join((made.head, *made.items))
        assert re.findall(r"\w+", told) == re.findall(r"\w+", words)


@given(st.text(max_size=40))
def test_lowering_touches_the_first_letter_alone_and_once(words: str) -> None:
    told = lowered(words)
    assert told[1:] == words[1:]
    assert lowered(told) == told
