"""How often something is done: "three days a week" is one thing, and no three of anything."""

import re
from collections.abc import Iterator
from functools import lru_cache

from trialhead.overview.faults import Fault, FaultKind
from trialhead.overview.spelling import in_figures

_RATE = re.compile(
    r"(?<![\d.,–-])(?P<often>\d+(?:\.\d+)?)[ -]?(?P<what>times?|days?|hours?|minutes?|sessions?|visits?|nights?|evenings?)"
    r" per (?P<period>day|week|month|year)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def _rates(text: str) -> tuple[tuple[str, str, float, str], ...]:
    """What is counted, in what time, how many, and the words for it."""
    return tuple(
        (each["what"].lower().rstrip("s"), each["period"].lower(), float(each["often"]), each.group())
        for each in _RATE.finditer(in_figures(text))
    )  # fmt: skip


def rate_faults(own: str, held: str) -> Iterator[Fault]:
    """Rates of a text in the place of those that the record has of the same."""
    known = _rates(held)
    for what, period, often, words in _rates(own):
        same = {rate[2]: rate[3] for rate in known if rate[:2] == (what, period)}
        if same and often not in same:
            yield Fault(FaultKind.NUMBER, words, ", ".join(same.values())[:200])
