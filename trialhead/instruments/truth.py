"""Three-valued logic after Kleene: what holds, what does not, and what is not known."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Truth(StrEnum):
    """Whether a statement about a person holds. A missing fact is unknown, never "normal"."""

    YES = "holds"
    NO = "does not hold"
    UNKNOWN = "unknown"

    def __invert__(self) -> "Truth":
        return _INVERSE[self]

    @classmethod
    def of(cls, value: bool | None) -> "Truth":
        """The truth of a bool; None is unknown."""
        if value is None:
            return cls.UNKNOWN
        return cls.YES if value else cls.NO


_INVERSE = {Truth.YES: Truth.NO, Truth.NO: Truth.YES, Truth.UNKNOWN: Truth.UNKNOWN}


def all_of(truths: Iterable[Truth]) -> Truth:
    """And: one NO decides; otherwise one UNKNOWN leaves it open; nothing at all holds."""
    seen = set(truths)
    if Truth.NO in seen:
        return Truth.NO
    return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.YES


def any_of(truths: Iterable[Truth]) -> Truth:
    """Or: one YES decides; otherwise one UNKNOWN leaves it open; nothing at all does not hold."""
    return ~all_of(~truth for truth in truths)


def at_least(count: int, truths: Iterable[Truth]) -> Truth:
    """Whether at least ``count`` hold, when every UNKNOWN may turn out either way."""
    seen = list(truths)
    sure = seen.count(Truth.YES)
    if sure >= count:
        return Truth.YES
    return Truth.UNKNOWN if sure + seen.count(Truth.UNKNOWN) >= count else Truth.NO


@dataclass(frozen=True, kw_only=True, slots=True)
class TwoReadings:
    """One statement under the two extreme readings of its wording.

    ``conservative`` reads an inclusion as strictly and an exclusion as broadly as the words allow,
    ``lenient`` the other way round. Source: clinical specification, section 0.
    """

    conservative: Truth
    lenient: Truth

    @classmethod
    def alike(cls, truth: Truth) -> "TwoReadings":
        """Wording that leaves no room: both readings say the same."""
        return cls(conservative=truth, lenient=truth)

    @property
    def reported(self) -> Truth:
        """What both readings say, or UNKNOWN when the wording decides."""
        return self.conservative if self.conservative is self.lenient else Truth.UNKNOWN
