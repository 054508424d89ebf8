"""Which lines of a text turn to the other side, in the styles that registries hold.

To miss such a line would ask for what excludes, so each is tested after a list of the other side.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.criteria import PieceKind, Side, laid_out, read_text


def items(text: str) -> list[tuple[str, str]]:
    """Side and words of every item."""
    return [
        (piece.side.name[0], piece.span.of(text))
        for piece in laid_out(text)
        if piece.kind is PieceKind.ITEM
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Exclusion Criteria:",
        "Exclusion  Criteria :",
        "EXCLUSION CRITERIA：",
        "Exclusion Criteria.",
        "Exclusion Criteria;",
        "Exclusion",
        "EXCLUSIONS:",
        "Exclusion criterion:",
        "Exclusion-criteria",
        "- Exclusion Criteria:",
        "[Exclusion criteria]",
        "= Exclusion Criteria =",
        "# Exclusion Criteria #",
        "### Exclusion criteria",
        "3. Exclusion Criteria:",
        "Key exclusion criteria",
        "Main Exclusion Criteria:",
        "Additional exclusion criteria",
        "Medical exclusion criteria:",
        "Criteria for exclusion",
        "Reasons for exclusion:",
        "Non-inclusion criteria:",
        "Exclusion criteria are:",
        "The exclusion criteria are as follows:",
        "Exclusion criteria include the following conditions:",
        "Exclusion Criteria (both cohorts)",
        "Exclusion Criteria (any of the following)",
        "Exclusion Criteria for Cohort B:",
        "Exclusion Criteria Part 1 (dose escalation):",
        "EXCLUSION CRITERIA FOR ALL PARTS",
        "Part A - Exclusion Criteria:",
        "You will not be able to take part if you:",
        "(2) Exclusion criteria:",
        "II. EXCLUSION CRITERIA",
        "B. Exclusion Criteria:",
        "1.2 Exclusion criteria",
        "__Exclusion Criteria__",
        "**Exclusion Criteria:**",
        "Exlusion criteria:",
        "Patients are excluded if:",
        "Subjects will be excluded from the study if they have any of the following:",
        "Patients with any of the following will be excluded:",
        "Ineligible if:",
        "Not eligible:",
        "People cannot take part if they:",
    ],
)
def test_lines_that_turn_to_exclusion(line):
    text = f"Inclusion Criteria:\n\n* Lupus\n\n{line}\n\n* HIV"
    assert items(text) == [("I", "Lupus"), ("E", "HIV")]


@pytest.mark.parametrize(
    "line",
    [
        "Inclusion Criteria:",
        "INCLUSION CRITERIA",
        "Key Inclusion Criteria:",
        "Inclusion Criteria (Part A):",
        "INCLUSION CRITERIA FOR HEALTHY VOLUNTEERS:",
        "Criteria for inclusion:",
        "Inclusion criteria are:",
        "Patients must meet the following inclusion criteria:",
        "# Inclusion criteria",
        "1. Inclusion criteria:",
    ],
)
def test_lines_that_turn_to_inclusion(line):
    text = f"Exclusion Criteria:\n\n* HIV\n\n{line}\n\n* Lupus"
    assert items(text) == [("E", "HIV"), ("I", "Lupus")]


@pytest.mark.parametrize(
    "line",
    [
        "* Meets the exclusion criteria of no other study",
        "* Exclusion of other causes of the illness",
        "* Exclusion of malaria by a blood film:",
        "* Fulfils the inclusion criteria of the main study",
        "Exclusion of other illnesses by an examination of the spinal fluid is needed",
        "* Diagnosis of exclusion",
        "* Not met any exclusion criterion of the registry",
    ],
)
def test_criteria_that_speak_of_criteria_turn_nothing_round(line):
    text = f"Inclusion Criteria:\n\n* Lupus\n{line}\n* Adults"
    assert {side for side, _ in items(text)} == {"I"}
    assert len(items(text)) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Inclusion Criteria:\n\nCohort A:\n\n* Lupus\n\nCohort B:\n\n* Gout\n\n"
            "Exclusion Criteria:\n\nAll cohorts:\n\n* HIV",
            [("I", "Lupus"), ("I", "Gout"), ("E", "HIV")],
        ),
        (
            "Inclusion Criteria for Part A:\n* Lupus\nExclusion Criteria for Part A:\n* HIV\n"
            "Inclusion Criteria for Part B:\n* Gout\nExclusion Criteria for Part B:\n* Asthma",
            [("I", "Lupus"), ("E", "HIV"), ("I", "Gout"), ("E", "Asthma")],
        ),
        (
            "DISEASE CHARACTERISTICS:\n\n* Lymphoma\n\nPATIENT CHARACTERISTICS:\n\n* ECOG 0-2\n\n"
            "PRIOR CONCURRENT THERAPY:\n\n* No prior chemotherapy",
            [("I", "Lymphoma"), ("I", "ECOG 0-2"), ("I", "No prior chemotherapy")],
        ),
        (
            "A study of lupus.\n\nInclusion Criteria:\n* Lupus",
            [("G", "A study of lupus."), ("I", "Lupus")],
        ),
        (
            "Inclusion Criteria:\n\nAge ≥ 18 years\n\nLupus\n\nExclusion Criteria:\n\nPregnancy",
            [("I", "Age ≥ 18 years"), ("I", "Lupus"), ("E", "Pregnancy")],
        ),
        (
            "Inclusion Criteria: Adults with lupus. Exclusion Criteria: Pregnancy.",
            [("I", "Adults with lupus."), ("E", "Pregnancy.")],
        ),
        (
            "Inclusion Criteria:\n1) Lupus 2) Adults 3) Consent",
            [("I", "Lupus"), ("I", "Adults"), ("I", "Consent")],
        ),
        (
            "Inclusion Criteria:\r\n\r\n* Lupus\r\n* Adults",
            [("I", "Lupus"), ("I", "Adults")],
        ),
        ("INCLUSION CRITERIA - Adults\n\n* Lupus", [("I", "Adults"), ("I", "Lupus")]),
    ],
    ids=["cohorts", "parts", "cancer", "preface", "plain", "prose", "inline", "windows", "dash"],
)
def test_texts_of_many_styles(text, expected):
    assert [(side, words.strip("\r")) for side, words in items(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Adults with lupus may take part. They must not be pregnant.",
        "Patients with lupus.\n\nPatients who are pregnant are not eligible.",
        "* Lupus\n* No pregnancy",
        "Inclusion/Exclusion Criteria:\n\n* Lupus\n* No HIV",
        "Criteria:\n\n* Lupus",
    ],
)
def test_where_no_side_is_told_none_is_guessed(text):
    """Nobody is told "does not fit" on account of a text whose sides are not known."""
    assert {criterion.side for criterion in read_text(text).criteria} == {Side.GENERAL}


@pytest.mark.parametrize(
    "text",
    [
        "Einschlusskriterien:\n* Lupus\n\nAusschlusskriterien:\n* HIV",
        "Critères d'inclusion :\n* Lupus\n\nCritères de non-inclusion :\n* VIH",
        "Criterios de inclusión:\n* Lupus\n\nCriterios de exclusión:\n* VIH",
        "纳入标准：\n1. 年龄≥18岁\n排除标准：\n1. 妊娠",
        "**Inclusion Criteria:**\n- Lupus\n\n**Exclusion Criteria:**\n- HIV",
    ],
)
def test_both_sides_are_told_apart(text):
    assert [side for side, _ in items(text)] == ["I", "E"]


def test_an_exclusion_heading_ends_the_item_before_it():
    text = "Inclusion Criteria: - Adults - Consent Exclusion Criteria: - HIV infection - Asthma"
    assert items(text) == [
        ("I", "Adults"),
        ("I", "Consent"),
        ("E", "HIV infection"),
        ("E", "Asthma"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "* Patients with stable asthma will not be excluded",
        "* Other causes must be excluded",
        "* Malignancy is excluded by biopsy",
    ],
)
def test_sentences_that_exclude_something_else_turn_nothing_round(line):
    assert {side for side, _ in items(f"Inclusion Criteria:\n* Lupus\n{line}\n* Adults")} == {"I"}


_WORDS = st.sampled_from(
    [
        "Lupus",
        "Adults",
        "HIV infection",
        "Asthma of many years",
        "ECOG 0-1",
        "Hemoglobin ≥ 9 g/dL",
        "No stroke within 6 months",
        "Consent (in writing)",
    ]
)
_SIGNS = st.sampled_from(["* ", "- ", "• ", "{}. ", "{}) ", "({}) "])


@given(st.lists(_WORDS, min_size=1, max_size=8), st.lists(_WORDS, max_size=8), _SIGNS)
def test_plain_lists_are_found_item_by_item(wanted, barred, sign):
    """Whatever the sign: what goes in comes out, in order and on its side."""
    text = "".join(
        f"{title}\n\n" + "".join(f"{sign.format(n)}{each}\n" for n, each in enumerate(found, 1))
        for title, found in (("Inclusion Criteria:", wanted), ("\nExclusion Criteria:", barred))
    )
    assert items(text) == [("I", each) for each in wanted] + [("E", each) for each in barred]


@given(st.lists(_WORDS, min_size=1, max_size=6), st.sampled_from(["\n", "\n\n", "\n \n"]))
def test_empty_lines_between_items_change_nothing(found, gap):
    text = "Inclusion Criteria:\n\n" + gap.join(f"* {each}" for each in found)
    assert items(text) == [("I", each) for each in found]


def test_fifty_thousand_characters_keep_their_sides():
    text = (
        "Inclusion Criteria:\n\n"
        + "* Lupus that was proven by a biopsy\n" * 700
        + "\nExclusion Criteria:\n\n"
        + "1. HIV infection\n" * 1_500
    )
    assert len(text) > 50_000
    sides = [side for side, _ in items(text)]
    assert sides == ["I"] * 700 + ["E"] * 1_500
