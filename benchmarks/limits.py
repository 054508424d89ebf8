"""Numeric limits in one form, whoever read them: what is limited, from where, to where."""

from collections.abc import Iterator
from dataclasses import dataclass

from trialhead.criteria import (
    Age,
    All,
    Any,
    AnyNode,
    AtLeast,
    Bounds,
    Measurement,
    Not,
    Readings,
    Score,
    Treatment,
    Unless,
)


@dataclass(frozen=True, slots=True)
class Limit:
    """``low`` and ``high`` are inclusive where their flag says so; None is open."""

    of: str
    low: float | None
    low_included: bool
    high: float | None
    high_included: bool

    def turned(self) -> "Limit":
        """The other side of a limit with one end; one with two ends stays as it is."""
        if self.low is not None and self.high is not None:
            return self
        return Limit(self.of, self.high, not self.high_included, self.low, not self.low_included)


def limits(node: AnyNode, *, denied: bool = False) -> Iterator[Limit]:
    """Every limit of a node as a requirement; what is denied is turned round."""
    match node:
        case All(parts=parts) | Any(parts=parts) | AtLeast(parts=parts):
            for part in parts:
                yield from limits(part, denied=denied)
        case Not(part=part):
            yield from limits(part, denied=not denied)
        case Unless(part=part, exception=exception):
            yield from limits(part, denied=denied)
            yield from limits(exception, denied=not denied)
        case Readings(conservative=strict):
            yield from limits(strict, denied=denied)
        case _:
            found = _limit(node)
            if found is not None:
                yield found.turned() if denied else found


def _limit(leaf: AnyNode) -> Limit | None:
    match leaf:
        case Age(bounds=bounds):
            return _of("age", bounds)
        case Measurement(bounds=Bounds() as bounds):
            return _of(leaf.analyte, bounds)
        case Score(bounds=bounds):
            return _of(leaf.scale, bounds)
        case Treatment(dose=Bounds() as dose):
            return _of("dose", dose)
        case _:
            return None


def _of(name: str, bounds: Bounds) -> Limit:
    return Limit(name, bounds.low, bounds.low_included, bounds.high, bounds.high_included)


def same_number(one: float | None, other: float | None) -> bool:
    """Whether two numbers differ at most by the prefix of their unit (10, 100, 1,000, …)."""
    if one is None or other is None:
        return one is other
    if one == other or 0 in (one, other):
        return one == other
    return any(abs(one / other / 10.0**power - 1) < 1e-6 for power in range(-9, 10))
