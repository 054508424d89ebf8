"""How eligibility texts are laid out: headings, items inside each other, and what is left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.criteria import PieceKind, Side, laid_out, read_text

_PARTS = st.sampled_from(
    [
        "Inclusion Criteria:",
        "EXCLUSION CRITERIA",
        "Key exclusion criteria: pregnancy",
        "* Age ≥ 18 years",
        "  - at least one of the following:",
        "1. Lupus",
        "2) HIV infection; or",
        "    a. under treatment",
        "\u2022 ＡＮＣ ≧ 1,500",
        "Cohort A:",
        "and who agree",
        "",
        "~",
        "\t",
        "(see above)",
        "Does not meet the inclusion criteria",
    ]
)
texts = st.one_of(
    st.text(max_size=300),
    st.lists(_PARTS, max_size=14).map("\n".join),
    st.lists(_PARTS, max_size=14).map(" ".join),
)


def items(text: str) -> list[tuple[str, str, int]]:
    """Side, words and level of every item."""
    return [
        (piece.side.name[0], piece.span.of(text), piece.level)
        for piece in laid_out(text)
        if piece.kind is PieceKind.ITEM
    ]


def headings(text: str) -> list[tuple[str, str]]:
    """Side and words of every heading."""
    return [
        (piece.side.name[0], piece.span.of(text))
        for piece in laid_out(text)
        if piece.kind is PieceKind.HEADING
    ]


@given(texts)
def test_every_character_belongs_to_one_piece(text):
    at = 0
    for piece in laid_out(text):
        assert piece.span.start == at
        assert piece.span.end > at
        at = piece.span.end
    assert at == len(text)


@given(texts)
def test_reading_is_deterministic_and_keeps_its_place(text):
    first, second = read_text(text), read_text(text)
    assert first == second
    pieces = [piece.span for piece in laid_out(text) if piece.kind is PieceKind.ITEM]
    for criterion in first.criteria:
        assert criterion.words is not None
        assert criterion.words.start in {span.start for span in pieces}
        assert criterion.words.end in {span.end for span in pieces}


@given(texts)
def test_every_item_is_in_one_criterion(text):
    """Nothing is dropped between the layout and the criteria."""
    covered = [criterion.words for criterion in read_text(text).criteria]
    for piece in laid_out(text):
        if piece.kind is PieceKind.ITEM:
            holding = [
                s for s in covered if s.start <= piece.span.start and piece.span.end <= s.end
            ]
            assert len(holding) == 1


@given(texts)
def test_ids_differ(text):
    ids = [criterion.id for criterion in read_text(text).criteria]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "line",
    [
        "Inclusion Criteria:",
        "INCLUSION CRITERIA",
        "inclusion criteria",
        "Key Inclusion Criteria:",
        "Main inclusion criteria",
        "1. Inclusion criteria:",
        "* Inclusion Criteria:",
        "## Inclusion criteria",
        "Inclusion:",
        "You can join if you:",
        "People can take part if they:",
        "Subjects inclusion criteria:",
        "DISEASE CHARACTERISTICS:",
        "PATIENT CHARACTERISTICS:",
    ],
)
def test_lines_that_open_what_is_needed(line):
    text = f"{line}\n\n* Lupus"
    assert [side for side, _ in headings(text)] == ["I"]
    assert items(text) == [("I", "Lupus", 0)]


@pytest.mark.parametrize(
    "line",
    [
        "Exclusion Criteria:",
        "EXCLUSION CRITERIA",
        "Key Exclusion Criteria",
        "Non-inclusion criteria:",
        "Exclusion:",
        "2. Exclusion criteria",
        "## Exclusion",
        "You cannot join if you:",
        "Patients will be excluded if they:",
    ],
)
def test_lines_that_open_what_speaks_against(line):
    text = f"{line}\n\n* Lupus"
    assert [side for side, _ in headings(text)] == ["E"]
    assert items(text) == [("E", "Lupus", 0)]


@pytest.mark.parametrize(
    "line",
    [
        "Does not meet the inclusion criteria of the main study",
        "* Patients who meet any exclusion criterion of part A",
        "* Must fulfil all inclusion criteria",
        "Exclusion of pregnancy by a test",
    ],
)
def test_lines_that_only_speak_of_criteria_turn_nothing_round(line):
    text = f"Exclusion Criteria:\n\n* HIV infection\n{line}\n* Lupus"
    assert {side for side, _, _ in items(text)} == {"E"}


def test_items_stand_below_the_nearest_one_above():
    text = (
        "Exclusion Criteria:\n\n1. HIV\n   * on treatment\n     - for a year\n   * untreated\n2. TB"
    )
    assert items(text) == [
        ("E", "HIV", 0),
        ("E", "on treatment", 1),
        ("E", "for a year", 2),
        ("E", "untreated", 1),
        ("E", "TB", 0),
    ]


@pytest.mark.parametrize(
    "sign", ["*", "-", "•", "1.", "1)", "(1)", "a.", "a)", "(a)", "i.", "o", "+"]
)
def test_signs_that_open_an_item(sign):
    text = f"Inclusion Criteria:\n\n{sign} Lupus\n{sign} Asthma"
    assert [words for _, words, _ in items(text)] == ["Lupus", "Asthma"]


@pytest.mark.parametrize("words", ["-5 °C at least", "1.5 mg or more", "a lupus nephritis"])
def test_numbers_and_articles_open_none(words):
    text = f"Inclusion Criteria:\n\n* {words}"
    assert [found for _, found, _ in items(text)] == [words]


def test_both_lists_in_one_paragraph():
    text = (
        "Inclusion Criteria: 1. Age above 18 years; 2. diagnosis of lupus; 3. signed consent. "
        "Exclusion Criteria: 1. pregnancy; 2. HIV infection."
    )
    assert [(side, words.strip(" ;.")) for side, words, _ in items(text)] == [
        ("I", "Age above 18 years"),
        ("I", "diagnosis of lupus"),
        ("I", "signed consent"),
        ("E", "pregnancy"),
        ("E", "HIV infection"),
    ]


def test_a_tilde_in_place_of_line_breaks():
    text = "Inclusion Criteria:~~1. Lupus~2. Asthma~~Exclusion Criteria:~~1. HIV"
    assert [side for side, _, _ in items(text)] == ["I", "I", "E"]


def test_a_sentence_broken_by_the_margin_is_one_item():
    text = (
        "Inclusion Criteria:\n\n"
        "  -  Patients with lupus of the kidney that was proven by a biopsy within the last year and\n"
        "     who take part in the registry of their hospital\n"
        "  -  Adults\n"
    )
    assert len(items(text)) == 2
    assert items(text)[0][1].endswith("registry of their hospital")


def test_without_a_heading_no_side_is_guessed():
    assert {side for side, _, _ in items("* Lupus\n* No pregnancy")} == {"G"}
    assert {c.side for c in read_text("* Lupus").criteria} == {Side.GENERAL}


def test_groups_within_a_side_keep_it():
    text = "Exclusion Criteria:\n\nHeart:\n\n* Angina\n\nLung:\n\n* Asthma"
    assert items(text) == [("E", "Angina", 0), ("E", "Asthma", 0)]
    assert headings(text) == [("E", "Exclusion Criteria:"), ("E", "Heart:"), ("E", "Lung:")]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "~~~", "\u200b", "* ", "1."])
def test_texts_without_words_give_no_criteria_or_unread_ones(text):
    assert all(criterion.id for criterion in read_text(text).criteria)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 25_000 + ")" * 25_000,
        "a or " * 10_000,
        "* " * 25_000,
        "≥ " * 25_000,
        "18 " * 16_000,
        "within 4 weeks before " * 2_200,
        "lupus, " * 7_000,
        "Inclusion Criteria:\n" + "  * x\n" * 8_000,
        "\n".join(" " * depth + "- a" for depth in range(300)),
    ],
    ids=["brackets", "or", "bullets", "signs", "numbers", "times", "names", "items", "depth"],
)
def test_texts_made_to_be_slow_are_read_to_the_end(text):
    read = read_text(text[:50_000])
    assert all(criterion.words is not None for criterion in read.criteria)
