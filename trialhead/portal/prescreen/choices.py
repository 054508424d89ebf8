"""The answers offered to a question."""

from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import gettext as _

from trialhead.criteria import Leaf, Measurement, Score, Timing, bounds_told, unit_told
from trialhead.patients import Sex
from trialhead.portal.prescreen.answers import (
    About,
    AgeValue,
    Given,
    ResultValue,
    Said,
    ScoreValue,
    Topic,
)
from trialhead.portal.prescreen.progress import Question
from trialhead.portal.prescreen.units import measures
from trialhead.vocabulary import scales

#: The choice that goes with a number typed beside it.
NUMBER = "number"


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """One radio button; ``words`` are English words that belong to its label."""

    value: str
    label: str
    words: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """One unit to choose; ``of`` is the analyte where another may be given instead."""

    value: str
    label: str
    of: str = ""


def choices(question: Question) -> list[Choice]:
    """The answers in words, the number first where there is one, "not sure" always last."""
    unsure = Choice(value=Said.UNSURE, label=_("Not sure"))
    match question.topic.about:
        case About.AGE:
            return [Choice(value=NUMBER, label=_("The age is")), unsure]
        case About.SEX:
            female = Choice(value=Sex.FEMALE, label=_("Female"))
            return [female, Choice(value=Sex.MALE, label=_("Male")), unsure]
        case About.RESULT | About.SCORE:
            number = Choice(value=NUMBER, label=_("The number is"))
            return [number, *_limits(question.leaf), unsure]
        case About.STATEMENT:
            yes_or_no = [
                Choice(value=Said.YES, label=_("Yes")),
                Choice(value=Said.NO, label=_("No")),
            ]
            return [*yes_or_no, *_at_limit(question.topic.leaf), unsure]


def units(topic: Topic) -> list[Unit]:
    """The units a number may be given in; none where it has no unit."""
    match topic.about:
        case About.AGE:
            words = {
                "year": _("years"),
                "month": _("months"),
                "week": _("weeks"),
                "day": _("days"),
            }
            return [Unit(value=unit, label=label) for unit, label in words.items()]
        case About.RESULT:
            listed = measures(topic.name)
            if listed == ((topic.name, ""),):
                return []
            return [
                Unit(
                    value=f"{of}|{unit}",
                    label=unit_told(unit),
                    of=of if of != topic.name else "",
                )
                for of, unit in listed
            ]
        case _:
            return []


def scale_ends(topic: Topic) -> tuple[float, float] | None:
    """The lowest and the highest value of a score."""
    if topic.about is not About.SCORE:
        return None
    scale = scales().get(topic.name)
    return scale.low, scale.high


def chosen(given: Given | None) -> dict[str, str]:
    """What the fields of a form hold for an answer given before."""
    match given:
        case None:
            return {}
        case Given(value=AgeValue(amount=amount, unit=unit)):
            return {"answer": NUMBER, "number": str(amount), "unit": unit}
        case Given(value=ScoreValue(value=points)):
            return {"answer": NUMBER, "number": f"{points:g}"}
        case Given(value=ResultValue() as result):
            limits = {
                name: f"{limit:.12g}"
                for name, limit in (("lower", result.lower), ("upper", result.upper))
                if limit is not None
            }
            unit = f"{result.of}|{result.unit}"
            return {"answer": NUMBER, "number": f"{result.value:.12g}", "unit": unit, **limits}
        case Given(value=value):
            return {"answer": str(value)}


def _limits(leaf: Leaf | None) -> list[Choice]:
    """Whether the limit of a criterion is kept, for those who know no more than that."""
    if not isinstance(leaf, Measurement | Score) or leaf.bounds is None:
        return []
    limit = bounds_told(leaf.bounds, getattr(leaf, "unit", ""))
    return [
        Choice(value=Said.YES, label=_("I only know that it is"), words=limit),
        Choice(value=Said.NO, label=_("I only know that it is not"), words=limit),
        Choice(value=Said.AT_LIMIT, label=_("It is right at the limit, or results differ")),
    ]


def _at_limit(leaf: Leaf | None) -> list[Choice]:
    if not _has_limit(leaf):
        return []
    label = _("It is so close to the limit that it depends on how one counts")
    return [Choice(value=Said.AT_LIMIT, label=label)]


def _has_limit(part: Any) -> bool:
    """Whether a question, or an exception in it, has a length of time."""
    if isinstance(part, Timing):
        return part.duration is not None
    if isinstance(part, tuple):
        return any(map(_has_limit, part))
    if isinstance(part, Leaf):
        return any(_has_limit(getattr(part, each.name)) for each in fields(part))
    return False
