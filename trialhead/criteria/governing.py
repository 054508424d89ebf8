"""What the words above a list say of every item below: when, or that none of them may be."""

from dataclasses import dataclass, replace

from trialhead.criteria.asking import NotUnderstood
from trialhead.criteria.combinators import All, Any, AnyNode, AtLeast, Readings, Unless
from trialhead.criteria.leaves import (
    Age,
    Condition,
    Judgement,
    Measurement,
    Participation,
    Procedure,
    Score,
    Sex,
    Treatment,
    Unread,
)
from trialhead.criteria.lexer import tokens
from trialhead.criteria.tokens import Token
from trialhead.criteria.values import EVER, NOW, Moment, Span, Timing

_TIMES = ("TIMING", "PLAINTIMING")
_PAST = ("HIST", "EVERP", "RECV")
_PRESENT = ("CUR", "TAKE")
#: Words of a denial that speak of the past too: "no history or evidence of", "never".
_PAST_DENIALS = ("history", "never", "had")


@dataclass(frozen=True, slots=True)
class Governor:
    """``timing`` holds for items without one of their own; ``words`` are what is left above."""

    words: str
    timing: Timing | None
    denied: bool


def governor(text: str, span: Span) -> Governor | None:
    """What governs a list; None where its words say nothing of the kind, or contradict."""
    found = tokens(text, span.start, span.end)
    taken = [token for token in found if token.kind in ("NEG", "USE", *_TIMES, *_PAST, *_PRESENT)]
    times = [token for token in taken if token.kind in _TIMES]
    denials = [token for token in taken if token.kind == "NEG"]
    if not taken or len(times) > 1 or len(denials) > 1:
        return None
    if denials and any(token.kind != "FILLER" for token in found[: found.index(denials[0])]):
        return None
    return Governor(_without(text, span, taken), _when(taken, times), bool(denials))


def _when(taken: list[Token], times: list[Token]) -> Timing | None:
    if times:
        timing: Timing = times[0].value
        return timing
    present = any(token.kind in _PRESENT for token in taken)
    if any(_speaks_of_past(token) for token in taken if token.kind != "RECV" or not present):
        return EVER
    return NOW if present else None


def _speaks_of_past(token: Token) -> bool:
    said = str(token.value).lower()
    return token.kind in _PAST or (
        token.kind == "NEG" and any(word in said.split() for word in _PAST_DENIALS)
    )


def _without(text: str, span: Span, taken: list[Token]) -> str:
    parts, at = [], span.start
    for token in taken:
        parts.append(text[at : token.start])
        at = token.end
    return " ".join([*parts, text[at : span.end]])


def governed(node: AnyNode, timing: Timing) -> AnyNode:
    """A node with the time that stands above it; NotUnderstood where that makes no sense."""
    match node:
        case All(parts=parts) | Any(parts=parts) | AtLeast(parts=parts):
            return replace(node, parts=tuple(governed(part, timing) for part in parts))
        case Unless(part=part, exception=exception):
            whole = governed(part, timing)
            return replace(node, part=whole, exception=governed(exception, timing))
        case Readings(conservative=conservative, lenient=lenient):
            fewer, more = governed(conservative, timing), governed(lenient, timing)
            return fewer if fewer == more else replace(node, conservative=fewer, lenient=more)
        case Condition() | Treatment() | Procedure() | Participation():
            return _happening(node, timing)
        case Measurement() | Score() if timing.moment in (Moment.NOW, Moment.WITHIN):
            return node if node.timing != NOW else replace(node, timing=timing)
        case Age() | Sex() | Judgement() | Unread():
            return node
        case _:
            raise NotUnderstood("a time above something that has none")


def _happening(node: Condition | Treatment | Procedure | Participation, timing: Timing) -> AnyNode:
    if node.timing not in (NOW, EVER):
        return node
    if timing.moment not in (Moment.NOW, Moment.EVER, Moment.WITHIN, Moment.AHEAD):
        raise NotUnderstood("what a time above a list bounds")
    if timing.moment is Moment.AHEAD and isinstance(node, Condition):
        raise NotUnderstood("an illness to come")
    return replace(node, timing=timing)
