"""The verdict on each criterion and on all of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from trialhead.criteria import Criterion, Side, StudyCriteria
from trialhead.instruments import Truth
from trialhead.patients import PatientRecord
from trialhead.screening.doubts import deciding_doubts
from trialhead.screening.evaluate import evaluate
from trialhead.screening.explain import Explanation, explain
from trialhead.screening.view import View


class Gate(StrEnum):
    """What a criterion says about taking part. NOT_JUDGED: under no heading that says which."""

    PASS = "pass"  # noqa: S105 - no password
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_JUDGED = "not judged"


class Overall(StrEnum):
    """What all criteria say together; never more than that somebody may fit."""

    NOT_POSSIBLE = "not possible now"
    CANNOT_TELL = "cannot tell yet"
    MAY_FIT = "may fit"


@dataclass(frozen=True, kw_only=True, slots=True)
class CriterionVerdict:
    """One criterion under both readings.

    ``doubts`` name what makes the readings differ: ambiguities, and edges of questions.
    """

    criterion: Criterion
    conservative: Truth
    lenient: Truth
    doubts: tuple[str, ...]
    explanation: Explanation

    @property
    def holds(self) -> Truth:
        """What both readings say; unknown when they differ."""
        return self.conservative if self.conservative is self.lenient else Truth.UNKNOWN

    @property
    def hangs_on_wording(self) -> bool:
        """Whether the readings differ."""
        return self.conservative is not self.lenient

    @property
    def gates(self) -> tuple[Gate, Gate, Gate]:
        """The gate as reported, in the conservative reading, and in the lenient one."""
        side = self.criterion.side
        return _gate(side, self.holds), _gate(side, self.conservative), _gate(side, self.lenient)

    @property
    def gate(self) -> Gate:
        """The gate as reported."""
        return self.gates[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class OverallVerdict:
    """All criteria under both readings, and what is reported."""

    reported: Overall
    conservative: Overall
    lenient: Overall


@dataclass(frozen=True, kw_only=True, slots=True)
class Screening:
    """The criteria of one study judged on one record.

    ``on`` is the day of screening; ``events`` are days of other events, by name.
    """

    study: StudyCriteria
    patient: PatientRecord
    on: date
    events: Mapping[str, date]
    verdicts: tuple[CriterionVerdict, ...]

    @property
    def prescreen(self) -> OverallVerdict:
        """By the criteria that need no human judgement."""
        return _overall(one for one in self.verdicts if not one.criterion.manual)

    @property
    def full(self) -> OverallVerdict:
        """By all criteria."""
        return _overall(self.verdicts)


def screen(
    study: StudyCriteria,
    patient: PatientRecord,
    *,
    on: date,
    events: Mapping[str, date] | None = None,
) -> Screening:
    """Judge every criterion of ``study`` on ``patient`` as of ``on``, the day of screening."""
    view = View(patient=patient, on=on, events=events or {}, judged={})
    return Screening(
        study=study,
        patient=patient,
        on=on,
        events=events or {},
        verdicts=tuple(judge(criterion, view) for criterion in study.criteria),
    )


def judge(criterion: Criterion, view: View) -> CriterionVerdict:
    """Judge one criterion in both readings."""
    conservative, lenient = (
        evaluate(criterion, replace(view, lenient=one)) for one in (False, True)
    )
    return CriterionVerdict(
        criterion=criterion,
        conservative=conservative.truth,
        lenient=lenient.truth,
        doubts=deciding_doubts(criterion, view, (conservative.truth, lenient.truth)),
        explanation=explain(conservative, lenient),
    )


def fails(criterion: Criterion, view: View) -> bool:
    """Whether it makes taking part impossible in both readings."""
    truths = (evaluate(criterion, replace(view, lenient=one)).truth for one in (False, True))
    return all(_gate(criterion.side, truth) is Gate.FAIL for truth in truths)


def _gate(side: Side, holds: Truth) -> Gate:
    if side is Side.GENERAL:
        return Gate.NOT_JUDGED
    passes = holds if side is Side.INCLUSION else ~holds
    return {Truth.YES: Gate.PASS, Truth.NO: Gate.FAIL, Truth.UNKNOWN: Gate.UNKNOWN}[passes]


def _overall(verdicts: Iterable[CriterionVerdict]) -> OverallVerdict:
    gates = [verdict.gates for verdict in verdicts]
    reported, conservative, lenient = (_summed(one[at] for one in gates) for at in range(3))
    return OverallVerdict(reported=reported, conservative=conservative, lenient=lenient)


def _summed(gates: Iterable[Gate]) -> Overall:
    seen = set(gates)
    if Gate.FAIL in seen:
        return Overall.NOT_POSSIBLE
    judged_all = Gate.PASS in seen and Gate.UNKNOWN not in seen
    return Overall.MAY_FIT if judged_all else Overall.CANNOT_TELL
