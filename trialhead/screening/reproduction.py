"""Judges what criteria ask about having children; where that cannot be, it does not apply."""

from collections.abc import Iterator
from dataclasses import replace

from trialhead import criteria, patients
from trialhead.criteria import EVER, Aspect, Moment
from trialhead.instruments import Truth
from trialhead.patients import Sex
from trialhead.screening.conditions import judge_condition
from trialhead.screening.judged import Judged, found, unknown
from trialhead.screening.measurements import HCG, results_of
from trialhead.screening.procedures import judge_procedure
from trialhead.screening.results import Choice, Result, over_results
from trialhead.screening.view import View
from trialhead.vocabulary import normalise

#: What a record may call the test; the vocabulary's key of the hormone is one more name.
_TESTS = {normalise(name) for name in (HCG, "pregnancy test", "blood pregnancy test")}

#: After these nobody becomes pregnant. Periods lost to illness or to a drug are no menopause.
#: Source: clinical specification, section 5.
_STERILE = criteria.Procedure(
    of=("hysterectomy", "bilateral oophorectomy", "bilateral salpingectomy")
)
_MENOPAUSE = criteria.Condition(of=("Menopause", "Postmenopause", "postmenopausal"), timing=EVER)
_PREGNANCY = criteria.Condition(of=("Pregnancy",))

#: The field of a fact that answers an aspect directly.
_FIELDS = {
    Aspect.PREGNANT: "pregnant",
    Aspect.BREASTFEEDING: "breastfeeding",
    Aspect.CHILDBEARING_POTENTIAL: "childbearing_potential",
    Aspect.CONTRACEPTION: "contraception_agreed",
}


def judge_reproduction(leaf: criteria.Reproduction, view: View) -> Judged:
    """What the record says about the aspect asked for."""
    match leaf.aspect:
        case Aspect.CHILDBEARING_POTENTIAL:
            return _potential(view)
        case Aspect.CONTRACEPTION:
            return _stated(leaf, view)
        case Aspect.BREASTFEEDING:
            male = _is_male(view)
            return male if male is not None else _stated(leaf, view)
    potential = _potential(view)
    if potential.truth is Truth.NO:
        return _not_applicable(leaf.aspect, potential)
    return _pregnant(leaf, view) if leaf.aspect is Aspect.PREGNANT else _tested(leaf, view)


def _not_applicable(aspect: Aspect, potential: Judged) -> Judged:
    """A question about pregnancy where there can be none: a negative test counts as given."""
    assumed = f"The question ({aspect}) does not apply."
    return (~potential if aspect is Aspect.TEST_NEGATIVE else potential).assuming(assumed)


def _potential(view: View) -> Judged:
    """Whether the person could become pregnant: as stated, or by sex, operation and menopause."""
    male = _is_male(view)
    if male is not None:
        return male
    stated = _stated(criteria.Reproduction(aspect=Aspect.CHILDBEARING_POTENTIAL), view)
    if stated.truth is not Truth.UNKNOWN:
        return stated
    for sterile in (judge_procedure(_STERILE, view), judge_condition(_MENOPAUSE, view)):
        if sterile.truth is Truth.YES:
            return ~sterile
    return stated


def _is_male(view: View) -> Judged | None:
    return found(False, "Sex is male.") if view.patient.sex is Sex.MALE else None


def _stated(leaf: criteria.Reproduction, view: View) -> Judged:
    """What the latest statement about exactly this says."""
    stated = list(_statements(leaf.aspect, view))
    if not stated:
        return unknown(f"an answer to: {leaf.aspect}")
    if leaf.timing.moment is Moment.AHEAD and leaf.aspect is not Aspect.CONTRACEPTION:
        return unknown(f"whether “{leaf.aspect}” is foreseen")
    return over_results(Choice(what=str(leaf.aspect), timing=criteria.NOW), stated, view)


def _statements(aspect: Aspect, view: View) -> Iterator[Result]:
    for fact in view.patient.of(patients.Reproduction):
        holds = getattr(fact, _FIELDS[aspect])
        if holds is not None:
            judged = found(holds, f"{aspect}: {'yes' if holds else 'no'}.").using(fact)
            yield Result(on=fact.on, what=str(aspect), judged=judged)


def _pregnant(leaf: criteria.Reproduction, view: View) -> Judged:
    """By the latest statement or test, or as an illness of the record that goes on."""
    if leaf.timing.moment is Moment.AHEAD:
        return _stated(leaf, view)
    choice = Choice(what="pregnancy", timing=criteria.NOW)
    results = [*_statements(Aspect.PREGNANT, view), *_tests("positive", leaf, view)]
    answer = over_results(choice, results, view)
    listed = judge_condition(_PREGNANCY, view)
    undecided = answer.truth is Truth.UNKNOWN
    return listed if undecided and listed.truth is Truth.YES else answer


def _tested(leaf: criteria.Reproduction, view: View) -> Judged:
    wanted = "positive" if leaf.aspect is Aspect.TEST_POSITIVE else "negative"
    specimen = f"{leaf.specimen} " if leaf.specimen else ""
    choice = Choice(what=f"{specimen}pregnancy test", timing=leaf.timing)
    return over_results(choice, _tests(wanted, leaf, view), view)


def _tests(wanted: str, leaf: criteria.Reproduction, view: View) -> list[Result]:
    asked = criteria.Measurement(analyte=HCG, results=(wanted,), specimen=leaf.specimen)
    tests = [
        replace(fact, analyte=HCG)
        for fact in view.patient.of(patients.Measurement)
        if normalise(fact.analyte) in _TESTS
    ]
    return results_of(asked, tests)
