"""Holds a translated sentence to its English one, as far as that can be done in any language.

Whether the words mean the same only people can say. Checked is what does not hang on a language:
figures with their units, signs of comparison, items of lists, copies, and hidden marks.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from trialhead.overview.faults import FaultKind
from trialhead.overview.figures import figures_kept
from trialhead.overview.readability import own_words


class MismatchKind(StrEnum):
    """What can be wrong with a translation in any language."""

    MISSING = "not translated"
    COPY = "the English words"
    ITEMS = "other number of items"
    LOST = "number or unit missing"
    ADDED = "number or unit that the English does not have"
    SIGN = "other sign of comparison"
    HIDDEN = "characters that nobody can see"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One thing that does not fit, and the words it is about."""

    kind: MismatchKind
    words: str = ""


_SIGNS = re.compile(r"[≥≤<>]")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
#: Fewer words than this can be names, which stay as they are.
_FEW = 3
#: Marks of direction that hold for what follows; those for one place (LRM, RLM, ALM) may stand.
_PLACES = "\u200e\u200f\u061c\u200c\u200d"


def mismatches(source: str, text: str) -> tuple[Mismatch, ...]:
    """Everything in which a translation differs from its English sentence."""
    if not text.strip():
        return (Mismatch(MismatchKind.MISSING),)
    found = []
    if _is_copy(source, text):
        found.append(Mismatch(MismatchKind.COPY))
    if len(source.splitlines()) != len(text.splitlines()):
        found.append(Mismatch(MismatchKind.ITEMS, str(len(source.splitlines()) - 1)))
    found += _figures(source, text)
    signs = Counter(_SIGNS.findall(text)) - Counter(_SIGNS.findall(source))
    found += [Mismatch(MismatchKind.SIGN, sign) for sign in signs]
    hidden = (each for each in dict.fromkeys(text) if _is_hidden(each))
    return (*found, *(Mismatch(MismatchKind.HIDDEN, f"U+{ord(each):04X}") for each in hidden))


def _is_copy(source: str, text: str) -> bool:
    ours = own_words(source)
    same = _plain(ours) == _plain(own_words(text)) or _plain(source) == _plain(text)
    return same and len(_LETTERS.findall(ours)) >= _FEW


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _figures(source: str, text: str) -> Iterator[Mismatch]:
    """Numbers, units and codes of one and not of the other."""
    for fault in figures_kept(source, text):
        lost = fault.kind is FaultKind.FIGURE_LOST
        yield Mismatch(MismatchKind.LOST if lost else MismatchKind.ADDED, fault.words)


def _is_hidden(sign: str) -> bool:
    hidden = unicodedata.category(sign) in ("Cc", "Cf", "Co", "Zl", "Zp")
    return hidden and sign != "\n" and sign not in _PLACES
