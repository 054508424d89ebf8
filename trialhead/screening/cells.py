"""Criteria taken apart into cells, equal ones once, and combined level by level as arrays."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trialhead.criteria import (
    All,
    Any,
    AnyNode,
    AtLeast,
    Criterion,
    Leaf,
    Not,
    Readings,
    Side,
    Unless,
)

Numbers = NDArray[np.int64]
Truths = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class _Level:
    """Cells of one kind whose parts are all known: the parts of each lie one after the other."""

    kind: str
    cells: Numbers
    parts: Numbers
    starts: Numbers
    least: Numbers


class Cells:
    """Numbers for leaves and nodes. A leaf has two cells, read strictly and read broadly."""

    def __init__(self) -> None:
        self.leaves: list[Leaf] = []
        self._leaf_number: dict[Leaf, int] = {}
        self._known: dict[tuple[object, ...], int] = {}
        #: Above the leaves: kind, parts (leaves as -1 - cell) and count of each node.
        self._nodes: list[tuple[str, tuple[int, ...], int]] = []

    def of(self, criterion: Criterion) -> tuple[int, int]:
        """The cells of a criterion in the conservative and in the lenient reading."""
        inclusion = criterion.side is Side.INCLUSION
        strict, generous = (
            self._cell(criterion.node, broad=lenient is inclusion, lenient=lenient)
            for lenient in (False, True)
        )
        return strict, generous

    def _cell(self, node: AnyNode, *, broad: bool, lenient: bool) -> int:
        """A node's number: from 0 for combined nodes, below 0 for leaves until all are known."""
        match node:
            case Readings(conservative=conservative, lenient=generous):
                chosen = generous if lenient else conservative
                return self._cell(chosen, broad=broad, lenient=lenient)
            case All(parts=parts):
                return self._node("all", parts, broad, lenient)
            case Any(parts=parts):
                return self._node("any", parts, broad, lenient)
            case AtLeast(parts=parts, count=count):
                return self._node("at least", parts, broad, lenient, count)
            case Not(part=part):
                return self._denied(part, broad, lenient)
            case Unless(part=part, exception=exception):
                own = self._cell(part, broad=broad, lenient=lenient)
                return self._kept("all", (own, self._denied(exception, broad, lenient)), 0)
            case _:
                return self._leaf(node, broad=broad)

    def _leaf(self, leaf: Leaf, *, broad: bool) -> int:
        number = self._leaf_number.get(leaf)
        if number is None:
            number = self._leaf_number[leaf] = len(self.leaves)
            self.leaves.append(leaf)
        return -1 - (2 * number + broad)

    def _denied(self, part: AnyNode, broad: bool, lenient: bool) -> int:
        return self._kept("not", (self._cell(part, broad=not broad, lenient=lenient),), 0)

    def _node(
        self, kind: str, parts: tuple[AnyNode, ...], broad: bool, lenient: bool, count: int = 0
    ) -> int:
        cells = tuple(self._cell(part, broad=broad, lenient=lenient) for part in parts)
        return self._kept(kind, cells, count)

    def _kept(self, kind: str, parts: tuple[int, ...], count: int) -> int:
        key = (kind, parts, count)
        number = self._known.get(key)
        if number is None:
            number = self._known[key] = len(self._nodes)
            self._nodes.append((kind, parts, count))
        return number

    def ready(self) -> "Combiner":
        """What combines truths of leaves; nodes stand after the leaves' cells."""
        return Combiner(leaf_cells=2 * len(self.leaves), nodes=self._nodes)


class Combiner:
    """Combines truths of leaves into truths of nodes."""

    def __init__(self, *, leaf_cells: int, nodes: list[tuple[str, tuple[int, ...], int]]) -> None:
        self._leaf_cells, self._nodes = leaf_cells, len(nodes)
        depths: list[int] = []
        grouped: dict[tuple[int, str], list[int]] = defaultdict(list)
        for number, (kind, parts, _) in enumerate(nodes):
            depth = 1 + max((depths[part] for part in parts if part >= 0), default=0)
            depths.append(depth)
            grouped[depth, kind].append(number)
        self._levels = [_level(kind, found, nodes) for (_, kind), found in sorted(grouped.items())]

    def combined(self, leaves: Truths) -> Truths:
        """Truths by cell: nodes from 0, leaves counted from the end, as cells number them."""
        truths = np.empty(self._nodes + self._leaf_cells, dtype=np.int8)
        truths[self._nodes :] = leaves[::-1]
        for level in self._levels:
            truths[level.cells] = _combine(level, truths[level.parts])
        return truths


def _level(kind: str, numbers: list[int], nodes: list[tuple[str, tuple[int, ...], int]]) -> _Level:
    parts = [part for number in numbers for part in nodes[number][1]]
    lengths = [len(nodes[number][1]) for number in numbers]
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.int64)
    return _Level(
        kind=kind,
        cells=np.array(numbers, dtype=np.int64),
        parts=np.array(parts, dtype=np.int64),
        starts=starts,
        least=np.array([nodes[number][2] for number in numbers], dtype=np.int64),
    )


def _combine(level: _Level, parts: Truths) -> Truths:
    if level.kind == "not":
        return (2 - parts).astype(np.int8)
    if level.kind == "all":
        return np.asarray(np.minimum.reduceat(parts, level.starts))
    if level.kind == "any":
        return np.asarray(np.maximum.reduceat(parts, level.starts))
    surely = np.add.reduceat((parts == 2).astype(np.int64), level.starts)
    perhaps = np.add.reduceat((parts >= 1).astype(np.int64), level.starts)
    return np.where(surely >= level.least, 2, np.where(perhaps < level.least, 0, 1)).astype(np.int8)
