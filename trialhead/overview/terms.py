"""The drugs, measurements and conditions that a text names."""

from dataclasses import dataclass
from functools import cache, lru_cache

from trialhead.vocabulary import Phrasebook, analytes, conditions, drugs, normalise

_LIMIT = 400
#: A name as short as this is one only in capitals: "GOT" is a measurement, "got" is none.
_SHORT = 3
#: Words that are drugs or conditions in the lists, but mostly something else in a sentence.
_EVERYDAY = frozenset(
    ["water", "air", "oxygen", "food", "sugar", "salt", "alcohol", "gas", "iron", "zinc", "gold", "silver", "placebo", "death", "pain", "pregnancy", "pregnant", "illness", "disease", "diseases", "birth", "age", "aging", "sleep", "stress", "result", "control", "joint", "sex", "sham", "ice", "cold", "fall", "wound", "others", "disorder", "syndrome", "tea", "coffee", "honey", "milk"]
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """A name in a text: what it may mean, as keys, and where it stands."""

    kind: str
    words: str
    meanings: frozenset[str]
    start: int


@cache
def _drug_book() -> Phrasebook[str]:
    named = ((words, drug.key) for words, drug in drugs().terms() if len(words) > 3)
    return Phrasebook(named)


@cache
def _analyte_book() -> Phrasebook[str]:
    named = ((words, analyte.key) for words, analyte in analytes().terms())
    return Phrasebook((words, key) for words, key in named if len(words) > 3 or words.isupper())


@lru_cache(maxsize=16384)
def named_terms(text: str) -> tuple[Term, ...]:
    """Every drug, measurement and condition in a text."""
    found = [
        _term("drug", text[each.start : each.end], each.payloads, each.start)
        for each in _drug_book().mentions(text)
    ]
    found += [
        _term("measurement", text[each.start : each.end], each.payloads, each.start)
        for each in _analyte_book().mentions(text)
        if each.end - each.start > _SHORT or not text[each.start : each.end].islower()
    ]
    found += [
        _term("condition", each.words, tuple(c.key for c in each.concepts), each.start)
        for each in conditions().mentioned(text, limit=_LIMIT)
    ]
    return tuple(term for term in found if term.words.casefold() not in _EVERYDAY)


def _term(kind: str, words: str, meanings: tuple[str, ...], start: int) -> Term:
    return Term(kind=kind, words=words, meanings=frozenset(meanings), start=start)


def stands_in(words: str, text: str) -> bool:
    """Whether a name stands in a text, however it is spelt there."""
    return f" {_normalised(words)} " in f" {_normalised(text)} "


@lru_cache(maxsize=8192)
def _normalised(text: str) -> str:
    return normalise(text)


def broader(term: Term, text: str) -> bool:
    """Whether a text names an illness that is one of those which a wider name means."""
    if term.kind != "condition":
        return False
    named = {key for each in named_terms(text) if each.kind == "condition" for key in each.meanings}
    above = (
        wide.key for key in named for wide in conditions().ancestors(conditions().concept(key))
    )
    return not term.meanings.isdisjoint(above)
