"""The wording check: what it flags, what it lets pass, and that it says where and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.overview import FlagKind, wording_flags

FLAGGED = [
    ("This drug is safe and effective.", FlagKind.PROMISE, "safe"),
    ("It will help you.", FlagKind.PROMISE, "will help"),
    ("You will be helped.", FlagKind.PROMISE, "You will be helped"),
    ("You can be cured.", FlagKind.PROMISE, "You can be cured"),
    ("A breakthrough in lupus.", FlagKind.PROMISE, "breakthrough"),
    ("There are no side effects.", FlagKind.PROMISE, "no side effects"),
    ("Symptoms will improve.", FlagKind.PROMISE, "will improve"),
    ("The drug is not only safe but cheap.", FlagKind.PROMISE, "safe"),
    ("We look at safety. It is safe.", FlagKind.PROMISE, "safe"),
    ("Your data is kept safe and the drug is safe.", FlagKind.PROMISE, "safe"),
    ("You qualify.", FlagKind.ELIGIBILITY, "You qualify"),
    ("You are eligible.", FlagKind.ELIGIBILITY, "You are eligible"),
    ("You may be eligible.", FlagKind.ELIGIBILITY, "You may be eligible"),
    ("The study is open to everyone.", FlagKind.ELIGIBILITY, "open to everyone"),
    ("This new drug is tested.", FlagKind.NOVELTY, "new drug"),
    ("The latest medicine for lupus.", FlagKind.NOVELTY, "latest medicine"),
    ("A new kind of treatment.", FlagKind.NOVELTY, "new kind of treatment"),
    ("You get free treatment.", FlagKind.FREE, "free treatment"),
    ("The medicine is free of charge.", FlagKind.FREE, "medicine is free of charge"),
    ("$50 for each visit.", FlagKind.PAY, "$50"),
    ("Earn 50 euros for each visit.", FlagKind.PAY, "Earn 50 euros"),
    ("You get 50 euros for each visit!", FlagKind.PAY, "50 euros for each visit!"),
    ("This is a PAID study.", FlagKind.PAY, "PAID"),
    ("**You are paid** for visits.", FlagKind.PAY, "**You are paid**"),
    ("Act now.", FlagKind.URGENCY, "Act now"),
    ("There are limited places.", FlagKind.URGENCY, "limited places"),
    ("Call today.", FlagKind.URGENCY, "Call today"),
    ("You are no guinea pig.", FlagKind.GUINEA_PIG, "guinea pig"),
    ("Come\u202e in.", FlagKind.HIDDEN, "U+202E"),
    ("Come\u200b in.", FlagKind.HIDDEN, "U+200B"),
]

HARMLESS = [
    "The study wants to see if it is safe.",
    "The study tests how well the drug works.",
    "We measure how safe it is.",
    "The study looks at safety.",
    "A safety board watches the study.",
    "The cure rate is measured.",
    "It is not yet known whether it helps you.",
    "This study may not help you.",
    "It cannot cure you.",
    "The drug is not safe for people who are pregnant.",
    "Wounds that do not heal are treated.",
    "You may have side effects.",
    "You may feel better or worse.",
    "The team keeps your data safe.",
    "The study team decides who is eligible.",
    "A doctor checks whether you are eligible.",
    "You can take part only if you are 18.",
    "This investigational new drug is tested.",
    "This new experimental medicine is tested.",
    "The clinic is new to this study.",
    "Feel free to call us.",
    "You are paid 50 euros for each visit.",
    "You can call us any day.",
    "The words of the record: “a safe new drug”",
]


@pytest.mark.parametrize(("text", "kind", "words"), FLAGGED)
def test_what_is_flagged_names_the_words_where_they_stand_and_what_to_write(
    text: str, kind: FlagKind, words: str
) -> None:
    found = [flag for flag in wording_flags(text) if flag.kind is kind and flag.words == words]
    assert found, wording_flags(text)
    flag = found[0]
    if kind is not FlagKind.HIDDEN:
        assert text[flag.start :].startswith(words)
    assert flag.why.endswith(".")
    assert flag.instead.endswith(".")


@pytest.mark.parametrize("text", HARMLESS)
def test_doubts_denials_and_other_meanings_pass(text: str) -> None:
    assert wording_flags(text) == ()


def test_only_promises_claims_and_hidden_signs_are_beyond_any_approval() -> None:
    blocking = {kind for kind in FlagKind if kind.blocks}
    assert blocking == {FlagKind.PROMISE, FlagKind.ELIGIBILITY, FlagKind.HIDDEN}


@given(st.sampled_from(HARMLESS), st.sampled_from(FLAGGED))
def test_a_harmless_sentence_hides_nothing_that_stands_behind_it(
    harmless: str, flagged: tuple[str, FlagKind, str]
) -> None:
    text, kind, _ = flagged
    if kind is FlagKind.PAY or "“" in harmless:  # what leads a sentence leads it no more
        return
    assert kind in {flag.kind for flag in wording_flags(f"{harmless} {text}")}


@given(st.text())
def test_any_text_can_be_checked(text: str) -> None:
    for flag in wording_flags(text):
        assert 0 <= flag.start <= len(text)
