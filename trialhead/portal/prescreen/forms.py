"""Reads what was posted: an answer to a question, or what to mend about it."""

import re
from collections.abc import Mapping
from datetime import date
from math import isfinite

from django.utils.translation import gettext as _

from trialhead.patients import Sex
from trialhead.portal.prescreen.answers import (
    OLDEST,
    About,
    AgeValue,
    Given,
    ResultValue,
    Said,
    ScoreValue,
    statement,
)
from trialhead.portal.prescreen.choices import NUMBER, choices
from trialhead.portal.prescreen.progress import Question
from trialhead.portal.prescreen.units import is_possible, measures
from trialhead.vocabulary import scales

_LONGEST_NUMBER = 20
#: 1,200 or 1.200.000: nobody can tell whether that is a fraction.
_GROUPED = re.compile(r"\d{1,3}([.,' \u00a0\u202f])\d{3}(\1\d{3})*")


class Problem(Exception):
    """Why an answer cannot be taken: the field and how to mend it."""

    def __init__(self, *, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field
        self.text = text


def read_answer(question: Question, posted: Mapping[str, str], today: date) -> Given:
    """The answer in the fields of a form; raises Problem."""
    said = posted.get("answer", "")
    if said not in {choice.value for choice in choices(question)}:
        raise Problem(
            field="answer", text=_("Choose one of the answers. “Not sure” is always fine.")
        )
    topic = question.topic
    if said == NUMBER:
        return Given(topic=topic, value=_number(question, posted, today))
    if said == Said.UNSURE:
        return Given(topic=topic, value=Said.UNSURE)
    if topic.about is About.SEX:
        return Given(topic=topic, value=Sex(said))
    if topic.leaf is None and question.leaf is not None:
        topic = statement(question.leaf)
    return Given(topic=topic, value=Said(said))


def _number(
    question: Question, posted: Mapping[str, str], today: date
) -> AgeValue | ResultValue | ScoreValue:
    match question.topic.about:
        case About.AGE:
            return _age(posted)
        case About.SCORE:
            return _score(question, posted, today)
        case _:
            return _result(question, posted, today)


def _age(posted: Mapping[str, str]) -> AgeValue:
    unit = posted.get("unit", "year")
    words = posted.get("number", "").strip()
    most = OLDEST.get(unit, 0)
    if not (words.isdecimal() and len(words) <= 4 and int(words) <= most):
        text = _("Enter a whole number from 0 to %(most)s.") % {"most": most or OLDEST["year"]}
        raise Problem(field="number", text=text)
    return AgeValue(amount=int(words), unit=unit)


def _score(question: Question, posted: Mapping[str, str], today: date) -> ScoreValue:
    scale = scales().get(question.topic.name)
    value = _figure(posted, "number")
    if value is None or not scale.low <= value <= scale.high:
        text = _("Enter a number from %(low)s to %(high)s.") % {
            "low": f"{scale.low:g}",
            "high": f"{scale.high:g}",
        }
        raise Problem(field="number", text=text)
    return ScoreValue(value=value, on=today)


def _result(question: Question, posted: Mapping[str, str], today: date) -> ResultValue:
    offered = measures(question.topic.name)
    of, _bar, unit = posted.get("unit", "").partition("|")
    if len(offered) == 1:
        of, unit = offered[0]
    if (of, unit) not in offered:
        raise Problem(field="unit", text=_("Choose the unit that stands beside the number."))
    value = _figure(posted, "number")
    if value is None:
        raise Problem(field="number", text=_("Enter the number from the report."))
    if not is_possible(of, value, unit):
        text = _("Nobody can have this result. Check the number and its unit.")
        raise Problem(field="number", text=text)
    lower, upper = _figure(posted, "lower"), _figure(posted, "upper")
    if lower is not None and upper is not None and lower > upper:
        raise Problem(field="upper", text=_("The upper limit must be above the lower one."))
    return ResultValue(of=of, value=value, unit=unit, lower=lower, upper=upper, on=today)


def _figure(posted: Mapping[str, str], field: str) -> float | None:
    """The number in a field; None if it is empty. Raises Problem for what is no number."""
    words = posted.get(field, "").strip()
    if not words:
        return None
    if _GROUPED.fullmatch(words) and not words.startswith("0"):
        text = _("Write the number without signs between thousands, as in 1200 or 1.25.")
        raise Problem(field=field, text=text)
    try:
        value = float(words.replace(",", ".")) if len(words) <= _LONGEST_NUMBER else float("nan")
    except ValueError:
        value = float("nan")
    if not isfinite(value) or value < 0:
        raise Problem(field=field, text=_("Enter a number such as 12 or 1.5."))
    return value
