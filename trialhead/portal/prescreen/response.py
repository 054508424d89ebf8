"""Answers as a FHIR R4 QuestionnaireResponse: a file for the person to keep and bring again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from trialhead.criteria import Leaf
from trialhead.patients import Sex
from trialhead.portal.prescreen.answers import (
    AGE,
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
    statement,
    topic_of,
)
from trialhead.portal.prescreen.choices import NUMBER
from trialhead.portal.prescreen.questionnaire import Form, coding, link_id
from trialhead.portal.prescreen.state import UNFIT, read_value

_MOST_ITEMS = 5_000


# Writing ----------------------------------------------------------------------------------------


def response(form: Form, answers: Answers) -> dict[str, Any]:
    """The QuestionnaireResponse with every answer, "not sure" included."""
    items: dict[str, Any] = {}
    for given in answers.given:
        for link, answer in _answered(form, given):
            items.setdefault(link, answer)
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": f"{form.url}|{form.version}",
        "status": "in-progress",
        "item": [{"linkId": link, "answer": [answer]} for link, answer in items.items()],
    }


def _answered(form: Form, given: Given) -> Iterator[tuple[str, dict[str, Any]]]:
    link = link_id(given.topic)
    match given.value:
        case Said() | Sex() as said:
            if given.topic.leaf is not None and topic_of(given.topic.leaf) != given.topic:
                unsure = {"valueCoding": coding(form, Said.UNSURE)}
                yield link_id(topic_of(given.topic.leaf)), unsure
            yield link, {"valueCoding": coding(form, said)}
            return
        case AgeValue(amount=amount, unit=unit):
            number = _quantity(form, amount, unit)
        case ResultValue(of=of, value=value, unit=unit):
            plain = (of, unit) == (given.topic.name, "")
            number = {"valueDecimal": value} if plain else _quantity(form, value, f"{of}|{unit}")
        case ScoreValue(value=value):
            number = {"valueDecimal": value}
    yield link, {"valueCoding": coding(form, NUMBER)}
    yield f"{link}-number", number
    yield from _beside(link, given.value)


def _quantity(form: Form, value: float, code: str) -> dict[str, Any]:
    unit = code.rpartition("|")[2]
    return {"valueQuantity": {"value": value, "unit": unit, "system": form.system, "code": code}}


def _beside(link: str, value: Value) -> Iterator[tuple[str, dict[str, Any]]]:
    """The limits printed with a result, and the day."""
    if isinstance(value, ResultValue):
        for name, limit in (("lower", value.lower), ("upper", value.upper)):
            if limit is not None:
                yield f"{link}-{name}", {"valueDecimal": limit}
    if isinstance(value, ResultValue | ScoreValue) and value.on is not None:
        yield f"{link}-on", {"valueDate": value.on.isoformat()}


# Reading ----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Restored:
    """Answers read back. ``findings`` say in English what was left out and why."""

    given: tuple[Given, ...]
    findings: tuple[str, ...]


def restored(data: Mapping[str, Any], questions: tuple[Leaf, ...]) -> Restored:
    """The answers of a file that :func:`response` wrote to ``questions`` of a study.

    What the study does not ask, and what cannot be an answer, is left out and told.
    """
    said = _values(data)
    given: dict[Topic, Given] = {}
    findings: list[str] = []
    topics = {link_id(topic): topic for topic in _topics(questions)}
    for link in said:
        base = link[: len(link_id(AGE))]
        if base not in topics:
            findings.append(f"The answer {link} is to a question this study does not ask.")
        elif link == base:
            topic = topics[link]
            try:
                given[topic] = Given(topic=topic, value=_value(topic, said), source=_source())
            except UNFIT:
                findings.append(f"The answer {link} is none of those that are offered.")
    for topic in [one for one in given if one.leaf is not None]:
        number = topic_of(topic.leaf) if topic.leaf else topic
        if number != topic and number in given and given[number].value is Said.UNSURE:
            del given[number]  # it only opened the question about the limit
    return Restored(given=tuple(given.values()), findings=tuple(findings))


def merged(answers: Answers, found: Restored) -> Answers:
    """With what was read; what was answered before stays."""
    known = {one.topic for one in answers.given}
    new = tuple(one for one in found.given if one.topic not in known)
    return replace(answers, given=(*answers.given, *new))


def _source() -> str:
    return _("answers you saved")


def _topics(questions: tuple[Leaf, ...]) -> Iterator[Topic]:
    yield from (AGE, SEX)
    for leaf in questions:
        yield topic_of(leaf)
        yield statement(leaf)


def _values(data: Mapping[str, Any]) -> dict[str, Any]:
    """The first answer of each item, as it is written."""
    found: dict[str, Any] = {}
    items = data.get("item")
    for item in items[:_MOST_ITEMS] if isinstance(items, list) else ():
        answers = item.get("answer") if isinstance(item, dict) else None
        first = answers[0] if isinstance(answers, list) and answers else None
        if isinstance(first, dict) and isinstance(item.get("linkId"), str):
            found.setdefault(item["linkId"], first)
    return found


def _value(topic: Topic, said: Mapping[str, Any]) -> Value:
    """The answer about a topic, held to the same rules as what a page posts."""
    link = link_id(topic)
    code = said[link]["valueCoding"]["code"]
    if code != NUMBER:
        return read_value(topic, code)
    number = said[f"{link}-number"]
    quantity = number.get("valueQuantity", {})
    value = quantity.get("value", number.get("valueDecimal"))
    told = {"value": value}
    if topic.about is About.AGE:
        return read_value(topic, {"amount": value, "unit": quantity["code"]})
    if topic.about is About.RESULT:
        of, _bar, unit = quantity.get("code", f"{topic.name}|").partition("|")
        told |= {"of": of, "unit": unit}
        limits = {name: said.get(f"{link}-{name}") for name in ("lower", "upper")}
        told |= {name: limit["valueDecimal"] for name, limit in limits.items() if limit}
    if on := said.get(f"{link}-on"):
        told["on"] = on["valueDate"]
    return read_value(topic, told)
