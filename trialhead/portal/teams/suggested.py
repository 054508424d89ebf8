"""Names that a field offers: from the vocabulary, bounded, those nearest to the study first."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from trialhead.criteria import SCREENING, Entry, Field, StudyCriteria, Typed, walk
from trialhead.vocabulary import analytes, conditions, drugs, procedures, scales

#: No list is longer.
MOST = 400
#: Conditions offered for one name that somebody has begun to type.
_NEAR = 8
_NAMED = {
    ("condition", "is"): "conditions",
    ("treatment", "is"): "drugs",
    ("procedure", "is"): "procedures",
    ("measurement", "analyte"): "analytes",
    ("score", "scale"): "scales",
    ("classified", "scale"): "scales",
    ("treatment", "dose_unit"): "units",
    ("age", "on"): "events",
    ("readings", "ambiguity"): "doubts",
}
_EVENTS = (SCREENING, "consent", "enrolment", "randomisation", "first dose")


def list_of(kind: str, field: Field) -> str:
    """The name of the list that helps with a field; empty if none does."""
    if field.entry is Entry.TEXT and field.key.rpartition(".")[2] in ("before", "since"):
        return "events"
    return _NAMED.get((kind, field.key), "")


def suggestions(text: str, criteria: StudyCriteria, root: Typed) -> dict[str, tuple[str, ...]]:
    """Every list by its name. ``text`` is the record's eligibility."""
    begun = [one for _, part in walk(root) for one in part.values.get("is", ())]
    events = (*_EVENTS, *(name for name, _ in criteria.events))
    found: dict[str, Iterable[str]] = {
        "conditions": (*_conditions_near(begun), *_conditions_in(text)),
        "drugs": _drugs_in(text),
        "procedures": (key for key in dict.fromkeys(one.key for _, one in procedures().terms())),
        "analytes": (one.key for _, one in analytes().terms()),
        "scales": (one.key for _, one in scales().terms()),
        "units": ("mg/d", "mg/kg/d", *(one.unit for _, one in analytes().terms())),
        "events": events,
        "doubts": (one.id for one in criteria.ambiguities),
    }
    return {name: tuple(filter(None, dict.fromkeys(some)))[:MOST] for name, some in found.items()}


def _conditions_near(begun: list[str]) -> Iterator[str]:
    """What words that were typed may be meant for."""
    for words in begun[:20]:
        yield from (one.concept.key for one in conditions().suggest(words, limit=_NEAR))


@lru_cache(maxsize=64)
def _conditions_in(text: str) -> tuple[str, ...]:
    named = conditions().mentioned(text, limit=MOST)
    return tuple(concept.key for one in named for concept in one.concepts)


@lru_cache(maxsize=64)
def _drugs_in(text: str) -> tuple[str, ...]:
    """Drugs that the record names, then all classes."""
    words = f" {' '.join(text.casefold().split())}"
    named = (one.key for name, one in drugs().terms() if f" {name.casefold()}" in words)
    classes = (one.key for _, one in drugs().terms() if one.is_class)
    return tuple(dict.fromkeys((*named, *classes)))[:MOST]
