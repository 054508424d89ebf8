"""One person beside many studies at once: the same verdicts as `screen`, without explanations.

Equal leaves recur in thousands of studies ("age is at least 18 years"), so each is judged once for
a person; verdicts are then combined as arrays. Leaves that no fact of the person touches are all
answered alike: one of each sort is judged for all. Truths stand as 0 (no), 1 (unknown) and 2 (yes),
so that all-of is the least, any-of the greatest and not is 2 minus. Everything here is held to the
reference evaluator by tests.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from trialhead.criteria import Side, StudyCriteria
from trialhead.patients import PatientRecord
from trialhead.screening.cells import Cells
from trialhead.screening.touched import Leaves
from trialhead.screening.verdict import Overall
from trialhead.screening.view import View

Numbers = NDArray[np.int64]
Truths = NDArray[np.int8]

_NO, _UNKNOWN, _YES = 0, 1, 2
_SIDES = {Side.EXCLUSION: 0, Side.INCLUSION: 1, Side.GENERAL: 2}
_NOT_JUDGED = -1


@dataclass(frozen=True, slots=True)
class Standing:
    """What is said of one study, by the criteria that need no human judgement.

    ``passes``, ``fails`` and ``unknown`` count all criteria; ``deciding`` are the ids of those that
    decide against, otherwise of those that leave it open.
    """

    study: StudyCriteria
    overall: Overall
    passes: int
    fails: int
    unknown: int
    deciding: tuple[str, ...]


class Panel:
    """Studies made ready for many people. Immutable once built."""

    def __init__(self, studies: Sequence[StudyCriteria]) -> None:
        self.studies = tuple(studies)
        cells = Cells()
        criteria = [
            (number, criterion)
            for number, study in enumerate(self.studies)
            for criterion in study.criteria
        ]
        self._readings = np.array(
            [cells.of(criterion) for _, criterion in criteria], dtype=np.int64
        ).reshape(-1, 2)
        self._study: Numbers = np.array([number for number, _ in criteria], dtype=np.int64)
        self._side = np.array([_SIDES[each.side] for _, each in criteria], dtype=np.int8)
        self._manual = np.array([each.manual for _, each in criteria], dtype=bool)
        self._starts = np.searchsorted(self._study, np.arange(len(self.studies) + 1))
        self._ready = cells.ready()
        self._leaves = Leaves(cells.leaves)

    def judge(
        self, patient: PatientRecord, *, on: date, events: Mapping[str, date] | None = None
    ) -> "Judgement":
        """All criteria of all studies on one record, as of ``on``, the day of screening."""
        view = View(patient=patient, on=on, events=events or {})
        truths = self._ready.combined(self._leaves.truths(view))
        strict, generous = truths[self._readings[:, 0]], truths[self._readings[:, 1]]
        holds = np.where(strict == generous, strict, _UNKNOWN)
        gates = np.where(self._side == _SIDES[Side.INCLUSION], holds, _YES - holds)
        gates[self._side == _SIDES[Side.GENERAL]] = _NOT_JUDGED
        return Judgement(self, gates)

    def counts(self, chosen: NDArray[np.bool_]) -> Numbers:
        """How many of the chosen criteria each study has."""
        return np.bincount(self._study[chosen], minlength=len(self.studies))

    @property
    def manual(self) -> NDArray[np.bool_]:
        """Which criteria only humans judge."""
        return self._manual

    def ids(self, number: int, chosen: NDArray[np.bool_]) -> tuple[str, ...]:
        """The ids of the chosen criteria of one study."""
        first, end = self._starts[number], self._starts[number + 1]
        criteria = self.studies[number].criteria
        return tuple(criteria[at].id for at in np.flatnonzero(chosen[first:end]))


class Judgement:
    """What all criteria of a panel say of one person."""

    def __init__(self, panel: Panel, gates: Truths) -> None:
        self._panel, self._gates = panel, gates
        self._passes = panel.counts(gates == _YES)
        self._fails = panel.counts(gates == _NO)
        self._unknown = panel.counts(gates == _UNKNOWN)
        recorded = ~panel.manual
        failing = panel.counts((gates == _NO) & recorded) > 0
        waiting = panel.counts((gates == _UNKNOWN) & recorded) > 0
        passing = panel.counts((gates == _YES) & recorded) > 0
        #: 0 may fit, 1 cannot tell yet, 2 not possible now.
        self._order = np.where(failing, 2, np.where(passing & ~waiting, 0, 1))

    def standing(self, number: int) -> Standing:
        """What is said of one study, by its number in the panel."""
        fails = int(self._fails[number])
        wanted = _NO if fails else _UNKNOWN
        order = (Overall.MAY_FIT, Overall.CANNOT_TELL, Overall.NOT_POSSIBLE)
        return Standing(
            study=self._panel.studies[number],
            overall=order[self._order[number]],
            passes=int(self._passes[number]),
            fails=fails,
            unknown=int(self._unknown[number]),
            deciding=self._panel.ids(number, self._gates == wanted),
        )

    def ranked(self, limit: int) -> list[Standing]:
        """The best studies first: what may fit, then what is met most, then least open."""
        names = np.array([study.study for study in self._panel.studies])
        order = np.lexsort((names, self._unknown, -self._passes, self._order))
        return [self.standing(int(number)) for number in order[:limit]]
