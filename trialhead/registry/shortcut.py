"""Reads a line of sound JSON at once, and leaves every doubtful one to the careful parser."""

import json
import math
import re
from typing import Any

from trialhead.registry.raw import Limits

#: Half a character pair; the standard parser lets it stand alone.
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


def read_at_once(line: bytes, limits: Limits) -> dict[str, Any] | None:
    """The object in the line; None unless the careful parser would read the very same.

    The line must not be longer than ``limits.record_bytes``.
    """
    if not line.startswith(b"{") or _SURROGATE.search(line):
        return None
    try:
        found: dict[str, Any] = _DECODER.decode(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return found if _is_within(found, limits.depth) else None


def _is_within(value: dict[str, Any], depth: int) -> bool:
    """Whether no object or list stands deeper than that many levels."""
    level: list[Any] = [value]
    for _ in range(depth):
        level = [
            inner
            for holder in level
            for inner in (holder.values() if isinstance(holder, dict) else holder)
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return True
    return False


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _small(digits: str) -> int:
    if len(digits) > 18:
        raise ValueError("beyond 64 bits, perhaps")
    return int(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError("too large")
    return number


def _no_number(name: str) -> None:
    raise ValueError(name)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_without_repeats,
    parse_int=_small,
    parse_float=_finite,
    parse_constant=_no_number,
)
