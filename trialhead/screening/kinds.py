"""Whether a name in a record is a kind of what a criterion names."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from trialhead import patients
from trialhead.errors import NotFound
from trialhead.instruments import Truth, any_of
from trialhead.vocabulary import conditions, drugs, normalise, procedures

#: How many illnesses in a name that the vocabulary does not know are looked at.
_MENTIONS = 5


def condition_is(fact: patients.Condition, wanted: Iterable[str]) -> Truth:
    """Whether the illness is one of ``wanted`` or narrower.

    A broader one may be it ("heart disease" for heart failure): unknown. So may a name that the
    vocabulary does not know but that mentions it ("suspected stroke").
    """
    return any_of(_condition_is(fact.name, fact.concepts, one) for one in wanted)


def may_be_condition(fact: tuple[str, tuple[str, ...]], wanted: str) -> bool:
    """Whether an illness, by its name and concepts, is, may be or holds ``wanted``.

    A denial of a broader illness touches a narrower one too, as that is part of it.
    """
    name, concepts = fact
    return _condition_is(name, concepts, wanted) is not Truth.NO


def may_be_drug(name: str, wanted: str) -> bool:
    """Whether a drug or class is, may be or holds ``wanted``."""
    return _is(_drug_is_a, name, wanted) is not Truth.NO


def may_be_procedure(name: str, wanted: str) -> bool:
    """Whether a procedure is, may be or holds ``wanted``."""
    return _is(_procedure_is_a, name, wanted) is not Truth.NO


def condition_within(wanted: str, fact: patients.Condition) -> bool:
    """Whether ``wanted`` is all that is said of ``fact``: the same illness or a narrower one."""
    if normalise(fact.name) == normalise(wanted):
        return True
    return bool(fact.concepts) and all(
        _concept_is(wanted, one) is Truth.YES for one in fact.concepts
    )


def condition_name(key: str) -> str:
    """What to call an illness; a name the vocabulary does not know stays as it is."""
    try:
        return conditions().concept(key).name
    except NotFound:
        return key


@lru_cache(maxsize=2**14)
def is_known_condition(key: str) -> bool:
    """Whether lists hold an illness by this name; an allergy stands in them by what it is to."""
    if key.startswith("allergy to "):
        return True
    try:
        conditions().concept(key)
    except NotFound:
        return bool(conditions().named(key))
    return True


@lru_cache(maxsize=2**14)
def is_known_drug(key: str) -> bool:
    """Whether lists hold a drug or class by this name."""
    return key == "investigational drug" or drugs().named(key) is not None


@lru_cache(maxsize=2**14)
def is_known_procedure(key: str) -> bool:
    """Whether lists hold a procedure by this name."""
    return procedures().named(key) is not None


def drug_is(name: str, wanted: Iterable[str]) -> Truth:
    """Whether a drug or class is one of ``wanted`` or belongs to it; a class that holds it may."""
    return any_of(_is(_drug_is_a, name, one) for one in wanted)


def procedure_is(name: str, wanted: Iterable[str]) -> Truth:
    """Whether a procedure is one of ``wanted`` or a kind of it; a broader one may be."""
    return any_of(_is(_procedure_is_a, name, one) for one in wanted)


def _is(is_a: Callable[[str, str], bool], name: str, wanted: str) -> Truth:
    if normalise(name) == normalise(wanted) or is_a(name, wanted):
        return Truth.YES
    return Truth.UNKNOWN if is_a(wanted, name) else Truth.NO


@lru_cache(maxsize=2**16)
def _condition_is(name: str, concepts: tuple[str, ...], wanted: str) -> Truth:
    if normalise(name) == normalise(wanted):
        return Truth.YES
    if concepts:
        return _agreed(_concept_is(concept, wanted) for concept in concepts)
    mentioned = {_concept_is(concept, wanted) for concept in _mentioned(name)}
    return Truth.NO if mentioned <= {Truth.NO} else Truth.UNKNOWN


def _agreed(truths: Iterable[Truth]) -> Truth:
    """What all meanings of an ambiguous name say."""
    said = set(truths)
    return said.pop() if len(said) == 1 else Truth.UNKNOWN


def _concept_is(concept: str, wanted: str) -> Truth:
    if concept == wanted or wanted in _broader(concept):
        return Truth.YES
    return Truth.UNKNOWN if concept in _broader(wanted) else Truth.NO


@lru_cache(maxsize=2**14)
def _broader(concept: str) -> frozenset[str]:
    try:
        found = conditions().concept(concept)
    except NotFound:
        return frozenset()
    return frozenset(above.key for above in conditions().ancestors(found))


@lru_cache(maxsize=2**12)
def _mentioned(name: str) -> tuple[str, ...]:
    mentions = conditions().mentioned(name, limit=_MENTIONS)
    return tuple(concept.key for mention in mentions for concept in mention.concepts)


@lru_cache(maxsize=2**16)
def _drug_is_a(name: str, wanted: str) -> bool:
    try:
        return drugs().is_a(name, wanted)
    except NotFound:
        return False


@lru_cache(maxsize=2**14)
def _procedure_is_a(name: str, wanted: str) -> bool:
    try:
        return procedures().is_a(name, wanted)
    except NotFound:
        return False
