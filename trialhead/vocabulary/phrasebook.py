"""Finds the terms of large lists in a text: one pass, the longest term first."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from trialhead.vocabulary.normalise import normalise

T = TypeVar("T")

#: A run of letters and digits, with apostrophes inside.
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

#: No term reaches over the end of a sentence or paragraph, nor into the next item of a list.
#: "St." (St. John's wort, St. Louis encephalitis) ends none.
_END = re.compile(r"(?<!\bSt)[.;:!?](?=\s)|\n\s*(?:\n|[-*•·]|\d+[.)])")

#: Signs that part two phrases, unless the term itself is written with them ("PD-1/PD-L1").
_PARTING = re.compile(r"[,()\[\]/]")

#: A text of this many words, all in capitals, does not show which are abbreviations.
_SHOUTED = 4


class Found(NamedTuple, Generic[T]):
    """A term in a text: ``text[start:end]`` means one of ``payloads``."""

    start: int
    end: int
    payloads: tuple[T, ...]


class Phrasebook(Generic[T]):
    """Terms with what they mean. Case, hyphens, plural and spelling make no difference.

    Of ``capitals_only`` (lower case), those that are terms count only with the capitals they are
    listed with: abbreviations that are everyday words.
    """

    def __init__(
        self, terms: Iterable[tuple[str, T]], *, capitals_only: frozenset[str] = frozenset()
    ) -> None:
        self._meanings: dict[str, tuple[T, ...]] = {}
        self._longest: dict[str, int] = {}
        self._parted: set[str] = set()
        self._written: dict[str, set[str]] = {word: set() for word in capitals_only}
        for words, payload in terms:
            self._add(words, payload)

    def _add(self, words: str, payload: T) -> None:
        key = normalise(words)
        if not key:
            return
        known = self._meanings.get(key)
        if known is None:
            first, *others = key.split(" ")
            self._longest[first] = max(self._longest.get(first, 0), 1 + len(others))
            self._meanings[key] = (payload,)
        elif payload not in known:
            self._meanings[key] = (*known, payload)
        if _PARTING.search(words):
            self._parted.add(key)
        if key in self._written:
            self._written[key].add(words)

    def mentions(self, text: str) -> list[Found[T]]:
        """Return the terms in ``text``, left to right, the longest first; they never overlap."""
        spans = [match.span() for match in _WORD.finditer(text)]
        keys = [_key(text[start:end]) for start, end in spans]
        is_shouted = len(spans) >= _SHOUTED and text.isupper()
        found: list[Found[T]] = []
        at = 0
        while at < len(spans):
            length = self._length(text, spans, keys, at)
            if not length:
                at += 1
                continue
            key = " ".join(keys[at : at + length])
            start, end = spans[at][0], spans[at + length - 1][1]
            if self._is_meant(key, text[start:end], is_shouted=is_shouted):
                found.append(Found(start, end, self._meanings[key]))
                at += length
            else:
                at += 1
        return found

    def _length(self, text: str, spans: list[tuple[int, int]], keys: list[str], at: int) -> int:
        """Return how many words the longest term has that starts at word ``at``, or 0."""
        longest = self._longest.get(keys[at].partition(" ")[0], 0)
        if not longest:
            return 0  # most words begin no term
        whole, plain = _reach(text, spans[at : at + longest])
        for length in range(whole, 0, -1):
            key = " ".join(keys[at : at + length])
            if key in self._meanings and (length <= plain or key in self._parted):
                return length
        return 0

    def _is_meant(self, key: str, words: str, *, is_shouted: bool) -> bool:
        spellings = self._written.get(key)
        return spellings is None or (words in spellings and not is_shouted)


def _reach(text: str, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """Return how many words stand before the first end, and before the first parting sign."""
    plain = 0
    for number, ((_, end), (start, _)) in enumerate(pairwise(spans), start=1):
        if start - end == 1 and text[end] in " -":
            continue
        if _END.search(text, end, start + 1):
            return number, plain or number
        if not plain and _PARTING.search(text, end, start):
            plain = number
    return len(spans), plain or len(spans)


@lru_cache(maxsize=2**16)
def _key(word: str) -> str:
    return normalise(word)
