"""Reading grades, and how a text is cut into sentences."""

import pytest

from tests.unit.overview.conftest import SAMPLE, sampled
from trialhead.overview import Sentence, Standing, compose, judge, readability, sentences_of

IDS = sorted(path.stem for path in SAMPLE.glob("*.json"))


def test_short_words_in_short_sentences_are_easy() -> None:
    found = readability(["The cat sat on the mat.", "It did not like the dog."])
    assert found.easy
    assert (found.words, found.longest) == (12, 6)


def test_long_words_in_long_sentences_are_hard() -> None:
    found = readability(
        ["Investigator-initiated evaluation of autologous immunotherapy administration "
         "demonstrating considerable tolerability in refractory populations"]
    )  # fmt: skip
    assert not found.easy


def test_the_grade_is_that_of_the_formula() -> None:
    # 6 words, 1 sentence, 6 syllables: 0.39 * 6 + 11.8 * 1 - 15.59.
    assert readability(["The cat sat on the mat."]).grade == pytest.approx(-1.45)


def test_the_record_s_words_are_counted_apart() -> None:
    found = readability(["It is about this: “Haematological malignancies, unspecified”"])
    assert (found.words, found.quoted) == (4, 3)
    assert readability(["“Haematological malignancies”"]).grade is None


def test_items_of_a_list_are_sentences() -> None:
    assert readability(["One of these:\n– you have asthma\n– you have lupus"]).longest == 3


def test_a_text_is_cut_at_the_ends_of_sentences_only() -> None:
    text = "# Title\nTake 2.5 mg, e.g. at night. Then rest.\n\n- A point. Another one."
    assert [each.text for each in sentences_of(text)] == [
        "Take 2.5 mg, e.g. at night.",
        "Then rest.",
        "A point.",
        "Another one.",
    ]


def test_items_below_a_colon_belong_to_it() -> None:
    text = "One of these:\n- asthma\n* lupus\n\nAnother thing."
    assert sentences_of(text) == (
        Sentence(text="One of these:\n– asthma\n– lupus"),
        Sentence(text="Another thing."),
    )


def test_a_dash_inside_a_sentence_begins_no_item() -> None:
    text = "Doses - high ones - count: * all of them."
    assert sentences_of(text) == (Sentence(text=text),)


def test_quotes_are_never_cut() -> None:
    text = "The record says: “First. Second. Third.” Then it ends."
    assert [each.text for each in sentences_of(text)] == [
        "The record says: “First. Second. Third.”",
        "Then it ends.",
    ]


def test_an_item_with_our_own_sign_belongs_to_the_sentence_above_it() -> None:
    text = "You cannot join if you had other cancer,\n– except skin cancer\n\n– A line of its own."
    assert [each.text for each in sentences_of(text)] == [
        "You cannot join if you had other cancer,\n– except skin cancer",
        "A line of its own.",
    ]


@pytest.mark.parametrize("registry_id", IDS)
def test_an_overview_written_out_is_read_as_it_was(registry_id: str) -> None:
    for chapter in compose(*sampled(registry_id)).chapters:
        told = [each.text for each in chapter.sentences]
        assert [each.text for each in sentences_of("\n".join(told))] == told


@pytest.mark.parametrize("registry_id", IDS)
def test_a_team_can_begin_with_what_rules_tell(registry_id: str) -> None:
    study, criteria = sampled(registry_id)
    chapters = compose(study, criteria).chapters
    begun = {one.section: tuple(each.text for each in one.sentences) for one in chapters}
    assert judge(begun, study, criteria).texts(Standing.WRONG) == ()
