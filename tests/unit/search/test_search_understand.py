"""What was typed is understood as a person means it, and can always be said back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialhead.search import SearchRequest, Understanding, understand
from trialhead.vocabulary import Gazetteer, conditions


@pytest.fixture
def read(gazetteer: Gazetteer):
    """Understands a search."""

    def understood(words: str = "", **others: object) -> Understanding:
        request = SearchRequest(words=words, **others)
        return understand(request, conditions=conditions(), gazetteer=gazetteer)

    return understood


def meant(understood: Understanding) -> dict[str, list[str]]:
    """The conditions each reading stands for, by its words."""
    return {
        reading.words: [concept.key for concept in reading.concepts]
        for reading in understood.readings
    }


@pytest.mark.parametrize(
    ("words", "concept"),
    [
        ("heart attack", "Myocardial Infarction"),
        ("high blood pressure", "Hypertension"),
        ("lupus", "Lupus Erythematosus, Systemic"),
        ("kidney failure", "Renal Insufficiency"),
        ("NSCLC", "Carcinoma, Non-Small-Cell Lung"),
        ("T2DM", "Diabetes Mellitus, Type 2"),
        ("type 2 diabetes", "Diabetes Mellitus, Type 2"),
        ("CKD", "Renal Insufficiency, Chronic"),
        ("Breast CANCER", "Breast Neoplasms"),
        ("tumours", "Neoplasms"),
    ],
)
def test_everyday_words_and_abbreviations_are_understood(read, words: str, concept: str) -> None:
    understood = read(words)
    assert meant(understood) == {words: [concept]}
    assert understood.corrected == ""


def test_an_abbreviation_with_several_senses_gives_them_all(read) -> None:
    (senses,) = meant(read("MI")).values()
    assert senses == ["Myocardial Infarction", "Mitral Valve Insufficiency"]


def test_a_typing_error_is_put_right_and_said(read) -> None:
    understood = read("brest cancr")
    assert understood.corrected == "brest cancr"
    assert meant(understood) == {"breast cancer": ["Breast Neoplasms"]}


def test_sound_words_are_never_corrected(read) -> None:
    for words in ("pembrolizumab", "yoga", "arm"):
        understood = read(words)
        assert (understood.corrected, list(meant(understood))) == ("", [words])


def test_conditions_among_other_words_are_found_in_reading_order(read) -> None:
    understood = read("yoga for lupus, after a heart attack")
    assert meant(understood) == {
        "yoga": [],
        "for": [],
        "lupus": ["Lupus Erythematosus, Systemic"],
        "after": [],
        "a": [],
        "heart attack": ["Myocardial Infarction"],
    }


@pytest.mark.parametrize("words", ["NCT01234567", "nct01234567", " NCT01234567 "])
def test_a_registry_number_is_recognised_however_written(read, words: str) -> None:
    assert read(words).registry_id == "NCT01234567"


@pytest.mark.parametrize("words", ["NCT0123456", "NCT012345678", "NCT01234567 lupus", "٠١٢"])
def test_what_only_looks_like_a_registry_number_is_words(read, words: str) -> None:
    understood = read(words)
    assert understood.registry_id == ""
    assert understood.readings


def test_a_long_text_is_a_note_with_its_conditions(read) -> None:
    note = (
        "My mother is 64 and has had type 2 diabetes for years. Last winter she had a heart "
        "attack and since then she is short of breath when she climbs the stairs at home."
    )
    understood = read(note)
    assert understood.long
    found = [key for keys in meant(understood).values() for key in keys]
    assert {"Diabetes Mellitus, Type 2", "Myocardial Infarction"} <= set(found)


def test_a_query_of_a_few_words_is_not_a_note(read) -> None:
    assert not read("new treatment for early breast cancer near me").long


def test_words_taken_literally_stand_for_themselves(read) -> None:
    understood = read("heart attack", literal=True)
    assert meant(understood) == {"heart": [], "attack": []}
    assert read("brest cancr", literal=True).corrected == ""


def test_a_registry_number_is_recognised_even_when_taken_literally(read) -> None:
    assert read("NCT01234567", literal=True).registry_id == "NCT01234567"


def test_a_place_is_found_and_others_of_its_name_are_offered(read) -> None:
    understood = read(near="Leeds")
    assert understood.place is not None
    assert understood.place.country == "United Kingdom"
    assert "Leeds, Alabama, United States" in [place.label for place in understood.places]
    assert understood.place not in understood.places


def test_without_a_place_there_is_none(read) -> None:
    assert (read("lupus").place, read("lupus").places) == (None, ())
    assert read(near="Xyzzyqwv").place is None


def test_nothing_typed_is_nothing_to_read(read) -> None:
    assert read() == Understanding()


@settings(max_examples=60)
@given(words=st.text(max_size=200), literal=st.booleans())
def test_whatever_is_typed_only_words_of_it_are_read(
    gazetteer: Gazetteer, words: str, literal: bool
) -> None:
    request = SearchRequest(words=words, literal=literal)
    understood = understand(request, conditions=conditions(), gazetteer=gazetteer)
    if not understood.corrected:
        assert all(reading.words in words for reading in understood.readings)
    else:
        assert understood.corrected == words
