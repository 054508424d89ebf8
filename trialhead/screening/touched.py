"""Which of many leaves the facts of one person touch; those are judged, the others all alike.

A leaf about an illness is touched by an illness (or its denial) that is, may be or holds the one
asked for; likewise for drugs and procedures. Results and scores touch what is measured. Without
any such fact the verdict depends only on the time asked about, and on whether lists would hold
what is named: one leaf of each such sort is judged for all of its sort.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from trialhead import criteria, patients
from trialhead.criteria import Leaf, sentence
from trialhead.instruments import Truth
from trialhead.screening.kidney import EGFR
from trialhead.screening.kinds import (
    is_known_condition,
    is_known_drug,
    is_known_procedure,
    may_be_condition,
    may_be_drug,
    may_be_procedure,
)
from trialhead.screening.leaves import judge_leaf
from trialhead.screening.view import View
from trialhead.vocabulary import normalise

Truths = NDArray[np.int8]
F = TypeVar("F")

#: Facts whose leaves are remembered, so that the memory of a long-running panel is bounded.
_MOST_SEEN = 10_000

_NUMBERS = {Truth.NO: 0, Truth.UNKNOWN: 1, Truth.YES: 2}
Named = criteria.Condition | criteria.Treatment | criteria.Procedure


class Leaves:
    """Many different leaves, made ready to be judged for one person after another."""

    def __init__(self, leaves: Sequence[Leaf]) -> None:
        self._leaves = tuple(leaves)
        self._always: list[int] = []
        self._sorts: dict[object, list[int]] = defaultdict(list)
        self._names: dict[type[Leaf], _Names] = {
            criteria.Condition: _Names(),
            criteria.Treatment: _Names(),
            criteria.Procedure: _Names(),
        }
        self._measured: dict[str, list[int]] = defaultdict(list)
        for number, leaf in enumerate(self._leaves):
            self._place(number, leaf)

    def _place(self, number: int, leaf: Leaf) -> None:
        match leaf:
            case criteria.Judgement() | criteria.Unread():
                pass
            case criteria.Condition() | criteria.Treatment() | criteria.Procedure():
                self._names[type(leaf)].add(number, leaf.of)
                self._sorts[_sort(leaf)].append(number)
            case criteria.Measurement():
                self._measured[normalise(leaf.analyte)].append(number)
            case criteria.Score() | criteria.Classified():
                self._measured[normalise(leaf.scale)].append(number)
            case _:
                self._always.append(number)

    @cached_property
    def _statements(self) -> dict[str, list[int]]:
        """Leaves by the words an answer to them goes by."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, leaf in enumerate(self._leaves):
            found[normalise(_statement(leaf))].append(number)
        return found

    def truths(self, view: View) -> Truths:
        """Two truths a leaf, read strictly and read broadly, one after the other."""
        views = (view, view.turned())
        truths = np.full((len(self._leaves), 2), _NUMBERS[Truth.UNKNOWN], dtype=np.int8)
        touched = self._touched(view)
        for alike in self._sorts.values():
            untouched = next((number for number in alike if number not in touched), None)
            if untouched is not None:
                truths[alike] = _judged(self._leaves[untouched], views)
        for number in touched:
            truths[number] = _judged(self._leaves[number], views)
        return truths.reshape(-1)

    def _touched(self, view: View) -> set[int]:
        person = view.patient
        touched = set(self._always)
        for illness in person.of(patients.Condition):
            touched |= self._names[criteria.Condition].touched_by(
                (illness.name, illness.concepts), may_be_condition
            )
        for treatment in person.of(patients.Treatment):
            touched |= self._names[criteria.Treatment].touched_by(treatment.drug, may_be_drug)
        for procedure in person.of(patients.Procedure):
            touched |= self._names[criteria.Procedure].touched_by(procedure.name, may_be_procedure)
        for what in _measured(person):
            touched.update(self._measured.get(what, ()))
        for answer in person.of(patients.Answer):
            touched.update(self._statements.get(normalise(answer.question), ()))
        return touched


class _Names:
    """The names that leaves of one kind ask for, and what of them facts may be."""

    def __init__(self) -> None:
        self._leaves: dict[str, list[int]] = defaultdict(list)
        self._seen: dict[object, frozenset[int]] = {}

    def add(self, number: int, names: Iterable[str]) -> None:
        for name in names:
            self._leaves[name].append(number)

    def touched_by(self, fact: F, may_be: Callable[[F, str], bool]) -> frozenset[int]:
        """The leaves that ask for what ``fact`` names, or for something it holds or belongs to."""
        found = self._seen.get(fact)
        if found is None:
            names = (name for name in self._leaves if may_be(fact, name))
            found = frozenset(number for name in names for number in self._leaves[name])
            if len(self._seen) < _MOST_SEEN:
                self._seen[fact] = found
        return found


def _measured(person: patients.PatientRecord) -> set[str]:
    """What was measured or scored, and what can be worked out from that."""
    results = {normalise(fact.analyte) for fact in person.of(patients.Measurement)}
    scores = {normalise(fact.scale) for fact in person.of(patients.ScoreFact)}
    return results | scores | ({normalise(EGFR)} if results else set())


def _sort(leaf: Named) -> object:
    """What the verdict on a leaf hangs on while no fact touches it."""
    known = {
        criteria.Condition: is_known_condition,
        criteria.Treatment: is_known_drug,
        criteria.Procedure: is_known_procedure,
    }[type(leaf)]
    needed = isinstance(leaf, criteria.Procedure) and leaf.needed
    return type(leaf), leaf.timing, needed, all(map(known, leaf.of))


def _statement(leaf: Leaf) -> str:
    match leaf:
        case criteria.Judgement() | criteria.Unread():
            return leaf.statement
        case _:
            return sentence(leaf)


def _judged(leaf: Leaf, views: tuple[View, View]) -> tuple[int, int]:
    strict, broad = (_NUMBERS[judge_leaf(leaf, view).truth] for view in views)
    return strict, broad
