"""What the answers settle: every criterion with the registry's words, its reasons and doubts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from trialhead.criteria import AnyNode, Leaf, Moment, Side, leaves, unit_told
from trialhead.instruments import Duration, TimeUnit, Truth
from trialhead.patients import Sex
from trialhead.portal.design.bidi import left_to_right
from trialhead.portal.prescreen.answers import (
    AgeValue,
    Answers,
    Given,
    ResultValue,
    Said,
    ScoreValue,
)
from trialhead.portal.prescreen.asked import Asked
from trialhead.portal.prescreen.phrasing import Phrase, length_told, phrase
from trialhead.screening import CriterionVerdict, Explanation, Gate, Screening

#: Times that pass: what is so today need not be so in some months.
_PASSING = (Moment.NOW, Moment.WITHIN, Moment.SINCE)
_MOST_REASONS = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One criterion. ``state`` is "fits", "not", "open" or "shown"; ``because`` and ``missing``
    are English sentences of the engine, ``readings`` what either reading of its words says."""

    id: str
    title: str
    words: str
    exclusion: bool
    state: str
    because: tuple[str, ...]
    missing: tuple[str, ...]
    readings: tuple[str, str] | None
    doubts: tuple[str, ...]
    may_change: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """One answer as a line: what was asked, the answer in words, its number among all."""

    number: int
    asked: Phrase
    answer: str
    source: str


_STATES = {
    Gate.PASS: "fits",
    Gate.FAIL: "not",
    Gate.UNKNOWN: "open",
    Gate.NOT_JUDGED: "shown",
}


def lines(asked: Asked, screening: Screening) -> list[Line]:
    """Every criterion in the order of the text."""
    doubts = {doubt.id: doubt.doubt for doubt in asked.criteria.ambiguities}
    return [_line(asked, verdict, doubts) for verdict in screening.verdicts]


def told(answers: Answers) -> list[Told]:
    """Every answer in the order given."""
    return [
        Told(
            number=number,
            asked=phrase(one.topic, answers.who),
            answer=value_told(one),
            source=one.source,
        )
        for number, one in enumerate(answers.given)
    ]


def value_told(one: Given) -> str:
    """An answer in words."""
    match one.value:
        case Said() as said:
            return {
                Said.YES: _("Yes"),
                Said.NO: _("No"),
                Said.AT_LIMIT: _("Right at the limit"),
                Said.UNSURE: _("Not sure"),
            }[said]
        case Sex() as sex:
            return _("Female") if sex is Sex.FEMALE else _("Male")
        case AgeValue(amount=amount, unit=unit):
            return length_told(Duration(amount=amount, unit=TimeUnit(unit)))
        case ScoreValue(value=value):
            return formats.localize(_whole(value))
        case ResultValue() as result:
            return _result(one, result)


def _result(one: Given, result: ResultValue) -> str:
    number = f"{formats.localize(_whole(result.value))} {unit_told(result.unit)}".strip()
    other = f"{result.of} " if result.of != one.topic.name else ""
    limits = [
        f"{name} {formats.localize(_whole(limit))}"
        for name, limit in ((_("from"), result.lower), (_("to"), result.upper))
        if limit is not None
    ]
    normal = _(" (normal here: %(limits)s)") % {"limits": " ".join(limits)} if limits else ""
    return f"{left_to_right(other + number)}{normal}"


def _whole(number: float) -> float | int:
    return int(number) if number.is_integer() else number


def _line(asked: Asked, verdict: CriterionVerdict, doubts: dict[str, str]) -> Line:
    criterion = verdict.criterion
    reported, conservative, lenient = verdict.gates
    deciding = list(_deciding(verdict.explanation))
    return Line(
        id=criterion.id,
        title=criterion.title if asked.authored else "",
        words=asked.words.get(criterion.id, "") or verdict.explanation.sentence,
        exclusion=criterion.side is Side.EXCLUSION,
        state=_STATES[reported],
        because=_some(line for one in deciding for line in one.because),
        missing=_some(line for one in verdict.explanation.open_leaves() for line in one.missing),
        readings=(_STATES[conservative], _STATES[lenient]) if verdict.hangs_on_wording else None,
        doubts=tuple(doubts.get(doubt, doubt) for doubt in verdict.doubts),
        may_change=any(passes(leaf) for one in deciding for leaf in _leaves(one.node)),
    )


def _some(sentences: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sentences))[:_MOST_REASONS]


def _leaves(node: AnyNode) -> list[Leaf]:
    return list(leaves(node))


def _deciding(explained: Explanation) -> Iterable[Explanation]:
    """The questions that make a criterion what it is."""
    if not explained.below:
        if Truth.UNKNOWN not in (explained.conservative, explained.lenient):
            yield explained
        return
    for part in explained.mattering:
        yield from _deciding(part)


def passes(leaf: Leaf) -> bool:
    """Whether time, treatment or a new test may change the answer."""
    timing = getattr(leaf, "timing", None)
    return timing is not None and timing.moment in _PASSING


def today_told(today: date) -> str:
    """The day of the answers as the reader's language writes it."""
    return formats.date_format(today, "DATE_FORMAT")
