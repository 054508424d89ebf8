"""What a criterion demands for certain, and whether two demands leave nobody."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace

from trialhead.criteria.combinators import All, Any, AnyNode, Not, Readings, Unless
from trialhead.criteria.leaves import Age, Leaf, Measurement, Score, Sex, Use
from trialhead.criteria.values import Bounds
from trialhead.criteria.wording import sentence
from trialhead.vocabulary import IncompatibleUnits, analytes, convert

#: Years in each unit of age.
_YEARS = {"year": 1.0, "month": 1 / 12, "week": 7 / 365.25, "day": 1 / 365.25}


@dataclass(frozen=True, slots=True)
class Demand:
    """A leaf that must hold, or (``holds`` False) must not."""

    leaf: Leaf
    holds: bool

    def __str__(self) -> str:
        return sentence(self.leaf if self.holds else Not(part=self.leaf))


def demands(node: AnyNode, *, holds: bool = True) -> Iterator[Demand]:
    """What must be so whenever the node holds (or does not); alternatives demand nothing."""
    match node:
        case Not(part=part):
            yield from demands(part, holds=not holds)
        case All(parts=parts) if holds or len(parts) == 1:
            for part in parts:
                yield from demands(part, holds=holds)
        case Any(parts=parts) if not holds or len(parts) == 1:
            for part in parts:
                yield from demands(part, holds=holds)
        case Unless(part=part, exception=exception) if holds:
            yield from demands(part)
            yield from demands(exception, holds=False)
        case All() | Any() | Unless() | Readings():
            pass
        case _ if not hasattr(node, "parts"):
            yield Demand(node, holds)


def clash(one: Demand, other: Demand) -> bool:
    """Whether nobody can meet both."""
    if one.leaf == other.leaf:
        return one.holds != other.holds
    if isinstance(one.leaf, Sex) and isinstance(other.leaf, Sex):
        return one.holds and other.holds
    first, second = _range(one), _range(other)
    if first is None or second is None or first[0] != second[0]:
        return False
    return _apart(first[1], second[1]) or _apart(second[1], first[1])


def _apart(lower: Bounds, upper: Bounds) -> bool:
    """Whether ``lower`` ends before ``upper`` begins."""
    if lower.high is None or upper.low is None:
        return False
    touching = lower.high_included and upper.low_included
    return lower.high < upper.low or (lower.high == upper.low and not touching)


def _range(demand: Demand) -> tuple[Hashable, Bounds] | None:
    """What is bounded and the numbers allowed, in one unit; None where numbers do not decide."""
    found = _bounded(demand.leaf)
    if found is None:
        return None
    subject, bounds = found
    allowed = bounds if demand.holds else _outside(bounds)
    return None if allowed is None else (subject, allowed)


def _bounded(leaf: Leaf) -> tuple[Hashable, Bounds] | None:
    match leaf:
        case Age():
            return (Age, leaf.event), _scaled(leaf.bounds, _YEARS[leaf.unit])
        case Score():
            return replace(leaf, bounds=_ANY_NUMBER), leaf.bounds
        case Measurement(bounds=Bounds() as bounds, use=Use.LATEST):
            usual, bounds = _in_usual_unit(leaf, bounds)
            return replace(usual, bounds=_ANY_NUMBER), bounds
        case _:
            return None


#: Stands for the bounds where only the rest of a leaf is compared.
_ANY_NUMBER = Bounds(low=0.0)


def _in_usual_unit(leaf: Measurement, bounds: Bounds) -> tuple[Measurement, Bounds]:
    analyte = analytes().named(leaf.analyte)
    if analyte is None:
        return leaf, bounds
    try:
        low, high = (
            None if end is None else convert(end, leaf.unit, analyte.unit, analyte=analyte.key)
            for end in (bounds.low, bounds.high)
        )
    except IncompatibleUnits:
        return leaf, bounds
    usual = replace(leaf, analyte=analyte.key, unit=analyte.unit)
    return usual, replace(bounds, low=low, high=high)


def _scaled(bounds: Bounds, size: float) -> Bounds:
    low, high = (None if end is None else end * size for end in (bounds.low, bounds.high))
    return replace(bounds, low=low, high=high)


def _outside(bounds: Bounds) -> Bounds | None:
    """The numbers that bounds with one end leave out; None with two, which leave out two ranges."""
    match bounds:
        case Bounds(low=float() | int(), high=None):
            return Bounds(high=bounds.low, high_included=not bounds.low_included)
        case Bounds(low=None):
            return Bounds(low=bounds.high, low_included=not bounds.high_included)
        case _:
            return None
