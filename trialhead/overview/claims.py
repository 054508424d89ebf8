"""The numbers a text states: each with its comparator and unit, in one way of writing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from typing import Any

from trialhead.criteria import AnyNode, Bounds, Moment, Timing, leaves
from trialhead.instruments import Duration
from trialhead.overview.spelling import TIME, in_figures
from trialhead.vocabulary import match_unit

_NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_TIME_UNIT = re.compile(rf"[ -]*(?:completed |full |calendar )?({TIME})", re.IGNORECASE)
_LIMITS = re.compile(
    r"\s*(?:times|[x×*])?\s*(?:the )?(?:institutional )?"
    r""
    r"(?:(ULN|upper (?:normal limits?|limits? (?:of )?(?:the |institutional |laboratory )?normal|(?:end|range) of normal))"
    r"|(LLN|lower (?:normal limits?|limits? (?:of )?(?:the |institutional |laboratory )?normal|(?:end|range) of normal)))",
    re.IGNORECASE,
)
#: What is counted: people, places, countries, groups. Such a number is no other number.
_COUNTED = {
    "people": r"people|persons?|participants?|patients?|subjects?|volunteers?|men|women|children|adults|adolescents|individuals|infants|babies|boys|girls",
    "place": r"places?|sites?|cent(?:er|re)s?|hospitals?|clinics?|locations?",
    "country": r"countr(?:y|ies)|nations?",
    "group": r"groups?|arms?",
    "party": r"part(?:y|ies)",
}
_COUNT = re.compile(
    r"\s+(?:(?!(?:of|to|or|and|than|for|in|with|by|from|at|on|if|as|per|times?)\b)[a-z][a-z-]*\s+){0,2}"
    rf"(?:{'|'.join(f'(?P<{name}>{form})' for name, form in _COUNTED.items())})\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\bcompar(?:es?|ed|ing)\s+(?:the\s+)?$", re.IGNORECASE)
#: A unit that the list does not have: "g/m²". It is still not another one.
_UNKNOWN = re.compile(
    r" ?((?!and/|or/)[a-zµμ]{1,4}(?:/[a-zµμ]+\d?[²³]?|[²³]))(?![\w/])", re.IGNORECASE
)
_SMALL_FIGURES = str.maketrans("²³µ", "23μ")
#: Words beside a number that make it an age in years.
_AGED = re.compile(
    r"\b(?:age[ds]?|older than|younger than|you (?:must|had to|need to) be(?= (?:over|under|above|below|between)\b)|(?:adults|people|persons|children|(?:wo)?men|(?:wo)?man)(?= between\b))(?:\s+(?:of|from|between|is|to|at least|at most|below|above|under|over|than|less|more|greater|or|equal))*\s*(?:[:≥≤<>=]\s*)*$",
    re.IGNORECASE,
)
_AGED_AFTER = re.compile(r"\s+(?:or|and) (?:older|younger)\b", re.IGNORECASE)
_SOMEBODY = re.compile(
    r"\b(?:adults|people|persons|children|women|men)\s+(?:aged?\s+)?$", re.IGNORECASE
)
_AND_OVER = re.compile(r"\s+(?:or|and) (?:over|above|up|under|below)\b(?! \d)", re.IGNORECASE)
#: Numbers that name and do not count.
_NAMING = re.compile(
    r"\b(?:types?|phases?|stages?|grades?|parts?|class|cohorts?|levels?|day|week|month|visit)\s+$",
    re.IGNORECASE,
)
#: Those that number what is there: "cohort 2" is no two of anything.
_NUMBERED = re.compile(r"\b(?:phases?|parts?|cohorts?|arms?|groups?|periods?)\s+$", re.IGNORECASE)
NUMBERED = "number"
_RATE = re.compile(r"\bper (day|week|month|year)\b")
ROLES = frozenset((*_COUNTED, "per day", "per week", "per month", "per year"))
#: Units of time that are whole multiples of others.
_SMALLER = {"year": ("month", 12), "week": ("day", 7), "month": ("month", 1), "day": ("day", 1)}
_TIME_NAMES = {"yr": "year", "mo": "month", "wk": "week", "hr": "hour", "min": "minute"}

_MORE = r"(?:more|greater|higher|older|longer|later|larger)"
_LESS = r"(?:less|lower|fewer|younger|shorter|smaller)"
_GAP = r"[\s(]*(?:(?:than|the|a|an|age|aged|of|to|or|equal)[\s]+){0,3}$"
_BEFORE = (
    (">=", rf"(?:>=|=>|≥|≧|at least|from (?:the )?age(?: of)?|minim(?:um|al)(?: (?!of\b)[a-z]+)?(?: of)?|\bmin\.?|no[t]? {_LESS} than|{_MORE}(?: than)? or equal(?: to)?|equal(?: to)? or {_MORE}(?: than)?|> ?or ?=|>\s*/\s*=)"),
    ("<=", rf"(?:<=|=<|≤|≦|at most|maxim(?:um|al)(?: (?!of\b)[a-z]+)?(?: of)?|\bmax\.?|up to|no[t]? {_MORE} than|{_LESS}(?: than)? or equal(?: to)?|equal(?: to)? or {_LESS}(?: than)?|< ?or ?=|not? (?:to )?exceed(?:ing)?|within|(?:last|past|previous|preceding|next))"),
    (">", rf"(?:>|＞|{_MORE} than|above|over|in excess of|exceed(?:s|ing)?|beyond)"),
    ("<", rf"(?:<|＜|{_LESS} than|below|under)"),
)  # fmt: skip
_COMPARATORS = tuple((sign, re.compile(rf"{form}{_GAP}", re.IGNORECASE)) for sign, form in _BEFORE)
_AFTER = (
    (">=", re.compile(r"\s*(?:of age|old)?,?\s*(?:\(?inclusive\)?)?\s*(?:\+|(?:or|and|&) (?:older|more|above|over|greater|higher|up|upwards?|longer)\b)", re.IGNORECASE)),
    ("<=", re.compile(r"\s*(?:of age|old)?,?\s*(?:or|and|&) (?:younger|less|below|under|lower|fewer|shorter)\b", re.IGNORECASE)),
)  # fmt: skip
#: "Over 12 weeks" is how long something lasts, "over 12 weeks ago" or "over 18 years old" a limit.
_SPREAD = re.compile(
    r"(?<!\bage )(?<!\baged )(?<!is )(?<!be )(?<!are )\bover\s+(?:the\s+)?$", re.IGNORECASE
)
#: "Over a two week period" is no limit, whatever stands behind it.
_SPREAD_OUT = re.compile(r"\bover an?\s+(?:(?:total|period|course) of\s+)?$", re.IGNORECASE)
_IN_ALL = re.compile(r"(?<=s)\b(?!\s+(?:old|of age|ago|before|prior))", re.IGNORECASE)
_RANGE = re.compile(
    rf"\s*(?:{TIME}|%)?\s*(?:old|of age)?\s*(-|–|~|to|through|and)\s*", re.IGNORECASE
)
#: "In the 4 weeks before": no longer ago than these.
_IN_THE = re.compile(r"\b(?:in|during) the\s+$", re.IGNORECASE)
_LEADING_UP = re.compile(r"\s+(?:before|prior to|preceding|leading up to)\b", re.IGNORECASE)
_LONGER_AGO = re.compile(
    r"\b(?:longer ago|more|earlier|longer) than (?:the |in the )?(?:last|past|previous)\s+$",
    re.IGNORECASE,
)
#: From one limit to another: "≥ 22 and ≤ 80 years".
_TO_LIMIT = re.compile(
    r"\s*,?\s*(?:and|but|to)?\s*(?:≤|≥|<=|>=|=<|=>|<|>|at most|no more than|not more than|less than|up to|below|under)\s*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?:between|from|aged?|ages?|range)[^.;]{0,25}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """A number with its comparator (>=, >, <=, < or none) and unit; ``words`` as they stand.

    ``read``: from a criterion as it was understood, not from the words themselves.
    """

    value: float
    comparator: str
    unit: str
    words: str
    read: bool = False


@lru_cache(maxsize=8192)
def claims(text: str) -> tuple[Claim, ...]:
    """Every number in a text, in reading order."""
    signs = in_figures(text)
    found = list(_NUMBER.finditer(signs))
    told = []
    at = 0
    for number, match in enumerate(found):
        if match.start() < at:
            continue  # a figure inside the unit before: mL/min/1.73 m²
        unit, factor, at = _unit(signs, match.end())
        value = float(match.group().replace(",", "")) * factor
        comparator = _comparator(signs, match, at, found[:number], found[number + 1 :])
        if not unit:
            unit, factor = _shared_unit(
                signs, match.end(), found[number + 1 :], limited=bool(comparator)
            )
            value *= factor
        if not unit and _is_age(signs, match, found[:number]):
            unit, value = "month", value * 12
        unit = unit or _role(signs, match)
        told.append(Claim(round(value, 6), comparator, unit, signs[match.start() : at].strip()))
    told += [Claim(1.0, "", each.group(), each.group()) for each in _RATE.finditer(signs)]
    return tuple(told)


def _is_age(text: str, match: re.Match[str], before: list[re.Match[str]]) -> bool:
    """Whether a bare number is an age in years: "aged 50 to 74", "younger than 18"."""
    start = text[: match.start()]
    if _AGED_AFTER.match(text, match.end()) or _AGED.search(start):
        return True
    if _AND_OVER.match(text, match.end()) and _SOMEBODY.search(start):
        return True
    joined = before and _RANGE.fullmatch(text, before[-1].end(), match.start())
    return bool(joined) and bool(_AGED.search(text[: before[-1].start()]))


def _role(text: str, match: re.Match[str]) -> str:
    """What a bare number counts."""
    before = text[max(0, match.start() - 20) : match.start()]
    if _NUMBERED.search(before):
        return NUMBERED
    if before[-1:].isalpha():
        return ""  # part of a name: HCD122
    if _NAMING.search(before) or "." in match.group():
        return ""
    if _COMPARED.search(before):
        return "group"
    counted = _COUNT.match(text, match.end())
    return str(counted.lastgroup) if counted else ""


def is_next(claim: Claim, text: str) -> bool:
    """Whether a number stands with the one below it, as in "one or two"."""
    form = rf"(?<![\d.])(?:{claim.value - 1:g}{'|one' if claim.value == 2 else ''}) or {claim.value:g}\b"
    return bool(re.search(form, in_figures(text), re.IGNORECASE))


def node_claims(node: AnyNode) -> tuple[Claim, ...]:
    """The numbers of a criterion as it was read."""
    return tuple(claim for leaf in leaves(node) for claim in _held(leaf))


def _unit(text: str, end: int) -> tuple[str, float, int]:
    if time := _TIME_UNIT.match(text, end):
        name = time[1].lower().removesuffix("s")
        if text[end - 1] == "0" and not text[end - 2 : end - 1].isdigit():
            return _TIME_NAMES.get(name, name), 1.0, time.end()  # 0 years are no 0 months
        unit, factor = _SMALLER.get(_TIME_NAMES.get(name, name), (_TIME_NAMES.get(name, name), 1))
        return unit, factor, time.end()
    if limits := _LIMITS.match(text, end):
        return "ULN" if limits[1] else "LLN", 1.0, limits.end()
    if found := match_unit(text, end):
        return found[0].key, found[1], found[2]
    if unknown := _UNKNOWN.match(text, end):
        return unknown[1].translate(_SMALL_FIGURES), 1.0, unknown.end()
    return "", 1.0, end


def _shared_unit(
    text: str, end: int, after: list[re.Match[str]], *, limited: bool
) -> tuple[str, float]:
    """The unit of the other end, where a range has it only there."""
    if after and _RANGE.fullmatch(text, end, after[0].start()):
        return _unit(text, after[0].end())[:2]
    if after and limited and _TO_LIMIT.fullmatch(text, end, after[0].start()):
        return _unit(text, after[0].end())[:2]
    return "", 1.0


def _comparator(
    text: str, match: re.Match[str], end: int, before: list[re.Match[str]], after: list[re.Match[str]]
) -> str:  # fmt: skip
    start = text[max(0, match.start() - 48) : match.start()]
    if _LONGER_AGO.search(start):
        return ">"
    for sign, form in _COMPARATORS:
        spread = _SPREAD_OUT.search(start) or (_SPREAD.search(start) and _IN_ALL.match(text, end))
        if form.search(start) and not spread:
            return sign
    for sign, form in _AFTER:
        if form.match(text, end):
            return sign
    if _IN_THE.search(start) and _LEADING_UP.match(text, end):
        return "<="
    if after and (joined := _RANGE.fullmatch(text, match.end(), after[0].start())):
        return ">=" if _is_range(joined[1], start) else ""
    if before and (joined := _RANGE.fullmatch(text, before[-1].end(), match.start())):
        return "<=" if _is_range(joined[1], text[: before[-1].start()]) else ""
    return ""


def _is_range(word: str, before: str) -> bool:
    return word.lower() != "and" or bool(_BETWEEN.search(before))


def _held(value: Any, unit: str = "") -> Iterator[Claim]:
    """Bounds and lengths of time anywhere in a leaf."""
    if isinstance(value, Bounds):
        yield from _ends(value, unit)
    elif isinstance(value, Timing):
        yield from _timed(value)
    elif isinstance(value, Duration):
        yield _lasting(value, ">=")
        yield _lasting(value, "")
    elif isinstance(value, tuple):
        for item in value:
            yield from _held(item)
    elif is_dataclass(value):
        names = {"bounds": "unit", "dose": "dose_unit"}
        for field in fields(value):
            unit = str(getattr(value, names.get(field.name, ""), ""))
            yield from _held(getattr(value, field.name), unit)
        for name in ("agents", "count", "in_a_row"):
            if getattr(value, name, 1) != 1:
                yield Claim(float(getattr(value, name)), ">=", "", str(getattr(value, name)))


def _ends(bounds: Bounds, unit: str) -> Iterator[Claim]:
    name, factor = _SMALLER.get(unit, (unit, 1))
    if bounds.low is not None and bounds.low == bounds.high:
        yield Claim(round(bounds.low * factor, 6), "", name, f"{bounds.low:g}")
    if bounds.low is not None:
        sign = ">=" if bounds.low_included else ">"
        yield Claim(round(bounds.low * factor, 6), sign, name, f"{sign} {bounds.low:g}")
    if bounds.high is not None:
        sign = "<=" if bounds.high_included else "<"
        yield Claim(round(bounds.high * factor, 6), sign, name, f"{sign} {bounds.high:g}")


def _timed(timing: Timing) -> Iterator[Claim]:
    if timing.duration is not None:
        yield _lasting(timing.duration, ">" if timing.moment is Moment.LONGER_AGO else "<=")


def _lasting(duration: Duration, comparator: str) -> Claim:
    unit, factor = _SMALLER.get(str(duration.unit), (str(duration.unit), 1))
    return Claim(round(duration.amount * factor, 6), comparator, unit, str(duration))
