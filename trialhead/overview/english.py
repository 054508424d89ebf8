"""Whether a text is English at all, which is all that the gate knows."""

import re

_WORD = re.compile(r"[^\W\d_]+")
#: Words that English sentences cannot do without and that other languages do not have.
_COMMON = frozenset(
    ["the", "of", "and", "to", "is", "are", "you", "must", "not", "have", "it", "this", "that", "with", "your", "for", "be", "has", "been", "who", "which", "at", "least", "people", "study", "record", "if", "they", "was", "were", "from", "by", "or"]
)  # fmt: skip
#: Fewer words than this cannot be judged.
_FEW = 8
_ENOUGH = 0.12


def is_english(text: str) -> bool:
    """Whether a text has the small words of English; a text of a few words passes."""
    words = [word.casefold() for word in _WORD.findall(text)]
    foreign = sum(not word.isascii() for word in words)
    if len(words) < _FEW:
        return foreign <= len(words) / 2
    return sum(word in _COMMON for word in words) >= _ENOUGH * len(words)
