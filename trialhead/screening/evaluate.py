"""The reference evaluator: the truth of a criterion for a person in one reading, with reasons.

It reads like the definition and never optimises; anything faster is held to it by tests.
"""

from dataclasses import dataclass, replace

from trialhead.criteria import (
    All,
    Any,
    AnyNode,
    AtLeast,
    Criterion,
    Leaf,
    Not,
    Readings,
    Side,
    Unless,
)
from trialhead.instruments import Truth, all_of, any_of, at_least
from trialhead.screening.judged import Judged
from trialhead.screening.leaves import judge_leaf
from trialhead.screening.view import View


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One node as evaluated: its truth, the steps below it, and for a leaf what was found."""

    node: AnyNode
    truth: Truth
    below: "tuple[Step, ...]" = ()
    judged: Judged | None = None


def evaluate(criterion: Criterion, view: View) -> Step:
    """Evaluate in the reading of ``view``.

    A reading is conservative where it admits fewer people: an inclusion is then read strictly, an
    exclusion broadly; a lenient reading the other way round.
    """
    inclusion = criterion.side is Side.INCLUSION
    return step(criterion.node, replace(view, broad=view.lenient is inclusion))


def step(node: AnyNode, view: View) -> Step:
    """Evaluate one node and all below it."""
    match node:
        case All(parts=parts):
            below = tuple(step(part, view) for part in parts)
            truth = all_of(part.truth for part in below)
        case Any(parts=parts):
            below = tuple(step(part, view) for part in parts)
            truth = any_of(part.truth for part in below)
        case AtLeast(count=count, parts=parts):
            below = tuple(step(part, view) for part in parts)
            truth = at_least(count, (part.truth for part in below))
        case Not(part=part):
            below = (step(part, view.turned()),)
            truth = ~below[0].truth
        case Unless(part=part, exception=exception):
            below = (step(part, view), step(exception, view.turned()))
            truth = all_of([below[0].truth, ~below[1].truth])
        case Readings(ambiguity=ambiguity, conservative=conservative, lenient=lenient):
            takes_lenient = view.lenient is not (ambiguity in view.swapped)
            below = (step(lenient if takes_lenient else conservative, view),)
            truth = below[0].truth
        case _:
            return _leaf(node, view)
    return Step(node=node, truth=truth, below=below)


def _leaf(leaf: Leaf, view: View) -> Step:
    if view.supposed and leaf in view.supposed:
        return Step(node=leaf, truth=view.supposed[leaf], judged=Judged(truth=view.supposed[leaf]))
    judged = judge_leaf(leaf, view.turned() if view.swapped and leaf in view.swapped else view)
    return Step(node=leaf, truth=judged.truth, judged=judged)
