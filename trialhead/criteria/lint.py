"""What is odd in the criteria of a study: they can be read, but hardly mean what they say."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from trialhead.criteria.clashes import clash, demands
from trialhead.criteria.combinators import All, Any, AnyNode, AtLeast, Not, Readings, children
from trialhead.criteria.leaves import Measurement
from trialhead.criteria.model import Criterion, StudyCriteria
from trialhead.criteria.wording import bounds_told, sentence, unit_told
from trialhead.instruments import TimeUnit
from trialhead.vocabulary import IncompatibleUnits, Side, analytes

#: Units that only the laboratory's own limits give a size.
_RELATIVE = ("ULN", "LLN")
#: Units of time, which the vocabulary does not convert.
_LENGTHS = set(TimeUnit)


@dataclass(frozen=True, kw_only=True, slots=True)
class Oddity:
    """One odd thing, and what to do. ``criterion`` is its id, empty for the study as a whole."""

    criterion: str
    what: str
    remedy: str


def lint(study: StudyCriteria) -> tuple[Oddity, ...]:
    """Everything odd: each criterion by itself, then beside the others, then the doubts."""
    found: list[Oddity] = []
    for criterion in study.criteria:
        for node in _below(criterion.node):
            for what, remedy in _odd_in(node):
                found.append(Oddity(criterion=criterion.id, what=what, remedy=remedy))
    found += _repeated(study.criteria)
    found += _contradictions(study.criteria)
    found += _undeclared(study)
    found += _unused(study)
    return tuple(dict.fromkeys(found))


def _below(node: AnyNode) -> Iterator[AnyNode]:
    yield node
    for part in children(node):
        yield from _below(part)


# One node ---------------------------------------------------------------------------------------


def _odd_in(node: AnyNode) -> Iterator[tuple[str, str]]:
    match node:
        case All(parts=parts) | Any(parts=parts) | AtLeast(parts=parts):
            yield from _doubled(parts)
        case Readings(conservative=conservative, lenient=lenient) if conservative == lenient:
            yield (
                f"Both readings of {node.ambiguity} say the same: {sentence(lenient)}.",
                "Write what the other reading means, or put the one reading alone.",
            )
        case Measurement():
            yield from _beyond(node)
        case _:
            pass
    for one, other in combinations(demands(node), 2):
        if clash(one, other):
            yield (
                f"It asks for two things that exclude each other: {one}; {other}.",
                "Mend one of them, or join them under any.",
            )


def _doubled(parts: tuple[AnyNode, ...]) -> Iterator[tuple[str, str]]:
    for part in dict.fromkeys(part for part in parts if parts.count(part) > 1):
        yield f"A part stands in a list twice: {sentence(part)}.", "Keep one of them."


def _beyond(leaf: Measurement) -> Iterator[tuple[str, str]]:
    """Limits that no living body can have, in units that fit the measurement or not."""
    analyte = analytes().named(leaf.analyte)
    if analyte is None:
        yield (
            f"{leaf.analyte} is no measurement that is known here, so no result will be found.",
            "Give a name from the list of analytes, or make it a judgement.",
        )
        return
    if leaf.bounds is None or leaf.unit in _RELATIVE or {leaf.unit, analyte.unit} <= _LENGTHS:
        return
    limit = bounds_told(leaf.bounds, leaf.unit)
    ends = [end for end in (leaf.bounds.low, leaf.bounds.high) if end is not None]
    try:
        if all(analytes().is_plausible(analyte, end, leaf.unit) for end in ends):
            return
    except IncompatibleUnits:
        told = unit_told(leaf.unit) or "a number without a unit"
        yield f"{leaf.analyte} is not measured in {told}.", f"Give it in {_usual(analyte.unit)}."
        return
    yield (
        f"The limit for {leaf.analyte}, {limit}, is beyond what a living body can have.",
        f"Look at the number and its unit; {leaf.analyte} lies between "
        f"{analyte.low:g} and {analyte.high:g} {unit_told(analyte.unit)}".rstrip()
        + ".",
    )


def _usual(unit: str) -> str:
    return unit_told(unit) or "a plain number"


# One criterion beside another -------------------------------------------------------------------


def _repeated(criteria: tuple[Criterion, ...]) -> Iterator[Oddity]:
    for one, other in combinations(filter(_judged, criteria), 2):
        (first, asked), (second, asked_too) = _stripped(one), _stripped(other)
        if first != second:
            continue
        if asked != asked_too:
            yield Oddity(
                criterion=other.id,
                what=f"{one.id} and {other.id} ask for opposite things, so nobody can take part: "
                f"{sentence(first)}.",
                remedy="Remove the one that is not meant.",
            )
        else:
            yield Oddity(
                criterion=other.id,
                what=f"It says the same as {one.id}: {sentence(first)}.",
                remedy="Keep one of them.",
            )


def _judged(criterion: Criterion) -> bool:
    return criterion.side is not Side.GENERAL


def _stripped(criterion: Criterion) -> tuple[AnyNode, bool]:
    """A node without the words that turn it round, and whether it must hold to take part."""
    node, asked = criterion.node, criterion.side is Side.INCLUSION
    while isinstance(node, Not):
        node, asked = node.part, not asked
    return node, asked


def _contradictions(criteria: tuple[Criterion, ...]) -> Iterator[Oddity]:
    """Pairs of things that two criteria both ask for and that cannot both be."""
    asked = [
        (criterion, demand)
        for criterion in filter(_judged, criteria)
        for demand in demands(criterion.node, holds=criterion.side is Side.INCLUSION)
    ]
    for (one, first), (other, second) in combinations(asked, 2):
        told_already = (one.id == other.id and one.side is Side.INCLUSION) or (
            one.id != other.id and _stripped(one)[0] == _stripped(other)[0]
        )
        if not told_already and clash(first, second):
            yield Oddity(
                criterion=other.id,
                what="Nobody can take part: "
                f"{one.id} leaves only “{first}” and {other.id} only “{second}”.",
                remedy="Mend the limit or the side of one of them.",
            )


# Doubts -----------------------------------------------------------------------------------------


def _undeclared(study: StudyCriteria) -> Iterator[Oddity]:
    declared = {doubt.id for doubt in study.ambiguities}
    if not study.authored and not declared:
        return  # the reader names doubts, and declares none
    for criterion in study.criteria:
        for name in _doubts(criterion.node):
            if name not in declared:
                yield Oddity(
                    criterion=criterion.id,
                    what=f"It has two readings for {name}, which is not among the ambiguities.",
                    remedy=f"Add {name} under ambiguities, with its doubt, default and question.",
                )


def _unused(study: StudyCriteria) -> Iterator[Oddity]:
    used = {name for criterion in study.criteria for name in _doubts(criterion.node)}
    texts = [words for _, words in study.events]
    texts += [words for criterion in study.criteria for words in criterion.assumptions]
    for doubt in study.ambiguities:
        if doubt.id not in used and not _named(doubt.id, texts):
            yield Oddity(
                criterion="",
                what=f"The ambiguity {doubt.id} is declared, but no criterion has two readings "
                "for it.",
                remedy="Write readings with it, name it in an assumption, or remove it.",
            )


def _doubts(node: AnyNode) -> Iterator[str]:
    return (each.ambiguity for each in _below(node) if isinstance(each, Readings))


def _named(name: str, texts: Iterable[str]) -> bool:
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    return any(whole.search(words) for words in texts)
