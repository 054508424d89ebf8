"""Fills answers from a record: whatever it settles, each with the place it was found at."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from trialhead.criteria import Leaf
from trialhead.instruments import Truth, completed_years, shifted
from trialhead.patients import Fact, Measurement, PatientRecord, ScoreFact
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
    statement,
    topic_of,
)
from trialhead.portal.prescreen.facts import record_of
from trialhead.portal.prescreen.units import is_possible, measures
from trialhead.screening import Judged, View, judge_leaf
from trialhead.vocabulary import analytes

_LONGEST_SOURCE = 200
#: Below so many years an age is told in months.
_COUNTED_IN_MONTHS = 3
#: What a question says when looked at strictly and broadly, as an answer.
_SAID = {
    (Truth.YES, Truth.YES): Said.YES,
    (Truth.NO, Truth.NO): Said.NO,
    (Truth.NO, Truth.YES): Said.AT_LIMIT,
}


def filled(
    answers: Answers, record: PatientRecord, questions: Iterable[Leaf], today: date
) -> Answers:
    """The answers with those that ``record`` gives to ``questions``. What the person answered
    stays as it is."""
    for one in _person(record, today):
        answers = _kept(answers, one)
    for leaf in questions:
        if answers.to(topic_of(leaf)) is None and answers.to(statement(leaf)) is None:
            for one in _found(leaf, record, today):
                answers = _kept(answers, one)
    return answers


def _kept(answers: Answers, one: Given) -> Answers:
    return answers if answers.to(one.topic) else answers.with_answer(one)


def _person(record: PatientRecord, today: date) -> Iterator[Given]:
    """Age and sex, if all statements agree. The date of birth itself is not carried on."""
    births = {birth.on for birth in record.born}
    if len(births) == 1:
        when = births.pop()
        ages = {_age(day, today) for day in (when.earliest, when.latest)}
        if len(ages) == 1 and (age := ages.pop()) is not None:
            yield Given(topic=AGE, value=age, source=_source(record.born))
    if record.sex is not None:
        yield Given(topic=SEX, value=record.sex, source="Patient")


def _age(born: date, today: date) -> AgeValue | None:
    """In years, of the youngest in months; None if it cannot be."""
    years = completed_years(born, today)
    if not 0 <= years <= OLDEST["year"]:
        return None
    if years >= _COUNTED_IN_MONTHS:
        return AgeValue(amount=years)
    months = 12 * (_COUNTED_IN_MONTHS + 1)
    completed = [number for number in range(months) if shifted(born, number) <= today]
    return AgeValue(amount=max(completed, default=0), unit="month")


def _found(leaf: Leaf, record: PatientRecord, today: date) -> Iterator[Given]:
    """What the record says to one question: as a number if that says the same, or in words."""
    views = [View(patient=record, on=today, broad=broad) for broad in (False, True)]
    judged = [judge_leaf(leaf, view) for view in views]
    said = _SAID.get((judged[0].truth, judged[1].truth))
    if said is None:
        return
    source = _source(judged[1].facts)
    value = _number(topic_of(leaf), judged[1])
    if value is not None:
        one = Given(topic=topic_of(leaf), value=value, source=source)
        told = Answers(given=tuple(_person(record, today))).with_answer(one)
        again = [replace(view, patient=record_of(told, today)) for view in views]
        if [judge_leaf(leaf, view).truth for view in again] == [one.truth for one in judged]:
            yield one
            return
    yield Given(topic=statement(leaf), value=said, source=source)


def _number(topic: Topic, judged: Judged) -> Value | None:
    """The latest number that was used."""
    dated = sorted(judged.facts, key=_day)
    match topic.about:
        case About.RESULT:
            values = [_result(topic, one) for one in dated if isinstance(one, Measurement)]
        case About.SCORE:
            values = [_score(one) for one in dated if isinstance(one, ScoreFact)]
        case _:
            values = []
    return values[-1] if values else None


def _day(fact: Fact) -> date:
    on = getattr(fact, "on", None)
    return on.latest if on else date.min


def _result(topic: Topic, fact: Measurement) -> Value | None:
    if fact.value is None or fact.value_is != "=" or fact.limit_unit not in ("", fact.unit):
        return None
    unit = fact.unit or _usual(fact.analyte)
    offered = (fact.analyte, unit) in measures(topic.name)
    if not offered or not is_possible(fact.analyte, fact.value, unit):
        return None
    return ResultValue(
        of=fact.analyte,
        value=fact.value,
        unit=unit,
        lower=fact.lower,
        upper=fact.upper,
        on=_exactly(fact),
    )


def _usual(analyte: str) -> str:
    known = analytes().named(analyte)
    return known.unit if known else ""


def _score(fact: ScoreFact) -> Value | None:
    return None if fact.value is None else ScoreValue(value=fact.value, on=_exactly(fact))


def _exactly(fact: Measurement | ScoreFact) -> date | None:
    when = fact.on
    return when.earliest if when is not None and when.earliest == when.latest else None


def _source(facts: Iterable[Fact]) -> str:
    """The first place that is named."""
    return next((fact.source for fact in facts if fact.source), "")[:_LONGEST_SOURCE]
