"""Criteria in plain English: a statement for those who check, a question for those who answer."""

from trialhead.criteria.combinators import All, Any, AnyNode, AtLeast, Not, Readings, Unless
from trialhead.criteria.leaves import (
    Age,
    Aspect,
    Classified,
    Condition,
    Judgement,
    Leaf,
    Measurement,
    Participation,
    Procedure,
    Reproduction,
    Score,
    Sex,
    Treatment,
    Unread,
    Use,
)
from trialhead.criteria.values import Bounds, Moment, Timing

_UNITS = {
    "10*9/L": "×10⁹/L",
    "mm[Hg]": "mmHg",
    "mL/min/{1.73_m2}": "mL/min/1.73 m²",
    "kg/m2": "kg/m²",
    "[IU]/L": "U/L",
    "[IU]/mL": "IU/mL",
    "m[IU]/L": "mIU/L",
    "m[IU]/mL": "mIU/mL",
    "{copies}/mL": "copies/mL",
    "meq/L": "mEq/L",
    "umol/L": "µmol/L",
    "ug/L": "µg/L",
    "ug/mL": "µg/mL",
    "ug/dL": "µg/dL",
    "ug/d": "µg/day",
    "mg/d": "mg/day",
    "g/d": "g/day",
    "mg/kg/d": "mg/kg/day",
    "Cel": "°C",
    "[degF]": "°F",
    "[lb_av]": "lb",
    "ULN": "times the upper limit of normal",
    "LLN": "times the lower limit of normal",
    "day": "days",
    "week": "weeks",
    "month": "months",
    "year": "years",
    "{score}": "points",
}


#: Results that name no value.
_RESULTS = {"above_reference": "above the normal range"}


def sentence(node: AnyNode) -> str:
    """What a node says of a person, without a full stop: "age is at least 18 years"."""
    match node:
        case All(parts=parts):
            return _joined(parts, " and ")
        case Any(parts=parts):
            return _joined(parts, " or ")
        case AtLeast(count=count, parts=parts):
            return f"at least {count} of: {'; '.join(map(sentence, parts))}"
        case Not(part=part):
            return f"not: {_bracketed(part)}"
        case Unless(part=part, exception=exception):
            return f"{_bracketed(part)}, unless {_bracketed(exception)}"
        case Readings():
            return (
                f"read strictly, {sentence(node.conservative)}; "
                f"read generously, {sentence(node.lenient)}"
            )
        case _:
            return _leaf(node)


def question(leaf: Leaf) -> str:
    """A question about one leaf, in words a person or coordinator can answer."""
    match leaf:
        case Age():
            return "What is the date of birth?"
        case Sex():
            return "What is the sex recorded at birth?"
        case Measurement():
            limits = " with the laboratory's limits" if leaf.unit in ("ULN", "LLN") else ""
            return f"What is the latest result for {_with_setting(leaf)}{limits}, and its date?"
        case Score():
            return f"What is the {leaf.scale} score or class, and its date?"
        case Classified():
            return f"Which items of {leaf.scale} are met?"
        case Treatment():
            return f"Is it so, and from when to when: {sentence(leaf)}?"
        case Judgement() | Unread():
            return f"Does this hold: “{leaf.statement}”?"
        case _:
            return f"Is this so: {sentence(leaf)}?"


def checklist(node: AnyNode) -> list[str]:
    """One line for each part of a criterion, deeper parts further in."""
    match node:
        case All(parts=parts):
            return ["all of:", *_indented(parts)]
        case Any(parts=parts):
            return ["any of:", *_indented(parts)]
        case AtLeast(count=count, parts=parts):
            return [f"at least {count} of:", *_indented(parts)]
        case _:
            return [sentence(node)]


def _indented(parts: tuple[AnyNode, ...]) -> list[str]:
    return [f"  {line}" for part in parts for line in checklist(part)]


def _joined(parts: tuple[AnyNode, ...], word: str) -> str:
    return word.join(map(_bracketed, parts))


def _bracketed(node: AnyNode) -> str:
    told = sentence(node)
    return f"({told})" if isinstance(node, All | Any | AtLeast | Unless | Readings) else told


def _leaf(leaf: Leaf) -> str:  # noqa: C901 - one line for each kind of leaf
    match leaf:
        case Age():
            at = "" if leaf.event == "screening" else f" at {leaf.event}"
            return f"age is {bounds_told(leaf.bounds, f'{leaf.unit}s')}{at}"
        case Sex():
            return f"sex is {leaf.sex}"
        case Condition():
            return _condition(leaf)
        case Treatment():
            return _treatment(leaf)
        case Measurement():
            return _measurement(leaf)
        case Score():
            return f"{leaf.scale} is {bounds_told(leaf.bounds)}{_when(leaf.timing)}"
        case Classified():
            return f"the criteria of {leaf.scale} are met"
        case Procedure():
            return _procedure(leaf)
        case Reproduction():
            return _reproduction(leaf)
        case Participation():
            kind = "interventional study" if leaf.interventional else "study"
            return f"taking part in another {kind}{_when(leaf.timing)}"
        case Judgement():
            return f"“{leaf.statement}” (for {leaf.judge} to say)"
        case Unread():
            return f"“{leaf.statement}” (not read)"


def _condition(leaf: Condition) -> str:
    told = [*leaf.qualities, f"at least {leaf.severity}" if leaf.severity else "", _names(leaf.of)]
    words = " ".join(part for part in told if part)
    if leaf.stages:
        words += f", stage {' or '.join(leaf.stages)}"
    if leaf.grade is not None:
        words += f", grade {bounds_told(leaf.grade)}"
    if leaf.onset is not None:
        words += f"{_when(leaf.timing)}, begun {_when(leaf.onset).strip()}"
    if leaf.treatment_ended is not None:
        words += f", treatment ended {_when(leaf.treatment_ended).strip()}"
    if leaf.but_not:
        words += f", except {'; '.join(_condition(each) for each in leaf.but_not)}"
    return words if leaf.onset is not None else f"{words}{_when(leaf.timing)}"


def _treatment(leaf: Treatment) -> str:
    count = f"at least {leaf.agents} of: " if leaf.agents > 1 else ""
    described = " ".join(filter(None, (*leaf.qualities, " or ".join(leaf.routes))))
    words = f"{described} {count}{_names(leaf.of)}".strip()
    if leaf.outcomes:
        words += f" ({' or '.join(leaf.outcomes)})"
    if leaf.dose is not None:
        equivalent = " of prednisone or the same of another" if leaf.as_prednisone else ""
        words += f", dose {bounds_told(leaf.dose, leaf.dose_unit)}{equivalent}"
    if leaf.lasting is not None:
        every_day = " on every day" if leaf.dose is not None and leaf.throughout else ""
        words += f", for at least {leaf.lasting}{every_day}"
    if leaf.lines is not None:
        words += f", line {bounds_told(leaf.lines)}"
    if leaf.stable_for is not None:
        words += f", dose unchanged for {leaf.stable_for}"
    verb = "on" if leaf.timing.moment is Moment.NOW else "treated with"
    return f"{verb} {words}{'' if leaf.timing.moment is Moment.NOW else _when(leaf.timing)}"


def _measurement(leaf: Measurement) -> str:
    name = _with_setting(leaf)
    limit = (
        " or ".join(_RESULTS.get(one, one) for one in leaf.results)
        if leaf.bounds is None
        else bounds_told(leaf.bounds, leaf.unit)
    )
    which = "latest " if leaf.use is Use.LATEST else "any "
    repeated = f", {leaf.in_a_row} times in a row" if leaf.in_a_row > 1 else ""
    return f"{which}{name} is {limit}{repeated}{_when(leaf.timing)}"


def _with_setting(leaf: Measurement) -> str:
    told = [leaf.specimen, leaf.analyte, f"({leaf.setting})" if leaf.setting else ""]
    return " ".join(part for part in told if part)


def _procedure(leaf: Procedure) -> str:
    now = leaf.timing.moment is Moment.NOW
    verb = "needs" if leaf.needed else "is having" if now else "has had"
    if leaf.timing.moment is Moment.AHEAD:
        verb = "is to have"
    qualities = "".join(f"{quality} " for quality in leaf.qualities)
    return f"{verb} {qualities}{_names(leaf.of)}{'' if leaf.needed else _when(leaf.timing)}"


def _reproduction(leaf: Reproduction) -> str:
    specimen = f" ({leaf.specimen})" if leaf.specimen else ""
    until = f" until {leaf.until}" if leaf.until else ""
    has = leaf.aspect in (Aspect.TEST_NEGATIVE, Aspect.TEST_POSITIVE)
    return f"{'has a ' if has else ''}{leaf.aspect}{specimen}{until}{_when(leaf.timing)}"


def _names(of: tuple[str, ...]) -> str:
    return " or ".join(of)


def _when(timing: Timing) -> str:
    event = f" before {timing.event}" if timing.event_stated else ""
    match timing.moment:
        case Moment.NOW:
            return f" at {timing.event}" if timing.event_stated else ""
        case Moment.EVER:
            return f", ever{event}"
        case Moment.WITHIN:
            return f" within {timing.duration}{event or ' before screening'}"
        case Moment.LONGER_AGO:
            return f" more than {timing.duration}{event or ' before screening'}"
        case Moment.SINCE:
            return f" since {timing.event}"
        case Moment.AHEAD:
            within = f" within {timing.duration}" if timing.duration else ""
            return f", foreseen{within}"


def bounds_told(bounds: Bounds, unit: str = "") -> str:
    """Bounds in words with a readable unit: "at least 18 years"."""
    name = unit_told(unit)
    told = f" {name}" if name and not name.startswith("%") else name
    if bounds.low is not None and bounds.low == bounds.high:
        return f"{_plain(bounds.low)}{told}"
    ends = []
    if bounds.low is not None:
        ends.append(f"{'at least' if bounds.low_included else 'above'} {_plain(bounds.low)}{told}")
    if bounds.high is not None:
        ends.append(f"{'at most' if bounds.high_included else 'below'} {_plain(bounds.high)}{told}")
    return " and ".join(ends)


def unit_told(unit: str) -> str:
    """A unit as people write it."""
    return _UNITS.get(unit, unit)


def _plain(number: float) -> str:
    return f"{number:.12g}"
