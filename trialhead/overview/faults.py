"""What can be wrong with a sentence."""

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """The kinds of faults that the gate tells apart."""

    SUPPORT = "no support in the record"
    QUOTE = "not the record's words"
    NUMBER = "number not in the record"
    UNIT = "other unit than in the record"
    COMPARATOR = "other limit than in the record"
    NEGATION = "yes and no differ from the record"
    NAME = "name not in the record"
    SCOPE = "all or most, which the record does not say"
    WRITING = "signs that hide what is written"
    PROMISE = "claim of benefit, safety or eligibility"
    LENGTH = "too long"
    FIGURE_LOST = "figure of the source that the translation lacks"
    FIGURE_ADDED = "figure that the source does not have"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its kind, the ``words`` of the sentence where it is, and what the record has."""

    kind: FaultKind
    words: str
    told: str = ""
