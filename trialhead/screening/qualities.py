"""Whether something has the qualities asked for: uncontrolled, symptomatic, fully treated."""

from collections.abc import Iterable, Mapping

from trialhead.screening.judged import Judged, every, found, unknown
from trialhead.vocabulary import normalise

#: Qualities of which exactly one holds.
_OPPOSITES = {
    "uncontrolled": "controlled",
    "inactive": "active",
    "unstable": "stable",
    "untreated": "treated",
    "asymptomatic": "symptomatic",
    "unresectable": "resectable",
    "chronic": "acute",
}
_OPPOSITES |= {other: quality for quality, other in _OPPOSITES.items()}


def has_qualities(wanted: Iterable[str], given: Mapping[str, bool], what: str) -> Judged:
    """Whether all of ``wanted`` are true of ``what``; one that nobody told is unknown."""
    known = {normalise(name): holds for name, holds in given.items()}
    return every(_has(quality, known, what) for quality in wanted)


def denies_qualities(denied: Mapping[str, bool], wanted: Iterable[str]) -> bool:
    """Whether denying something with the qualities ``denied`` denies it with those ``wanted``."""
    asked = set(map(normalise, wanted))
    return all(holds and normalise(name) in asked for name, holds in denied.items())


def _has(quality: str, known: Mapping[str, bool], what: str) -> Judged:
    key = normalise(quality)
    opposite = _OPPOSITES.get(key, "")
    if key in known:
        holds = known[key]
    elif opposite in known:
        holds = not known[opposite]
    else:
        return unknown(f"whether {what} is {quality}")
    return found(holds, f"{what} is {'' if holds else 'not '}{quality}.")
