"""Whether an uninterrupted course of glucocorticoids was high and long enough, in two readings."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf

from trialhead.errors import Unreadable
from trialhead.instruments.calendar import Duration, TimeUnit, edges_after
from trialhead.instruments.interval import reaches
from trialhead.instruments.quantities import check
from trialhead.instruments.steroids import Segment
from trialhead.instruments.truth import Truth, TwoReadings

THREE_MONTHS = Duration(3, TimeUnit.MONTH)
#: Days without the drug that do not interrupt. Source: clinical specification, section 4.
_GAP_DAYS = 1
_DAY = timedelta(days=1)

Doses = Mapping[date, float]


@dataclass(frozen=True, slots=True)
class Run:
    """Days of treatment without interruption, from ``first`` to ``last``, both included."""

    first: date
    last: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """What was found: whether it sufficed, and the longest runs that are sure.

    ``steady`` stayed at the threshold throughout; ``whole`` reached it at some time.
    """

    sufficed: TwoReadings
    steady: Run | None
    whole: Run | None


def longest_course(
    segments: Iterable[Segment],
    weights: Mapping[date, float],
    threshold: float,
    *,
    on: date,
    lasting: Duration = THREE_MONTHS,
) -> Course:
    """Whether prednisone equivalents of ``threshold`` mg/kg/d or more were given for ``lasting``.

    Conservative: one uninterrupted run with every day at the threshold, whose last day lies the
    full length after its first by both conventions (3 calendar months and 90 days). Lenient: one
    uninterrupted course of any dose that reached the threshold, its last day counted too, by
    either convention. One day without the drug does not interrupt. Doses of a day add up; the
    weight (kg, by its date) nearest to a segment's start counts, the earlier of two as near.
    Pulses are left out; only the lenient reading lets their days bridge a gap. Only oral and
    intravenous doses count.

    An unknown dose, route or weight, and a segment given twice, leave an answer unknown where it
    hangs on them. ``segments`` are taken as the whole history: none at all answers NO. Raises
    Unreadable for a date after ``on``, the day of the question, and for an impossible number.
    Source: clinical specification, section 4 and A-01.
    """
    given = list(segments)
    _check(given, weights, threshold, on)
    pulses = frozenset(day for segment in given if segment.pulse for day in _days(segment, on))
    possible = [_doses(given, weights, on, hopeful=hopeful) for hopeful in (False, True)]
    steady = [_steady_runs(doses, threshold) for doses in possible]
    whole = [_whole_runs(doses, threshold, pulses) for doses in possible]
    return Course(
        sufficed=TwoReadings(
            conservative=_agreed(steady, lambda run: _fills(run, lasting)),
            lenient=_agreed(whole, lambda run: _nearly_fills(run, lasting)),
        ),
        steady=max(steady[0], key=_length, default=None),
        whole=max(whole[0], key=_length, default=None),
    )


def _doses(
    segments: list[Segment], weights: Mapping[date, float], on: date, *, hopeful: bool
) -> Doses:
    """Prednisone mg/kg/d of each day with treatment; what is unknown counts least or most."""
    doses: dict[date, float] = {}
    for segment in segments if hopeful else dict.fromkeys(segments):
        counts = segment.systemic is Truth.YES or (hopeful and segment.systemic is Truth.UNKNOWN)
        if counts and not segment.pulse:
            dose = _per_kg(segment, weights, unknown=inf if hopeful else 0)
            for day in _days(segment, on):
                doses[day] = doses.get(day, 0) + dose
    return doses


def _per_kg(segment: Segment, weights: Mapping[date, float], *, unknown: float) -> float:
    dose = segment.prednisone_per_day
    if dose is None or not weights:
        return unknown
    nearest = min(sorted(weights), key=lambda day: abs(day - segment.start))
    return dose / weights[nearest]


def _steady_runs(doses: Doses, threshold: float) -> list[Run]:
    """Runs at the threshold; a day of less interrupts, a day of none does not."""
    high = [day for day, dose in doses.items() if reaches(dose, threshold)]
    return _runs(high, lambda gap: len(gap) <= _GAP_DAYS and not any(day in doses for day in gap))


def _whole_runs(doses: Doses, threshold: float, pulses: frozenset[date]) -> list[Run]:
    """Runs of any dose that reached the threshold."""
    runs = _runs(doses, lambda gap: sum(day not in pulses for day in gap) <= _GAP_DAYS)
    high = [day for day, dose in doses.items() if reaches(dose, threshold)]
    return [run for run in runs if any(run.first <= day <= run.last for day in high)]


def _runs(days: Iterable[date], bridged: Callable[[list[date]], bool]) -> list[Run]:
    """Days in a row; ``bridged`` tells whether the days left out between two do not interrupt."""
    runs: list[Run] = []
    for day in sorted(days):
        if runs and bridged(_between(runs[-1].last + _DAY, day)):
            runs[-1] = Run(runs[-1].first, day)
        else:
            runs.append(Run(day, day))
    return runs


def _agreed(runs: list[list[Run]], long_enough: Callable[[Run], bool]) -> Truth:
    """What holds whether the unknown counts least or most."""
    found = {any(long_enough(run) for run in some) for some in runs}
    return Truth.UNKNOWN if len(found) > 1 else Truth.of(found.pop())


def _fills(run: Run, lasting: Duration) -> bool:
    return edges_after(run.first, lasting)[0] <= run.last


def _nearly_fills(run: Run, lasting: Duration) -> bool:
    return edges_after(run.first, lasting)[1] <= run.last + _DAY


def _length(run: Run) -> timedelta:
    return run.last - run.first


def _days(segment: Segment, on: date) -> list[date]:
    return _between(segment.start, (segment.end or on) + _DAY)


def _between(first: date, end: date) -> list[date]:
    """Each day from ``first`` to the one before ``end``."""
    return [first + timedelta(days=count) for count in range((end - first).days)]


def _check(
    segments: list[Segment], weights: Mapping[date, float], threshold: float, on: date
) -> None:
    check("threshold", threshold)
    for weight in weights.values():
        check("weight_kg", weight)
    late = [f"{s.drug} from {s.start}" for s in segments if max(s.start, s.end or s.start) > on]
    late += [f"The weight of {day}" for day in sorted(weights) if day > on]
    if late:
        raise Unreadable(
            f"{late[0]} reaches beyond {on}, the day of the question.",
            fix="Correct the date, or leave the end out if the treatment goes on.",
        )
