"""Completes what someone is typing to the names of conditions."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from trialhead.vocabulary.concepts import Suggestion
from trialhead.vocabulary.normalise import normalise
from trialhead.vocabulary.wording import Term

#: Sorts behind every key that starts with the letters before it.
_LAST = "\U0010ffff"


class Completer:
    """Terms by their first letters and by the first letters of each word.

    ``terms`` stand in the order in which they should be offered; a term's number is its place.
    """

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms = terms
        self._keys = sorted((term.key, number) for number, term in enumerate(terms))
        by_word: dict[str, list[int]] = defaultdict(list)
        for number, term in enumerate(terms):
            for word in set(term.key.split()):
                by_word[word].append(number)
        self._words = sorted(by_word)
        self._by_word = dict(by_word)

    def knows(self, word: str) -> bool:
        """Return whether a term holds the normalised ``word``."""
        return word in self._by_word

    def suggest(self, start: str, *, limit: int) -> tuple[Suggestion, ...]:
        """Return up to ``limit`` completions, each for another concept, best first."""
        key = normalise(start)
        chosen: dict[str, Suggestion] = {}
        for term in self._best_first(key) if key else ():
            for concept in term.concepts:
                chosen.setdefault(concept.key, Suggestion(words=term.words, concept=concept))
            if len(chosen) >= limit:
                break
        return tuple(chosen.values())[: max(limit, 0)]

    def _best_first(self, key: str) -> Iterator[Term]:
        starting = self._starting(key)
        exact = [number for number in starting if self._terms[number].key == key]
        yield from (self._terms[number] for number in exact + starting)
        yield from (self._terms[number] for number in self._containing(key.split()))

    def _starting(self, key: str) -> list[int]:
        first, last = bisect_left(self._keys, (key, 0)), bisect_left(self._keys, (key + _LAST, 0))
        return sorted(number for _, number in self._keys[first:last])

    def _containing(self, words: list[str]) -> list[int]:
        return sorted(set.intersection(*map(self._with_word, words)))

    def _with_word(self, start: str) -> set[int]:
        first, last = bisect_left(self._words, start), bisect_left(self._words, start + _LAST)
        return {number for word in self._words[first:last] for number in self._by_word[word]}
