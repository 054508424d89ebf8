"""Every term of the vocabulary in one phrase book, by what it can mean in a criterion."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from trialhead.vocabulary import (
    CAPITALS_ONLY,
    Analyte,
    Concept,
    Drug,
    Phrasebook,
    Procedure,
    Scale,
    analytes,
    conditions,
    drugs,
    normalise,
    procedures,
    scales,
)

Meaning = Analyte | Concept | Drug | Procedure | Scale

#: Everyday words and abbreviations that are terms only with their own capitals; running text of a
#: record has more of them than what people type.
_CAPITALS_ONLY = CAPITALS_ONLY | {
    "bad",
    "cad",
    "pt",
    "ra",
    "ms",
    "pd",
    "ss",
    "mi",
    "pe",
    "ill",
    "past",
    "ia",
    "ir",
    "fast",
    "in",
    "on",
    "no",
    "an",
    "ct",
    "ca",
    "k",
    "na",
    "mg",
    "pain",
    "be",
    "bp",
}


#: Names that lists give to something else than what people mean by them.
_MISLEADING = frozenset(
    map(
        normalise,
        (
            "deformity",
            "transamine",
            "transamin",
            "hepatobiliary disease",
            "hepatobiliary disorder",
            "upper respiratory infection",
            "upper respiratory tract infection",
        ),
    )
)


class Term(NamedTuple):
    """A term found in a text: where, and its meanings by kind of token."""

    start: int
    end: int
    meanings: dict[str, tuple[Meaning, ...]]


class Lexicon:
    """All terms; finds them in a text from left to right, the longest first."""

    def __init__(self) -> None:
        self._book = Phrasebook(_terms(), capitals_only=_CAPITALS_ONLY)

    def mentions(self, text: str) -> list[Term]:
        """The terms of a text; they do not overlap."""
        return [
            Term(found.start, _closed(text, found.start, found.end), _by_kind(found.payloads))
            for found in self._book.mentions(text)
        ]


def _closed(text: str, start: int, end: int) -> int:
    """The end of a term with the bracket it opened: "Karnofsky performance status (KPS)"."""
    is_open = text.count("(", start, end) > text.count(")", start, end)
    return end + 1 if is_open and text[end : end + 1] == ")" else end


@cache
def lexicon() -> Lexicon:
    """The phrase book, made once."""
    return Lexicon()


def _terms() -> Iterator[tuple[str, tuple[str, Meaning]]]:
    for spelling, analyte in analytes().terms():
        yield spelling, ("ANALYTE", analyte)
    for spelling, scale in scales().terms():
        yield spelling, ("SCALE", scale)
    for spelling, procedure in procedures().terms():
        yield spelling, ("PROC", procedure)
    for spelling, drug in drugs().terms():
        if normalise(spelling) not in _MISLEADING:
            yield spelling, ("DRUG", drug)
    for spelling, concept in conditions().terms():
        if normalise(spelling) not in _MISLEADING:
            yield spelling, ("COND", concept)


def _by_kind(payloads: tuple[tuple[str, Meaning], ...]) -> dict[str, tuple[Meaning, ...]]:
    kinds: dict[str, tuple[Meaning, ...]] = {}
    for kind, meaning in payloads:
        kinds[kind] = (*kinds.get(kind, ()), meaning)
    return kinds
