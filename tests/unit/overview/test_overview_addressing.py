"""Criteria turned to the reader, and cut into lines: only where the grammar is sure."""

import pytest

from trialhead.overview.addressing import addressed, lowered
from trialhead.overview.cutting import Cut, cut, sentence_spans
from trialhead.overview.pausing import in_lines


@pytest.mark.parametrize(
    ("words", "turned"),
    [
        ("Patients who have asthma", "you have asthma"),
        ("Patient who has asthma and is pregnant", "you have asthma and are pregnant"),
        ("Subjects with asthma", "you have asthma"),
        ("Subjects requiring dialysis", "you need dialysis"),
        ("The participant is pregnant", "you are pregnant"),
        ("Has received rituximab", "you have received rituximab"),
        ("Participants who take their medicine", "you take your medicine"),
        ("Ability to swallow tablets", "you are able to swallow tablets"),
        ("History of stroke", "you have ever had this: stroke"),
        ("Age over 18 years", "your age is over 18 years"),
    ],
)
def test_a_criterion_is_turned_to_the_reader(words: str, turned: str) -> None:
    assert addressed(words) == (turned, False)


@pytest.mark.parametrize(
    "words",
    [
        "Patients with asthma require an inhaler",
        "Patients who smoke heavily must stop",
        "All participants will be screened",
        "Patients who think they have asthma",
        "Patients who unable to walk",
        "Ability to understand and the willingness to sign",
        "Active tuberculosis",
    ],
)
def test_where_the_grammar_is_not_sure_nothing_is_turned(words: str) -> None:
    assert addressed(words) is None


def test_a_rule_is_told_as_one() -> None:
    assert addressed("Patients must have a biopsy") == ("you must have a biopsy", True)


def test_their_stays_where_other_people_are_spoken_of() -> None:
    assert addressed("Patients who have parents on their own") == (
        "you have parents on their own",
        False,
    )


@pytest.mark.parametrize(
    ("words", "inside"),
    [
        ("Asthma", "asthma"),
        ("Karnofsky score", "Karnofsky score"),
        ("HIV", "HIV"),
        ("GvHD", "GvHD"),
        ("A stroke", "a stroke"),
    ],
)
def test_a_capital_goes_inside_a_sentence_but_a_name_keeps_it(words: str, inside: str) -> None:
    assert lowered(words) == inside


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("Any of these:\n* asthma\n* lupus", Cut("Any of these:", ("asthma", "lupus"))),
        ("Any:\n1. asthma\n2. lupus", Cut("Any:", ("1) asthma", "2) lupus"))),
        ("Either a) asthma b) lupus", Cut("Either", ("asthma", "lupus"))),
        ("Asthma; lupus; or stroke", Cut("", ("Asthma", "lupus", "or stroke"))),
        ("Asthma (mild; severe) or lupus", Cut("Asthma (mild; severe) or lupus")),
        ("Cancer; a cured one is allowed", Cut("Cancer; a cured one is allowed")),
        ("Any:\n* lung:\n  * asthma\n  * fibrosis\n* lupus",
         Cut("Any:", ("lung: asthma; fibrosis", "lupus"))),
    ],
)  # fmt: skip
def test_lists_are_cut_into_items_in_their_order(words: str, made: Cut) -> None:
    assert cut(words) == made


def test_a_time_behind_an_exception_stays_on_its_line() -> None:
    words = (
        "Taking part in a clinical study of any other drug or device that is not approved here "
        "except a scan within 4 weeks before the start"
    )
    assert not [line for line in cut(words).items if line.startswith("except")]


def test_a_running_text_is_cut_at_commas_where_nothing_else_helps() -> None:
    words = ", ".join(["one long part of a sentence here"] * 6)
    assert len(in_lines(words).items) >= 1


def test_sentences_end_at_full_stops_outside_brackets() -> None:
    text = "One (see p. 3. And more). Two, e.g. This. Three."
    assert [span.of(text) for span in sentence_spans(text)] == [
        "One (see p. 3. And more).",
        "Two, e.g. This.",
        "Three.",
    ]
