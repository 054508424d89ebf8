"""Results in words, values of scales, and how long somebody is expected to live."""

from trialhead.criteria.amounts import analyte, of_several
from trialhead.criteria.asking import Context, NotUnderstood
from trialhead.criteria.combinators import AnyNode
from trialhead.criteria.leaves import Measurement, Score
from trialhead.criteria.tokens import Token
from trialhead.criteria.values import EVER, NOW, Bounds
from trialhead.vocabulary import Scale, Side


def named(context: Context) -> AnyNode:
    """A result in words before its name: "positive for HBsAg"."""
    result = context.lead("POSITIVE", "NEGATIVE")
    if result is None:
        raise NotUnderstood("a measurement without a limit")
    return resulted(context, result)


def found(context: Context) -> AnyNode:
    """A result in words: HBsAg positive."""
    return resulted(context, context.clause.items[1])


def resulted(context: Context, result: Token) -> AnyNode:
    names = context.clause.items[0]
    word = "positive" if result.kind == "POSITIVE" else "negative"
    timing = context.timing(NOW)
    context.lead("CUR", "HIST", "EVERP")
    context.done()
    leaves: list[AnyNode] = [
        Measurement(analyte=analyte(token).key, results=(word,), timing=timing)
        for token in names.tokens
    ]
    return of_several(leaves, names.joints, context)


#: Scales of no more steps than this are asked for by a single value: ECOG 1, NYHA II.
_FEW_STEPS = 10


def scored(context: Context) -> AnyNode:
    token, *_, bound = context.clause.items
    meanings = token.value
    quantity = bound.value
    if len(meanings) != 1 or not isinstance(meanings[0], Scale):
        raise NotUnderstood("which of several scales is named")
    scale = meanings[0]
    ends = [end for end in (quantity.bounds.low, quantity.bounds.high) if end is not None]
    if quantity.unit not in ("", "%", "points", "{points}", "{score}") or not all(
        scale.low <= end <= scale.high for end in ends
    ):
        raise NotUnderstood("a value the scale does not have")
    if quantity.bounds.low == quantity.bounds.high and scale.high - scale.low > _FEW_STEPS:
        raise NotUnderstood("an exact value of a scale of many steps")
    context.lead("CUR")
    default = EVER if context.lead("HIST", "EVERP") else NOW
    timing = context.timing(default)
    context.done()
    return Score(scale=scale.key, bounds=quantity.bounds, timing=timing)


def survival(context: Context) -> AnyNode:
    quantity = context.clause.items[1].value
    context.done()
    bounds = quantity.bounds
    if bounds.low == bounds.high:
        if context.side is Side.EXCLUSION:
            raise NotUnderstood("whether a life expectancy is the least or the most")
        context.notes.append("a life expectancy asked for is the least")
        bounds = Bounds(low=bounds.low)
    return Measurement(analyte="life expectancy", bounds=bounds, unit=str(quantity.unit))
