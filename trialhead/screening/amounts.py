"""A number as far as it is known, and whether it lies within the bounds of a criterion."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf, isclose
from operator import neg

from trialhead.criteria import Bounds, bounds_told
from trialhead.instruments import Truth, all_of
from trialhead.screening.judged import Judged, found, unknown

#: Relative difference below which two numbers are the same: arithmetic in binary is not exact.
#: Source: clinical specification, section 0.
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Amount:
    """Some number from ``low`` to ``high``; ``..._open`` leaves the end itself out."""

    low: float = -inf
    high: float = inf
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def of(cls, value: float | None, value_is: str = "=") -> "Amount":
        """What a printed value says: "<5" is anything below 5; None says nothing."""
        if value is None:
            return cls()
        match value_is:
            case "=":
                return cls(value, value)
            case "<" | "<=" | "≤":
                return cls(high=value, high_open=value_is == "<")
            case ">" | ">=" | "≥":
                return cls(low=value, low_open=value_is == ">")
            case _:
                return cls()

    def changed(self, rising: Callable[[float], float]) -> "Amount":
        """The amount in another unit; ``rising`` converts a number and keeps their order."""
        low = self.low if self.low == -inf else rising(self.low)
        high = self.high if self.high == inf else rising(self.high)
        return Amount(low, high, self.low_open, self.high_open)

    def turned(self, falling: Callable[[float], float]) -> "Amount":
        """The amount as another quantity; ``falling`` turns the order of numbers round."""
        low = inf if self.low == -inf else falling(self.low)
        high = -inf if self.high == inf else falling(self.high)
        return Amount(high, low, self.high_open, self.low_open)

    def within(self, bounds: Bounds) -> Truth:
        """Whether the number lies within ``bounds``; equal within the tolerance is equal."""
        ends = []
        if bounds.low is not None:
            ends.append(self._reaches(bounds.low, bounds.low_included))
        if bounds.high is not None:
            ends.append(self.turned(neg)._reaches(-bounds.high, bounds.high_included))
        return all_of(ends)

    def compared(self, bounds: Bounds, what: str, unit: str = "") -> Judged:
        """Whether ``what`` lies within ``bounds``, with both written out in ``unit``."""
        if (self.low, self.high) == (-inf, inf):
            return unknown(what)
        truth = self.within(bounds)
        line = f"{what} is {self}; asked for is {bounds_told(bounds, unit)}."
        if truth is Truth.UNKNOWN:
            return unknown(f"the exact value of {what}", line)
        return found(truth, line)

    def _reaches(self, threshold: float, included: bool) -> Truth:
        """Whether the number is at least ``threshold``, or above it."""
        if _same(self.low, threshold):
            if included or self.low_open:
                return Truth.YES
        elif self.low > threshold:
            return Truth.YES
        if _same(self.high, threshold):
            return Truth.UNKNOWN if included and not self.high_open else Truth.NO
        return Truth.UNKNOWN if self.high > threshold else Truth.NO

    def __str__(self) -> str:
        if self.low == self.high:
            return f"{self.low:.6g}"
        ends = []
        if self.low != -inf:
            ends.append(f"{'>' if self.low_open else '≥'} {self.low:.6g}")
        if self.high != inf:
            ends.append(f"{'<' if self.high_open else '≤'} {self.high:.6g}")
        return " and ".join(ends)


def _same(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=_TOLERANCE)
