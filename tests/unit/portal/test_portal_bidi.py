"""English words and figures keep their order within Arabic, and carry no marks elsewhere."""

from datetime import date

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from trialhead.criteria import Condition, Unread
from trialhead.portal.design.bidi import left_to_right
from trialhead.portal.prescreen.answers import (
    About,
    Given,
    ResultValue,
    Topic,
    Who,
    statement,
)
from trialhead.portal.prescreen.board import value_told
from trialhead.portal.prescreen.phrasing import phrase

STATEMENT = "≥ 6 swollen joints (of 66) at screening"
RESULT = Given(
    topic=Topic(about=About.RESULT, name="creatinine"),
    value=ResultValue(
        of="creatinine", value=0.9, unit="mg/dL", lower=0.5, upper=1.1, on=date(2026, 11, 30)
    ),
)


@given(st.text())
def test_words_are_marked_only_where_the_language_runs_the_other_way(words: str) -> None:
    with translation.override("en"):
        assert left_to_right(words) == words
    with translation.override("ar"):
        marked = left_to_right(words)
        assert marked == (f"\u2066{words}\u2069" if words else "")


def test_a_question_sent_along_keeps_the_signs_of_the_registrys_words() -> None:
    topic = statement(Unread(statement=STATEMENT))
    with translation.override("ar"):
        assert phrase(topic, Who.SELF).whole_text.endswith(f"؟ \u2066“{STATEMENT}”\u2069")
    with translation.override("en"):
        assert phrase(topic, Who.SELF).whole_text.endswith(f"you? “{STATEMENT}”")


def test_an_illness_within_a_question_stands_apart_and_has_no_markup() -> None:
    topic = statement(Condition(of=("asthma",)))
    with translation.override("ar"):
        assert phrase(topic, Who.SELF).plain_text == "هل لديك \u2066asthma\u2069؟"


def test_a_result_stands_with_its_unit_and_limits() -> None:
    with translation.override("ar"):
        assert value_told(RESULT) == "\u20660.9 mg/dL\u2069 (الطبيعي هنا: من 0.5 حتى 1.1)"
    with translation.override("en"):
        assert value_told(RESULT) == "0.9 mg/dL (normal here: from 0.5 to 1.1)"
