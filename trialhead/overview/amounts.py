"""Holds the numbers of a line to those of the record: value, unit, limit and what they count."""

import re
from collections.abc import Iterator
from dataclasses import replace

from trialhead.criteria import Criterion, Side
from trialhead.overview.claims import NUMBERED, ROLES, Claim, claims, node_claims
from trialhead.overview.faults import Fault, FaultKind
from trialhead.overview.sentences import Support

#: What turns a limit round, as "not below" is "at least".
_OPPOSITE = {">=": "<", ">": "<=", "<=": ">", "<": ">="}
#: Codes that stand for a number.
_CODED = {"SINGLE": "1", "DOUBLE": "2", "TRIPLE": "3", "QUADRUPLE": "4"}
_CODED_DIGIT = re.compile(r"[A-Z_]+(\d)")
#: Fields that count, and what.
_COUNTING = {
    "design.enrolment": ("people",),
    "design.masking": ("party",),
    "sites.count": ("place",),
    "countries.count": ("country",),
    "arms.count": ("group",),
    "interventions.count": ("group",),
}
_AGES = {"eligibility.ages.minimum": ">=", "eligibility.ages.maximum": "<="}
_TIMES = frozenset(("month", "day", "hour", "minute"))


def counted(fields: dict[str, str]) -> tuple[Claim, ...]:
    """How many people, places, countries and groups a record has."""
    return tuple(
        Claim(float(number), "", role, fields[field])
        for field, roles in _COUNTING.items()
        for role in roles
        if (number := _CODED.get(fields.get(field, ""), fields.get(field, ""))).isdigit()
    )


def stated(support: tuple[Support, ...], criteria: dict[str, Criterion]) -> list[Claim]:
    """The numbers of the passages that a sentence rests on."""
    held: list[Claim] = []
    for each in support:
        held += _of_field(each)
        criterion = criteria.get(each.criterion)
        if criterion is not None:
            values = {claim.value for claim in held}  # an author's own numbers are not the record's
            read = node_claims(criterion.node)
            held += [replace(claim, read=True) for claim in read if claim.value in values]
            if criterion.side is Side.GENERAL:
                held += [Claim(c.value, "", c.unit, c.words) for c in held]
    return held


def _of_field(support: Support) -> Iterator[Claim]:
    if sign := _AGES.get(support.field):
        for claim in claims(support.words):
            yield Claim(claim.value, sign, claim.unit, claim.words)
        return
    for role in _COUNTING.get(support.field, ()):
        words = _CODED.get(support.words, support.words)
        yield from (replace(claim, unit=role) for claim in claims(words))
        return
    yield from claims(support.words)
    if len(support.words) < 30:
        coded = _CODED.get(support.words) or _CODED_DIGIT.sub(r"\1", support.words)
        yield from claims(coded)


def turns_limit(claim: Claim, held: list[Claim]) -> bool:
    """Whether a limit is the record's, said the other way round: "not below" for "at least"."""
    return _OPPOSITE.get(claim.comparator) in _limits(claim, held)


def amount_faults(
    claim: Claim, held: list[Claim], counts: tuple[Claim, ...], *, turned: bool
) -> Iterator[Fault]:
    """What is wrong with one number of a line."""
    if claim.unit in ROLES:
        held = [each for each in (*held, *counts) if each.unit == claim.unit]
    same = [each for each in held if each.value == claim.value]
    if not same:
        near = ", ".join(dict.fromkeys(each.words for each in held))
        yield Fault(FaultKind.NUMBER, claim.words, near[:200])
        return
    fitting = [each for each in same if _units_fit(claim.unit, each.unit)]
    if not fitting or _read_otherwise(claim, same):
        yield Fault(FaultKind.UNIT, claim.words, same[0].words)
        return
    limits = _limits(claim, held)
    wanted = _OPPOSITE.get(claim.comparator, "") if turned else claim.comparator
    if any(
        (each.unit, each.comparator) == (claim.unit, wanted) for each in fitting if not each.read
    ):
        return
    if wanted not in limits and not (wanted == "<=" and limits == {""} and claim.unit in _TIMES):
        yield Fault(FaultKind.COMPARATOR, claim.words, fitting[0].words)


def _read_otherwise(claim: Claim, same: list[Claim]) -> bool:
    """Whether a number has no unit in the record's words, and was read with another one."""
    known = {each.unit for each in same if each.unit}
    read = any(each.read and each.unit for each in same)
    return bool(claim.unit) and read and not any(_units_fit(claim.unit, each) for each in known)


def _limits(claim: Claim, held: list[Claim]) -> set[str]:
    """The comparators that the record has with this number and unit: its words before what was
    read from them."""
    fitting = [
        each for each in held if each.value == claim.value and _units_fit(claim.unit, each.unit)
    ]
    stated = {each.comparator for each in fitting if not each.read}
    return stated - {""} or stated | {each.comparator for each in fitting}


def _units_fit(said: str, held: str) -> bool:
    """Whether a number without a unit may be one with it; what is counted must be the same."""
    if said in ROLES:
        return said == held
    if held == NUMBERED:
        return said == held
    if said == NUMBERED:
        return not held
    if not said or not held or said == held:
        return True
    return said.removesuffix("/d") == held.removesuffix("/d")  # how often is told apart
