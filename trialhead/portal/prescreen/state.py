"""Answers as the hidden field of a form: written compactly, and never trusted when they return."""

import json
from collections.abc import Mapping
from datetime import date
from math import isfinite
from typing import Any, NoReturn

from trialhead.criteria import leaf_as_data, leaf_from_data
from trialhead.errors import TrialheadError, Unreadable
from trialhead.patients import Sex
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
    Value,
    Who,
    statement,
)
from trialhead.portal.prescreen.progress import Question
from trialhead.portal.prescreen.units import is_possible, measures
from trialhead.vocabulary import scales

#: More than the answers to every question of a dozen studies.
MOST_CHARACTERS = 200_000
_MOST_ANSWERS = 1_000
_LONGEST_NAME = 300
#: What reading a text that is not ours may raise.
UNFIT = (TrialheadError, ValueError, TypeError, KeyError, RecursionError, OverflowError)


def written(answers: Answers) -> str:
    """The answers as compact JSON."""
    given = [_written(one) for one in answers.given]
    data = {"who": answers.who, "given": given}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def read(text: str) -> Answers:
    """The answers that :func:`written` wrote; Unreadable for anything else. Empty is no answer.

    The error never says what was in it: nothing of a person may reach a log.
    """
    if not text:
        return Answers()
    try:
        if len(text) > MOST_CHARACTERS:
            _refuse("too long")
        data = json.loads(text, parse_constant=lambda name: _refuse(name))
        _only(_mapping(data), "who", "given")
        given = [_read(_mapping(one)) for one in _listed(data["given"])]
        about = {one.topic: one for one in given}
        return Answers(who=Who(data["who"]), given=tuple(about.values()))
    except UNFIT:
        raise Unreadable(
            "The answers cannot be read: they were changed or cut off.", fix="Start again."
        ) from None


def _refuse(why: str) -> NoReturn:
    raise ValueError(why)


# Writing ----------------------------------------------------------------------------------------


def _written(one: Given) -> dict[str, Any]:
    told = topic_written(one.topic)
    told["answer"] = _value_written(one.value)
    if one.source:
        told["source"] = one.source
    return told


def topic_written(topic: Topic) -> dict[str, Any]:
    """What is asked about, as data."""
    told: dict[str, Any] = {"about": topic.about}
    if topic.leaf is not None:
        told["question"] = leaf_as_data(topic.leaf)
    for name in ("name", "specimen", "setting"):
        if getattr(topic, name):
            told[name] = getattr(topic, name)
    return told


def _value_written(value: Value) -> Any:
    match value:
        case Said() | Sex():
            return str(value)
        case AgeValue(amount=amount, unit=unit):
            return {"amount": amount, "unit": unit}
        case ScoreValue(value=points, on=on):
            return {"value": points, **_day_written(on)}
        case ResultValue():
            limits = {
                name: limit
                for name, limit in (("lower", value.lower), ("upper", value.upper))
                if limit is not None
            }
            told = {"of": value.of, "value": value.value, "unit": value.unit}
            return {**told, **limits, **_day_written(value.on)}


def _day_written(on: date | None) -> dict[str, str]:
    return {} if on is None else {"on": on.isoformat()}


# Reading ----------------------------------------------------------------------------------------


def _read(data: Mapping[str, Any]) -> Given:
    _only(data, "about", "question", "name", "specimen", "setting", "answer", "source")
    topic = _topic(data)
    return Given(topic=topic, value=read_value(topic, data["answer"]), source=_name(data, "source"))


def _topic(data: Mapping[str, Any]) -> Topic:
    match About(data["about"]):
        case About.AGE:
            return AGE
        case About.SEX:
            return SEX
        case About.STATEMENT:
            return statement(leaf_from_data(data["question"]))
        case About.SCORE:
            return Topic(about=About.SCORE, name=scales().get(_name(data, "name")).key)
        case About.RESULT:
            analyte = _name(data, "name")
            if not measures(analyte):
                _refuse("a result has no name")
            specimen, setting = _name(data, "specimen"), _name(data, "setting")
            return Topic(about=About.RESULT, name=analyte, specimen=specimen, setting=setting)


def read_value(topic: Topic, data: Any) -> Value:
    """An answer about ``topic`` from data; raises one of ``UNFIT`` for what cannot be one."""
    if data == Said.UNSURE:
        return Said.UNSURE
    match topic.about:
        case About.AGE:
            return _age(_mapping(data))
        case About.SEX:
            return Sex(data)
        case About.STATEMENT:
            return Said(data)
        case About.SCORE:
            return _score(topic, _mapping(data))
        case About.RESULT:
            return _result(topic, _mapping(data))


def _age(data: Mapping[str, Any]) -> AgeValue:
    _only(data, "amount", "unit")
    amount, unit = data["amount"], data["unit"]
    if type(amount) is not int or not 0 <= amount <= OLDEST[unit]:
        _refuse("an age cannot be")
    return AgeValue(amount=amount, unit=unit)


def _score(topic: Topic, data: Mapping[str, Any]) -> ScoreValue:
    _only(data, "value", "on")
    scale, value = scales().get(topic.name), _number(data["value"])
    if not scale.low <= value <= scale.high:
        _refuse("a score is not on its scale")
    return ScoreValue(value=value, on=_day(data))


def _result(topic: Topic, data: Mapping[str, Any]) -> ResultValue:
    _only(data, "of", "value", "unit", "lower", "upper", "on")
    value = ResultValue(
        of=_name(data, "of"),
        unit=_name(data, "unit"),
        value=_number(data["value"]),
        lower=_number(data["lower"]) if "lower" in data else None,
        upper=_number(data["upper"]) if "upper" in data else None,
        on=_day(data),
    )
    if (value.of, value.unit) not in measures(topic.name):
        _refuse("a unit is not one of those offered")
    if not is_possible(value.of, value.value, value.unit):
        _refuse("a result cannot be")
    return value


def _number(data: Any) -> float:
    if type(data) not in (int, float) or not isfinite(data):
        _refuse("a number is none")
    return float(data)


def _day(data: Mapping[str, Any]) -> date | None:
    return date.fromisoformat(data["on"]) if "on" in data else None


def _name(data: Mapping[str, Any], key: str) -> str:
    name = data.get(key, "")
    if not isinstance(name, str) or len(name) > _LONGEST_NAME:
        _refuse("a name is none")
    return name


def _mapping(data: Any) -> dict[str, Any]:
    if not isinstance(data, dict):
        _refuse("they have been changed or cut off")
    return data


def _listed(data: Any) -> list[Any]:
    if not isinstance(data, list) or len(data) > _MOST_ANSWERS:
        _refuse("there are too many")
    return data


def _only(data: Mapping[str, Any], *keys: str) -> None:
    if not data.keys() <= set(keys):
        _refuse("they hold something unknown")


# Questions --------------------------------------------------------------------------------------


def question_written(question: Question) -> str:
    """A question as it travels beside its answer, so that both stay together in any tab."""
    told = topic_written(question.topic)
    if question.leaf is not None and question.topic.leaf is None:
        told["for"] = leaf_as_data(question.leaf)
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def question_read(text: str) -> Question:
    """The question that :func:`question_written` wrote; Unreadable for anything else."""
    try:
        if len(text) > MOST_CHARACTERS:
            _refuse("too long")
        data = _mapping(json.loads(text, parse_constant=lambda name: _refuse(name)))
        _only(data, "about", "question", "name", "specimen", "setting", "for")
        topic = _topic(data)
        leaf = leaf_from_data(data["for"]) if "for" in data else topic.leaf
        return Question(topic=topic, leaf=leaf)
    except UNFIT:
        raise Unreadable(
            "The question cannot be read: it was changed or cut off.", fix="Start again."
        ) from None
