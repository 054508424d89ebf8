"""A study's questions as a FHIR R4 Questionnaire, for any program that can show one."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from trialhead.criteria import Leaf, leaves
from trialhead.portal.prescreen.answers import (
    AGE,
    SEX,
    About,
    Answers,
    Said,
    Topic,
    Who,
    statement,
    topic_of,
)
from trialhead.portal.prescreen.asked import Asked
from trialhead.portal.prescreen.choices import NUMBER, Choice, choices, units
from trialhead.portal.prescreen.phrasing import phrase
from trialhead.portal.prescreen.progress import Question, needed
from trialhead.portal.prescreen.state import topic_written
from trialhead.registry import Study

Item = dict[str, Any]
GENDER = "http://hl7.org/fhir/administrative-gender"
_CONTROL = "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
_CONTROLS = "http://hl7.org/fhir/questionnaire-item-control"
_UNIT = "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption"


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """Whose questions: the study, what it asks for, the address and the version of its form."""

    study: Study
    asked: Asked
    url: str
    version: str

    @property
    def system(self) -> str:
        """The code system of answers and units."""
        return f"{self.url}#answers"


def link_id(topic: Topic) -> str:
    """A name of the question that stays the same as long as it asks the same."""
    told = json.dumps(topic_written(topic), sort_keys=True)
    return "q-" + hashlib.sha256(told.encode()).hexdigest()[:20]


def questionnaire(form: Form) -> dict[str, Any]:
    """The Questionnaire: each question once, in the order of the text, with its source."""
    return {
        "resourceType": "Questionnaire",
        "url": form.url,
        "version": form.version,
        "name": f"CouldITakePart{form.study.registry_id}",
        "title": f"{_('Could I take part?')} {form.study.registry_id}",
        "status": "active",
        "experimental": form.study.sample is not None,
        "subjectType": ["Patient"],
        "description": _(
            "This compares answers with the words of the registry. It is no medical advice. "
            "Only the study team can say whether somebody can take part."
        ),
        "item": [
            item for topic, about in _topics(form.asked) for item in _items(form, topic, about)
        ],
    }


def _topics(asked: Asked) -> Iterator[tuple[Topic, list[Leaf]]]:
    """What is asked about, with the leaves that ask; the sex before what hangs on it."""
    about: dict[Topic, list[Leaf]] = {}
    for leaf in asked.questions:
        first = needed(leaf, Answers())
        if first == SEX:
            about.setdefault(SEX, [])
        about.setdefault(topic_of(leaf), []).append(leaf)
    yield from about.items()


def _items(form: Form, topic: Topic, about: list[Leaf]) -> Iterator[Item]:
    question = Question(topic=topic, leaf=about[0] if about else None)
    whole = {
        "linkId": link_id(topic),
        "text": phrase(topic, Who.SELF).whole_text,
        "type": "choice",
        **_only_when(form, topic, about),
        "answerOption": [_option(form, one) for one in _first_choices(question)],
        "item": list(_own_words(form, topic, about)),
    }
    yield {key: value for key, value in whole.items() if value}
    if topic.about in (About.AGE, About.RESULT, About.SCORE):
        yield from _number_items(form, topic)
        for leaf in about if topic != AGE else ():
            yield from _limit_items(form, topic, leaf)


def _first_choices(question: Question) -> list[Choice]:
    """Answers in words; of numbers only whether it is known, as each limit asks for itself."""
    if question.topic.about in (About.RESULT, About.SCORE):
        question = Question(topic=question.topic)
    return choices(question)


def _option(form: Form, choice: Choice) -> Item:
    return {"valueCoding": {**coding(form, choice.value), "display": choice.label}}


def coding(form: Form, value: str) -> dict[str, str]:
    """A coded answer: sexes by FHIR's own codes, all others by those of the form."""
    if value in ("female", "male"):
        return {"system": GENDER, "code": value}
    return {"system": form.system, "code": value}


def _only_when(form: Form, topic: Topic, about: list[Leaf]) -> Item:
    """Nobody is asked about a pregnancy that cannot be."""
    if not any(needed(leaf, Answers()) == SEX != topic for leaf in about):
        return {}
    return {
        "enableWhen": [_when(form, SEX, "female"), _when(form, SEX, Said.UNSURE)],
        "enableBehavior": "any",
    }


def _when(form: Form, topic: Topic, value: str, operator: str = "=") -> Item:
    answer = coding(form, value)
    return {"question": link_id(topic), "operator": operator, "answerCoding": answer}


def _number_items(form: Form, topic: Topic) -> Iterator[Item]:
    """The number itself; of a result also the limits printed with it and its day."""
    known = {"enableWhen": [_when(form, topic, NUMBER)]}
    offered = [
        {"url": _UNIT, "valueCoding": {**coding(form, one.value), "display": one.label}}
        for one in units(topic)
    ]
    kind = "quantity" if offered else "decimal"
    number = {"linkId": f"{link_id(topic)}-number", "text": _("The number"), "type": kind, **known}
    yield number | ({"extension": offered} if offered else {})
    if topic.about is About.RESULT:
        for name, text in (("lower", _("Normal from")), ("upper", _("Normal to"))):
            yield {"linkId": f"{link_id(topic)}-{name}", "text": text, "type": "decimal", **known}
    if topic.about is not About.AGE:
        text = _("Day of the result")
        yield {"linkId": f"{link_id(topic)}-on", "text": text, "type": "date", **known}


def _limit_items(form: Form, topic: Topic, leaf: Leaf) -> Iterator[Item]:
    """Whether a limit is kept, for those who know no more than that."""
    yield {
        "linkId": link_id(statement(leaf)),
        "text": phrase(statement(leaf), Who.SELF).whole_text,
        "type": "choice",
        "enableWhen": [_when(form, topic, Said.UNSURE)],
        "answerOption": [_option(form, one) for one in choices(Question(topic=statement(leaf)))],
    }


def _own_words(form: Form, topic: Topic, about: Iterable[Leaf]) -> Iterator[Item]:
    """The registry's words that the question comes from, as help beside it."""
    listed = set(about)
    every = (
        form.asked.words.get(one.id, "")
        for one in form.asked.criteria.criteria
        if listed & set(leaves(one.node))
    )
    control = {"coding": [{"system": _CONTROLS, "code": "help"}]}
    for number, words in enumerate(dict.fromkeys(filter(None, every)), start=1):
        yield {
            "linkId": f"{link_id(topic)}-words-{number}",
            "text": words,
            "type": "display",
            "extension": [{"url": _CONTROL, "valueCodeableConcept": control}],
        }
