"""The smallest things the grammar sees: a kind, what it means, and where it stands."""

from typing import Any, NamedTuple


class Token(NamedTuple):
    """``kind`` is a terminal of the grammar, ``value`` what was understood."""

    kind: str
    value: Any
    start: int
    end: int


#: Kind of words that are not understood.
WORD = "WORD"
