"""The drugs, measurements and conditions that a text names."""

from dataclasses import dataclass
from functools import cache, lru_cache

from trialhead.vocabulary import Phrasebook, analytes, conditions, drugs, normalise

_LIMIT = 400
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


@lru_cache(maxsize=4096)
def named_terms(text: str) -> tuple[Term, ...]:
    """Every drug, measurement and condition in a text."""
    found = [
        _term("drug", text[each.start : each.end], each.payloads, each.start)
        for each in _drug_book().mentions(text)
    ]
    found += [
        _term("measurement", text[each.start : each.end], each.payloads, each.start)
        for each in _analyte_book().mentions(text)
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
    return f" {normalise(words)} " in f" {normalise(text)} "
