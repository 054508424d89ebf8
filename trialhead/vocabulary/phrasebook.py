"""Finds the terms of large lists in a text: one pass, the longest term first."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from trialhead.vocabulary.normalise import normalise

T = TypeVar("T")

#: A run of letters and digits, with apostrophes inside.
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
#: What parts two phrases when it stands between two words.
_BREAK = re.compile(r"[.;:!?]\s|\n\s*\n|[,()\[\]/]")


class Found(NamedTuple, Generic[T]):
    """A term in a text: ``text[start:end]`` means one of ``payloads``."""

    start: int
    end: int
    payloads: tuple[T, ...]


class Phrasebook(Generic[T]):
    """Terms with what they mean. Case, hyphens, plural and spelling make no difference.

    Words in ``capitals_only`` count as terms by themselves only when written as the list has them.
    """

    def __init__(
        self, terms: Iterable[tuple[str, T]], *, capitals_only: frozenset[str] = frozenset()
    ) -> None:
        self._meanings: dict[str, tuple[T, ...]] = {}
        self._longest: dict[str, int] = {}
        self._written: dict[str, set[str]] = {}
        self._capitals_only = capitals_only
        for words, payload in terms:
            self._add(words, payload)

    def _add(self, words: str, payload: T) -> None:
        key = normalise(words)
        if not key:
            return
        known = self._meanings.get(key, ())
        if payload not in known:
            self._meanings[key] = (*known, payload)
        first, _, rest = key.partition(" ")
        count = rest.count(" ") + 2 if rest else 1
        if count > self._longest.get(first, 0):
            self._longest[first] = count
        if key in self._capitals_only:
            self._written.setdefault(key, set()).add(words)

    def mentions(self, text: str) -> list[Found[T]]:
        """Return the terms of ``text`` from left to right; they never overlap."""
        tokens = [(m.start(), m.end()) for m in _WORD.finditer(text)]
        keys = [_key(text[start:end]) for start, end in tokens]
        found: list[Found[T]] = []
        at = 0
        while at < len(tokens):
            end = self._longest_term(text, tokens, keys, at)
            if end:
                payloads = self._meanings[" ".join(keys[at:end])]
                found.append(Found(tokens[at][0], tokens[end - 1][1], payloads))
            at = end or at + 1
        return found

    def _longest_term(
        self, text: str, tokens: list[tuple[int, int]], keys: list[str], at: int
    ) -> int:
        """Return where the longest term starting at word ``at`` ends, or 0."""
        reach = self._longest.get(keys[at].partition(" ")[0], 0)
        if not reach:
            return 0
        last = min(at + reach, len(tokens))
        for number in range(at + 1, last):
            if _BREAK.search(text[tokens[number - 1][1] : tokens[number][0]]):
                last = number
                break
        for end in range(last, at, -1):
            key = " ".join(keys[at:end])
            if key in self._meanings and self._is_meant(
                key, text[tokens[at][0] : tokens[end - 1][1]]
            ):
                return end
        return 0

    def _is_meant(self, key: str, words: str) -> bool:
        return key not in self._capitals_only or words in self._written.get(key, ())


@lru_cache(maxsize=2**17)
def _key(word: str) -> str:
    return normalise(word)
