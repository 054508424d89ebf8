"""Nodes of criteria in short hand, as specification tests write them."""

import re
from dataclasses import replace

from tests.factories.sentences import read
from trialhead.criteria import (
    Age,
    AnyNode,
    Bounds,
    Condition,
    Measurement,
    Moment,
    Not,
    Procedure,
    Read,
    Readings,
    Score,
    Sex,
    Timing,
    Treatment,
)
from trialhead.instruments import Duration, TimeUnit

FEMALE, MALE = Sex(sex="female"), Sex(sex="male")
#: What is foreseen, at any time.
AHEAD = Timing(moment=Moment.AHEAD, event_stated=False)


def bounds(signs: str) -> Bounds:
    """Bounds from signs: "≥ 18", "> 1 ≤ 2"; a lone number is exactly that."""
    found = re.findall(r"([≥≤<>]?) ?(-?\d+(?:\.\d+)?)", signs)
    ends = {"low" if sign in "≥>" else "high": (float(n), sign in "≥≤") for sign, n in found}
    if not found[0][0]:
        return Bounds(low=float(found[0][1]), high=float(found[0][1]))
    low, low_in = ends.get("low", (None, True))
    high, high_in = ends.get("high", (None, True))
    return Bounds(low=low, high=high, low_included=low_in, high_included=high_in)


def age(signs: str, unit: str = "year", *, on: str = "screening") -> Age:
    """An age: age("≥ 18")."""
    return Age(bounds=bounds(signs), unit=unit, event=on)


def lab(analyte: str, signs: str, unit: str = "", **others: object) -> Measurement:
    """A result within limits: lab("hemoglobin", "≥ 9", "g/dL")."""
    return Measurement(analyte=analyte, bounds=bounds(signs), unit=unit, **others)  # type: ignore[arg-type]


def found(analyte: str, result: str = "positive") -> Measurement:
    """A result in words."""
    return Measurement(analyte=analyte, results=(result,))


def score(scale: str, signs: str, **others: object) -> Score:
    """A value of a scale."""
    return Score(scale=scale, bounds=bounds(signs), **others)  # type: ignore[arg-type]


def ill(*names: str, **others: object) -> Condition:
    """An illness, any of the names."""
    return Condition(of=names, **others)  # type: ignore[arg-type]


def drug(*names: str, **others: object) -> Treatment:
    """A treatment, ever unless told otherwise."""
    return Treatment(of=names, **others)  # type: ignore[arg-type]


def done(*names: str, **others: object) -> Procedure:
    """A procedure, ever unless told otherwise."""
    return Procedure(of=names, **others)  # type: ignore[arg-type]


def no(part: AnyNode) -> Not:
    """That something is not so."""
    return Not(part=part)


def doubt(strict: AnyNode, generous: AnyNode) -> Readings:
    """Two meanings of one wording: the one that lets fewer people in, and the other."""
    return Readings(ambiguity="wording", conservative=strict, lenient=generous)


def within(length: str, event: str = "") -> Timing:
    """A window: within("4 weeks", "consent"); without an event the text names none."""
    return _timing(Moment.WITHIN, length, event)


def longer_ago(length: str, event: str = "") -> Timing:
    """Before a window."""
    return _timing(Moment.LONGER_AGO, length, event)


def at(event: str) -> Timing:
    """On the day of an event."""
    return Timing(moment=Moment.NOW, event=event)


def _timing(moment: Moment, length: str, event: str) -> Timing:
    return Timing(
        moment=moment,
        duration=time(length),
        event=event or "screening",
        event_stated=bool(event),
    )


def time(length: str) -> Duration:
    """A length of time: time("4 weeks")."""
    amount, unit = length.split()
    return Duration(float(amount), TimeUnit(unit.removesuffix("s")))


def meant(side: str, words: str) -> AnyNode | None:
    """What words on a side ask, if they are read to the last; doubts without their reasons."""
    criterion = read(side, words)
    node = criterion.node
    if criterion.read is not Read.FULL:
        return None
    return replace(node, explanation="") if isinstance(node, Readings) else node
