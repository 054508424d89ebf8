"""Which numbers may be told: none from which somebody could be recognised.

A count of 1 to 4 is not told. Where the sum of a table is known, one count held back alone could be
worked out from it, and so could several ones whose sum leaves no choice. Then further counts are
held back, the smallest first, those alike together. Where every count is held back or nought, so is
the sum. All counts held back look alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass

#: Fewer than so many are not told.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Told:
    """Counts in their order and their sum; None is a number that is not told."""

    counts: tuple[int | None, ...]
    total: int | None


def small(count: int) -> bool:
    """Whether a count alone would tell too much."""
    return 0 < count < FEWEST


def told(counts: Sequence[int]) -> Told:
    """What may be told of counts whose sum is shown, or stands elsewhere."""
    held = {place for place, count in enumerate(counts) if small(count)}
    others = {place for place, count in enumerate(counts) if count >= FEWEST}
    while held and _leaves_no_choice(counts, held) and others:
        least = min(counts[place] for place in others)
        alike = {place for place in others if counts[place] == least}  # one of them would be a sign
        held |= alike
        others -= alike
    shown = tuple(None if place in held else count for place, count in enumerate(counts))
    hidden = bool(held) and not others
    return Told(counts=shown, total=None if hidden else sum(counts))


def _leaves_no_choice(counts: Sequence[int], held: set[int]) -> bool:
    """Whether the sum gives the counts held back away: there is one, or all are as small, or as
    large, as a count too small to tell can be."""
    together = sum(counts[place] for place in held)
    return len(held) == 1 or together in (len(held), len(held) * (FEWEST - 1))
