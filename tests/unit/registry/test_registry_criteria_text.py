"""Headings of eligibility texts: no exclusion may come to stand among the inclusions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.registry import Part, outlined, parts_of
from trialhead.registry.outline import words_of
from trialhead.vocabulary import Side


def sides_of(criteria: str) -> dict[str, Side]:
    """Under which side each word of the text stands, headings left out."""
    return {
        word: part.side
        for part in parts_of(criteria)
        for text in words_of(part.blocks)
        for word in text.split()
    }


@pytest.mark.parametrize(
    "heading",
    [
        "Exclusion Criteria:",
        "EXCLUSION CRITERIA",
        "exclusion criteria",
        "Exclusion Criteria.",
        "Exclusion Criteria:-",
        "- Exclusion Criteria",
        "[Exclusion Criteria]",
        "**Exclusion Criteria**",
        "2. Exclusion Criteria:",
        "Exclusions:",
        "Exclusion Criteria (Patients meeting any of the following may not take part)",
        "Exclusion Criteria for Subjects Continuing from The Randomized Double-Blind Phase",
        "Key exclusion criteria for group B:",
        "Subjects who meet any of the following exclusion criteria may not be enrolled:",
        "Main Criteria for Exclusion:",
        "Eye-Related Exclusion Criteria:",
        "Non-inclusion criteria:",
        "Non inclusion criteria for control subjects",
        "Noninclusion criteria",
    ],
)
def test_what_follows_an_exclusion_heading_is_excluded(heading: str) -> None:
    sides = sides_of(f"Inclusion Criteria:\n\n* adult\n\n{heading}\n\n* pregnancy")
    assert (sides["adult"], sides["pregnancy"]) == (Side.INCLUSION, Side.EXCLUSION)


@pytest.mark.parametrize(
    "line",
    [
        "Does not meet the inclusion criteria",
        "Does not meet the inclusion criteria.",
        "* Does not meet the inclusion criteria.",
        "1. Not meeting inclusion criteria",
        "(a) Inclusion criteria not met",
        "Inclusion criteria not met",
        "Patients not meeting the inclusion criteria:",
        "* Failure to meet any of the inclusion criteria: age, sex, consent",
        "* Unable to satisfy the inclusion criteria:",
        "Other protocol-defined inclusion criteria may apply.",
        "* Inclusion in another study within 30 days",
        "* See inclusion criteria",
        "2. Any of the inclusion/exclusion criteria",
    ],
)
def test_a_criterion_that_names_the_inclusions_leaves_the_next_one_excluded(line: str) -> None:
    sides = sides_of(f"Exclusion Criteria:\n\n* stroke\n\n{line}\n\n* pregnancy")
    assert sides["pregnancy"] is Side.EXCLUSION
    assert "inclusion" in " ".join(sides).lower()  # the criterion itself is still told


@pytest.mark.parametrize(
    "line",
    [
        "stated in the inclusion criteria within the past 90 days prior to the day of",
        "than those specified in the inclusion criteria",
        "the inclusion criteria or has had a septostomy",
        "the following inclusion criteria in order to be eligible:",
        "inclusion criteria]",
        "before inclusion",
        "inclusion)",
    ],
)
def test_the_end_of_a_sentence_is_no_heading(line: str) -> None:
    sides = sides_of(f"Exclusion Criteria:\n\n* drugs other\n  {line}\n* pregnancy")
    assert set(sides.values()) == {Side.EXCLUSION}


def test_a_heading_that_ends_a_wrapped_item_still_opens_its_part() -> None:
    sides = sides_of("Inclusion Criteria:\n\n* adult\n  to the visit Exclusion Criteria:\n* stroke")
    assert sides["stroke"] is Side.EXCLUSION


@pytest.mark.parametrize("blank", ["", "\n"])
def test_short_headings_in_small_letters_need_no_empty_line(blank: str) -> None:
    sides = sides_of(f"inclusion criteria\n* adult\n{blank}exclusion criteria\n* stroke")
    assert (sides["adult"], sides["stroke"]) == (Side.INCLUSION, Side.EXCLUSION)


@pytest.mark.parametrize(
    "heading",
    ["Inclusion/Exclusion Criteria:", "Inclusion and non-inclusion criteria:"],
)
def test_a_heading_for_both_sides_takes_neither(heading: str) -> None:
    (part,) = parts_of(f"{heading}\n\n* adult")
    assert (part.side, part.heading) == (Side.GENERAL, heading)


@pytest.mark.parametrize(
    ("heading", "side"),
    [
        ("Patients who meet any of the following criteria will be excluded:", Side.EXCLUSION),
        ("* Any subject who meets these criteria should be excluded:", Side.EXCLUSION),
        ("You cannot take part if you:", Side.EXCLUSION),
        ("You can take part if you:", Side.INCLUSION),
        ("Critères d'exclusion :", Side.EXCLUSION),
        ("排除标准：", Side.EXCLUSION),
        ("DISEASE CHARACTERISTICS:", Side.INCLUSION),
    ],
)
def test_what_bars_or_admits_in_other_words_opens_a_part(heading: str, side: Side) -> None:
    sides = sides_of(f"Inclusion Criteria:\n\n* adult\n\n{heading}\n\n* stroke")
    assert (sides["adult"], sides["stroke"]) == (Side.INCLUSION, side)


@pytest.mark.parametrize(
    "line",
    [
        "Patients with stable disease must not be excluded:",
        "* Women are excluded if they breastfeed",
        "1. People in another study are excluded:",
    ],
)
def test_a_criterion_that_speaks_of_exclusion_opens_none(line: str) -> None:
    sides = sides_of(f"Inclusion Criteria:\n\n* adult\n\n{line}\n\n* asthma")
    assert sides["asthma"] is Side.INCLUSION


def test_the_same_side_may_come_back() -> None:
    text = "Inclusion:\n* a\nExclusion:\n* b\nInclusion criteria for group 2:\n* c"
    assert [part.side for part in parts_of(text)] == [
        Side.INCLUSION,
        Side.EXCLUSION,
        Side.INCLUSION,
    ]


def test_a_heading_with_nothing_below_is_kept() -> None:
    assert parts_of("Exclusion Criteria:") == (
        Part(side=Side.EXCLUSION, heading="Exclusion Criteria:", blocks=()),
    )


_PIECES = st.sampled_from(
    ["inclusion", "Exclusion", "non-", "criteria", "not", "meet", "the", ":", ".", "* ", "1. "]
)
_GAPS = st.sampled_from([" ", "\n", "\n\n", "(", ")", "ANC < 500", ""])


@given(st.lists(_PIECES | _GAPS, max_size=14).map("".join))
def test_no_sign_of_any_text_is_lost_at_a_heading(text: str) -> None:
    told = "".join(part.heading + "".join(words_of(part.blocks)) for part in parts_of(text))
    for kept in ("inclusion", "Exclusion", "criteria", "not", "meet", "<", "500", ":", ")"):
        assert told.count(kept) == text.count(kept)


def test_text_without_headings_has_the_outline_of_the_whole() -> None:
    text = "Adults:\n\n* one\n  * two"
    assert parts_of(text) == (Part(side=Side.GENERAL, heading="", blocks=outlined(text)),)
