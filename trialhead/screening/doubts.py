"""Which doubt of the wording makes two readings differ."""

from collections.abc import Iterator
from dataclasses import replace

from trialhead.criteria import (
    AnyNode,
    Criterion,
    Leaf,
    Readings,
    Timing,
    children,
    leaves,
    sentence,
)
from trialhead.instruments import Truth
from trialhead.screening.evaluate import evaluate
from trialhead.screening.view import View


def deciding_doubts(
    criterion: Criterion, view: View, truths: tuple[Truth, Truth]
) -> tuple[str, ...]:
    """The doubts that by themselves would make a reading come out otherwise; none if both agree.

    ``truths`` are those of the conservative and of the lenient reading.

    A doubt is an ambiguity, told by its name, or the edge of a question, told by its sentence.
    Where only several together make the difference, all that there are.
    """
    if truths[0] is truths[1]:
        return ()
    readings = [replace(view, lenient=lenient) for lenient in (False, True)]
    doubts = list(dict.fromkeys(_doubts(criterion.node)))
    deciding = [
        doubt
        for doubt in doubts
        if any(
            _with(criterion, reading, doubt) is not truth
            for reading, truth in zip(readings, truths, strict=True)
        )
    ]
    return tuple(_name(doubt) for doubt in deciding or _named(doubts))


def _with(criterion: Criterion, reading: View, doubt: str | Leaf) -> Truth:
    """The truth when this one doubt is read the other way."""
    return evaluate(criterion, replace(reading, swapped=frozenset({doubt}))).truth


def _doubts(node: AnyNode) -> Iterator[str | Leaf]:
    yield from _ambiguities(node)
    yield from leaves(node)


def _ambiguities(node: AnyNode) -> Iterator[str]:
    if isinstance(node, Readings):
        yield node.ambiguity
    for part in children(node):
        yield from _ambiguities(part)


def _named(doubts: list[str | Leaf]) -> list[str | Leaf]:
    return [doubt for doubt in doubts if isinstance(doubt, str)]


def _name(doubt: str | Leaf) -> str:
    """An ambiguity by its id; of a question, the end of its time or the value that counts."""
    if isinstance(doubt, str):
        return doubt
    durations = [timing.duration for timing in _timings(doubt) if timing.duration is not None]
    if durations:
        return f"the far end of {' and of '.join(map(str, durations))} in “{sentence(doubt)}”"
    return f"which value counts for “{sentence(doubt)}”"


def _timings(leaf: Leaf) -> Iterator[Timing]:
    """The times a question asks about."""
    for name in ("timing", "onset", "treatment_ended"):
        timing = getattr(leaf, name, None)
        if timing is not None:
            yield timing
    for exception in getattr(leaf, "but_not", ()):
        yield from _timings(exception)
