"""What one person answered, by what was asked about."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from trialhead.criteria import Age, Leaf, Measurement, Moment, Score, Sex, Timing, Use
from trialhead.errors import NotFound
from trialhead.patients import PatientRecord
from trialhead.patients import Sex as PersonSex
from trialhead.screening import View
from trialhead.vocabulary import analytes, scales

#: The units an age is told in, with the highest number of each that can be one.
OLDEST = {"year": 120, "month": 240, "week": 520, "day": 3650}


class Who(StrEnum):
    """For whom the questions are answered; they are worded accordingly."""

    SELF = "self"
    CHILD = "child"
    RELATIVE = "relative"
    PATIENT = "patient"
    HEALTHY = "healthy"


class Said(StrEnum):
    """An answer in words. AT_LIMIT: so close to a limit that it depends on how one counts."""

    YES = "yes"
    NO = "no"
    AT_LIMIT = "at the limit"
    UNSURE = "not sure"


class About(StrEnum):
    """Kinds of question by the kind of their answer."""

    AGE = "age"
    SEX = "sex"
    RESULT = "result"
    SCORE = "score"
    STATEMENT = "statement"


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """What is asked about, once for all criteria. ``name`` is an analyte or a scale; ``leaf`` is
    the question itself where only its own words will do."""

    about: About
    name: str = ""
    specimen: str = ""
    setting: str = ""
    leaf: Leaf | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AgeValue:
    """An age in completed units ("year", "month", "week", "day")."""

    amount: int
    unit: str = "year"


@dataclass(frozen=True, kw_only=True, slots=True)
class ResultValue:
    """A result of ``of``, which may be another analyte than the one asked about (creatinine for
    eGFR); ``on`` is None where nobody told the day. The limits are in ``unit``."""

    of: str
    value: float
    unit: str
    lower: float | None = None
    upper: float | None = None
    on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ScoreValue:
    """The value of a score or class."""

    value: float
    on: date | None = None


Value = Said | PersonSex | AgeValue | ResultValue | ScoreValue


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """One answer; ``source`` names the place in a record it was taken from."""

    topic: Topic
    value: Value
    source: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """All answers so far, each topic once, in the order given."""

    who: Who = Who.SELF
    given: tuple[Given, ...] = ()

    def to(self, topic: Topic) -> Given | None:
        """The answer about ``topic``."""
        return next((one for one in self.given if one.topic == topic), None)

    def with_answer(self, answer: Given) -> "Answers":
        """With one more answer, in the place of an earlier one about the same."""
        known = [one.topic for one in self.given]
        if answer.topic not in known:
            return replace(self, given=(*self.given, answer))
        at = known.index(answer.topic)
        return replace(self, given=(*self.given[:at], answer, *self.given[at + 1 :]))

    def without(self, topics: Iterable[Topic]) -> "Answers":
        """Without the answers about ``topics``."""
        gone = set(topics)
        return replace(self, given=tuple(one for one in self.given if one.topic not in gone))


AGE, SEX = Topic(about=About.AGE), Topic(about=About.SEX)


def statement(leaf: Leaf) -> Topic:
    """The topic of exactly this question."""
    return Topic(about=About.STATEMENT, leaf=leaf)


def topic_of(leaf: Leaf) -> Topic:
    """What to ask about for ``leaf``: a number that answers every question like it, or itself."""
    match leaf:
        case Age(event=event) if _is_now(event):
            return AGE
        case Sex():
            return SEX
        case Measurement() if _is_one_number(leaf):
            return Topic(
                about=About.RESULT,
                name=leaf.analyte,
                specimen=leaf.specimen,
                setting=leaf.setting,
            )
        case Score() if _counts_today(leaf.timing) and _is_scale(leaf.scale):
            return Topic(about=About.SCORE, name=leaf.scale)
        case _:
            return statement(leaf)


def _is_one_number(leaf: Measurement) -> bool:
    """Whether one result of today answers it."""
    return (
        leaf.bounds is not None
        and leaf.use is Use.LATEST
        and leaf.in_a_row == 1
        and _counts_today(leaf.timing)
        and analytes().named(leaf.analyte) is not None
        and analytes().named(leaf.analyte) == _analyte(leaf.analyte)
    )


def _analyte(key: str) -> object:
    try:
        return analytes().get(key)
    except NotFound:
        return None


def _is_scale(key: str) -> bool:
    try:
        scales().get(key)
    except NotFound:
        return False
    return True


def _counts_today(timing: Timing) -> bool:
    """Whether what is so today is what is asked about."""
    return timing.moment not in (Moment.LONGER_AGO, Moment.AHEAD) and _is_now(timing.event)


def _is_now(event: str) -> bool:
    """Whether an event is taken to be on the day the questions are answered."""
    today = date(2000, 1, 1)  # any day
    anchor = View(patient=PatientRecord(), on=today).anchor(event)
    return anchor is not None and anchor.day == today
