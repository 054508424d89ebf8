"""Answers travel unchanged, and nothing but answers is read back."""

import json
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.criteria import leaf_nodes
from trialhead.criteria import Leaf, leaf_as_data, leaf_from_data
from trialhead.errors import Unreadable
from trialhead.patients import Sex
from trialhead.portal.prescreen import state
from trialhead.portal.prescreen.answers import (
    AGE,
    OLDEST,
    SEX,
    About,
    AgeValue,
    Answers,
    Given,
    ResultValue,
    Said,
    ScoreValue,
    Topic,
    Who,
    statement,
    topic_of,
)
from trialhead.portal.prescreen.progress import Question
from trialhead.portal.prescreen.units import is_possible, measures
from trialhead.vocabulary import analytes, convert

EGFR = Topic(about=About.RESULT, name="eGFR", setting="room air", specimen="blood")
SLEDAI = Topic(about=About.SCORE, name="SLEDAI-2K")
DAYS = st.none() | st.dates(min_value=date(1950, 1, 1))
SOURCES = st.text(max_size=100)
SAYINGS = st.sampled_from(Said)


@st.composite
def ages(draw: st.DrawFn) -> AgeValue:
    """An age in any unit."""
    unit = draw(st.sampled_from(sorted(OLDEST)))
    return AgeValue(amount=draw(st.integers(0, OLDEST[unit])), unit=unit)


RESULTS = st.builds(
    ResultValue,
    of=st.just("creatinine"),
    value=st.floats(0.1, 10),
    unit=st.just("mg/dL"),
    lower=st.none() | st.floats(0, 5),
    upper=st.none() | st.floats(5, 9),
    on=DAYS,
)
GIVEN = st.one_of(
    st.builds(Given, topic=st.just(AGE), value=ages(), source=SOURCES),
    st.builds(Given, topic=st.just(SEX), value=st.sampled_from(Sex), source=SOURCES),
    st.builds(Given, topic=st.just(EGFR), value=RESULTS | st.just(Said.UNSURE), source=SOURCES),
    st.builds(
        Given,
        topic=st.just(SLEDAI),
        value=st.builds(ScoreValue, value=st.floats(0, 105), on=DAYS),
        source=SOURCES,
    ),
    st.builds(Given, topic=leaf_nodes().map(statement), value=SAYINGS, source=SOURCES),
)


@given(who=st.sampled_from(Who), given=st.lists(GIVEN, unique_by=lambda one: one.topic, max_size=8))
def test_answers_come_back_as_they_went(who: Who, given: list[Given]) -> None:
    answers = Answers(who=who, given=tuple(given))
    assert state.read(state.written(answers)) == answers


@given(leaf=leaf_nodes())
def test_a_question_comes_back_as_it_went(leaf: Leaf) -> None:
    assert leaf_from_data(json.loads(json.dumps(leaf_as_data(leaf)))) == leaf
    topic = topic_of(leaf)
    question = Question(topic=topic, leaf=leaf if topic.leaf is None else topic.leaf)
    assert state.question_read(state.question_written(question)) == question


@given(given=st.lists(GIVEN, min_size=1, max_size=4), data=st.data())
def test_changed_answers_are_read_as_answers_or_refused(
    given: list[Given], data: st.DataObject
) -> None:
    """Whatever one character becomes: no other error, and nothing of it in the message."""
    text = state.written(Answers(given=tuple(given)))
    at = data.draw(st.integers(0, len(text) - 1))
    new = data.draw(st.sampled_from('{}[]",:-1e9xN \\'))
    changed = text[:at] + new + text[at + 1 :]
    said = ""
    try:
        read = state.read(changed)
    except Unreadable as error:
        read, said = Answers(), str(error)
    assert said in ("", str(_refused("{")))
    assert state.read(state.written(read)) == read


def holding(given: str) -> str:
    """The hidden field with these answers."""
    return f'{{"who":"self","given":[{given}]}}'


def _refused(text: str) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        state.read(text)
    return caught.value


@pytest.mark.parametrize(
    "answer",
    [
        '{"about":"result","name":"eGFR","answer":{"of":"eGFR","value":60,"unit":"mg/dL"}}',
        '{"about":"result","name":"eGFR","answer":{"of":"eGFR","value":9e9,"unit":"mL/min/{1.73_m2}"}}',
        '{"about":"result","name":"eGFR","answer":{"of":"eGFR","value":true,"unit":"mL/min/{1.73_m2}"}}',
        '{"about":"score","name":"SLEDAI-2K","answer":{"value":106}}',
        '{"about":"score","name":"SLEDAI-2K","answer":{"value":8,"on":"yesterday"}}',
        '{"about":"score","name":"no such scale","answer":{"value":8}}',
        '{"about":"age","answer":{"amount":121,"unit":"year"}}',
        '{"about":"age","answer":{"amount":true,"unit":"year"}}',
        '{"about":"age","answer":"yes"}',
        '{"about":"sex","answer":"female","source":7}',
        '{"about":"sex","answer":"female","source":"' + "x" * 301 + '"}',
        '{"about":"statement","question":{"condition":{"is":"Asthma"},"sex":"male"},"answer":"yes"}',
        '{"about":"statement","question":{"not":{"sex":"male"}},"answer":"yes"}',
        '{"about":"statement","question":{"condition":null},"answer":"yes"}',
        '{"about":"statement","question":' + '{"not":' * 50 + "1" + "}" * 50 + ',"answer":"yes"}',
    ],
)
def test_what_nobody_can_have_answered_is_refused(answer: str) -> None:
    _refused(holding(answer))


def test_the_same_question_answered_twice_counts_once_as_it_was_said_last() -> None:
    two = '{"about":"sex","answer":"female"},{"about":"sex","answer":"male"}'
    assert state.read(holding(two)).to(SEX) == Given(topic=SEX, value=Sex.MALE)


@pytest.mark.parametrize("analyte", sorted({one.key for _words, one in analytes().terms()}))
def test_every_result_has_units_in_which_a_middling_one_can_be(analyte: str) -> None:
    known = analytes().get(analyte)
    listed = measures(analyte)
    assert listed[0] == (analyte, known.unit)
    assert len(listed) == len(set(listed)) <= 10
    middling = (known.low * known.high) ** 0.5
    for of, unit in listed:
        if of == analyte:
            assert is_possible(of, convert(middling, known.unit, unit, analyte=of), unit)
    assert not is_possible(analyte, known.high * 1.01, known.unit)


def test_usual_units_are_offered() -> None:
    assert ("hemoglobin", "g/L") in measures("hemoglobin")
    assert ("glucose", "mmol/L") in measures("glucose")
    assert ("creatinine", "umol/L") in measures("eGFR")
    assert not re.search("ug/L|ng/mL", str(measures("creatinine")))
