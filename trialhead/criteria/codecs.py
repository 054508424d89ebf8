"""How single values stand in a file: bounds, times, lengths, names, and what a schema says of them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite
from typing import Any

from trialhead.criteria.places import Place
from trialhead.criteria.values import SCREENING, Bounds, Moment, Timing
from trialhead.instruments import Duration, TimeUnit

# Python's \d takes the digits of every script; a schema's does not.
_LENGTH = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?(hour|day|week|month|year)s?")
_AMOUNT = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?)(?: (.+))?")
_ENDS = {
    "at_least": ("low", True),
    "above": ("low", False),
    "at_most": ("high", True),
    "below": ("high", False),
}
_MOMENTS = {"within": Moment.WITHIN, "longer_ago": Moment.LONGER_AGO, "ahead": Moment.AHEAD}


@dataclass(frozen=True, slots=True)
class Codec:
    """How a value is read from its place, written as plain data, and described in a schema."""

    read: Callable[[Place], Any]
    write: Callable[[Any], Any]
    schema: dict[str, Any]


def _read_flag(place: Place) -> bool:
    if not isinstance(place.value, bool):
        place.refuse(f"{place.value!r} is neither yes nor no.", "Write yes or no.")
    return bool(place.value)


def _read_count(place: Place) -> int:
    if not isinstance(place.value, int) or isinstance(place.value, bool):
        place.refuse(
            f"{place.value!r} is no whole number.", "Write a whole number, in digits 0 to 9."
        )
    return int(place.value)


def _read_words(place: Place) -> tuple[str, ...]:
    return tuple(item.text() for item in place.items())


def read_duration(place: Place) -> Duration:
    """A length of time: 4 weeks."""
    found = _LENGTH.fullmatch(place.text().strip())
    if not found:
        _check_digits(place, "4 weeks")
        place.refuse(f"{place.text()!r} is no length of time.", "Write it as 4 weeks or 30 days.")
    try:
        return Duration(float(found[1]), TimeUnit(found[2]))
    except ValueError as error:
        place.refuse(str(error), "Give a shorter time.")


def _check_digits(place: Place, example: str) -> None:
    """What stands in digits of another script looks right: the remedy says what is not."""
    if any(sign.isdecimal() and not sign.isascii() for sign in place.text()):
        mistake = f"{place.text()!r} has digits that are not 0 to 9."
        place.refuse(mistake, f"Write it with the digits 0 to 9, as {example}.")


def read_bounds(place: Place) -> tuple[Bounds, str]:
    """Bounds and their unit from the keys at_least, above, at_most and below of a mapping."""
    ends: dict[str, Any] = {}
    units: set[str] = set()
    for key, value in place.mapping().items():
        if key not in _ENDS:
            continue
        end, included = _ENDS[key]
        if end in ends:
            value.refuse(f"{key} gives the same end twice.", "Keep one of them.")
        found = _AMOUNT.fullmatch(value.text().strip())
        if not found:
            _check_digits(value, "30 mg/dL")
            value.refuse(f"{value.text()!r} is no number with a unit.", "Write it as 30 mg/dL.")
        number = float(found[1])
        if not isfinite(number):
            value.refuse(f"{value.text()!r} is too large.", "Write a number that can be.")
        ends[end], ends[f"{end}_included"] = number, included
        units.add((found[2] or "").strip())
    if len(units - {""}) > 1:
        place.refuse("the two ends have different units.", "Give both in one unit.")
    try:
        return Bounds(**ends), max(units, default="")
    except ValueError as error:
        place.refuse(str(error), "Give at_least, above, at_most or below.")


def write_bounds(bounds: Bounds, unit: str = "") -> dict[str, Any]:
    """The keys of bounds: {at_least: 18 years}."""
    told = {}
    for key, (end, included) in _ENDS.items():
        number = getattr(bounds, end)
        if number is not None and getattr(bounds, f"{end}_included") == included:
            told[key] = f"{number:.15g} {unit}" if unit else _number(number)
    return told


def _number(number: float) -> float | int:
    return int(number) if number == int(number) else number


def read_timing(place: Place) -> Timing | None:
    """A time from the keys when, within, longer_ago, ahead, since and before; None without them."""
    keys = place.mapping()
    event = keys["before"].text() if "before" in keys else SCREENING
    stated = "before" in keys
    told = [key for key in (*_MOMENTS, "since", "when") if key in keys]
    if len(told) > 1:
        keys[told[1]].refuse(f"{told[0]} and {told[1]} exclude each other.", "Keep one of them.")
    if not told:
        if stated:
            keys["before"].refuse("an event without a time.", "Add within: 4 weeks, or remove it.")
        return None
    key = told[0]
    if key == "since":
        return Timing(moment=Moment.SINCE, event=keys["since"].text())
    if key == "when":
        return Timing(moment=_moment(keys["when"]), event=event, event_stated=stated)
    if key == "ahead" and keys[key].value is True:
        return Timing(moment=Moment.AHEAD, event=event, event_stated=stated)
    return Timing(
        moment=_MOMENTS[key], duration=read_duration(keys[key]), event=event, event_stated=stated
    )


def _moment(place: Place) -> Moment:
    if place.text() not in ("now", "ever"):
        place.refuse(f"{place.text()!r} is no moment.", "Write now or ever.")
    return Moment(place.text())


def write_timing(timing: Timing) -> dict[str, Any]:
    """The keys of a time: {within: 4 weeks, before: screening}."""
    before = {"before": timing.event} if timing.event_stated else {}
    if timing.moment is Moment.SINCE:
        return {"since": timing.event}
    if timing.moment in (Moment.NOW, Moment.EVER):
        return {"when": str(timing.moment), **before}
    key = next(name for name, moment in _MOMENTS.items() if moment is timing.moment)
    return {key: str(timing.duration) if timing.duration else True, **before}


def _as_whole(pattern: re.Pattern[str]) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^(?:{pattern.pattern})$"}


_LENGTH_SCHEMA = _as_whole(_LENGTH)
_AMOUNT_SCHEMA = {"anyOf": [{"type": "number"}, _as_whole(_AMOUNT)]}
BOUNDS_KEYS: dict[str, Any] = dict.fromkeys(_ENDS, _AMOUNT_SCHEMA)
#: What a schema says of bounds beyond their keys: an end stands once.
ONE_OF_EACH_END: dict[str, Any] = {
    "allOf": [
        {"not": {"required": [key for key, (end, _) in _ENDS.items() if end == side]}}
        for side in ("low", "high")
    ]
}
TIMING_KEYS: dict[str, Any] = {
    "when": {"enum": ["now", "ever"]},
    "within": _LENGTH_SCHEMA,
    "longer_ago": _LENGTH_SCHEMA,
    "ahead": {"anyOf": [{"const": True}, _LENGTH_SCHEMA]},
    "since": {"type": "string", "minLength": 1},
    "before": {"type": "string", "minLength": 1},
}
#: What a schema says of a time: one moment.
ONE_MOMENT: dict[str, Any] = {
    "oneOf": [{"required": [key]} for key in TIMING_KEYS if key != "before"]
}

TEXT = Codec(Place.text, str, {"type": "string"})
FLAG = Codec(_read_flag, bool, {"type": "boolean"})
COUNT = Codec(_read_count, int, {"type": "integer", "minimum": 1})
WORDS = Codec(
    _read_words,
    lambda words: words[0] if len(words) == 1 else list(words),
    {"type": ["string", "array"], "items": {"type": "string"}, "minItems": 1},
)
LENGTH = Codec(read_duration, str, _LENGTH_SCHEMA)
RANGE = Codec(
    lambda place: read_bounds(place)[0],
    write_bounds,
    {
        "type": "object",
        "properties": BOUNDS_KEYS,
        "additionalProperties": False,
        "minProperties": 1,
        **ONE_OF_EACH_END,
    },
)
TIME = Codec(
    read_timing,
    write_timing,
    {"type": "object", "properties": TIMING_KEYS, "additionalProperties": False, **ONE_MOMENT},
)


def by_name(needed: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """What a schema says of a mapping with these keys and no others."""
    return {
        "type": "object",
        "properties": needed | more,
        "required": list(needed),
        "additionalProperties": False,
    }
