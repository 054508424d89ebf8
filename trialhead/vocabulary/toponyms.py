"""Splits what someone writes for a place into its name and what narrows it down."""

import re
from collections.abc import Iterator

from trialhead.vocabulary.normalise import fold
from trialhead.vocabulary.postcodes import compact, could_be

#: More letters and words than any place needs; the rest is not read.
_MOST_LETTERS, _MOST_WORDS = 200, 12

_COMMA = re.compile(r"[,;،、，；/\n]")

#: The dot of D.C. and U.K., which is no gap between words.
_INITIAL = re.compile(r"\b(\w)\.")


def name_key(words: str) -> str:
    """Return the key under which a place's name is compared: no case, accents, punctuation."""
    return fold(_INITIAL.sub(r"\1", words))


def parts(words: str) -> tuple[tuple[str, ...], ...]:
    """Return the words between commas, as keys, without empty parts."""
    pieces = _COMMA.split(words[:_MOST_LETTERS])
    keys = (tuple(name_key(piece).split()[:_MOST_WORDS]) for piece in pieces)
    return tuple(key for key in keys if key)[:_MOST_WORDS]


Words = tuple[str, ...]


def name_readings(split: tuple[Words, ...]) -> Iterator[tuple[str, Words]]:
    """Yield a name and the words that narrow it down, the likeliest reading first.

    The whole may be a name ("Mexico City"); then the first part with the others narrowing it
    ("Paris, Texas"); then the last words ("Leeds UK") or the first ("Deutschland Berlin").
    """
    everything = tuple(word for part in split for word in part)[:_MOST_WORDS]
    yield " ".join(everything), ()
    if len(split) > 1:
        yield " ".join(split[0]), tuple(word for part in split[1:] for word in part)
    for size in range(len(everything) - 1, 0, -1):
        yield " ".join(everything[:size]), everything[size:]
    for size in range(1, len(everything)):
        yield " ".join(everything[size:]), everything[:size]


def postcode_readings(split: tuple[Words, ...]) -> Iterator[tuple[str, Words]]:
    """Yield a compact code and the words around it, the longest code first."""
    everything = tuple(word for part in split for word in part)[:_MOST_WORDS]
    for size in (3, 2, 1):
        for at in range(len(everything) - size + 1):
            code = compact("".join(everything[at : at + size]))
            if could_be(code):
                yield code, everything[:at] + everything[at + size :]
