"""Doses in the unit of a criterion: by day or kilogram, and as prednisone."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from trialhead import criteria, patients
from trialhead.criteria import Bounds
from trialhead.errors import TrialheadError
from trialhead.instruments import Truth, prednisone_equivalent
from trialhead.screening.amounts import Amount
from trialhead.screening.judged import Judged, either, every, unknown
from trialhead.screening.view import View
from trialhead.screening.weights import weight_near
from trialhead.vocabulary import convert

_PER_KG = "/kg"


@dataclass(frozen=True, kw_only=True, slots=True)
class Dose:
    """A dose as far as it is known, and what lacks to know it."""

    amount: Amount = field(default_factory=Amount)
    lacking: str = ""


def judge_dose(
    leaf: criteria.Treatment, bounds: Bounds, fact: patients.Treatment, view: View
) -> Judged:
    """Whether the dose of one treatment lies within ``bounds``, in the unit of ``leaf``."""
    dose = dose_of(leaf, fact, view)
    if dose.lacking:
        return unknown(dose.lacking)
    return dose.amount.compared(bounds, f"the dose of {fact.drug}", _unit(leaf))


def judge_total(
    leaf: criteria.Treatment,
    bounds: Bounds,
    parts: Iterable[tuple[patients.Treatment, Judged]],
    view: View,
) -> Judged:
    """Whether the doses of several drugs taken at the same time add up to one within ``bounds``.

    Each part is a treatment and whether it counts. What may count may add to the sum.
    """
    counting = [(fact, counts) for fact, counts in parts if counts.truth is not Truth.NO]
    doses = [dose_of(leaf, fact, view) for fact, _ in counting]
    sure = (d for d, (_, counts) in zip(doses, counting, strict=True) if counts.truth is Truth.YES)
    low = sum(max(dose.amount.low, 0) for dose in sure)
    high = sum(dose.amount.high for dose in doses)
    names = " and ".join(dict.fromkeys(fact.drug for fact, _ in counting))
    total = Amount(low, high).compared(bounds, f"the dose of {names}", _unit(leaf))
    lacking = tuple(dose.lacking for dose in doses if dose.lacking)
    if total.truth is Truth.UNKNOWN and lacking:
        total = replace(total, missing=lacking)
    return every([either(counts for _, counts in counting), total])


def dose_of(leaf: criteria.Treatment, fact: patients.Treatment, view: View) -> Dose:
    """The dose in the unit of ``leaf``, as prednisone if it asks so."""
    dose = in_unit(fact, leaf.dose_unit, view)
    if dose.lacking or not leaf.as_prednisone:
        return dose
    try:
        factor = prednisone_equivalent(fact.drug, 1)
    except TrialheadError as error:
        return Dose(lacking=f"the dose of {fact.drug} as prednisone ({error.mistake})")
    return Dose(amount=dose.amount.changed(lambda value: value * factor))


def in_unit(fact: patients.Treatment, unit: str, view: View) -> Dose:
    """The dose in ``unit``, related to the weight nearest to its start where that is needed."""
    if fact.dose is None or not fact.dose_unit:
        return Dose(lacking=f"the dose of {fact.drug}")
    plain, wanted = (one.replace(_PER_KG, "") for one in (fact.dose_unit, unit))
    try:
        amount = convert(fact.dose, plain, wanted)
    except TrialheadError as error:
        return Dose(lacking=f"the dose of {fact.drug} in {unit} ({error.mistake})")
    given_per_kg, asked_per_kg = _PER_KG in fact.dose_unit, _PER_KG in unit
    if given_per_kg == asked_per_kg:
        return Dose(amount=Amount.of(amount))
    kilograms = weight_near(fact.start.earliest if fact.start else view.on, view)
    if kilograms is None:
        return Dose(lacking=f"body weight at the time of {fact.drug}")
    return Dose(amount=Amount.of(amount / kilograms if asked_per_kg else amount * kilograms))


def _unit(leaf: criteria.Treatment) -> str:
    return f"{leaf.dose_unit}{' of prednisone or as much' if leaf.as_prednisone else ''}"
