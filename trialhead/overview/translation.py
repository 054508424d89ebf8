"""Holds a translated sentence to its English one, as far as that can be done in any language.

Whether the words mean the same only people can say. Checked is what does not hang on a language:
figures with their units, signs of comparison, items of lists, copies, and hidden marks.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from trialhead.overview.readability import own_words
from trialhead.overview.spelling import in_figures
from trialhead.vocabulary import match_unit


class MismatchKind(StrEnum):
    """What can be wrong with a translation in any language."""

    MISSING = "not translated"
    COPY = "the English words"
    ITEMS = "other number of items"
    NUMBER = "number missing"
    EXTRA = "number that the English does not have"
    UNIT = "other unit"
    SIGN = "other sign of comparison"
    HIDDEN = "characters that nobody can see"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One thing that does not fit, and the words it is about."""

    kind: MismatchKind
    words: str = ""


_SPACES = "\u00a0\u2009\u202f"
_GROUPED = re.compile(rf"\d{{1,3}}(?:[.,'’٬ {_SPACES}]\d{{3}})+(?![\d])")
_FIGURE = re.compile(rf"{_GROUPED.pattern}|\d+(?:[.,٫]\d+)?")
_APART = re.compile(rf"[ {_SPACES}]")
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
    found += _numbers(source, text)
    found += _units(source, text)
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


def _numbers(source: str, text: str) -> list[Mismatch]:
    """Figures of one and not of the other; English number words may become figures."""
    wanted = _figures(source)
    given = _figures(text, grouped=wanted)
    allowed = _figures(in_figures(source))
    missing = [each for each in wanted if wanted[each] > given[each]]
    extra = [each for each in given if each not in wanted and each not in allowed]
    return [
        *(Mismatch(MismatchKind.NUMBER, each) for each in missing),
        *(Mismatch(MismatchKind.EXTRA, each) for each in extra),
    ]


def _figures(text: str, grouped: Collection[str] = ()) -> Counter[str]:
    """Each figure of a text as often as it stands there, in one way of writing. Two figures with a
    space between them are one only if that is among the ``grouped``."""
    found: list[str] = []
    for match in _FIGURE.finditer(text):
        whole, parts = _canonical(match.group()), _APART.split(match.group())
        found += [whole] if len(parts) == 1 or whole in grouped else map(_canonical, parts)
    return Counter(found)


def _canonical(figure: str) -> str:
    digits = "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in figure
    )
    if _GROUPED.fullmatch(digits) and not digits.startswith("0"):
        return re.sub(r"\D", "", digits)
    return re.sub(r"[,٫]", ".", digits)


def _units(source: str, text: str) -> list[Mismatch]:
    """Units behind a figure of the translation that the English has with other ones only."""
    wanted, given = _measured(source), _measured(text)
    return [
        Mismatch(MismatchKind.UNIT, figure)
        for figure, units in given.items()
        if wanted.get(figure) and not units <= wanted[figure]
    ]


def _measured(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for match in _FIGURE.finditer(text):
        unit = match_unit(text, match.end())
        if unit is not None:
            found.setdefault(_canonical(match.group()), set()).add(unit[0].key)
    return found


def _is_hidden(sign: str) -> bool:
    hidden = unicodedata.category(sign) in ("Cc", "Cf", "Co", "Zl", "Zp")
    return hidden and sign != "\n" and sign not in _PLACES
