"""What a model sends: broken JSON in many shapes, left-out parts, order, duplicates, floods."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.model import drafted
from tests.unit.overview.conftest import asked_for
from trialhead.errors import Unreadable
from trialhead.overview import (
    BY_RULES,
    CHARACTERS,
    SENTENCES,
    Section,
    check,
    compose,
    held,
    retell,
)
from trialhead.overview.draft import read_draft

RECORD = asked_for(
    "Inclusion Criteria:\n\n* Age ≥ 18 years\n* Type 2 diabetes\n\nExclusion Criteria:\n\n* Asthma",
    designModule={"studyType": "INTERVENTIONAL", "enrollmentInfo": {"count": 120}},
)
RULES = compose(*RECORD)
GOOD = "You must be at least 18 years old."
BAD = "You must be at least 21 years old."
WHOLE = {part.section: [each.text for each in part.sentences] for part in RULES.chapters}

# Reading -----------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["sections", "section", "sentences", "x"]), inner, max_size=3
        )
    ),
    max_leaves=12,
)
SENTENCES_TOLD = st.lists(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=30), max_size=4
)
DRAFTS = st.dictionaries(st.sampled_from(Section), SENTENCES_TOLD, max_size=8)


@given(DRAFTS)
def test_a_draft_in_the_right_form_is_read_as_it_is_but_for_empty_sentences(
    draft: dict[Section, list[str]],
) -> None:
    read = read_draft(drafted(draft))
    assert read == {name: [one for one in part if one.strip()] for name, part in draft.items()}


@given(JSON)
@settings(max_examples=200)
def test_any_json_is_read_or_refused(told: Any) -> None:
    try:
        draft = read_draft(json.dumps(told))
    except Unreadable:
        return
    assert set(draft) <= set(Section)
    assert all(isinstance(one, str) for part in draft.values() for one in part)


@given(DRAFTS, st.data())
def test_an_answer_cut_off_anywhere_is_refused(
    draft: dict[Section, list[str]], data: st.DataObject
) -> None:
    answer = drafted(draft)
    end = data.draw(st.integers(0, len(answer) - 1))
    with pytest.raises(Unreadable):
        read_draft(answer[:end])


@given(st.text(max_size=60))
def test_running_text_is_no_draft(text: str) -> None:
    with pytest.raises(Unreadable):
        read_draft(f"Here is it: {text}")


SHAPES = {
    "nothing": "",
    "a word": "sorry",
    "a fence": "```json\n" + drafted({Section.WHO: [GOOD]}) + "\n```",
    "words before": "Sure: " + drafted({Section.WHO: [GOOD]}),
    "words behind": drafted({Section.WHO: [GOOD]}) + " Done.",
    "two answers": drafted({}) * 2,
    "a list": "[]",
    "a number": "7",
    "null": "null",
    "a text": '"sections"',
    "no sections": "{}",
    "null sections": '{"sections": null}',
    "sections of numbers": '{"sections": [1, 2]}',
    "sections of lists": '{"sections": [["who may take part", ["a"]]]}',
    "no name": '{"sections": [{"sentences": ["a"]}]}',
    "no sentences": '{"sections": [{"section": "who may take part"}]}',
    "null sentences": '{"sections": [{"section": "who may take part", "sentences": null}]}',
    "a number of sentences": '{"sections": [{"section": "who may take part", "sentences": 3}]}',
    "another name": drafted({"eligibility": [GOOD]}),
    "the name in capitals": drafted({"WHO MAY TAKE PART": [GOOD]}),
    "the name as a list": '{"sections": [{"section": ["who may take part"], "sentences": []}]}',
    "a comma too many": '{"sections": [],}',
    "single quotes": "{'sections': []}",
    "deep": "[" * 100_000,
    "deep objects": '{"sections":' * 50_000,
    "too many": drafted({Section.WHO: [GOOD] * (SENTENCES + 1)}),
    "thousands": drafted({Section.WHO: [GOOD] * 5000}),
    "too many in all": drafted({name: [GOOD] * (SENTENCES // 8 + 1) for name in Section}),
    "too long": drafted({Section.WHO: ["a" * (CHARACTERS + 1)]}),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_other_shapes_are_refused(shape: str) -> None:
    with pytest.raises(Unreadable, match=r"form|too long") as refused:
        read_draft(SHAPES[shape])
    assert refused.value.fix == "Try again."


def test_as_much_as_is_allowed_is_read() -> None:
    many = read_draft(drafted({Section.WHO: ["a"] * SENTENCES}))
    assert len(many[Section.WHO]) == SENTENCES
    (only,) = read_draft(drafted({Section.WHO: ["a" * CHARACTERS]}))[Section.WHO]
    assert len(only) == CHARACTERS


# Retelling ---------------------------------------------------------------------------------------


def answering(*answers: str) -> tuple[Callable[[Sequence[Any]], str], list[Sequence[Any]]]:
    """A model that gives these answers in turn, and what it was asked."""
    waiting, asked = iter(answers), []

    def ask(messages: Sequence[Any]) -> str:
        asked.append(messages)
        return next(waiting)

    return ask, asked


def texts(draft: dict[Section, list[str]]) -> list[str]:
    """What the overview shows of a draft."""
    overview = held(draft, *RECORD, made="model")
    assert check(overview.sentences, *RECORD).faithful
    return [each.text for each in overview.sentences]


def test_a_draft_without_a_fault_is_asked_for_once() -> None:
    ask, asked = answering(drafted(WHOLE))
    assert retell(ask, *RECORD) == WHOLE
    assert len(asked) == 1


def test_a_second_answer_takes_the_place_of_the_faulty_ones_only() -> None:
    first = drafted({Section.WHO: [BAD, "You must not have asthma."]})
    ask, asked = answering(first, drafted({Section.WHO: [GOOD, "You must not have asthma."]}))
    draft = retell(ask, *RECORD)
    assert draft[Section.WHO] == ["You must not have asthma.", GOOD]
    assert len(asked) == 2
    assert [each["role"] for each in asked[1]] == ["system", "user", "assistant", "user"]
    assert BAD in asked[1][-1]["content"]
    assert "asthma" not in asked[1][-1]["content"]


def test_a_fault_repeated_is_left_out_at_last() -> None:
    ask, _ = answering(drafted({Section.WHO: [BAD, GOOD]}), drafted({Section.WHO: [BAD]}))
    assert retell(ask, *RECORD)[Section.WHO] == [GOOD]


def test_a_second_answer_that_cannot_be_read_is_refused() -> None:
    ask, _ = answering(drafted({Section.WHO: [BAD]}), "sorry")
    with pytest.raises(Unreadable):
        retell(ask, *RECORD)


@given(st.sets(st.sampled_from([one for part in WHOLE.values() for one in part])))
@settings(max_examples=30, deadline=None)
def test_whatever_a_model_leaves_out_is_told_by_rules(left_out: set[str]) -> None:
    draft = {name: [one for one in part if one not in left_out] for name, part in WHOLE.items()}
    assert sorted(texts(draft)) == sorted(each.text for each in RULES.sentences)


@given(st.permutations(WHOLE[Section.WHO]))
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_rules_is_the_order_shown(order: list[str]) -> None:
    shown = texts({**WHOLE, Section.WHO: order})
    assert shown == [each.text for each in RULES.sentences]


@pytest.mark.parametrize("wrong", [BAD, "You must have asthma.", "It is safe.", "Nonsense wibble."])
@pytest.mark.parametrize("section", Section)
def test_a_faulty_sentence_is_shown_in_no_section(wrong: str, section: Section) -> None:
    shown = texts({**WHOLE, section: [wrong, *WHOLE.get(section, [])]})
    assert wrong not in shown
    assert set(shown) == {each.text for each in RULES.sentences}


@pytest.mark.parametrize("draft", [{}, {Section.WHO: []}, {Section.WHO: [BAD]}])
def test_of_an_empty_or_wholly_wrong_draft_the_rules_remain(
    draft: dict[Section, list[str]],
) -> None:
    assert held(draft, *RECORD, made="model") == RULES
    assert held(draft, *RECORD, made="model").made == BY_RULES


def test_a_thousand_wrong_sentences_change_nothing() -> None:
    flood = [f"You must be at least {number} years old." for number in range(1000, 2000)]
    shown = texts({Section.WHO: [*flood, GOOD]})
    assert not set(flood) & set(shown)
    assert GOOD in shown
