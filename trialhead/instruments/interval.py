"""A quantity known exactly, within limits, or not at all, and how it compares with a threshold."""

from dataclasses import dataclass
from math import inf, isclose, isnan

from trialhead.errors import Unreadable
from trialhead.instruments.truth import Truth

#: Relative difference below which two numbers are the same: arithmetic in binary is not exact
#: (1.5 × 1.2 is 1.7999999999999998). Source: clinical specification, section 0.
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from ``low`` to ``high``, both included; the ends may be infinite.

    Raises Unreadable when an end is no number, the ends are the wrong way round, or both are the
    same infinity.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        if isnan(self.low) or isnan(self.high):
            raise Unreadable("An end of an interval is no number.", fix="Give two numbers.")
        if self.low > self.high or self.low == inf or self.high == -inf:
            raise Unreadable(
                f"{self.low:g} to {self.high:g} is no interval.", fix="Give the lower end first."
            )

    @classmethod
    def exactly(cls, value: float) -> "Interval":
        """The interval that holds ``value`` alone."""
        return cls(value, value)

    def __str__(self) -> str:
        if self.value is not None:
            return f"{self.value:.6g}"
        if self.high < inf:
            return f"{self.low:.6g} to {self.high:.6g}"
        return "unknown" if self.low in (0, -inf) else f"at least {self.low:.6g}"

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.low + other.low, self.high + other.high)

    @property
    def value(self) -> float | None:
        """The value when it is known exactly, otherwise None."""
        return self.low if self.low == self.high else None

    @property
    def ends(self) -> tuple[float | None, float | None]:
        """Both ends, None for an open one."""
        return (self.low if self.low > -inf else None, self.high if self.high < inf else None)

    def at_least(self, threshold: float) -> Truth:
        """Whether the quantity is ``threshold`` or more."""
        if reaches(self.low, threshold):
            return Truth.YES
        return Truth.UNKNOWN if reaches(self.high, threshold) else Truth.NO

    def at_most(self, threshold: float) -> Truth:
        """Whether the quantity is ``threshold`` or less."""
        return Interval(-self.high, -self.low).at_least(-threshold)

    def below(self, threshold: float) -> Truth:
        """Whether the quantity is less than ``threshold``; equal within the tolerance is not."""
        return ~self.at_least(threshold)

    def above(self, threshold: float) -> Truth:
        """Whether the quantity is more than ``threshold``; equal within the tolerance is not."""
        return ~self.at_most(threshold)


#: A quantity that is not negative and about which nothing else is known.
UNKNOWN_QUANTITY = Interval(0, inf)


def reaches(value: float, threshold: float) -> bool:
    """Whether ``value`` is ``threshold`` or more, or the same within the tolerance."""
    return value >= threshold or isclose(value, threshold, rel_tol=TOLERANCE)
