"""Answers as facts of a record, for the criteria to be judged on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from trialhead import patients
from trialhead.criteria import (
    SCREENING,
    Aspect,
    Condition,
    Leaf,
    Measurement,
    Moment,
    Participation,
    Procedure,
    Reproduction,
    Score,
    Timing,
    Treatment,
    sentence,
)
from trialhead.errors import NotFound
from trialhead.instruments import edges_before, shifted
from trialhead.patients import Fact, Outcome, PatientRecord, Severity, Sex, When
from trialhead.portal.prescreen.answers import (
    AgeValue,
    Answers,
    Given,
    ResultValue,
    Said,
    ScoreValue,
    topic_of,
)
from trialhead.vocabulary import conditions

#: The field of a fact that tells an aspect of having children.
_REPRODUCTION = {
    Aspect.PREGNANT: "pregnant",
    Aspect.BREASTFEEDING: "breastfeeding",
    Aspect.CHILDBEARING_POTENTIAL: "childbearing_potential",
}
_DAYS = {"week": 7, "day": 1}


def record_of(answers: Answers, today: date) -> PatientRecord:
    """What the answers say of the person. "Not sure" says nothing."""
    return PatientRecord(facts=tuple(fact for one in answers.given for fact in _facts(one, today)))


def birth(age: AgeValue, today: date) -> When:
    """The days of birth that an age in completed units leaves possible."""
    if age.unit in _DAYS:
        length = timedelta(days=_DAYS[age.unit])
        latest = today - length * age.amount
        return When(latest - length + timedelta(days=1), latest)
    months = 12 if age.unit == "year" else 1
    before = _last_day_that_reaches(today, months * (age.amount + 1))
    return When(before + timedelta(days=1), _last_day_that_reaches(today, months * age.amount))


def _last_day_that_reaches(today: date, months: int) -> date:
    """The last day of birth that is so many months old; in a short month, several days are."""
    last = shifted(today, -months)
    while shifted(last + timedelta(days=1), months) <= today:
        last += timedelta(days=1)
    return last


def _facts(one: Given, today: date) -> Iterator[Fact]:
    match one.value:
        case AgeValue():
            yield patients.Birth(on=birth(one.value, today), source=one.source)
        case Sex():
            yield patients.SexFact(sex=one.value, source=one.source)
        case ResultValue():
            yield _measured(one, one.value)
        case ScoreValue(value=value, on=on):
            when = When.on(on) if on else None
            yield patients.ScoreFact(scale=one.topic.name, on=when, value=value, source=one.source)
        case Said() if one.topic.leaf is not None and one.value is not Said.UNSURE:
            yield from _said(one.topic.leaf, one, one.value, today)


def _measured(one: Given, value: ResultValue) -> Fact:
    return patients.Measurement(
        analyte=value.of,
        on=When.on(value.on) if value.on else None,
        value=value.value,
        unit=value.unit,
        lower=value.lower,
        upper=value.upper,
        specimen=one.topic.specimen,
        setting=one.topic.setting,
        source=one.source,
    )


def _said(leaf: Leaf, one: Given, said: Said, today: date) -> Iterator[Fact]:
    """The answer as it was given, and what follows from it for other questions."""
    yield patients.Answer(
        question=getattr(leaf, "statement", "") or sentence(leaf),
        holds=said is not Said.NO,
        at_limit=said is Said.AT_LIMIT,
        source=one.source,
    )
    if isinstance(leaf, Reproduction) and leaf.aspect in _REPRODUCTION:
        if said is not Said.AT_LIMIT and leaf.timing.moment is Moment.NOW:
            stated = {_REPRODUCTION[leaf.aspect]: said is Said.YES}
            yield patients.Reproduction(on=When.on(today), source=one.source, **stated)
    elif said is not Said.AT_LIMIT and isinstance(leaf, Measurement | Score):
        yield from _bounded(leaf, said is Said.YES, one, today)
    elif said is Said.NO:
        for fact in _denials(leaf, today):
            yield replace(fact, source=one.source)


def _bounded(leaf: Measurement | Score, holds: bool, one: Given, today: date) -> Iterator[Fact]:
    """The number as far as it is known: on which side of a limit of today it lies."""
    bounds = leaf.bounds
    if topic_of(leaf).leaf is not None or bounds is None or None not in (bounds.low, bounds.high):
        return
    low = bounds.low is not None
    value = bounds.low if low else bounds.high
    included = bounds.low_included if low else bounds.high_included
    sign = (">" if low is holds else "<") + ("=" if included is holds else "")
    when = When.on(today)
    if isinstance(leaf, Score):
        yield patients.ScoreFact(
            scale=leaf.scale, on=when, value=value, value_is=sign, source=one.source
        )
    elif leaf.unit not in ("ULN", "LLN"):
        yield patients.Measurement(
            analyte=leaf.analyte,
            on=when,
            value=value,
            value_is=sign,
            unit=leaf.unit,
            specimen=leaf.specimen,
            setting=leaf.setting,
            source=one.source,
        )


def _denials(leaf: Leaf, today: date) -> Iterator[Fact]:
    """What was never so, or not since a day, because ``leaf`` was denied; only where nothing in
    the question makes the denial narrower than a fact can say."""
    match leaf:
        case Condition(grade=None, stages=(), onset=None, treatment_ended=None, but_not=()):
            yield from _never_ill(leaf, today)
        case Treatment(agents=1, dose=None, lasting=None, lines=None, stable_for=None):
            yield from _never_given(leaf, today)
        case Procedure(needed=False):
            yield from _never_done(leaf, today)
        case Participation(timing=Timing(moment=Moment.EVER), interventional=False):
            yield patients.Participation(took_part=False)


def _never_ill(leaf: Condition, today: date) -> Iterator[Fact]:
    if leaf.severity and leaf.severity not in list(Severity):
        return
    for since in _denied_from(leaf.timing, today):
        for name in leaf.of:
            yield patients.Condition(
                name=name,
                concepts=_concepts(name),
                present=False,
                onset=since,
                severity=Severity(leaf.severity) if leaf.severity else None,
                qualities=dict.fromkeys(leaf.qualities, True),
            )


def _never_given(leaf: Treatment, today: date) -> Iterator[Fact]:
    outcomes = [Outcome(one) for one in leaf.outcomes if one in list(Outcome)]
    if len(leaf.routes) > 1 or len(leaf.outcomes) > 1 or len(outcomes) != len(leaf.outcomes):
        return
    for since in _denied_from(leaf.timing, today):
        for name in leaf.of:
            yield patients.Treatment(
                drug=name,
                given=False,
                start=since,
                route="".join(leaf.routes),
                outcome=outcomes[0] if outcomes else None,
                qualities=dict.fromkeys(leaf.qualities, True),
            )


def _never_done(leaf: Procedure, today: date) -> Iterator[Fact]:
    for since in _denied_from(leaf.timing, today):
        for name in leaf.of:
            qualities = dict.fromkeys(leaf.qualities, True)
            yield patients.Procedure(name=name, done=False, on=since, qualities=qualities)


def _denied_from(timing: Timing, today: date) -> Iterator[When | None]:
    """The day from which a denial counts up to today, None for ever; nothing if it reaches
    neither."""
    if timing.event != SCREENING:
        return
    match timing.moment:
        case Moment.EVER:
            yield None
        case Moment.NOW:
            yield When.on(today)
        case Moment.WITHIN if timing.duration is not None:
            longer, _shorter = edges_before(today, timing.duration)
            yield When.on(longer)


def _concepts(name: str) -> tuple[str, ...]:
    """The condition a criterion means; a name the vocabulary does not know is no concept."""
    try:
        return (conditions().concept(name).key,)
    except NotFound:
        return ()
