"""Judges whether a person has, or had, an illness as a criterion describes it."""

from collections.abc import Iterator
from dataclasses import replace

from trialhead import criteria, patients
from trialhead.criteria import Moment
from trialhead.instruments import Truth
from trialhead.patients import Kind, Severity
from trialhead.screening.amounts import Amount
from trialhead.screening.extent import is_severe, is_staged
from trialhead.screening.judged import Judged, every, found, unknown
from trialhead.screening.kinds import (
    condition_is,
    condition_name,
    condition_within,
    is_known_condition,
)
from trialhead.screening.lists import Question, covering, denied_by, over_list, unless_denied
from trialhead.screening.qualities import denies_qualities, has_qualities
from trialhead.screening.spells import Spell, timed
from trialhead.screening.view import View

#: Illnesses that happen rather than last; without an end they are taken to have passed on the day
#: they began, so that an old heart attack is not one of the last six months.
_PASSING = (
    "Myocardial Infarction",
    "Stroke",
    "Ischemic Attack, Transient",
    "Pulmonary Embolism",
    "Venous Thrombosis",
    "Seizures",
    "Fractures, Bone",
    "Hemorrhage",
)


def judge_condition(leaf: criteria.Condition, view: View) -> Judged:
    """Whether any illness of the record is as ``leaf`` describes."""
    listed = view.patient.of(patients.Condition)
    absent = [fact for fact in listed if not fact.present]

    def covers(denial: patients.Condition, name: str) -> bool:
        return _covers(denial, leaf, name, view)

    denials = covering(leaf.of, absent, covers)
    question = Question(
        kind=Kind.CONDITIONS,
        what=f"there was any {_asked(leaf)}",
        timing=leaf.timing,
        denials=denials,
        listed=not listed or all(map(is_known_condition, leaf.of)),
    )
    each = []
    for fact in listed:
        if fact.present and _kind(leaf, fact) is not Truth.NO:
            own_denials = covering(_names(fact), absent, covers)
            each.append(unless_denied(_fits(leaf, fact, view), own_denials))
    return over_list(question, each, view)


def _names(fact: patients.Condition) -> tuple[str, ...]:
    return fact.concepts or (fact.name,)


def _kind(leaf: criteria.Condition, fact: patients.Condition) -> Truth:
    return condition_is(fact, leaf.of)


def _fits(leaf: criteria.Condition, fact: patients.Condition, view: View) -> Judged:
    """Whether one illness is as described, and none of the exceptions."""
    exceptions = (~_fits(exception, fact, view.turned()) for exception in leaf.but_not)
    return every([*_features(leaf, fact, view), *exceptions]).using(fact)


def _features(leaf: criteria.Condition, fact: patients.Condition, view: View) -> Iterator[Judged]:
    yield _named(leaf, fact)
    yield _at_its_time(leaf, fact, view)
    yield has_qualities(leaf.qualities, _told(fact), fact.name)
    if leaf.severity:
        yield is_severe(leaf.severity, fact.severity, fact.name)
    if leaf.grade is not None:
        yield Amount.of(fact.grade).compared(leaf.grade, f"the grade of {fact.name}")
    if leaf.stages:
        yield is_staged(leaf.stages, fact.stage, fact.name)
    if leaf.onset is not None:
        yield timed(leaf.onset, Spell.on(fact.onset), f"the beginning of {fact.name}", view)
    if leaf.treatment_ended is not None:
        ended = Spell.on(fact.treatment_ended)
        yield timed(leaf.treatment_ended, ended, f"the end of treatment of {fact.name}", view)


def _named(leaf: criteria.Condition, fact: patients.Condition) -> Judged:
    wanted = _asked(leaf)
    kind = _kind(leaf, fact)
    if kind is Truth.UNKNOWN:
        return unknown(f"whether {fact.name} is {wanted}")
    return found(False, f"{fact.name} is not {wanted}.") if kind is Truth.NO else Judged(truth=kind)


def _asked(leaf: criteria.Condition) -> str:
    return " or ".join(map(condition_name, leaf.of))


def _at_its_time(leaf: criteria.Condition, fact: patients.Condition, view: View) -> Judged:
    spell = Spell(start=fact.onset, end=fact.ended, lasting=fact.ongoing)
    if fact.ended is not None or fact.ongoing is not None or leaf.timing.moment is Moment.EVER:
        return timed(leaf.timing, spell, fact.name, view)
    if condition_is(fact, _PASSING) is not Truth.YES:
        lasts = f"{fact.name} is taken to last, as the record gives no end."
        return timed(leaf.timing, replace(spell, lasting=True), fact.name, view).assuming(lasts)
    passed = leaf.timing.moment in (Moment.WITHIN, Moment.LONGER_AGO)
    return timed(leaf.timing, Spell.on(fact.onset) if passed else spell, fact.name, view)


def _told(fact: patients.Condition) -> dict[str, bool]:
    """The qualities, and that an illness known to be over is not active."""
    over = {"active": False} if fact.ongoing is False or fact.ended is not None else {}
    return over | dict(fact.qualities)


def _covers(denial: patients.Condition, leaf: criteria.Condition, name: str, view: View) -> bool:
    """Whether what never was holds all that is asked about under ``name``.

    A denial may be narrower than its name: of a severe form, of one with a quality, since a day.
    """
    if denial.grade is not None or denial.stage or denial.ended or denial.treatment_ended:
        return False
    if denial.severity is not None:
        asked = Severity(leaf.severity) if leaf.severity in list(Severity) else None
        if asked is None or is_severe(denial.severity, asked, name).truth is not Truth.YES:
            return False
    return (
        condition_within(name, denial)
        and denies_qualities(denial.qualities, leaf.qualities)
        and denied_by(denial.onset, leaf.timing, view)
    )
