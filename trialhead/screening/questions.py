"""What is missing, and what to ask next."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from trialhead.criteria import Leaf, leaves, question
from trialhead.instruments import Truth
from trialhead.screening.verdict import CriterionVerdict, Gate, Overall, Screening, judge
from trialhead.screening.view import View


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing:
    """Something that would have to be known, and the criteria that wait for it, by their ids."""

    what: str
    criteria: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NextQuestion:
    """The question to ask next. ``may_decide``: whether its answer alone could make taking part
    impossible now; ``criteria`` are the open ones it belongs to."""

    leaf: Leaf
    text: str
    criteria: tuple[str, ...]
    may_decide: bool


def missing_facts(screening: Screening) -> tuple[Missing, ...]:
    """Everything that open criteria wait for, in the order of the text."""
    waiting: dict[str, list[str]] = {}
    for verdict in _open(screening):
        for leaf in verdict.explanation.open_leaves():
            for what in leaf.missing:
                names = waiting.setdefault(what, [])
                if verdict.criterion.id not in names:
                    names.append(verdict.criterion.id)
    return tuple(Missing(what=what, criteria=tuple(names)) for what, names in waiting.items())


def next_question(screening: Screening) -> NextQuestion | None:
    """The unanswered question whose answer could settle most; None if none could.

    First those that alone can make taking part impossible now, then those in most open criteria,
    then in the order of the text; criteria that only humans judge come last.
    """
    if screening.full.reported is Overall.NOT_POSSIBLE:
        return None
    waiting: dict[Leaf, list[CriterionVerdict]] = {}
    for verdict in _open(screening):
        for leaf in _open_leaves(verdict):
            waiting.setdefault(leaf, []).append(verdict)
    asked = [_asked(leaf, verdicts, screening) for leaf, verdicts in waiting.items()]
    return min(asked, key=_rank, default=(None, True))[0]


def _asked(
    leaf: Leaf, verdicts: list[CriterionVerdict], screening: Screening
) -> tuple[NextQuestion, bool]:
    """The question for a leaf, and whether only humans judge what it belongs to."""
    asked = NextQuestion(
        leaf=leaf,
        text=question(leaf),
        criteria=tuple(verdict.criterion.id for verdict in verdicts),
        may_decide=any(_may_decide(leaf, verdict, screening) for verdict in verdicts),
    )
    return asked, all(verdict.criterion.manual for verdict in verdicts)


def _rank(asked: tuple[NextQuestion, bool]) -> tuple[bool, bool, int]:
    found, manual = asked
    return manual, not found.may_decide, -len(found.criteria)


def _open(screening: Screening) -> Iterator[CriterionVerdict]:
    """Criteria that a fact could settle: unknown, and not by wording alone."""
    for verdict in screening.verdicts:
        if verdict.gate is Gate.UNKNOWN and Truth.UNKNOWN in (
            verdict.conservative,
            verdict.lenient,
        ):
            yield verdict


def _open_leaves(verdict: CriterionVerdict) -> Iterator[Leaf]:
    """Each unanswered leaf once."""
    explained = verdict.explanation.open_leaves()
    found = (leaf for one in explained for leaf in leaves(one.node))
    yield from dict.fromkeys(found)


def _may_decide(leaf: Leaf, verdict: CriterionVerdict, screening: Screening) -> bool:
    """Whether one of its answers makes the criterion fail in both readings."""
    view = View(patient=screening.patient, on=screening.on, events=screening.events)
    supposed = (replace(view, supposed={leaf: truth}) for truth in (Truth.YES, Truth.NO))
    return any(judge(verdict.criterion, one).gate is Gate.FAIL for one in supposed)
