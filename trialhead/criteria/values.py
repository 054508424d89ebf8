"""What criteria are made of below the level of a statement: bounds, spans of words, times."""

from dataclasses import dataclass
from enum import StrEnum

from trialhead.instruments import Duration


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` (excluded) of the eligibility text as the record has it."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"{self.start} to {self.end} is no stretch of a text.")

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounds:
    """The numbers a criterion allows; an end that is None is open, ``..._included`` closes it."""

    low: float | None = None
    high: float | None = None
    low_included: bool = True
    high_included: bool = True

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError("Bounds need at least one end.")
        if self.low is not None and self.high is not None:
            point = self.low_included and self.high_included
            if self.low > self.high or (self.low == self.high and not point):
                raise ValueError(f"No number lies within {self}.")

    def __str__(self) -> str:
        if self.low is not None and self.low == self.high:
            return f"= {self.low:g}"
        ends = []
        if self.low is not None:
            ends.append(f"{'≥' if self.low_included else '>'} {self.low:g}")
        if self.high is not None:
            ends.append(f"{'≤' if self.high_included else '<'} {self.high:g}")
        return " and ".join(ends)


class Moment(StrEnum):
    """How a statement stands to the day it is judged on."""

    NOW = "now"
    EVER = "ever"
    WITHIN = "within"
    LONGER_AGO = "longer ago"
    SINCE = "since"
    AHEAD = "ahead"


#: The event that a text without one means.
SCREENING = "screening"


@dataclass(frozen=True, kw_only=True, slots=True)
class Timing:
    """When something must be, or have been, so.

    NOW at ``event``; EVER up to it; WITHIN ``duration`` before it; LONGER_AGO than ``duration``
    before it; SINCE ``event``; AHEAD: foreseen within ``duration`` after it (any time if None).
    ``event_stated`` is False where the text names none and screening is assumed.
    """

    moment: Moment
    duration: Duration | None = None
    event: str = SCREENING
    event_stated: bool = True

    def __post_init__(self) -> None:
        needs = self.moment in (Moment.WITHIN, Moment.LONGER_AGO)
        allows = needs or self.moment is Moment.AHEAD
        if needs and self.duration is None:
            raise ValueError(f"{self.moment!r} needs a length of time.")
        if self.duration is not None and not allows:
            raise ValueError(f"{self.moment!r} takes no length of time.")
        if not self.event:
            raise ValueError("A time needs the event it hangs on.")


NOW = Timing(moment=Moment.NOW, event_stated=False)
EVER = Timing(moment=Moment.EVER, event_stated=False)


@dataclass(frozen=True, slots=True)
class Length:
    """How long something went on: at least (or ``more`` than) ``least``, up to ``event``.

    ``bare`` where the words say neither: "for the last 5 months"."""

    least: Duration
    more: bool = False
    bare: bool = False
    event: str = SCREENING
    event_stated: bool = False

    def at(self, moment: Moment) -> Timing:
        """A moment at the event, or the window of this length before it."""
        duration = self.least if moment is Moment.WITHIN else None
        return Timing(
            moment=moment, duration=duration, event=self.event, event_stated=self.event_stated
        )
