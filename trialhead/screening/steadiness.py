"""Whether the dose of a treatment has not changed for some time."""

from datetime import timedelta

from trialhead import criteria, patients
from trialhead.instruments import Duration, Truth, edges_before
from trialhead.patients import When
from trialhead.screening.judged import Judged, found, unknown
from trialhead.screening.spells import by
from trialhead.screening.view import View

#: Stretches of one dose with at most a day between them are one.
_GAP = timedelta(days=2)


def judge_steadiness(
    leaf: criteria.Treatment, stable_for: Duration, fact: patients.Treatment, view: View
) -> Judged:
    """Whether the dose of ``fact`` has been the same for ``stable_for`` before the event."""
    anchor = view.anchor(leaf.timing.event)
    if anchor is None:
        return unknown(f"the day of {leaf.timing.event}")
    since = _same_dose_since(fact, view.patient.of(patients.Treatment))
    if since is None:
        return unknown(f"since when the dose of {fact.drug} is unchanged")
    longer, shorter = edges_before(anchor.day, stable_for)
    edge = shorter if view.broad else longer
    line = f"{fact.drug}: unchanged since {since}; asked for is since {edge} or before."
    truth = by(since, edge)
    if truth is Truth.YES and fact.dose is None:
        return unknown(f"the dose of {fact.drug}", line)
    return (
        found(truth, line)
        if truth is not Truth.UNKNOWN
        else unknown(f"since when exactly {fact.drug} is unchanged", line)
    )


def _same_dose_since(
    fact: patients.Treatment, listed: tuple[patients.Treatment, ...]
) -> When | None:
    """When the stretches of this dose that lead up to ``fact`` began."""
    since = fact.start
    before = [
        other
        for other in listed
        if (other.drug, other.dose, other.dose_unit) == (fact.drug, fact.dose, fact.dose_unit)
    ]
    while since is not None:
        earlier = [
            other.start
            for other in before
            if other.start is not None
            and other.end is not None
            and other.start.latest < since.earliest <= other.end.earliest + _GAP
        ]
        if not earlier:
            break
        since = min(earlier, key=lambda when: when.earliest)
    return since
