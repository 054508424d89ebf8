"""The record's words made plainer: their wording, and that nothing of their meaning is lost."""

import gzip
import json
import os
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.overview.conftest import Sampled
from trialhead.criteria import Side
from trialhead.overview import compose, readability
from trialhead.overview.claims import claims
from trialhead.overview.cutting import cut
from trialhead.overview.phrases import phrases
from trialhead.overview.plain_words import entries, equivalents, plainer
from trialhead.overview.polarity import negations
from trialhead.overview.rewording import criterion_reworded, text_reworded
from trialhead.overview.symbols import in_words

GOLDEN = Path(__file__).parent / "golden"
SHARED = os.environ.get("TRIALHEAD_SHARED", "")
ENGLISH = phrases("en")

WORDS = [
    "hepatic", "renal", "impairment", "prior to", "therapy", "rituximab", "CNS", "metastases",
    "myocardial infarction", "subjects", "adequate", "evidence of", "investigator", "in situ",
    "carcinoma", "wibbles", "contraception", "Karnofsky", "screening", "toxicities", "requiring",
]  # fmt: skip
JOINTS = [
    " ", ", ", "; ", " or ", " and ", ", except ", " unless ", " without ", " not ", ": ", ". ",
    " (", ") ",
]  # fmt: skip
FIGURES = [
    "≥ 3 months", "< 5 mg/dL", "at least 2", "> 1.5 x ULN", "<= 30 mL/min", "within 14 days", "7%",
]  # fmt: skip
criteria = st.lists(
    st.tuples(st.sampled_from(WORDS + FIGURES), st.sampled_from(JOINTS)), min_size=1, max_size=14
).map(lambda parts: "".join(word + joint for word, joint in parts))


def told(words: str, side: str) -> str:
    """The plainest way of telling a criterion; nothing where none is offered."""
    return next(criterion_reworded(words, Side(side), ENGLISH), "")


def figures(text: str) -> Counter[tuple[float, str, str]]:
    """Every number with its limit and unit."""
    return Counter((each.value, each.comparator, each.unit) for each in claims(text))


def letters(text: str) -> Counter[str]:
    """The words of a text."""
    return Counter(re.findall(r"[^\W_]+", text.lower()))


def test_wording_is_as_agreed() -> None:
    given_lines = (GOLDEN / "rewordings.tsv").read_text().splitlines()
    made = []
    for line in given_lines:
        side, words = line.split("\t")
        made.append(f"{side}: {words}\n{told(words, side) or '(quoted)'}\n")
    assert "\n".join(made) == (GOLDEN / "rewordings.told").read_text()


@given(words=criteria, side=st.sampled_from([Side.INCLUSION, Side.EXCLUSION]))
@settings(max_examples=300, deadline=None)
def test_no_figure_limit_or_negation_is_lost(words: str, side: Side) -> None:
    bare = words.strip().rstrip(".;, ")
    for way in criterion_reworded(words, side, ENGLISH):
        ours = way.startswith(("You cannot join", "The rules on who cannot join"))
        assert figures(way) == figures(bare)
        assert negations(way) == negations(bare) + ours


@given(words=criteria)
@settings(max_examples=300, deadline=None)
def test_cutting_keeps_every_word_in_its_place(words: str) -> None:
    made = cut(words)
    kept = re.findall(r"\w+", " ".join((made.head, *made.items)))
    assert kept == re.findall(r"\w+", words)


@given(words=criteria)
@settings(max_examples=300, deadline=None)
def test_words_that_no_line_of_the_table_names_survive(words: str) -> None:
    replaced = Counter[str]()
    for old, _ in entries():
        replaced += letters(old)
    lost = letters(in_words(words)) - letters(plainer(in_words(words)))
    assert set(lost) <= set(replaced)


@given(words=criteria)
@settings(max_examples=200, deadline=None)
def test_signs_read_as_words_twice_change_nothing_more(words: str) -> None:
    assert in_words(in_words(words)) == in_words(words)


@pytest.mark.parametrize(("old", "new"), entries(), ids=lambda text: str(text)[:30])
def test_no_line_of_the_table_brings_a_figure_or_a_negation(old: str, new: str) -> None:
    assert negations(old) == negations(new) or old.startswith(("no ", "not "))
    assert {each.value for each in claims(new)} <= {each.value for each in claims(old)}
    assert new != old
    assert plainer(new) == new


def test_the_table_has_each_phrase_once() -> None:
    assert [
        words for words, count in Counter(old for old, _ in entries()).items() if count > 1
    ] == []


def test_a_word_stays_inside_a_longer_name() -> None:
    assert plainer("renal cell carcinoma") == "renal cell carcinoma"
    assert plainer("pulmonary artery, pulmonary function") == "pulmonary artery, lung function"
    assert plainer("carcinoma in situ") == "carcinoma in situ"
    assert plainer("the Severity of Renal Illness Scale") == "the Severity of Renal Illness Scale"


@pytest.mark.parametrize(
    ("allowed", "note"),
    [
        (
            "People with HIV who have no virus in their blood on stable treatment may take part",
            "– Note: People with HIV who have no virus in their blood on stable treatment may",
        ),
        (
            "Patients who are wibble negative, quib negative and gromp positive but zorb positive"
            " can join, provided that they are willing to be treated",
            "– Note: Patients who are wibble negative, quib negative and gromp positive but zorb",
        ),
    ],
)
def test_whom_the_record_allows_is_never_a_reason_against_joining(allowed: str, note: str) -> None:
    words = f"Active wibbles of the left frobnicator. {allowed}."
    for way in criterion_reworded(words, Side.EXCLUSION, ENGLISH):
        assert not re.search(r"^– (?:People|Patients)", way, re.MULTILINE)
    assert note in told(words, "exclusion")


def test_articles_follow_the_new_word() -> None:
    assert (
        plainer("an adequate response, a hepatic cause") == "a good enough response, a liver cause"
    )


@pytest.mark.parametrize(
    ("signs", "words"),
    [
        ("Age ≥18", "Age at least 18"),
        ("ALT ≤ 2.5 x ULN", "ALT at most 2.5 times ULN"),
        ("ANC \\>= 1.5", "ANC at least 1.5"),
        ("18 ≤ age ≤ 65", "18 ≤ age ≤ 65"),
        ("a p-value < alpha", "a p-value < alpha"),
    ],
)
def test_signs_of_limits_are_said_where_they_stand_before_a_number(signs: str, words: str) -> None:
    assert in_words(signs) == words


def test_a_criterion_tied_to_the_next_one_is_left_as_it_is() -> None:
    assert told("Asthma, or", "exclusion") == ""


def test_a_rule_among_exclusions_is_not_turned_into_one() -> None:
    assert not told("All participants will be screened for syphilis.", "exclusion").startswith(
        "You cannot join if you will"
    )
    assert (
        told("Participants must not smoke", "exclusion")
        == "The rules on who cannot join say this: people must not smoke"
    )


def test_what_is_left_out_of_an_exclusion_never_stands_as_a_line_of_its_own() -> None:
    words = (
        "Malignant disease. Not counted are tumours treated long ago and the following when fully "
        "treated: cervical carcinoma in situ, skin cancer; thyroid cancer, breast cancer"
    )
    lines = told(words, "exclusion").split("\n")
    assert not [line for line in lines if line.startswith(("– thyroid", "– breast", "– cervical"))]


def test_a_sentence_of_a_summary_is_made_plainer_too() -> None:
    words = "The investigators will evaluate the safety of BT-1 prior to randomization."
    assert next(text_reworded(words)) == (
        "The study doctors will find out about the safety of BT-1 before the random choice of group"
    )


def test_the_gate_can_ask_for_the_plain_words_of_a_record() -> None:
    assert {"kidney", "heart attack"} <= set(
        re.split(r" (?=kidney|heart)", equivalents("renal failure or myocardial infarction"))
    )


def test_reworded_sentences_are_known_by_their_mark(asking: Callable[..., Sampled]) -> None:
    made = compose(*asking("Exclusion Criteria:\n* Wibbles of hepatic origin\n* Wibbles"))
    first, second = [each for each in made.sentences if each.support[0].criterion]
    assert first.plainer
    assert first.text == "You cannot join if this is true of you: wibbles of liver origin"
    assert not second.plainer
    assert second.text == "You cannot join if this is true of you: “Wibbles”"


def test_all_words_shown_are_measured_where_asked() -> None:
    texts = ["It is about: “Haematological malignancies”"]
    assert readability(texts).words == 3
    assert readability(texts, with_quotes=True).words == 5


@pytest.mark.skipif(not SHARED, reason="needs TRIALHEAD_SHARED")
def test_real_criteria_keep_their_figures_and_words() -> None:
    with gzip.open(Path(SHARED) / "data" / "criteria-text.jsonl.gz", "rt") as rows:
        texts = [json.loads(row)["criteria"] for _, row in zip(range(120), rows, strict=False)]
    lines = [line.strip(" -*\t") for text in texts for line in text.splitlines() if len(line) > 20]
    offered = 0
    for line in lines:
        for way in criterion_reworded(line, Side.INCLUSION, ENGLISH):
            assert figures(way) == figures(line.rstrip(".;, ")), line
            offered += 1
            break
    assert offered > len(lines) * 0.7
