"""What the list of conditions holds and what it answers."""

import re
from dataclasses import dataclass

#: A tree number: C04.588.180; the concepts added by hand end in T and two digits.
_TREE_NUMBER = re.compile(r"[A-Z]\d\d(\.\d{3})*(\.T\d\d)*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Concept:
    """One condition.

    ``key`` is its heading ("Lupus Erythematosus, Systemic") and identifies it; ``name`` is what a
    reader would say ("systemic lupus erythematosus"); ``tree`` says where it stands below broader
    conditions; ``synonyms`` are other names in professional use.
    """

    key: str
    name: str
    tree: tuple[str, ...]
    synonyms: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.key or not self.name or not self.tree:
            raise ValueError(f"A concept needs a key, a name and a place in the tree: {self!r}")
        if not all(map(_TREE_NUMBER.fullmatch, self.tree)):
            raise ValueError(f"{self.key} has a malformed tree number: {self.tree}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A condition named in a text: the ``words`` there and the character where they start."""

    words: str
    start: int
    concepts: tuple[Concept, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """A completion of what someone types: the ``words`` to offer and what they mean."""

    words: str
    concept: Concept


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """What someone probably meant: a known term close to ``given``, ``edits`` letters away."""

    given: str
    words: str
    edits: int
    concepts: tuple[Concept, ...]
