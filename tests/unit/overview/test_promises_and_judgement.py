"""Promises in many words, told from doubts and rules; and how sentences people wrote stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.overview.conftest import asked_for
from trialhead.overview import (
    FlagKind,
    Section,
    Standing,
    as_shown,
    compose,
    judge,
    wording_flags,
)
from trialhead.overview.promises import promises

WRONG = """\
benefit: It cures asthma.
benefit: This drug will cure you.
benefit: The treatment works well.
benefit: A promising medicine.
benefit: You will feel better.
benefit: Most people recover faster.
benefit: It shrinks tumours.
benefit: The drug lowers your blood sugar.
benefit: It can stop the pain.
benefit: Patients live longer with it.
benefit: It gives hope for people with cancer.
benefit: It is proven.
benefit: The best treatment for lupus.
benefit: It is better than aspirin.
benefit: Your symptoms went away.
benefit: You will get well.
benefit: It keeps the cancer from growing.
benefit: It makes you stronger.
benefit: People slept better.
benefit: It heals wounds.
benefit: It saves lives.
benefit: A miracle.
benefit: You can be cured.
benefit: It does more good than other treatments.
benefit: Success is certain, it is a success.
benefit: It is effective.
safety: It has no side effects.
safety: It is harmless.
safety: The drug is well tolerated.
safety: There is nothing to fear.
safety: Nobody was harmed.
safety: Side effects are mild.
safety: It is risk-free.
safety: You will not feel pain.
safety: A gentle treatment.
safety: It is not dangerous.
eligibility: You are eligible.
eligibility: You qualify.
eligibility: You can join.
eligibility: You may take part.
eligibility: You meet all the rules.
eligibility: You are a good fit.
eligibility: A place is reserved for you.
eligibility: Everyone can take part.
eligibility: You have been selected.
eligibility: You are guaranteed a place.
urging: Hurry.
urging: Act now.
urging: There are limited places.
urging: Call today.
urging: Do not miss this.
urging: You get free treatment."""
CASES = [tuple(line.split(": ", 1)) for line in WRONG.splitlines()]
RIGHT = """\
The study asks whether it cures asthma.
Nobody knows if it works well.
It is not known whether you will feel better.
The study tests if it shrinks tumours.
The study compares how well two drugs work.
The aim is to find out how safe it is.
It may not help you.
It does not cure asthma.
You can take part only if you are 18.
You cannot join if you are pregnant.
You must have had success with another drug.
You must not have live vaccines.
You must be at least 18 years old.
The record does not say whether this helps you.
It plans to take 120 people.
You are in a group by chance.
You must have pain for 3 months.
The study wants to learn whether it lowers blood sugar.
You must have tried a drug that did not work well.
You may have side effects.
You must use birth control that works well.
Doctors measure how much pain you have.
The study team decides who can join.
A board watches over safety.
You visit the clinic once a month.""".splitlines()
OF_FLAGS = {
    "benefit": {FlagKind.PROMISE},
    "safety": {FlagKind.PROMISE},
    "eligibility": {FlagKind.ELIGIBILITY},
    "urging": {FlagKind.URGENCY, FlagKind.FREE},
}


@pytest.mark.parametrize(("kind", "text"), CASES)
def test_a_promise_is_known_by_its_kind_in_any_phrasing(kind: str, text: str) -> None:
    for way in (text, text.upper(), text.lower(), f"  {text[:-1]}  "):
        found = promises(way)
        assert kind in {each for each, _ in found}, way
        assert all(words in way for _, words in found)


@pytest.mark.parametrize(("kind", "text"), CASES)
def test_the_wording_check_flags_it_too_and_says_what_to_write(kind: str, text: str) -> None:
    flags = wording_flags(text)
    assert {flag.kind for flag in flags} & OF_FLAGS[kind]
    for flag in flags:
        assert text[flag.start : flag.start + len(flag.words)] == flag.words
        assert flag.why
        assert flag.instead
        assert flag.kind.blocks == (kind != "urging")


@pytest.mark.parametrize("text", RIGHT)
def test_questions_rules_and_denials_promise_nothing(text: str) -> None:
    assert promises(text) == []
    assert wording_flags(text) == ()


@given(st.sampled_from(RIGHT), st.sampled_from(CASES))
def test_a_promise_behind_a_harmless_sentence_is_seen(harmless: str, case: tuple[str, ...]) -> None:
    if "only" in harmless and case[0] == "eligibility":
        return  # "only" speaks for what follows it
    assert case[0] in {kind for kind, _ in promises(f"{harmless} {case[1]}")}


@given(st.sampled_from(CASES))
def test_the_record_s_own_words_are_passed_over(case: tuple[str, ...]) -> None:
    quoted = f"The record says: “{case[1]}”"
    assert wording_flags(quoted) == ()
    assert wording_flags(quoted.translate({ord("“"): None, ord("”"): None})) != ()


# Judging -----------------------------------------------------------------------------------------

RECORD = asked_for(
    "Inclusion Criteria:\n\n* Age ≥ 18 years\n* Type 2 diabetes\n* ALT ≤ 2.5 times the upper limit "
    "of normal\n\nExclusion Criteria:\n\n* Asthma",
    designModule={"studyType": "INTERVENTIONAL", "enrollmentInfo": {"count": 120}},
)
STANDINGS = {
    Standing.HOLDS: """\
You must be at least 18 years old.
You must be 18 years old or older.
You must have type 2 diabetes.
You must not have asthma.
It plans to take 120 people.
Your ALT must be at most 2.5 times the upper limit of normal.""",
    Standing.BEYOND: """\
A taxi brings you to each visit.
Please tell us if you need an interpreter.
You get a warm meal at the clinic.
Each visit takes about 3 hours.
You get 50 euros for each visit.
There is a garden.""",
    Standing.WRONG: """\
You must be at least 16 years old.
You must be at most 18 years old.
You must be at least 18 months old.
You must not have type 2 diabetes.
You must have type 1 diabetes.
You must have asthma.
It plans to take 210 people.
Your ALT must be at least 2.5 times the upper limit of normal.
Your ALT must be at most 3 times the upper limit of normal.
The drug is safe.
You are eligible.
“We pay for a taxi.”
Come\u202e in.""",
}
JUDGED = [(one, text) for one, texts in STANDINGS.items() for text in texts.splitlines()]


@pytest.mark.parametrize(("standing", "text"), JUDGED)
@pytest.mark.parametrize("section", [Section.WHO, Section.JOIN])
def test_a_sentence_stands_the_same_wherever_it_stands(
    standing: Standing, text: str, section: Section
) -> None:
    judgement = judge({section: (text,)}, *RECORD)
    (only,) = judgement.sections[section]
    assert only.standing is standing
    assert judgement.texts(standing) == (text,)


@given(st.lists(st.sampled_from(JUDGED), max_size=6, unique=True))
def test_neighbours_change_nothing_and_the_order_is_kept(
    cases: list[tuple[Standing, str]],
) -> None:
    judgement = judge({Section.STEPS: tuple(text for _, text in cases)}, *RECORD)
    assert [(one.standing, one.text) for one in judgement.sections[Section.STEPS]] == cases
    assert sum(map(judgement.count, Standing)) == len(cases)


@given(st.lists(st.sampled_from(JUDGED), max_size=6, unique=True))
def test_nothing_wrong_is_shown_and_nothing_beyond_without_approval(
    cases: list[tuple[Standing, str]],
) -> None:
    """Even an approval of everything that was written shows no wrong sentence."""
    texts = [text for _, text in cases]
    judgement = judge({Section.STEPS: texts}, *RECORD)
    rules = {each.text for each in compose(*RECORD).sentences}
    for approved in ((), tuple(texts)):
        overview = as_shown(judgement, *RECORD, made="by people", approved=approved)
        shown = {each.text for each in overview.sentences}
        for standing, text in cases:
            may = standing is Standing.HOLDS or (standing is Standing.BEYOND and approved)
            assert text not in shown or may or text in rules
            if standing is Standing.BEYOND and approved:
                assert text in shown


@pytest.mark.parametrize(
    ("texts", "untold"),
    [
        ((), 4),
        (("You must be at least 18 years old.",), 3),
        (("You must be at least 18 years old.", "You must have type 2 diabetes."), 2),
        (("You must be at least 16 years old.",), 4),
        (tuple(STANDINGS[Standing.HOLDS].splitlines()), 0),
    ],
)
def test_criteria_that_no_sound_sentence_tells_are_named(
    texts: tuple[str, ...], untold: int
) -> None:
    assert len(judge({Section.WHO: texts}, *RECORD).uncovered) == untold
