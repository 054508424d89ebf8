"""What cannot be true of a single fact: days, numbers and units that no person can have."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite

from trialhead.errors import NotFound, TrialheadError
from trialhead.patients.facts import (
    Birth,
    Condition,
    Fact,
    Measurement,
    Participation,
    Procedure,
    Reproduction,
    ScoreFact,
    Treatment,
)
from trialhead.patients.when import When
from trialhead.vocabulary import analytes, scales

#: Older than anyone has become; an earlier birth is a slip of the century.
_OLDEST_YEARS = 125

#: The days a fact carries, by field, and how to name them. The end of a treatment may be planned.
_DAYS: Mapping[type[Fact], Mapping[str, str]] = {
    Birth: {"on": "the birth"},
    Condition: {
        "onset": "the beginning of {name}",
        "ended": "the end of {name}",
        "treatment_ended": "the end of treatment of {name}",
    },
    Treatment: {"start": "the beginning of treatment with {drug}"},
    Measurement: {"on": "the result of {analyte}"},
    ScoreFact: {"on": "the score {scale}"},
    Procedure: {"on": "the procedure {name}"},
    Participation: {"last_contact": "the last contact with another study"},
    Reproduction: {"on": "the statement about pregnancy"},
}


@dataclass(frozen=True, slots=True)
class Life:
    """The days a fact may fall on; ``born`` is the earliest day of birth stated, if any."""

    born: date | None
    today: date


def impossibilities(fact: Fact, life: Life) -> Iterator[str]:
    """Sentences that say why ``fact`` cannot be true; none for nearly every fact."""
    yield from _days(fact, life)
    match fact:
        case Birth(on=on) if life.today.year - on.latest.year > _OLDEST_YEARS:
            yield f"The birth is dated {on}, more than {_OLDEST_YEARS} years ago."
        case Condition():
            yield from _order(fact.name, fact.onset, fact.ended)
        case Treatment():
            yield from _order(f"Treatment with {fact.drug}", fact.start, fact.end)
            yield from _dose(fact)
        case Measurement():
            yield from _result(fact)
        case ScoreFact():
            yield from _score(fact)


def _days(fact: Fact, life: Life) -> Iterator[str]:
    for name, words in _DAYS.get(type(fact), {}).items():
        when: When | None = getattr(fact, name)
        if when is None or _is_planned(fact):
            continue
        if when.earliest > life.today:
            yield f"{_said(words, fact)} is dated {when}, after {life.today}."
        elif life.born is not None and when.latest < life.born:
            yield f"{_said(words, fact)} is dated {when}, before birth ({life.born})."


def _is_planned(fact: Fact) -> bool:
    """A procedure that is needed but not done may lie ahead."""
    return isinstance(fact, Procedure) and not fact.done


def _said(words: str, fact: Fact) -> str:
    named = {name: getattr(fact, name, "")[:80] for name in ("name", "drug", "analyte", "scale")}
    sentence = words.format(**named)
    return sentence[0].upper() + sentence[1:]


def _order(what: str, start: When | None, end: When | None) -> Iterator[str]:
    if start is not None and end is not None and end.latest < start.earliest:
        yield f"{what} ends ({end}) before it begins ({start})."


def _dose(fact: Treatment) -> Iterator[str]:
    if fact.dose is not None and not 0 <= fact.dose < float("inf"):
        yield f"The dose of {fact.drug} is {fact.dose:g} {fact.dose_unit}, which cannot be."


def _result(fact: Measurement) -> Iterator[str]:
    numbers = [one for one in (fact.value, fact.lower, fact.upper) if one is not None]
    if not all(map(isfinite, numbers)):
        yield f"A number given for {fact.analyte} is not finite."
        return
    if fact.lower is not None and fact.upper is not None and fact.lower > fact.upper:
        yield f"The limits of {fact.analyte}, {fact.lower:g} to {fact.upper:g}, run backwards."
    if fact.value is not None and fact.unit:
        yield from _value(fact, fact.value)


def _value(fact: Measurement, value: float) -> Iterator[str]:
    """A bound ("<5") may lie beyond what a value can be, but its unit must fit."""
    printed = f"{fact.analyte} is {value:g} {fact.unit}"
    try:
        analyte = analytes().get(fact.analyte)
    except NotFound:
        return
    try:
        plausible = analytes().is_plausible(analyte, value, fact.unit)
    except TrialheadError as error:
        yield f"{printed}: {error.mistake}"
        return
    if not plausible and fact.value_is == "=":
        yield f"{printed}, which cannot be."


def _score(fact: ScoreFact) -> Iterator[str]:
    try:
        scale = scales().get(fact.scale)
    except NotFound:
        return
    if fact.value is not None and not scale.low <= fact.value <= scale.high:
        yield (
            f"{fact.scale} is {fact.value:g}; the scale goes from {scale.low:g} to {scale.high:g}."
        )
