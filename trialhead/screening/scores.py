"""Judges scores of clinical instruments, from their value or from the items they are made of."""

from trialhead import criteria, patients
from trialhead.errors import TrialheadError
from trialhead.instruments import Result as Points
from trialhead.instruments import Truth, score
from trialhead.screening.amounts import Amount
from trialhead.screening.judged import Judged, either, found, unknown
from trialhead.screening.results import Choice, Result, over_results
from trialhead.screening.view import View
from trialhead.vocabulary import normalise

#: What an instrument of classification answers, and a record may say outright.
_CLASSIFIED = "classified"


def judge_score(leaf: criteria.Score, view: View) -> Judged:
    """Whether the latest score lies within the bounds; with items missing, whether it must."""
    choice = Choice(what=leaf.scale, timing=leaf.timing)
    results = (
        Result(on=fact.on, what=fact.scale, judged=_in_bounds(leaf, fact).using(fact))
        for fact in _of_scale(leaf.scale, view)
    )
    return over_results(choice, results, view)


def judge_classified(leaf: criteria.Classified, view: View) -> Judged:
    """Whether a set of classification criteria is met, in any assessment: once is enough."""
    assessed = [_classified(fact).using(fact) for fact in _of_scale(leaf.scale, view)]
    return either(assessed) if assessed else unknown(f"an assessment by {leaf.scale}")


def _of_scale(scale: str, view: View) -> list[patients.ScoreFact]:
    listed = view.patient.of(patients.ScoreFact)
    return [fact for fact in listed if normalise(fact.scale) == normalise(scale)]


def _in_bounds(leaf: criteria.Score, fact: patients.ScoreFact) -> Judged:
    what = f"{fact.scale}{f' of {fact.on}' if fact.on else ''}"
    if fact.value is not None:
        return Amount.of(fact.value, fact.value_is).compared(leaf.bounds, what)
    try:
        worked_out = _worked_out(fact)
    except TrialheadError as error:
        return unknown(what, error.mistake)
    if worked_out.interval is None:
        return unknown(what)
    points = Amount(worked_out.interval.low, worked_out.interval.high)
    judged = points.compared(leaf.bounds, what, "points").assuming(*worked_out.notes)
    if judged.truth is Truth.UNKNOWN and worked_out.missing:
        return unknown(f"items of {what}: {', '.join(worked_out.missing)}", *judged.because)
    return judged


def _classified(fact: patients.ScoreFact) -> Judged:
    stated = fact.inputs.get(_CLASSIFIED)
    if stated is not None:
        return found(stated, f"{fact.scale} is stated to be {'' if stated else 'not '}met.")
    try:
        worked_out = _worked_out(fact)
    except TrialheadError as error:
        return unknown(f"the items of {fact.scale}", error.mistake)
    truth = worked_out.answers.get(_CLASSIFIED, Truth.UNKNOWN)
    line = f"{fact.scale}: {worked_out.interval} points from {_told(fact)}."
    if truth is Truth.UNKNOWN:
        lacking = ", ".join(worked_out.missing)
        return unknown(f"items of {fact.scale}{f': {lacking}' if lacking else ''}", line)
    return found(truth, line)


def _worked_out(fact: patients.ScoreFact) -> Points:
    """The instrument worked out from the items; raises TrialheadError if it cannot be."""
    inputs: dict[str, object] = {
        name: value for name, value in fact.inputs.items() if name != _CLASSIFIED
    }
    if fact.missing is not None:
        inputs |= {"present": list(fact.present), "missing": list(fact.missing)}
    return score(normalise(fact.scale).replace(" ", "-"), inputs)


def _told(fact: patients.ScoreFact) -> str:
    inputs = [f"{name}: {'yes' if holds else 'no'}" for name, holds in fact.inputs.items()]
    return ", ".join([*inputs, *fact.present]) or "no item"
