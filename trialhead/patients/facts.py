"""What a record says about one person: dated facts, each with where it came from.

A field that is None or empty is unknown. Nothing here is ever taken to be normal, absent or
complete unless the source says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from trialhead.patients.when import When

NOTHING: Mapping[str, bool] = MappingProxyType({})


class Sex(StrEnum):
    """Sex as a criterion means it."""

    FEMALE = "female"
    MALE = "male"


class Outcome(StrEnum):
    """What became of a treatment."""

    WORKED = "worked"
    FAILED = "failed"
    INTOLERANT = "intolerant"
    CONTRAINDICATED = "contraindicated"


class Severity(StrEnum):
    """Steps of severity, mildest first."""

    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """Anything known; ``source`` names the file and place, or the question, it came from."""

    source: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Birth(Fact):
    """The date of birth."""

    on: When


@dataclass(frozen=True, kw_only=True, slots=True)
class SexFact(Fact):
    """Sex as recorded."""

    sex: Sex


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition(Fact):
    """An illness, symptom or state; with ``present`` False the source says it never was.

    ``concepts`` are keys of the vocabulary's conditions, empty when it does not know the name.
    ``ended`` is set when it is over; ``ongoing`` says outright whether it lasts. ``severity`` is
    an ordered step, ``grade`` a number of a grading scale, ``stage`` as written ("IIIA").
    ``qualities`` are further yes/no statements: {"active": False, "resected": True}.
    ``treatment_ended`` is the last day of treatment for it.
    """

    name: str
    concepts: tuple[str, ...] = ()
    present: bool = True
    onset: When | None = None
    ended: When | None = None
    ongoing: bool | None = None
    severity: Severity | None = None
    grade: float | None = None
    stage: str = ""
    treatment_ended: When | None = None
    qualities: Mapping[str, bool] = field(default_factory=lambda: NOTHING, hash=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Treatment(Fact):
    """A stretch of one treatment with a drug; vaccines are drugs here.

    ``drug`` is a key of the vocabulary's drugs or the name as written; with ``given`` False the
    source says it was never given. ``dose`` is in ``dose_unit`` ("mg/d", "mg/kg/d").
    ``route`` is a word such as "oral", "intravenous", "topical". ``line`` counts from 1.
    ``reason`` is the illness it was given for.
    """

    drug: str
    given: bool = True
    start: When | None = None
    end: When | None = None
    ongoing: bool | None = None
    dose: float | None = None
    dose_unit: str = ""
    route: str = ""
    line: int | None = None
    outcome: Outcome | None = None
    reason: str = ""
    qualities: Mapping[str, bool] = field(default_factory=lambda: NOTHING, hash=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Measurement(Fact):
    """A result. Either ``value`` with ``unit``, or ``result`` in words ("positive").

    ``analyte`` is a key of the vocabulary's analytes or the name as written. ``value_is`` tells a
    bound printed instead of a value: "<" when the laboratory wrote "<5". ``lower`` and ``upper``
    are the limits printed with this result, in ``limit_unit`` (the result's own when empty).
    """

    analyte: str
    on: When | None = None
    value: float | None = None
    value_is: str = "="
    unit: str = ""
    result: str = ""
    lower: float | None = None
    upper: float | None = None
    limit_unit: str = ""
    specimen: str = ""
    setting: str = ""
    laboratory: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ScoreFact(Fact):
    """The value of an instrument, or the items it is worked out from.

    ``scale`` is a key of the vocabulary's scales. ``value_is`` tells a bound where only that is
    known: ">=" for "at least 8". With items, ``present`` and ``missing`` name
    them; whatever is in neither was looked for and not found. ``missing`` None means that no items
    are given. ``inputs`` holds what is no item (ANA of the EULAR/ACR criteria); None is unknown.
    """

    scale: str
    on: When | None = None
    value: float | None = None
    value_is: str = "="
    present: tuple[str, ...] = ()
    missing: tuple[str, ...] | None = None
    inputs: Mapping[str, bool | None] = field(default_factory=lambda: NOTHING, hash=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Procedure(Fact):
    """An operation or another measure; ``done`` False says never, ``needed`` that it is due."""

    name: str
    done: bool | None = None
    needed: bool | None = None
    on: When | None = None
    qualities: Mapping[str, bool] = field(default_factory=lambda: NOTHING, hash=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Participation(Fact):
    """Taking part in another study; ``took_part`` False says never."""

    took_part: bool
    last_contact: When | None = None
    interventional: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reproduction(Fact):
    """What pregnancy criteria ask; every field None is unknown."""

    on: When | None = None
    pregnant: bool | None = None
    breastfeeding: bool | None = None
    childbearing_potential: bool | None = None
    contraception_agreed: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer(Fact):
    """A human's answer to a question as it stands: a judgement, a wish, a passage nobody could
    read, or a statement that no other fact tells. ``question`` is the statement that holds or does
    not. ``at_limit``: it lies right at a limit, so that it holds only if read broadly."""

    question: str
    holds: bool
    at_limit: bool = False


class Kind(StrEnum):
    """Lists a source may call complete: what they do not hold, the person never had."""

    CONDITIONS = "conditions"
    TREATMENTS = "treatments"
    PROCEDURES = "procedures"
    PARTICIPATIONS = "participations"


@dataclass(frozen=True, kw_only=True, slots=True)
class Completeness(Fact):
    """The source's statement that its list of one kind leaves nothing out."""

    kind: Kind
