"""Limits, lengths of time and times in a language other than English."""

import re

from trialhead.criteria import Bounds, Moment, Timing, unit_told
from trialhead.overview.joining import CLOSE, OPEN, spanish_or
from trialhead.overview.phrases import Phrases
from trialhead.overview.plurals import chosen

_TIMES = ("year", "month", "week", "day", "hour", "minute")
#: Units that are no symbols but English words.
_ENGLISH = re.compile(r"\b(?:day|copies|points|week|year|cells|times)")
#: Characters of a name, a code or a unit that an Arabic text must keep together.
_LATIN = re.compile(r"[A-Za-zµ°]")
#: What holds whenever is said of yes in other words than of no.
_NEVER = {"when.ever": "when.never", "when.ever_before": "when.never_before"}


class Unnamed(Exception):
    """Something has no name in the language."""


def in_english(words: str) -> str:
    """English words that stand in a text of another language, marked as such."""
    return f"{OPEN}{words}{CLOSE}"


def code(words: str, say: Phrases) -> str:
    """A code or a number with its unit; Arabic keeps it together, left to right."""
    return in_english(words) if say.language == "ar" and _LATIN.search(words) else words


def listed(say: Phrases, group: str, key: str) -> str:
    """A word of one of the language's lists; Unnamed if it is not in it."""
    try:
        return str(say.words[group][key])
    except KeyError:
        raise Unnamed(key) from None


def either(names: list[str], say: Phrases) -> str:
    """Names joined by "or"."""
    told = names[0]
    for name in names[1:]:
        told = spanish_or(told, name) if say.language == "es" else say.say("or").join((told, name))
    return told


def bounds_in(bounds: Bounds, unit: str, say: Phrases, *, among: str = "lengths") -> str:
    """Bounds in words, as ``bounds_told`` tells them in English."""
    limits = say.words["limits"]
    if bounds.low is not None and bounds.low == bounds.high:
        return str(limits.get("equal", "{n}")).format(n=_amount(bounds.low, unit, say, among))
    ends = []
    if bounds.low is not None:
        form = "low" if bounds.low_included else "above"
        ends.append(limits[form].format(n=_amount(bounds.low, unit, say, among)))
    if bounds.high is not None:
        form = "high" if bounds.high_included else "below"
        ends.append(limits[form].format(n=_amount(bounds.high, unit, say, among)))
    if len(ends) == 1:
        return str(ends[0])
    if "both" in limits:
        return str(limits["both"].format(first=ends[0], second=ends[1]))
    return say.say("and").join(ends)


def _amount(number: float, unit: str, say: Phrases, among: str) -> str:
    told = say.number(number)
    if unit in _TIMES:
        return say.length(number, unit, among=among)
    if unit in say.words["units"]:
        return chosen(say.words["units"][unit], say.language, number).format(n=told)
    symbol = unit_told(unit)
    if _ENGLISH.search(symbol):
        raise Unnamed(symbol)
    if symbol.startswith("%"):
        gap = "\u00a0" if say.language in ("es", "fr") else ""
        return f"{told}{gap}{symbol}"
    return code(f"{told} {symbol}".strip(), say)


def when(timing: Timing, say: Phrases, *, negative: bool) -> str:
    """When something must be or have been so; Unnamed for an event without a name."""
    event = _event(timing.event, say)
    match timing.moment:
        case Moment.NOW:
            return say.say("when.now", event=event) if timing.event_stated else ""
        case Moment.EVER:
            key = "when.ever_before" if timing.event_stated else "when.ever"
            if negative and say.has(_NEVER[key]):
                key = _NEVER[key]
        case Moment.AHEAD:
            key = "when.ahead_within" if timing.duration is not None else "when.ahead"
        case moment:
            key = f"when.{moment.replace(' ', '_')}"
    return say.say(key, event=event, duration=timing.duration)


def _event(name: str, say: Phrases) -> str:
    return listed(say, "events", name)
