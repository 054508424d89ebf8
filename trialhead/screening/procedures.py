"""Judges operations and other measures: done, or due."""

from collections.abc import Iterator

from trialhead import criteria, patients
from trialhead.criteria import Moment
from trialhead.instruments import Truth
from trialhead.patients import Kind
from trialhead.screening.judged import Judged, either, every, found, unknown
from trialhead.screening.kinds import is_known_procedure, procedure_is
from trialhead.screening.lists import Question, covering, denied_by, over_list
from trialhead.screening.qualities import denies_qualities, has_qualities
from trialhead.screening.spells import Spell, timed
from trialhead.screening.view import View


def judge_procedure(leaf: criteria.Procedure, view: View) -> Judged:
    """Whether any procedure of the record is as ``leaf`` describes."""
    meant = [
        fact
        for fact in view.patient.of(patients.Procedure)
        if procedure_is(fact.name, leaf.of) is not Truth.NO
    ]
    due = leaf.needed or leaf.timing.moment is Moment.AHEAD
    return _is_due(leaf, meant, view) if due else _was_done(leaf, meant, view)


def _was_done(leaf: criteria.Procedure, meant: list[patients.Procedure], view: View) -> Judged:
    listed = view.patient.of(patients.Procedure)
    never = [fact for fact in listed if fact.done is False]

    def covers(denial: patients.Procedure, name: str) -> bool:
        return _covers(denial, leaf, name, view)

    denials = covering(leaf.of, never, covers)
    question = Question(
        kind=Kind.PROCEDURES,
        what=f"any {' or '.join(leaf.of)} was done",
        timing=leaf.timing,
        denials=denials,
        listed=not listed or all(map(is_known_procedure, leaf.of)),
    )
    done = [fact for fact in meant if fact.done]
    return over_list(
        question, [every(_features(leaf, fact, view)).using(fact) for fact in done], view
    )


def _is_due(leaf: criteria.Procedure, meant: list[patients.Procedure], view: View) -> Judged:
    """Whether any is needed; a list of what was done tells nothing about that."""
    needed = [fact for fact in meant if fact.needed]
    answer = either(_is_needed(leaf, fact, view) for fact in needed)
    if needed and answer.truth is not Truth.NO:
        return answer
    refused = [fact for fact in view.patient.of(patients.Procedure) if fact.needed is False]
    covered = covering(
        leaf.of, refused, lambda fact, name: procedure_is(name, [fact.name]) is Truth.YES
    )
    what = " or ".join(leaf.of)
    if covered:
        return found(False, f"The record says that {what} is not needed.").using(*covered)
    return unknown(f"whether {what} is needed")


def _is_needed(leaf: criteria.Procedure, fact: patients.Procedure, view: View) -> Judged:
    features = [_named(leaf, fact), has_qualities(leaf.qualities, fact.qualities, fact.name)]
    if leaf.timing.moment is Moment.AHEAD and leaf.timing.duration is not None:
        features.append(timed(leaf.timing, Spell.on(fact.on), fact.name, view))
    return every(features).using(fact)


def _features(leaf: criteria.Procedure, fact: patients.Procedure, view: View) -> Iterator[Judged]:
    yield _named(leaf, fact)
    yield timed(leaf.timing, Spell.on(fact.on), fact.name, view)
    yield has_qualities(leaf.qualities, fact.qualities, fact.name)


def _named(leaf: criteria.Procedure, fact: patients.Procedure) -> Judged:
    wanted = " or ".join(leaf.of)
    if procedure_is(fact.name, leaf.of) is Truth.UNKNOWN:
        return unknown(f"whether {fact.name} was {wanted}")
    return Judged(truth=Truth.YES)


def _covers(denial: patients.Procedure, leaf: criteria.Procedure, name: str, view: View) -> bool:
    """Whether what was never done holds all that is asked about under ``name``."""
    return (
        procedure_is(name, [denial.name]) is Truth.YES
        and denies_qualities(denial.qualities, leaf.qualities)
        and denied_by(denial.on, leaf.timing, view)
    )
