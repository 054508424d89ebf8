"""Guesses the condition meant by a word with typing errors."""

from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from trialhead.vocabulary.concepts import Correction
from trialhead.vocabulary.normalise import fold, normalise
from trialhead.vocabulary.wording import Term

#: How many letters may differ, by the length of what was typed; the longest length first.
_ALLOWED_EDITS = ((16, 3), (8, 2), (5, 1))


def allowed_edits(words: str) -> int:
    """Return how many letters of ``words`` may be wrong: none below 5 letters."""
    return next((edits for length, edits in _ALLOWED_EDITS if len(words) >= length), 0)


class Corrector:
    """Terms, each found from spellings close to it."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms = [term for term in terms if allowed_edits(term.key)]
        # An edit changes the length by one at most, so few lengths need looking at.
        self._by_length: dict[int, dict[int, str]] = defaultdict(dict)
        for number, term in enumerate(self._terms):
            self._by_length[len(term.key)][number] = term.key

    def nearest(self, words: str) -> Correction | None:
        """Return the closest term, or nothing where none is close enough to be meant."""
        # A lost letter can make the end look like a plural ("lupas"), so both readings count.
        readings = {fold(words), normalise(words)}
        near = [close for reading in readings for close in self._close(reading)]
        if not near:
            return None
        edits, _, number = min(near)
        term = self._terms[number]
        return Correction(given=words, words=term.words, edits=edits, concepts=term.concepts)

    def _close(self, reading: str) -> list[tuple[int, bool, int]]:
        """Return edits, whether the first letter differs, and the number of each close term."""
        allowed = allowed_edits(reading)
        if not allowed:
            return []
        lengths = range(len(reading) - allowed, len(reading) + allowed + 1)
        return [
            (int(edits), key[0] != reading[0], number)
            for keys in filter(None, map(self._by_length.get, lengths))
            for key, edits, number in process.extract(
                reading, keys, scorer=OSA.distance, score_cutoff=allowed, limit=None
            )
        ]
