"""People made of facts, and what leaves say about them from both directions."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from trialhead import criteria, patients
from trialhead.criteria import Moment, Timing
from trialhead.instruments import Duration, TimeUnit, Truth
from trialhead.patients import Fact, PatientRecord, When, read_when
from trialhead.screening import Judged, View, judge_leaf

ON = date(2026, 6, 15)
YES, NO, OPEN = Truth.YES, Truth.NO, Truth.UNKNOWN

#: Short names of the readings of a leaf: what both directions say, or only one.
Said = tuple[Truth, Truth]
HOLDS: Said = (YES, YES)
FAILS: Said = (NO, NO)
UNKNOWN: Said = (OPEN, OPEN)
#: In the broad direction, and in the strict one.
EDGE: Said = (YES, NO)
EDGE_OPEN: Said = (YES, OPEN)


def person(*facts: Fact) -> PatientRecord:
    """A record of these facts."""
    return PatientRecord(facts=facts)


def day(text: str) -> When:
    """A day, month or year."""
    return read_when(text)


def complete(*kinds: patients.Kind) -> tuple[patients.Completeness, ...]:
    """The word that lists leave nothing out."""
    return tuple(patients.Completeness(kind=kind) for kind in kinds)


def length(text: str) -> Duration:
    """ "4 weeks" as a duration."""
    amount, unit = text.split()
    return Duration(float(amount), TimeUnit(unit.removesuffix("s")))


def timing(moment: Moment, text: str = "", event: str = "screening") -> Timing:
    """A time of a criterion."""
    return Timing(moment=moment, duration=length(text) if text else None, event=event)


def within(text: str, event: str = "screening") -> Timing:
    """Within some time before an event."""
    return timing(Moment.WITHIN, text, event)


def judged(
    leaf: criteria.Leaf,
    record: PatientRecord,
    *,
    broad: bool,
    on: date = ON,
    events: Mapping[str, date] | None = None,
) -> Judged:
    """What a leaf says, from one direction, in the conservative reading of an exclusion or not."""
    return judge_leaf(leaf, View(patient=record, on=on, events=events or {}, broad=broad))


def said(leaf: criteria.Leaf, record: PatientRecord, **where: Any) -> Said:
    """What a leaf says in the broad direction, and in the strict one."""
    broad, strict = (judged(leaf, record, broad=one, **where).truth for one in (True, False))
    return broad, strict
