"""Finds a criterion's words again in a record, without keeping the words.

A file that comes with the program holds no sentences of a registry. It keeps a mark: a short
fingerprint of every word, in order. Words can be compared with it but not read from it.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from trialhead.criteria.characters import plain
from trialhead.criteria.model import StudyCriteria
from trialhead.criteria.reader import read_text
from trialhead.criteria.values import Span

#: Words, and comparisons: "≥ 18" and "< 18" are not the same words.
_WORD = re.compile(r"[^\W_]+|[<>]\s?=|=\s?[<>]|[<>=≤≥]")
_SAME = {"<=": "≤", "=<": "≤", ">=": "≥", "=>": "≥"}
#: Below this likeness two texts are taken to be about different things.
_ALIKE = 0.6


@dataclass(frozen=True, kw_only=True, slots=True)
class Mismatch:
    """A criterion whose words are no longer in the record as they were: ``likeness`` from 0 (not
    found) to 1."""

    criterion: str
    likeness: float

    def __str__(self) -> str:
        if self.likeness < _ALIKE:
            return f"The words of {self.criterion} are not in this record."
        return f"The words of {self.criterion} have changed ({self.likeness:.0%} alike)."


def mark_of(words: str) -> str:
    """The fingerprint of some words; case, layout and signs other than comparisons do not count."""
    return "".join(_prints(words))


@lru_cache(maxsize=4096)
def _prints(words: str) -> tuple[str, ...]:
    """Two signs a word: enough to compare, too little to read. Every criterion of a study is held
    against the same stretches of its text."""
    found = ("".join(word.split()).casefold() for word in _WORD.findall(plain(words)))
    return tuple(hashlib.sha256(_SAME.get(word, word).encode()).hexdigest()[:2] for word in found)


def find(mark: str, text: str, spans: Iterable[Span]) -> tuple[Span, float] | None:
    """The span most like a mark, with its likeness (1 is the same); None without any span.

    A mark may hold several fingerprints with spaces between: wordings that mean the same.
    """
    wanted = [tuple(each[at : at + 2] for at in range(0, len(each), 2)) for each in mark.split()]
    found = [(span, _prints(span.of(text))) for span in spans]
    same = next((span for span, there in found if there in wanted), None)
    if same is not None:  # as most are: nothing is more alike
        return same, 1.0
    best: tuple[Span, float] | None = None
    for span, there in found:
        least = best[1] if best else 0.0
        likeness = max((_likeness(each, there, least) for each in wanted), default=0.0)
        if best is None or likeness > best[1]:
            best = (span, likeness)
    return best


def _likeness(one: Sequence[str], other: Sequence[str], least: float) -> float:
    """How alike two fingerprints are; 0 where bounds that are quick to tell show that they are not
    more alike than ``least``."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() <= least or matcher.quick_ratio() <= least:
        return 0.0
    return matcher.ratio()


def place(study: StudyCriteria, text: str) -> tuple[StudyCriteria, tuple[Mismatch, ...]]:
    """Every criterion with its span in the record at hand, and those whose words differ."""
    spans = _candidates(text)
    placed, mismatches = [], []
    for criterion in study.criteria:
        found = find(criterion.mark, text, spans) if criterion.mark else None
        likeness = found[1] if found else 0.0
        words = found[0] if found and likeness >= _ALIKE else None
        placed.append(replace(criterion, words=words))
        if likeness < 1:
            mismatches.append(Mismatch(criterion=criterion.id, likeness=likeness))
    return replace(study, criteria=tuple(placed)), tuple(mismatches)


def _candidates(text: str) -> list[Span]:
    """Single criteria of the text, and runs of neighbours, since layouts cut them differently."""
    spans = [each.words for each in read_text(text).criteria if each.words is not None]
    return [
        Span(spans[first].start, spans[last].end)
        for first in range(len(spans))
        for last in range(first, min(first + 5, len(spans)))
    ]
