"""Judges whether a person is on, or was given, a drug as a criterion describes it."""

from collections.abc import Callable, Iterator, Sequence

from trialhead import criteria, patients
from trialhead.criteria import Moment
from trialhead.instruments import Duration, Truth
from trialhead.patients import Kind
from trialhead.screening.amounts import Amount
from trialhead.screening.courses import Part, judge_course
from trialhead.screening.doses import judge_dose, judge_total
from trialhead.screening.judged import Judged, either, every, found, unknown
from trialhead.screening.kinds import drug_is, is_known_drug
from trialhead.screening.lists import Question, covering, denied_by, over_list, unless_denied
from trialhead.screening.qualities import denies_qualities, has_qualities
from trialhead.screening.routes import is_given_by, is_route
from trialhead.screening.spells import Spell, timed
from trialhead.screening.steadiness import judge_steadiness
from trialhead.screening.steroid_courses import (
    SteroidCourse,
    is_systemic,
    judge_steroid_course,
    steroid_threshold,
)
from trialhead.screening.view import View

#: Forms of one active substance, which count as one drug. Source: clinical specification, I2.
_SAME_SUBSTANCE = {
    "mycophenolic acid": "mycophenolate mofetil",
    "mycophenolate sodium": "mycophenolate mofetil",
    "mycophenolate": "mycophenolate mofetil",
}
#: The quality of a treatment that was only prescribed, as far as the record tells.
_REQUESTED = "requested"


def judge_treatment(leaf: criteria.Treatment, view: View) -> Judged:
    """Whether enough different treatments of the record are as ``leaf`` describes."""
    listed = view.patient.of(patients.Treatment)
    never = [fact for fact in listed if not fact.given]

    def covers(denial: patients.Treatment, name: str) -> bool:
        return _covers(denial, leaf, name, view)

    denials = covering(leaf.of, never, covers)
    question = Question(
        kind=Kind.TREATMENTS,
        what=_asked(leaf),
        timing=leaf.timing,
        least=leaf.agents,
        denials=denials,
        listed=not listed or all(map(is_known_drug, leaf.of)),
    )
    parts: list[Part] = []
    for fact in listed:
        if fact.given and drug_is(fact.drug, leaf.of) is not Truth.NO:
            own_denials = covering([fact.drug], never, covers)
            parts.append((fact, unless_denied(_fits(leaf, fact, view), own_denials)))
    return over_list(question, _answers(leaf, parts, view), view)


def _fits(leaf: criteria.Treatment, fact: patients.Treatment, view: View) -> Judged:
    """Whether one treatment is as described, apart from dose and length."""
    return every(_features(leaf, fact, view)).using(fact)


def _answers(leaf: criteria.Treatment, parts: Sequence[Part], view: View) -> list[Judged]:
    """One answer for each drug that counts by itself."""
    if leaf.agents == 1:
        return [_judge_together(leaf, parts, view)] if parts else []
    drugs: dict[str, list[Part]] = {}
    for fact, counts in parts:
        drugs.setdefault(_SAME_SUBSTANCE.get(fact.drug, fact.drug), []).append((fact, counts))
    return [_judge_together(leaf, group, view) for group in drugs.values()]


def _judge_together(leaf: criteria.Treatment, parts: Sequence[Part], view: View) -> Judged:
    """Whether treatments that count, seen together, have the dose and length asked for."""
    counting = [(fact, counts) for fact, counts in parts if counts.truth is not Truth.NO]
    if not counting:
        return either(counts for _, counts in parts)
    facts = [fact for fact, _ in counting]
    if leaf.lasting is not None:
        return _judge_length(leaf, leaf.lasting, counting, view).using(*facts)
    if leaf.dose is None:
        return either(counts for _, counts in counting)
    if leaf.as_prednisone and leaf.timing.moment is Moment.NOW:
        return judge_total(leaf, leaf.dose, counting, view)
    return either(
        every([counts, judge_dose(leaf, leaf.dose, fact, view)]) for fact, counts in counting
    )


def _judge_length(
    leaf: criteria.Treatment, lasting: Duration, parts: Sequence[Part], view: View
) -> Judged:
    threshold = steroid_threshold(leaf)
    if threshold is None:
        return judge_course(leaf, lasting, parts, view)
    return judge_steroid_course(
        leaf, SteroidCourse(threshold, leaf.dose_unit, lasting), parts, view
    )


def _features(leaf: criteria.Treatment, fact: patients.Treatment, view: View) -> Iterator[Judged]:
    """What must be true of one treatment, apart from dose and length."""
    yield _named(leaf, fact)
    yield timed(leaf.timing, _spell(fact), fact.drug, view)
    yield has_qualities(leaf.qualities, fact.qualities, fact.drug)
    yield _is_by_its_route(leaf, fact)
    if leaf.outcomes:
        yield _has_outcome(leaf, fact)
    if leaf.lines is not None:
        line = Amount.of(None if fact.line is None else float(fact.line))
        yield line.compared(leaf.lines, f"the line of treatment of {fact.drug}")
    if leaf.stable_for is not None:
        yield judge_steadiness(leaf, leaf.stable_for, fact, view)


def _spell(fact: patients.Treatment) -> Spell:
    return Spell(start=fact.start, end=fact.end, lasting=fact.ongoing)


def _named(leaf: criteria.Treatment, fact: patients.Treatment) -> Judged:
    """Whether it is what is meant and was taken; a prescription alone does not tell."""
    wanted = " or ".join(leaf.of)
    if drug_is(fact.drug, leaf.of) is Truth.UNKNOWN:
        return unknown(f"whether {fact.drug} is {wanted}")
    if fact.qualities.get(_REQUESTED):
        return unknown(f"whether {fact.drug} was taken", f"{fact.drug} was prescribed.")
    return Judged(truth=Truth.YES)


def _is_by_its_route(leaf: criteria.Treatment, fact: patients.Treatment) -> Judged:
    """The routes asked for; doses counted as prednisone are systemic ones."""
    if leaf.routes:
        return is_given_by(fact.route, leaf.routes, fact.drug)
    if not leaf.as_prednisone or is_systemic(fact) is Truth.YES:
        return Judged(truth=Truth.YES)
    return is_given_by(fact.route, ("systemic",), fact.drug)


def _has_outcome(leaf: criteria.Treatment, fact: patients.Treatment) -> Judged:
    asked = " or ".join(leaf.outcomes)
    if fact.outcome is None:
        return unknown(f"what became of {fact.drug} (asked for is {asked})")
    line = f"{fact.drug}: {fact.outcome}; asked for is {asked}."
    return found(fact.outcome in leaf.outcomes, line)


def _asked(leaf: criteria.Treatment) -> str:
    """The question in words, as far as it goes beyond the name."""
    drugs = " or ".join(leaf.of)
    many = f"any {leaf.agents} of {drugs} were" if leaf.agents > 1 else f"any {drugs} was"
    return f"{many} given ({' or '.join(leaf.outcomes)})" if leaf.outcomes else f"{many} given"


def _covers(denial: patients.Treatment, leaf: criteria.Treatment, name: str, view: View) -> bool:
    """Whether what was never given holds all that is asked about under ``name``.

    A denial may be narrower than its name: of a route, of an outcome, since a day.
    """
    if denial.dose is not None or denial.line is not None or denial.end is not None:
        return False
    return (
        drug_is(name, [denial.drug]) is Truth.YES
        and (not denial.route or _only(leaf.routes, lambda one: is_route(one, denial.route)))
        and (denial.outcome is None or _only(leaf.outcomes, lambda one: one == denial.outcome))
        and denies_qualities(denial.qualities, leaf.qualities)
        and denied_by(denial.start, leaf.timing, view)
    )


def _only(asked: Sequence[str], denied: Callable[[str], bool]) -> bool:
    """Whether nothing but what is denied is asked for."""
    return bool(asked) and all(map(denied, asked))
