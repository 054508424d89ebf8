"""What is missing, and what to ask next."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from trialhead.criteria import Leaf, leaves, question
from trialhead.instruments import Truth
from trialhead.screening.evaluate import step
from trialhead.screening.verdict import CriterionVerdict, Gate, Overall, Screening, fails
from trialhead.screening.view import View


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing:
    """Something that would have to be known, and the criteria that wait for it, by their ids."""

    what: str
    criteria: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NextQuestion:
    """The question to ask next. ``may_decide``: whether its answer alone could make taking part
    impossible now; ``criteria`` are the open ones it belongs to, ``manual`` if only humans judge
    these."""

    leaf: Leaf
    text: str
    criteria: tuple[str, ...]
    may_decide: bool
    manual: bool = False


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


def next_question(
    screening: Screening,
    *,
    leaving_out: Callable[[Leaf], bool] = lambda leaf: False,
    to_the_end: bool = False,
) -> NextQuestion | None:
    """The unanswered question whose answer could settle most; None if none could.

    First those that alone can make taking part impossible now, then those in most open criteria,
    then in the order of the text; criteria that only humans judge come last. Questions for which
    ``leaving_out`` holds are passed over. Once taking part is impossible nothing is asked, unless
    ``to_the_end``.
    """
    if screening.full.reported is Overall.NOT_POSSIBLE and not to_the_end:
        return None
    ranked = ranked_questions(screening, leaving_out=leaving_out)
    return ranked[0] if ranked else None


def ranked_questions(
    screening: Screening, *, leaving_out: Callable[[Leaf], bool] = lambda leaf: False
) -> list[NextQuestion]:
    """Every unanswered question that open criteria wait for, best first, as :func:`next_question`
    ranks them."""
    waiting: dict[Leaf, list[CriterionVerdict]] = {}
    for verdict in _open(screening):
        for leaf in _open_leaves(verdict):
            if not leaving_out(leaf):
                waiting.setdefault(leaf, []).append(verdict)
    view = View(patient=screening.patient, on=screening.on, events=screening.events, judged={})
    view = replace(view, supposed=_known(screening, view))
    return sorted((_asked(leaf, verdicts, view) for leaf, verdicts in waiting.items()), key=_rank)


def _asked(leaf: Leaf, verdicts: list[CriterionVerdict], view: View) -> NextQuestion:
    return NextQuestion(
        leaf=leaf,
        text=question(leaf),
        criteria=tuple(verdict.criterion.id for verdict in verdicts),
        may_decide=any(_may_decide(leaf, verdict, view) for verdict in verdicts),
        manual=all(verdict.criterion.manual for verdict in verdicts),
    )


def _rank(asked: NextQuestion) -> tuple[bool, bool, int]:
    return asked.manual, not asked.may_decide, -len(asked.criteria)


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


def _known(screening: Screening, view: View) -> dict[Leaf, Truth]:
    """What the record says to each question of the open criteria, where that is the same strictly
    and broadly: judged once, however often it is weighed."""
    asked = dict.fromkeys(
        leaf for verdict in _open(screening) for leaf in leaves(verdict.criterion.node)
    )
    truths = {
        leaf: [step(leaf, replace(view, broad=broad)).truth for broad in (False, True)]
        for leaf in asked
    }
    return {leaf: strict for leaf, (strict, broad) in truths.items() if strict is broad}


def _may_decide(leaf: Leaf, verdict: CriterionVerdict, view: View) -> bool:
    """Whether one of its answers makes the criterion fail in both readings."""
    supposed = ({**view.supposed, leaf: truth} for truth in (Truth.YES, Truth.NO))
    return any(fails(verdict.criterion, replace(view, supposed=one)) for one in supposed)
