"""Questions over a list of facts: what a record does not hold is unknown, not absent.

Only two things make an answer NO: explicit statements that cover all that is asked about, or the
source's word that its list leaves nothing out.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from trialhead.criteria import Moment, Timing
from trialhead.instruments import Truth
from trialhead.patients import Fact, Kind, When
from trialhead.screening.judged import Judged, counted, found, unknown
from trialhead.screening.spells import by, first_day
from trialhead.screening.view import View

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What is asked of a list of ``kind``: whether ``what``, at the time ``timing``.

    ``what`` is a clause with "any" in it: "any live vaccine was given". ``least`` is how many of
    the answers must hold. ``denials`` are explicit statements that together cover all that is
    asked about; none if not all of it is covered. ``listed``: whether a list that leaves nothing
    out would hold it by this name; a name nobody keeps in lists may stand there by another.
    """

    kind: Kind
    what: str
    timing: Timing
    least: int = 1
    denials: Sequence[Fact] = ()
    listed: bool = True


def over_list(question: Question, each: Iterable[Judged], view: View) -> Judged:
    """Whether enough answers from the facts hold.

    A fact that holds outranks a denial, so that nothing known is overlooked.
    """
    judged = list(each)
    answer = counted(question.least, judged)
    if answer.truth is Truth.YES:
        return answer
    if (open_day := _not_yet_told(question, view)) is not None:
        return replace(open_day, because=answer.because, facts=answer.facts)
    if question.denials:
        line = f"The record denies that {question.what}."
        return found(False, line).using(*question.denials)
    if answer.truth is Truth.UNKNOWN:
        return answer
    return _without_answer(question, answer, bool(judged), view)


def covering(
    names: Iterable[str], denials: Sequence[F], covers: Callable[[F, str], bool]
) -> tuple[F, ...]:
    """Statements that together deny every one of ``names``; nothing if one is left open."""
    used = []
    for name in names:
        found_for_name = [denial for denial in denials if covers(denial, name)]
        if not found_for_name:
            return ()
        used.append(found_for_name[0])
    return tuple(dict.fromkeys(used))


def unless_denied(judged: Judged, denials: Sequence[Fact]) -> Judged:
    """``judged``, or NO where it is open and an explicit statement denies just this."""
    if judged.truth is Truth.UNKNOWN and denials:
        return found(False, "The record says that it was not so.").using(*denials)
    return judged


def denied_by(day_from: When | None, timing: Timing, view: View) -> bool:
    """Whether the denial of something from a day on (None: ever) covers the time asked about."""
    if day_from is None:
        return True
    anchor = view.anchor(timing.event)
    if anchor is None:
        return False
    day = anchor.day
    if timing.moment is Moment.WITHIN and timing.duration is not None:
        day = first_day(day, timing.duration, broad=view.broad)
    elif timing.moment not in (Moment.NOW, Moment.SINCE):
        return False
    return by(day_from, day) is Truth.YES


def _not_yet_told(question: Question, view: View) -> Judged | None:
    """No record can deny what lies ahead of it, or at a day that is not known."""
    anchor = view.anchor(question.timing.event)
    if anchor is None:
        return unknown(f"the day of {question.timing.event}")
    if question.timing.moment is Moment.AHEAD or anchor.day > view.on:
        return unknown(f"whether {question.what}, after {view.on}")
    return None


def _without_answer(question: Question, answer: Judged, some: bool, view: View) -> Judged:
    what = question.what.replace("any ", "any other ", 1) if some else question.what
    if question.listed and view.patient.is_complete(question.kind):
        line = f"The list of {question.kind} is complete; it does not hold that {what}."
        return replace(answer, because=(*answer.because, line))
    return replace(answer, truth=Truth.UNKNOWN, missing=(f"whether {what}",))
