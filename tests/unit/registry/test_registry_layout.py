"""Long texts: their outline, their criteria, and what changed between two versions."""

import gzip
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.registry import (
    ItemList,
    Paragraph,
    Study,
    differences,
    outlined,
    parts_of,
    read_study,
)
from trialhead.registry.outline import words_of
from trialhead.vocabulary import Side


def squeezed(text: str) -> str:
    """The text without blanks and bullets."""
    return re.sub(r"[\s*•·\-–—]", "", text)


def shape(text: str) -> list:
    """The outline as nested lists of texts."""

    def of(blocks) -> list:
        return [
            block.text
            if isinstance(block, Paragraph)
            else [(f"{i.marker} {i.text}".strip(), *of(i.blocks)) for i in block.items]
            for block in blocks
        ]

    return of(outlined(text))


def test_paragraphs_are_parted_by_empty_lines() -> None:
    assert shape("one\ngoes on\n\ntwo") == ["one goes on", "two"]


def test_lists_keep_their_nesting() -> None:
    text = "Intro:\n\n* a\n\n  * b\n  * c\n\n    * d\n* e"
    assert shape(text) == ["Intro:", [("a", [("b",), ("c", [("d",)])]), ("e",)]]


@pytest.mark.parametrize("marks", [("1.", "2."), ("1)", "2)"), ("(1)", "(2)"), ("a.", "b.")])
def test_numbers_and_letters_of_a_list_are_kept(marks: tuple[str, str]) -> None:
    assert shape(f"{marks[0]} x\n{marks[1]} y") == [[(f"{marks[0]} x",), (f"{marks[1]} y",)]]


def test_an_item_goes_on_in_the_next_line() -> None:
    assert shape("* one\n  and more\n* two") == [[("one and more",), ("two",)]]


def test_a_paragraph_inside_an_item_stays_inside() -> None:
    assert shape("* one\n\n  inside\n\noutside") == [[("one", "inside")], "outside"]


def test_a_bullet_before_nothing_is_left_out() -> None:
    assert shape("* \n* one") == [[("one",)]]


@pytest.mark.parametrize("text", ["-5 to 10", "2.5 mg", "- ", "1.73 m2 of body surface"])
def test_numbers_are_not_taken_for_marks(text: str) -> None:
    assert squeezed("".join(words_of(outlined(text)))) == squeezed(text)


_LINES = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.sampled_from(["", "* ", "- ", "1. ", "(a) "]),
        st.text("abcxyz ", min_size=1, max_size=8).filter(str.strip),
        st.booleans(),
    ),
    max_size=12,
)


@given(_LINES)
def test_no_word_is_lost_and_none_is_added(lines) -> None:
    text = "\n".join(
        f"{' ' * 2 * depth}{mark}{words}" + ("\n" if gap else "")
        for depth, mark, words, gap in lines
    )
    assert squeezed("".join(words_of(outlined(text)))) == squeezed(text)


def sides(criteria: str) -> list[tuple[str, str]]:
    """The parts of a text: side and heading."""
    return [(part.side.value, part.heading) for part in parts_of(criteria)]


@pytest.mark.parametrize(
    ("heading", "side"),
    [
        ("Inclusion Criteria:", "inclusion"),
        ("INCLUSION CRITERIA", "inclusion"),
        ("Key Exclusion Criteria:", "exclusion"),
        ("Exclusion criteria for all groups:", "exclusion"),
        ("* Exclusion Criteria:", "exclusion"),
        ("Exclusion:", "exclusion"),
        ("Inclusion criteria：", "inclusion"),
        ("Inclusion and exclusion criteria:", "general"),
    ],
)
def test_a_heading_opens_a_part(heading: str, side: str) -> None:
    assert sides(f"{heading}\n\n* a criterion") == [(side, heading.lstrip("*").strip())] or sides(
        f"{heading}\n\n* a criterion"
    ) == [(side, heading)]


@pytest.mark.parametrize(
    "criterion",
    [
        "* Does not meet the inclusion criteria",
        "* patients who do not fulfil the inclusion criteria",
        "* Not meeting inclusion criteria",
        "1. Any participant not meeting inclusion criteria",
        "Does not meet the inclusion criteria",
        "Not meeting all inclusion criteria.",
        "Other protocol-defined inclusion criteria apply",
    ],
)
def test_a_criterion_that_names_the_inclusion_criteria_stays_an_exclusion(criterion: str) -> None:
    found = parts_of(f"Exclusion Criteria:\n\n* a\n\n{criterion}\n")
    assert [part.side for part in found] == [Side.EXCLUSION]


def test_words_behind_the_heading_belong_to_its_part() -> None:
    (part,) = parts_of("Inclusion Criteria: 1. Adults\n2. Lupus")
    assert part.heading == "Inclusion Criteria:"
    assert list(words_of(part.blocks)) == ["1. Adults", "2. Lupus"]


def test_text_without_headings_is_general() -> None:
    assert sides("Adults with lupus.") == [("general", "")]
    assert parts_of("") == ()


def test_parts_keep_their_order() -> None:
    text = "Intro\n\nExclusion Criteria:\n\n* a\n\nInclusion Criteria:\n\n* b"
    assert [side for side, _ in sides(text)] == ["general", "exclusion", "inclusion"]


def test_real_texts_lose_nothing(shared) -> None:
    with gzip.open(shared / "data" / "studies-v2.jsonl.gz", "rt") as lines:
        for line in lines:
            criteria = read_study(json.loads(line)).eligibility.criteria
            told = "".join(
                part.heading + "".join(words_of(part.blocks)) for part in parts_of(criteria)
            )
            assert squeezed(told) == squeezed(criteria)


def test_a_study_does_not_differ_from_itself(minimal: Study) -> None:
    assert differences(minimal, minimal) == ()


def test_a_change_names_its_section_field_and_lines(minimal: Study) -> None:
    earlier = replace(minimal, summary="one\ntwo\nthree")
    later = replace(minimal, summary="one\n2\nthree")
    (change,) = differences(earlier, later)
    assert (change.section, change.field) == ("overview", "summary")
    assert (change.removed, change.added) == (("two",), ("2",))


def test_a_field_that_appears_is_all_added(minimal: Study) -> None:
    (change,) = differences(minimal, replace(minimal, conditions=("Lupus",)))
    assert (change.removed, change.added) == ((), ("Lupus",))


def test_two_studies_have_no_difference_to_tell(minimal: Study) -> None:
    with pytest.raises(ValueError, match="different studies"):
        differences(minimal, replace(minimal, registry_id="NCT00000002"))


@given(st.text("ab\n", max_size=12), st.text("ab\n", max_size=12))
def test_differences_turn_around(before: str, after: str) -> None:
    base = read_study(
        {
            "protocolSection": {
                "identificationModule": {"nctId": "NCT00000001", "briefTitle": "x"},
                "statusModule": {"overallStatus": "COMPLETED"},
                "designModule": {"studyType": "OBSERVATIONAL"},
            }
        }
    )
    one, two = replace(base, summary=before), replace(base, summary=after)
    there = {(c.field, tuple(sorted(c.added))) for c in differences(one, two)}
    back = {(c.field, tuple(sorted(c.removed))) for c in differences(two, one)}
    assert {field for field, _ in there} == {field for field, _ in back}


def test_a_list_is_a_list_of_items() -> None:
    (block,) = outlined("* a")
    assert isinstance(block, ItemList)
