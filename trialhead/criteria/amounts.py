"""Results with their limits: which analyte, in which unit, for whom."""

from dataclasses import replace

from trialhead.criteria.asking import Context, NotUnderstood
from trialhead.criteria.combinators import All, Any, AnyNode, Not
from trialhead.criteria.leaves import Measurement, Sex, Use
from trialhead.criteria.quantities import LLN, ULN, Quantity
from trialhead.criteria.statement import Names
from trialhead.criteria.tokens import Token
from trialhead.criteria.values import EVER, NOW, Bounds, Timing
from trialhead.vocabulary import Analyte, IncompatibleUnits, Side, analytes, convert


def measured(context: Context) -> AnyNode:
    names, bound, *bracket = context.clause.items
    use, default = Use.LATEST, NOW
    sex = context.post("FEMALE", "MALE")
    if sex is not None:
        context.post("FOR", "LPAR")
        context.post("RPAR")
    if context.lead("HIST", "EVERP"):
        use, default = Use.ANY, EVER
    context.lead("CUR")
    timing = context.timing(default)
    context.done()
    leaves = [
        _measurement(analyte(token), bound, bracket[0] if bracket else None, names, use, timing)
        for token in names.tokens
    ]
    node = of_several(list(leaves), names.joints, context)
    return _for_sex(node, sex, context) if sex is not None else node


def _for_sex(node: AnyNode, sex: Token, context: Context) -> AnyNode:
    """A limit for one sex: it asks nothing of the other."""
    own = Sex(sex=sex.kind.lower())
    if context.side is Side.EXCLUSION:
        return All(parts=(own, node))
    return Any(parts=(Not(part=own), node))


def again(context: Context) -> AnyNode:
    raise NotUnderstood("a limit without its measurement")


def pressure(context: Context) -> AnyNode:
    """Both blood pressures: "> 160/100 mmHg"."""
    _, upper, _, lower = context.clause.items
    context.lead("CUR")
    timing = context.timing(NOW)
    context.done()
    first, second = upper.value, lower.value
    if {first.unit, second.unit} - {"", "mm[Hg]"}:
        raise NotUnderstood("a blood pressure in an odd unit")
    end = second.bounds.low if second.bounds.low is not None else second.bounds.high
    own = first.bounds
    if (own.low is None) == (own.high is None):
        raise NotUnderstood("a blood pressure between two others")
    other = replace(own, low=end) if own.low is not None else replace(own, high=end)
    leaves: list[AnyNode] = [
        Measurement(analyte=f"{name} blood pressure", bounds=bounds, unit="mm[Hg]", timing=timing)
        for name, bounds in (("systolic", own), ("diastolic", other))
    ]
    if own.high is not None and context.side is not Side.EXCLUSION:
        return All(parts=tuple(leaves))
    return of_several(leaves, ["SLASH"], context)


def analyte(token: Token) -> Analyte:
    meanings = token.value
    if len(meanings) != 1:
        raise NotUnderstood("which of several measurements is named")
    found: Analyte = meanings[0]
    return found


def _measurement(
    analyte: Analyte, bound: Token, bracket: Token | None, names: Names, use: Use, timing: Timing
) -> Measurement:
    quantity = bound.value
    if quantity.bounds.low == quantity.bounds.high:  # "= 180 mmHg" where a sign was lost
        raise NotUnderstood("an exact value of something that varies")
    unit = _unit(analyte, quantity)
    if bracket is not None:
        _check_same(analyte, quantity.bounds, unit, bracket)
    words = " ".join(str(token.value).lower() for token in names.specimens)
    bounds = quantity.bounds
    if unit == "{n}/uL":  # cells are always told per litre
        unit, bounds = "10*9/L", _thousandths(bounds)
    fasting = "fasting" if "fasting" in words else ""
    return Measurement(
        analyte=analyte.key, bounds=bounds, unit=unit, use=use, timing=timing,
        setting=fasting,
    )  # fmt: skip


def _thousandths(bounds: Bounds) -> Bounds:
    low, high = (None if end is None else end / 1000 for end in (bounds.low, bounds.high))
    return replace(bounds, low=low, high=high)


def _unit(analyte: Analyte, quantity: Quantity) -> str:
    """The unit of a bound: as written if the analyte is measured in it, guessed if only one fits."""
    bounds = quantity.bounds
    numbers = [end for end in (bounds.low, bounds.high) if end is not None]
    if quantity.unit in (ULN, LLN):
        if max(numbers) > 50:
            raise NotUnderstood("a multiple no limit has")
        return quantity.unit
    known = analytes()
    if not quantity.unit:
        guesses = {known.guess_unit(analyte, number) for number in numbers}
        guess = guesses.pop() if len(guesses) == 1 else None
        if guess is None:
            raise NotUnderstood("a number without its unit")
        return str(getattr(guess, "key", guess))
    try:
        plausible = all(known.is_plausible(analyte, number, quantity.unit) for number in numbers)
    except IncompatibleUnits:
        raise NotUnderstood("a unit the analyte is not measured in") from None
    if not plausible:
        raise NotUnderstood("a number the analyte cannot have")
    return quantity.unit


def _check_same(analyte: Analyte, bounds: Bounds, unit: str, bracket: Token) -> None:
    """A second number in brackets must be the first in another unit."""
    other = bracket.value
    ends = [end for end in (bounds.low, bounds.high) if end is not None]
    others = [end for end in (other.bounds.low, other.bounds.high) if end is not None]
    if bracket.kind == "NUMBER" and len(ends) == 1:
        others = others[:1]
    if unit in (ULN, LLN) or other.unit in (ULN, LLN, "") or len(ends) != len(others):
        raise NotUnderstood("what the number in brackets adds")
    for end, second in zip(ends, others, strict=True):
        try:
            converted = convert(second, other.unit, unit, analyte=analyte.key)
        except IncompatibleUnits:
            raise NotUnderstood("a unit in brackets") from None
        if abs(converted - end) > 0.06 * max(abs(end), abs(converted)):
            raise NotUnderstood("two numbers that differ")


def of_several(leaves: list[AnyNode], joints: list[str], context: Context) -> AnyNode:
    """Several analytes under one bound, by the side they stand on and what joins them."""
    if len(leaves) == 1:
        return leaves[0]
    both, either = All(parts=tuple(leaves)), Any(parts=tuple(leaves))
    excluded = context.side is Side.EXCLUSION
    kinds = set(joints)
    if kinds <= {"AND", "COMMA"} and not excluded:
        return both
    if kinds <= {"OR", "COMMA", "ANDOR"} and excluded:
        return either
    context.notes.append("one limit for several results may mean each or any of them")
    return both if context.narrow else either
