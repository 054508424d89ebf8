"""Numbers with a unit as people write them: "85 umol/L", "<5 mg/L", "60 mg/day"."""

import re
from dataclasses import dataclass, replace
from math import isfinite

from trialhead.vocabulary import match_unit

_AMOUNT = re.compile(
    r"(?P<bound><=|>=|[<>≤≥])?\s*"
    r"(?P<number>[+-]?\d{1,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,3})?)(?![\d.,])\s*"
    r"(?P<unit>.*)",
    re.ASCII,
)
#: UCUM's way to write what people write otherwise.
_UCUM = {
    "mm[Hg]": "mmHg",
    "[IU]": "IU",
    "[iU]": "IU",
    "[degF]": "°F",
    "[in_i]": "in",
    "[lb_av]": "lb",
    "Cel": "°C",
    "{1.73_m2}": "1.73 m2",
    "{copies}": "copies",
    "(24.h)": "24 h",
}
#: A unit of one, and remarks on what is counted.
_REMARK = re.compile(r"\{[^{}]*\}|^1$|^\((?:score|count)\)$")
_ASCII = {"≤": "<=", "≥": ">="}


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """A number in ``unit``, or a bound printed instead ("<": ``value_is``).

    ``unit`` is a key of the vocabulary's units if ``known``, otherwise as written or empty.
    ``factor`` is what a number in the unit as written was multiplied by to be in ``unit``.
    """

    value: float
    value_is: str = "="
    unit: str = ""
    factor: float = 1
    known: bool = True


def read_amount(text: str) -> Amount:
    """The amount in ``text``; ValueError if it does not begin with a number."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None or not isfinite(float(found["number"])):
        raise ValueError(f"{text[:40]!r} is no number; write 85 umol/L, 1.5 or <5 mg/L.")
    bound = found["bound"] or "="
    amount = in_units(float(found["number"]), found["unit"])
    return replace(amount, value_is=_ASCII.get(bound, bound))


def in_units(number: float, unit: str) -> Amount:
    """``number`` of ``unit``, in whatever spelling, as an amount in the vocabulary's unit."""
    for spelling in dict.fromkeys((unit, _spelled_out(unit))):
        if not spelling:
            return Amount(value=number)
        matched = match_unit(spelling, 0)
        if matched is not None and not spelling[matched[2] :].strip():
            canonical, factor, _ = matched
            return Amount(value=number * factor, unit=canonical.key, factor=factor)
    return Amount(value=number, unit=unit, known=False)


def _spelled_out(ucum: str) -> str:
    """A UCUM unit without its brackets, and without remarks that are no unit."""
    for code, words in _UCUM.items():
        ucum = ucum.replace(code, words)
    return _REMARK.sub("", ucum)


def as_limit(limit: Amount | None, value: Amount | None) -> Amount | None:
    """A limit printed beside ``value``: without a unit of its own it is in the result's, which is
    then left empty."""
    if limit is None or value is None:
        return limit
    if not limit.unit:
        return replace(limit, value=limit.value * value.factor)
    return replace(limit, unit="") if limit.unit == value.unit else limit
