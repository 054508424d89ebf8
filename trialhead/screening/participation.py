"""Judges taking part in other studies."""

from trialhead import criteria, patients
from trialhead.criteria import Moment
from trialhead.patients import Kind
from trialhead.screening.judged import Judged, every, found, unknown
from trialhead.screening.lists import Question, over_list
from trialhead.screening.spells import Spell, timed
from trialhead.screening.view import View


def judge_participation(leaf: criteria.Participation, view: View) -> Judged:
    """Whether the person takes, or took, part in another study at the time asked about."""
    listed = view.patient.of(patients.Participation)
    study = "interventional study" if leaf.interventional else "study"
    question = Question(
        kind=Kind.PARTICIPATIONS,
        what=f"there was any other {study}",
        timing=leaf.timing,
        denials=[fact for fact in listed if not fact.took_part],
    )
    each = [_fits(leaf, fact, view) for fact in listed if fact.took_part]
    return over_list(question, each, view)


def _fits(leaf: criteria.Participation, fact: patients.Participation, view: View) -> Judged:
    features = [_at_its_time(leaf, fact, view)]
    if leaf.interventional:
        features.append(_is_interventional(fact))
    return every(features).using(fact)


def _at_its_time(leaf: criteria.Participation, fact: patients.Participation, view: View) -> Judged:
    """The last contact counts; whether somebody is still in the study, it does not tell."""
    what = "the last contact with another study"
    if leaf.timing.moment is Moment.NOW:
        spell = Spell(start=fact.last_contact)
        return timed(leaf.timing, spell, what, view)
    return timed(leaf.timing, Spell.on(fact.last_contact), what, view)


def _is_interventional(fact: patients.Participation) -> Judged:
    if fact.interventional is None:
        return unknown("whether the other study tested a treatment")
    kind = "tested a treatment" if fact.interventional else "only observed"
    return found(fact.interventional, f"The other study {kind}.")
