"""Which of several results counts: the latest, any, or so many in a row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from trialhead.criteria import Moment, Timing, Use
from trialhead.instruments import Truth
from trialhead.patients import When
from trialhead.screening.judged import Judged, either, every, unknown
from trialhead.screening.spells import Spell, timed, told
from trialhead.screening.view import View

#: Days after which it is told how old a result is that counts as the present one.
_FRESH_DAYS = 90
#: From what holds least to what holds most.
_ORDER = (Truth.NO, Truth.UNKNOWN, Truth.YES)


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """One result: when it was taken (None: nobody told), what it is called, what it says.

    ``sure`` is False when it may be of another specimen or setting than the one asked for.
    """

    on: When | None
    what: str
    judged: Judged
    sure: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """Which results of ``what`` count."""

    what: str
    timing: Timing
    use: Use = Use.LATEST
    in_a_row: int = 1


def over_results(choice: Choice, results: Iterable[Result], view: View) -> Judged:
    """What the results that count say.

    A result on a doubtful edge of the time asked about counts as far as it helps in a broad view,
    and as far as it harms in a strict one.
    """
    given = list(results)
    if choice.use is Use.ANY:
        return _any(choice, given, view)
    answers = [_chosen(choice, given, view, edge) for edge in (False, True)]
    extreme = max if view.broad else min
    return extreme(answers, key=lambda answer: _ORDER.index(answer.truth))


def _any(choice: Choice, results: Sequence[Result], view: View) -> Judged:
    """Whether any says so; never a no, as there may be results that the record does not hold."""
    answer = either(every([_in_time(choice, one, view), one.judged]) for one in results)
    if answer.truth is Truth.NO:
        return replace(answer, truth=Truth.UNKNOWN, missing=(f"any other {choice.what}",))
    return answer


def _chosen(choice: Choice, results: Sequence[Result], view: View, edge: bool) -> Judged:
    """What the latest result says, or the latest few; ``edge``: whether windows take theirs in."""
    seen = replace(view, broad=edge)
    times = [(one, _in_time(choice, one, seen)) for one in results]
    counting = _of_the_kind([found for found in times if found[1].truth is not Truth.NO])
    if not counting:
        return unknown(f"a {'more recent ' if results else ''}result of {choice.what}")
    latest = _latest(counting, choice.in_a_row)
    doubtful = [time for _, time in latest if time.truth is Truth.UNKNOWN]
    if doubtful:
        return every(doubtful)
    answer = _agreed(choice, latest, view)
    lacking = choice.in_a_row - len(latest)
    if lacking > 0:
        return every([answer, unknown(f"{lacking} more of {choice.what}")])
    return answer


def _agreed(choice: Choice, latest: Sequence[tuple[Result, Judged]], view: View) -> Judged:
    values = [every([time, one.judged]).assuming(*time.assumptions) for one, time in latest]
    days = {_day(one) for one, _ in latest}
    if len(latest) <= choice.in_a_row or len({value.truth for value in values}) == 1:
        return every(values)
    if len(days) == 1 and None not in days:
        differ = f"Results of {choice.what} of one day differ."
        return (either if view.broad else every)(values).assuming(differ)
    return unknown(f"which {choice.what} is the latest", "Those that may be the latest differ.")


def _of_the_kind(results: list[tuple[Result, Judged]]) -> list[tuple[Result, Judged]]:
    """Without those of a doubtful kind that are no later than a sure one."""
    days = [_day(one) for one, _ in results if one.sure]
    last = max((day for day in days if day is not None), default=None)
    undated = None in days
    return [
        (one, time)
        for one, time in results
        if one.sure or (not undated if one.on is None else last is None or one.on.latest > last)
    ]


def _latest(results: Sequence[tuple[Result, Judged]], count: int) -> list[tuple[Result, Judged]]:
    """Those that may be among the latest ``count``: fewer than that are surely later."""
    return [
        (one, time)
        for one, time in results
        if sum(_surely_later(other, one) for other, _ in results) < count
    ]


def _surely_later(one: Result, other: Result) -> bool:
    return one.on is not None and other.on is not None and one.on.earliest > other.on.latest


def _in_time(choice: Choice, result: Result, view: View) -> Judged:
    """Whether the result lies in the time asked about; now means by now, and needs no words."""
    timing = choice.timing
    if timing.moment in (Moment.NOW, Moment.EVER):
        timing = replace(timing, moment=Moment.EVER, duration=None)
        in_time = replace(timed(timing, Spell.on(result.on), result.what, view), because=())
        return in_time.assuming(_age_told(choice, result, view))
    return timed(timing, Spell.on(result.on), result.what, view)


def _age_told(choice: Choice, result: Result, view: View) -> str:
    """That a result taken for today's is not of these months; empty if it is."""
    day = view.anchor(choice.timing.event)
    if choice.timing.moment is Moment.EVER or result.on is None or day is None:
        return ""
    days = (day.day - result.on.latest).days
    return f"{result.what} of {told(result.on)} still holds after {days} days." * (
        days > _FRESH_DAYS
    )


def _day(result: Result) -> date | None:
    if result.on is None or result.on.earliest != result.on.latest:
        return None
    return result.on.earliest
