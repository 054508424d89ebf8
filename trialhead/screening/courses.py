"""Whether a treatment went on long enough without interruption."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from trialhead import criteria, patients
from trialhead.instruments import Duration, Truth, edges_after, edges_before
from trialhead.screening.doses import judge_dose
from trialhead.screening.judged import Judged, found, unknown
from trialhead.screening.view import View

_DAY = timedelta(days=1)

#: A treatment, and whether it counts apart from its dose and length.
Part = tuple[patients.Treatment, Judged]


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """One treatment from ``first`` to ``last``, both days included."""

    fact: patients.Treatment
    first: date
    last: date


def judge_course(
    leaf: criteria.Treatment, lasting: Duration, parts: Sequence[Part], view: View
) -> Judged:
    """Whether treatments make one course of the length ``lasting``, without a gap of two days.

    With ``throughout`` each of its days must reach the dose, otherwise one. A broad view takes the
    shorter convention for the length and counts the last day; a strict view the longer one.
    """
    tried = [stretches(parts, lasting, view, hopeful=hopeful) for hopeful in (False, True)]
    runs = [
        _longest(leaf, listed, view, hopeful=hopeful)
        for listed, hopeful in zip(tried, (False, True), strict=True)
    ]
    names = " and ".join(dict.fromkeys(fact.drug for fact, _ in parts))
    line = f"{names}: longest sure course {_told(runs[0])}; asked for is {lasting}."
    enough = {_fills(run, lasting, view) for run in runs}
    if len(enough) > 1:
        return unknown(f"exact dates and doses of {names}", line)
    return found(enough.pop(), line)


def stretches(
    parts: Iterable[Part], lasting: Duration, view: View, *, hopeful: bool
) -> list[Stretch]:
    """The days of each treatment that counts, up to the day of screening, by their first day.

    ``hopeful``: with what is only possible, and partial dates at their longest; otherwise with what
    is sure, at their shortest.
    """
    listed = []
    for fact, counts in parts:
        if counts.truth is Truth.YES or (hopeful and counts.truth is Truth.UNKNOWN):
            last = _last(fact, view.on, hopeful=hopeful)
            first = _first(fact, last, lasting, hopeful=hopeful)
            if first is not None and first <= last:
                listed.append(Stretch(fact=fact, first=first, last=last))
    return sorted(listed, key=lambda stretch: (stretch.first, stretch.last))


def _last(fact: patients.Treatment, on: date, *, hopeful: bool) -> date:
    if fact.end is not None:
        return min(on, fact.end.latest if hopeful else fact.end.earliest)
    if fact.ongoing or hopeful or fact.start is None:
        return on
    return min(on, fact.start.latest)


def _first(
    fact: patients.Treatment, last: date, lasting: Duration, *, hopeful: bool
) -> date | None:
    if fact.start is not None:
        return fact.start.earliest if hopeful else fact.start.latest
    return edges_before(last, lasting)[0] - 2 * _DAY if hopeful else None


def _told(run: tuple[date, date] | None) -> str:
    return f"{run[0]} to {run[1]}, {(run[1] - run[0]).days + 1} days" if run else "none"


def _longest(
    leaf: criteria.Treatment, listed: Sequence[Stretch], view: View, *, hopeful: bool
) -> tuple[date, date] | None:
    """The longest run that has the dose: throughout or somewhere."""
    high = [stretch for stretch in listed if _reaches(leaf, stretch, view, hopeful=hopeful)]
    runs = _runs(high if leaf.throughout else listed)
    having = [run for run in runs if any(run[0] <= one.first <= run[1] for one in high)]
    return max(having, key=lambda run: run[1] - run[0], default=None)


def _reaches(leaf: criteria.Treatment, stretch: Stretch, view: View, *, hopeful: bool) -> bool:
    if leaf.dose is None:
        return True
    truth = judge_dose(leaf, leaf.dose, stretch.fact, view).truth
    return truth is Truth.YES or (hopeful and truth is Truth.UNKNOWN)


def _runs(listed: Iterable[Stretch]) -> list[tuple[date, date]]:
    """Stretches joined where no more than one day lies between them."""
    runs: list[tuple[date, date]] = []
    for stretch in listed:
        if runs and stretch.first <= runs[-1][1] + 2 * _DAY:
            runs[-1] = (runs[-1][0], max(runs[-1][1], stretch.last))
        else:
            runs.append((stretch.first, stretch.last))
    return runs


def _fills(run: tuple[date, date] | None, lasting: Duration, view: View) -> bool:
    if run is None:
        return False
    longer, shorter = edges_after(run[0], lasting)
    return run[1] + _DAY >= shorter if view.broad else run[1] >= longer
