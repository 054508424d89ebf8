"""What a record says that cannot be true, alone or together, and the record without it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import lru_cache

from trialhead.errors import NotFound
from trialhead.patients.facts import Birth, Condition, Fact, Procedure, SexFact, Treatment
from trialhead.patients.impossible import Life, impossibilities
from trialhead.patients.record import Finding, PatientRecord
from trialhead.patients.when import When
from trialhead.vocabulary import conditions, normalise

#: Denials of everything of one name; further fields make a denial narrower.
_CONDITION = Condition(name="", present=False)
_TREATMENT = Treatment(drug="", given=False)
_PROCEDURE = Procedure(name="", done=False)
_NAMING = frozenset({"name", "drug", "concepts", "source", "onset"})
#: How many differing statements are told.
_TOLD = 5


def contradictions(record: PatientRecord, today: date) -> Iterator[Finding]:
    """What in the record cannot be true.

    Facts dated before birth or after ``today``, numbers and units that cannot be, ends before
    beginnings; births and sexes that differ; what was there although the record says never.
    """
    for _, finding in _impossible(record, today):
        yield finding
    yield from _together(record)


def checked(record: PatientRecord, today: date) -> PatientRecord:
    """The record without the facts that cannot be true by themselves, and all findings.

    Births and sexes that differ stay, so that both are unknown. Checking again changes nothing.
    """
    impossible = list(_impossible(record, today))
    kept = record.without(*(fact for fact, _ in impossible))
    found = (*record.findings, *(finding for _, finding in impossible), *_together(kept))
    return PatientRecord(facts=kept.facts, findings=tuple(dict.fromkeys(found)))


def _impossible(record: PatientRecord, today: date) -> Iterator[tuple[Fact, Finding]]:
    life = Life(_earliest_birth(record, today), today)
    for fact in record.facts:
        for message in impossibilities(fact, life):
            yield fact, Finding(message=message, source=fact.source)


def _earliest_birth(record: PatientRecord, today: date) -> date | None:
    """The earliest possible day of birth, by the statements that can be true."""
    life = Life(None, today)
    true = (birth for birth in record.born if not any(impossibilities(birth, life)))
    return min((birth.on.earliest for birth in true), default=None)


def _together(record: PatientRecord) -> Iterator[Finding]:
    births, sexes = record.of(Birth), record.of(SexFact)
    yield from _differing("dates of birth", [(str(fact.on), fact) for fact in births])
    yield from _differing("sexes", [(str(fact.sex), fact) for fact in sexes])
    yield from _conditions(record.of(Condition))
    yield from _named_alike(
        [(fact.drug, fact, fact.given, _TREATMENT) for fact in record.of(Treatment)]
    )
    yield from _named_alike(
        [(fact.name, fact, fact.done, _PROCEDURE) for fact in record.of(Procedure)]
    )


def _differing(what: str, stated: Sequence[tuple[str, Fact]]) -> Iterator[Finding]:
    places = {value: fact.source for value, fact in reversed(stated)}
    if len(places) > 1:
        told = [_at(value, source) for value, source in list(places.items())[:_TOLD]]
        yield Finding(
            message=f"Different {what} are stated: {', '.join(sorted(told))}.",
            source=stated[0][1].source,
        )


def _conditions(listed: Iterable[Condition]) -> Iterator[Finding]:
    """Illnesses that are there though they, or what they are a kind of, are denied."""
    present: list[Condition] = []
    denials: dict[str, Condition] = {}
    for fact in listed:
        if fact.present:
            present.append(fact)
        elif _is_plain(fact, _CONDITION):
            denials |= dict.fromkeys(_denied_keys(fact), fact)
    for fact in present if denials else ():
        denial = _denial_of(fact, denials)
        if denial is not None and _goes_on_since(fact, denial.onset):
            yield _contradicted(fact.name, fact, denial.name, denial)


def _denied_keys(denial: Condition) -> tuple[str, ...]:
    """The concepts denied; those of an ambiguous name may be meant or not."""
    concepts = denial.concepts if len(denial.concepts) == 1 else ()
    return (normalise(denial.name), *concepts)


def _denial_of(fact: Condition, denials: Mapping[str, Condition]) -> Condition | None:
    if denial := denials.get(normalise(fact.name)):
        return denial
    for_each = [
        next((denials[key] for key in _upwards(concept) if key in denials), None)
        for concept in fact.concepts
    ]
    return for_each[0] if for_each and all(for_each) else None


def _goes_on_since(fact: Condition, denied_from: When | None) -> bool:
    """Whether the illness was surely there on some day from which it is denied."""
    if denied_from is None or fact.ongoing:
        return True
    known = [when for when in (fact.onset, fact.ended) if when is not None]
    return any(when.earliest >= denied_from.latest for when in known)


@lru_cache(maxsize=2**14)
def _upwards(concept: str) -> tuple[str, ...]:
    """The concept and those it is a kind of."""
    try:
        found = conditions().concept(concept)
    except NotFound:
        return (concept,)
    return (concept, *(broader.key for broader in conditions().ancestors(found)))


def _named_alike(
    listed: Iterable[tuple[str, Fact, bool | None, Fact]],
) -> Iterator[Finding]:
    """What was given or done though the same name is said never to have been."""
    done: list[tuple[str, Fact]] = []
    denials: dict[str, Fact] = {}
    for name, fact, was, plain in listed:
        if was:
            done.append((name, fact))
        elif was is False and _is_plain(fact, plain):
            denials[normalise(name)] = fact
    for name, fact in done if denials else ():
        if denial := denials.get(normalise(name)):
            yield _contradicted(name, fact, name, denial)


def _is_plain(denial: Fact, plain: Fact) -> bool:
    """Whether the denial says no more than ``plain``; one of a route, a dose or a quality, or
    of all time since a day, leaves others open."""
    return all(
        getattr(denial, field.name) == getattr(plain, field.name)
        for field in fields(plain)
        if field.name not in _NAMING
    )


def _contradicted(name: str, fact: Fact, denied: str, denial: Fact) -> Finding:
    never = f"{_at(denied, denial.source)} is said never to have been"
    return Finding(message=f"{name} is stated, though {never}.", source=fact.source)


def _at(words: str, source: str) -> str:
    return f"{words} ({source})" if source else words
