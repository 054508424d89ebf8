"""What people wrote, judged sentence by sentence, and what of it an overview shows."""

import re
from collections.abc import Callable

import pytest

from tests.unit.overview.conftest import Sampled, sampled
from trialhead.overview import (
    Draft,
    Overview,
    Section,
    Standing,
    as_shown,
    check,
    compose,
    judge,
)

STUDY = "NCT99900001"
TAXI = "A taxi brings you to each visit."


@pytest.fixture(scope="module")
def sampled_once() -> Sampled:
    """The study under test, read once."""
    return sampled(STUDY)


def draft_of(overview: Overview) -> dict[Section, tuple[str, ...]]:
    """An overview as somebody would hand it in."""
    return {
        chapter.section: tuple(one.text for one in chapter.sentences)
        for chapter in overview.chapters
    }


def standing_of(text: str, sample: Sampled) -> Standing:
    """How one sentence stands."""
    judgement = judge({Section.STEPS: (text,)}, *sample)
    return judgement.sections[Section.STEPS][0].standing


def test_what_the_rules_tell_holds_and_tells_every_criterion(
    sampled_once: Sampled,
) -> None:
    study, criteria = sampled_once
    draft = draft_of(compose(study, criteria))
    judgement = judge(draft, study, criteria)
    assert judgement.count(Standing.HOLDS) == sum(map(len, draft.values()))
    assert judgement.uncovered == ()


@pytest.mark.parametrize(
    "text",
    [
        TAXI,
        "You get 50 euros for each visit.",
        "Each visit takes about 3 hours.",
        "Please tell us if you need an interpreter.",
        "You come to the clinic 14 times.",
        "The treatment is free.",
        "You get 50 euros for each visit!",
    ],
)
def test_what_the_record_is_silent_about_goes_beyond_it(text: str, sampled_once: Sampled) -> None:
    assert standing_of(text, sampled_once) is Standing.BEYOND


@pytest.mark.parametrize(
    "text",
    [
        "You must be at least 16 years old at consent.",
        "You must be at least 18 months old.",
        "Your latest BMI must be at least 40 kg/m².",
        "You must have type 1 diabetes.",
        "It plans to take 900 people.",
        "The record has a field for visits, pain, cost or pay.",
        "The drug is safe.",
        "You qualify for this study.",
        "“We pay for a taxi.”",
        "It uses this drug: “Ibuprofen”",
        "A taxi that the study pays for brings you and one other person to the clinic and back "
        "home again each and every time that the study team asks you to come.",
    ],
)
def test_what_contradicts_promises_quotes_wrongly_or_is_too_long_cannot_stand(
    text: str, sampled_once: Sampled
) -> None:
    assert standing_of(text, sampled_once) is Standing.WRONG


def test_no_sentence_with_another_number_gets_by(sampled_once: Sampled) -> None:
    """Every figure of our own words is changed in turn; an approval helps none of them."""
    study, criteria = sampled_once
    spoilt = []
    for sentence in compose(study, criteria).sentences:
        own = sentence.text.split("“")[0]
        for match in re.finditer(r"(?<![\d./])\d+(?![\d./])", own):
            if own[match.end() :].startswith(("/", " m²")) or "phase" in own:
                continue
            other = str(int(match.group()) + 7)
            spoilt.append(own[: match.start()] + other + sentence.text[match.end() :])
    assert len(spoilt) > 8
    assert not [text for text in spoilt if standing_of(text, sampled_once) is not Standing.WRONG]


def shown(draft: Draft, sample: Sampled, *approved: str) -> list[str]:
    """The sentences that an overview shows of a draft."""
    study, criteria = sample
    judgement = judge(draft, study, criteria)
    overview = as_shown(judgement, study, criteria, made="by people", approved=approved)
    return [each.text for each in overview.sentences]


def test_approved_words_stand_where_they_were_written(sampled_once: Sampled) -> None:
    draft = draft_of(compose(*sampled_once))
    before, *after = draft[Section.STEPS]
    mixed = {**draft, Section.STEPS: (before, TAXI, *after)}
    texts = shown(mixed, sampled_once, TAXI)
    assert texts.index(TAXI) == texts.index(before) + 1
    assert TAXI not in shown(mixed, sampled_once)


def test_a_section_of_approved_words_alone_keeps_what_rules_tell(
    sampled_once: Sampled,
) -> None:
    texts = shown({Section.BURDENS: (TAXI,)}, sampled_once, TAXI)
    assert TAXI in texts
    assert {each.text for each in compose(*sampled_once).sentences} <= set(texts)


def test_all_but_the_approved_words_passes_the_gate(sampled_once: Sampled) -> None:
    study, criteria = sampled_once
    draft = {
        Section.WHO: ("Your latest BMI must not be more than 40 kg/m².",),
        Section.TIME: (TAXI,),
    }
    judgement = judge(draft, study, criteria)
    overview = as_shown(judgement, study, criteria, made="by people", approved=(TAXI,))
    assert [each.text for each in overview.sentences if not each.support] == [TAXI]
    borne_out = [each for each in overview.sentences if each.support]
    assert check(borne_out, study, criteria).faithful


def test_a_record_of_other_words_decides(asking: Callable[..., Sampled]) -> None:
    adults = asking("Inclusion Criteria:\n\n* Age 18 years or older")
    elders = asking("Inclusion Criteria:\n\n* Age 65 years or older")
    text = "You must be at least 18 years old."
    assert standing_of(text, adults) is Standing.HOLDS
    assert standing_of(text, elders) is Standing.WRONG
