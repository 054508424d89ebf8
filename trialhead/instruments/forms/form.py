"""The form of an instrument: its inputs, what it gives, and where its numbers come from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from trialhead.instruments.interval import Interval
from trialhead.instruments.truth import Truth, TwoReadings

#: Turns what stands at a place of the input into a value; raises Unreadable, naming the place.
Reader = Callable[[str, object], Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What an instrument gives.

    ``interval`` is its number, exact or not, in the instrument's unit; None for one that answers in
    words only. ``bands`` are the bands it may lie in, by banding. ``answers`` are statements that
    hold, do not, or are unknown. ``parts`` add up or explain. ``missing`` names what is not known
    while the result is open; ``notes`` are what a reader should be told besides.
    """

    interval: Interval | None = None
    bands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    answers: Mapping[str, Truth] = field(default_factory=dict)
    parts: Mapping[str, Interval] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def value(self) -> float | None:
        """The number when it is known exactly, otherwise None."""
        return None if self.interval is None else self.interval.value


@dataclass(frozen=True, kw_only=True, slots=True)
class Input:
    """One thing a form asks for; ``meaning`` says what it is and in which unit."""

    name: str
    meaning: str
    read: Reader


@dataclass(frozen=True, kw_only=True, slots=True)
class Instrument:
    """One instrument by its ``name``.

    ``needs`` are inputs without which there is no number; of several in one group one is needed
    and no more than one is taken. ``compute`` gets every input by name, None for an unknown one,
    and may rely on the needed ones.
    """

    name: str
    title: str
    unit: str = ""
    inputs: tuple[Input, ...]
    needs: tuple[tuple[str, ...], ...] = ()
    compute: Callable[[Mapping[str, Any]], Result]
    source: str


def answered(readings: TwoReadings, values: Mapping[str, Any], *notes: str) -> Result:
    """The result of a statement under two readings; unknown inputs are missing while it is open."""
    answers = {"conservative": readings.conservative, "lenient": readings.lenient}
    return Result(answers=answers, missing=open_inputs(answers, values), notes=notes)


def open_inputs(answers: Mapping[str, Truth], values: Mapping[str, Any]) -> tuple[str, ...]:
    """The unknown inputs, as long as one of the ``answers`` is unknown."""
    if Truth.UNKNOWN not in answers.values():
        return ()
    return tuple(name for name, value in values.items() if value is None)
