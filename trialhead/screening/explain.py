"""Explains a verdict: for each part of a criterion its truth in both readings, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeVar

from trialhead.criteria import All, Any, AnyNode, AtLeast, Not, Readings, Unless, sentence
from trialhead.instruments import Truth
from trialhead.patients import Fact
from trialhead.screening.evaluate import Step
from trialhead.screening.judged import Judged

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """One node explained.

    ``conservative`` and ``lenient`` are its truth in each reading; None where that reading does not
    ask it. ``because`` shows what was compared, with dates and numbers written out; ``facts`` are
    the facts used, ``missing`` what would have to be known, ``assumptions`` the choices made.
    ``ambiguity`` names the doubt of a node with two readings.
    """

    node: AnyNode
    sentence: str
    conservative: Truth | None
    lenient: Truth | None
    because: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    missing: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    ambiguity: str = ""
    below: "tuple[Explanation, ...]" = ()

    @property
    def heading(self) -> str:
        """The statement itself for a question; for a combination only how its parts combine."""
        match self.node:
            case All():
                return "all of these"
            case Any():
                return "at least one of these"
            case AtLeast(count=count):
                return f"at least {count} of these"
            case Not():
                return "not this"
            case Unless():
                return "the first, unless the second"
            case Readings(explanation=explanation):
                return explanation or "either of two meanings"
            case _:
                return self.sentence

    @property
    def mattering(self) -> "tuple[Explanation, ...]":
        """The parts that make the truth what it is; all of them where each does."""
        neutral = {All: Truth.YES, Any: Truth.NO}.get(type(self.node))
        some = [part for part in self.below if {part.conservative, part.lenient} != {neutral}]
        return tuple(some) or self.below

    def open_leaves(self) -> "Iterator[Explanation]":
        """The leaves whose answer is unknown and matters, in reading order."""
        if Truth.UNKNOWN not in (self.conservative, self.lenient):
            return
        if not self.below:
            yield self
        for part in self.below:
            yield from part.open_leaves()


def explain(conservative: Step | None, lenient: Step | None) -> Explanation:
    """Two evaluations of one node, brought together; one of them is enough."""
    steps = [step for step in (conservative, lenient) if step is not None]
    node = steps[0].node
    judged = [step.judged for step in steps if step.judged is not None]
    return Explanation(
        node=node,
        sentence=sentence(node),
        conservative=conservative.truth if conservative else None,
        lenient=lenient.truth if lenient else None,
        because=_once(line for one in judged for line in one.because),
        facts=_once(fact for one in judged for fact in one.facts),
        missing=_once(line for one in judged for line in _missing(one, node)),
        assumptions=_once(line for one in judged for line in one.assumptions),
        ambiguity=node.ambiguity if isinstance(node, Readings) else "",
        below=_below(node, conservative, lenient),
    )


def _below(
    node: AnyNode, conservative: Step | None, lenient: Step | None
) -> tuple[Explanation, ...]:
    if isinstance(node, Readings):
        branches = [
            explain(conservative.below[0], None) if conservative else None,
            explain(None, lenient.below[0]) if lenient else None,
        ]
        return tuple(branch for branch in branches if branch is not None)
    below = zip_longest(*(step.below if step else () for step in (conservative, lenient)))
    return tuple(explain(*pair) for pair in below)


def _missing(judged: Judged, node: AnyNode) -> tuple[str, ...]:
    """What lacks; the statement itself where nothing more exact is known."""
    if judged.truth is Truth.UNKNOWN and not judged.missing:
        return (sentence(node),)
    return judged.missing


def _once(things: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(things))
