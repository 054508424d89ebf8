"""Which of many patterns a word can begin; seen once for each word."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Generic, TypeVar

import regex

T = TypeVar("T")

_FIRST = re.compile(r"[^\W\d_]+|\d+(?=[^\W\d_])")
#: Words are many in a large registry; what is kept of them is bounded.
_MOST_WORDS = 2**16


class Openings(Generic[T]):
    """Named patterns, looked up by the word or sign a text has at a place."""

    def __init__(self, patterns: Iterable[tuple[T, str]]) -> None:
        self._patterns = tuple(patterns)
        self._known: dict[str, tuple[tuple[T, regex.Pattern[str]], ...]] = {}

    @cached_property
    def _partial(self) -> list[tuple[T, regex.Pattern[str]]]:
        # Compiling takes a fifth of a second in all: only a program that reads a text pays it.
        return [(name, regex.compile(p, regex.IGNORECASE)) for name, p in self._patterns]

    def at(self, text: str, at: int) -> tuple[tuple[T, regex.Pattern[str]], ...]:
        """The patterns that may match ``text`` at ``at``."""
        first = _FIRST.match(text, at)
        word = first.group().lower() if first else text[at]
        known = self._known.get(word)
        if known is None:
            known = tuple(each for each in self._partial if _may_begin(each[1], word))
            if len(self._known) < _MOST_WORDS:
                self._known[word] = known
        return known


def _may_begin(pattern: regex.Pattern[str], word: str) -> bool:
    return any(pattern.match(f"{word}{after}", partial=True) for after in (" ", ""))
