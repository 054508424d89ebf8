"""Reading words of one criterion."""

from trialhead.criteria import Criterion, Read, read_text, sentence

_HEADINGS = {"I": "Inclusion Criteria:\n* ", "E": "Exclusion Criteria:\n* "}


def read(side: str, words: str) -> Criterion:
    """The one criterion in some words."""
    criteria = read_text(_HEADINGS[side] + words).criteria
    assert len(criteria) == 1
    return criteria[0]


def check(side: str, words: str, told: str) -> None:
    """The words are read to the last, and ask just this."""
    criterion = read(side, words)
    assert criterion.read is Read.FULL
    assert sentence(criterion.node) == told
