"""The reader beside experts' annotations: numeric filters of the Leaf corpus, entities of Chia."""

import gzip
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks import corpus
from benchmarks.limits import Limit, limits, same_number
from trialhead.criteria import (
    All,
    AnyNode,
    Condition,
    Criterion,
    Measurement,
    Not,
    Read,
    Score,
    Treatment,
    children,
    leaves,
    read_text,
)

_FILTER = re.compile(r"num_filter\(eq\(\)\.op\((?P<op>\w+)\)(?P<values>(?:\.val\('[^']*'\))+)")
_VALUE = re.compile(r"val\('([^']*)'\)")
_WORDS = {"one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0}


def leaf_corpus(*, quick: bool) -> dict[str, Any]:
    """Numeric filters: an expected one is found if one of ours has its comparator and value.

    The corpus gives comparators and values apart from units; thousands and prefixes of units may
    differ. A filter is ours if it is a bound of an age, result, score or dose. Also counted: how
    often "or" and negation stand in both.
    """
    found: Counter[str] = Counter()
    with gzip.open(corpus.shared("lct-criteria-logic.jsonl.gz"), "rt") as lines:
        rows = [json.loads(line) for line in lines]
    for row in rows[:200] if quick else rows:
        criteria = read_text(f"Inclusion criteria:\n* {row['intent'].strip()}").criteria
        found.update(_numbers(row["snippet"], criteria))
        found.update(_logic(row["snippet"], criteria))
    return dict(found)


def _numbers(snippet: str, criteria: Iterable[Criterion]) -> Counter[str]:
    expected = list(_expected(snippet))
    ours = [limit for criterion in criteria for limit in limits(criterion.node)]
    right = [limit for limit in ours if any(_same(limit, one) for one in expected)]
    hit = [one for one in expected if any(_same(limit, one) for limit in ours)]
    return Counter(expected=len(expected), found=len(hit), ours=len(ours), right=len(right))


def _expected(snippet: str) -> Iterator[Limit]:
    for filtered in _FILTER.finditer(snippet):
        values = [
            v for raw in _VALUE.findall(filtered["values"]) if (v := _number(raw)) is not None
        ]
        if not values:
            continue
        low = min(values) if filtered["op"] in ("GT", "GTEQ", "BETWEEN", "EQ") else None
        high = max(values) if filtered["op"] in ("LT", "LTEQ", "BETWEEN", "EQ") else None
        yield Limit("", low, filtered["op"] != "GT", high, filtered["op"] != "LT")


def _number(raw: str) -> float | None:
    plain = raw.replace(" ", "").replace(",", "").lower()
    if plain in _WORDS:
        return _WORDS[plain]
    try:
        return float(plain)
    except ValueError:
        return None


def _same(ours: Limit, expected: Limit) -> bool:
    """Same value and comparator; a denied limit counts as written."""
    return any(
        same_number(one.low, expected.low)
        and same_number(one.high, expected.high)
        and (one.low is None or one.low_included == expected.low_included)
        and (one.high is None or one.high_included == expected.high_included)
        for one in (ours, ours.turned())
    )


def _logic(snippet: str, criteria: tuple[Criterion, ...]) -> Counter[str]:
    """Whether what was read in full has "or" and negation just where the experts have them."""
    if len(criteria) != 1 or criteria[0].read is not Read.FULL:
        return Counter()
    nodes = list(_nodes(criteria[0].node))
    either = any(not isinstance(node, All | Not) and children(node) for node in nodes)
    denied = any(isinstance(node, Not) for node in nodes)
    return Counter(
        {
            "read in full": 1,
            "same or": int(either == bool(re.search(r"\b(?:or|union)\(", snippet))),
            "same not": int(denied == ("neg()" in snippet)),
        }
    )


def _nodes(node: AnyNode) -> Iterator[AnyNode]:
    yield node
    for child in children(node):
        yield from _nodes(child)


#: Chia's kinds of entity, and what a leaf of that kind is here.
_KINDS = {
    "Condition": (Condition,),
    "Drug": (Treatment,),
    "Value": (Measurement, Score),
    "Negation": (Not,),
}


def chia(*, quick: bool) -> dict[str, Any]:
    """By kind of entity: annotated lines, those read in full, those where we have the kind too;
    and of our lines with the kind how many are annotated with it."""
    found: Counter[str] = Counter()
    with zipfile.ZipFile(corpus.shared("chia.zip")) as archive:
        names = sorted(name for name in archive.namelist() if name.endswith(".txt"))
        for name in names[:60] if quick else names:
            text = archive.read(name).decode()
            entities = list(_entities(archive.read(name[:-4] + ".ann").decode()))
            side = "Exclusion" if "_exc" in name else "Inclusion"
            for start, line in _lines(text):
                kinds = {k for k, at in entities if start <= at < start + len(line)}
                found.update(_line(side, line, kinds))
    return dict(found)


def _entities(annotations: str) -> Iterator[tuple[str, int]]:
    for line in annotations.splitlines():
        if line.startswith("T"):
            kind, start = line.split("\t")[1].split()[:2]
            yield kind, int(start)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, line
        at += len(line) + 1


def _line(side: str, line: str, kinds: set[str]) -> Counter[str]:
    criteria = read_text(f"{side} criteria:\n* {line.strip()}").criteria
    if len(criteria) != 1:
        return Counter()
    full = criteria[0].read is Read.FULL
    nodes = [*_nodes(criteria[0].node), *leaves(criteria[0].node)]
    found: Counter[str] = Counter(lines=1, full=int(full))
    for kind, types in _KINDS.items():
        has = full and any(isinstance(node, types) for node in nodes)
        found[f"{kind} annotated"] += kind in kinds
        found[f"{kind} annotated, read in full"] += kind in kinds and full
        found[f"{kind} both"] += kind in kinds and has
        found[f"{kind} ours"] += has
    return found
