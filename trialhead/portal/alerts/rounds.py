"""Which studies changed between two moments, and which of their versions were in force then."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Max

from trialhead.portal.alerts.models import Gone
from trialhead.portal.studies.models import RecordVersion, StudyRecord

_ROWS = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """The clock, and the key of the newest version: keys grow as the clock does."""

    position: int
    newest: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Changed:
    """A study whose record changed: the version in force then and now, null if in no registry."""

    record: int
    change: int
    earlier: int | None
    newest: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """One round: what changed between two moments."""

    number: int
    before: Moment
    now: Moment
    changed: tuple[Changed, ...]


def changed_since(before: Moment) -> tuple[Changed, ...]:
    """What has changed since the last round."""
    changed = StudyRecord.objects.filter(change__gt=before.position).order_by("change", "pk")
    rows = list(changed.values_list("pk", "change", "latest", "withdrawn_at"))
    records = [row[0] for row in rows]
    earlier = _versions(records, at=before)
    for some in _parts(records):
        for gone in Gone.objects.filter(record__in=some).values_list("record_id", flat=True):
            earlier.pop(gone, None)
    return tuple(
        Changed(
            record=pk,
            change=change,
            earlier=earlier.get(pk),
            newest=None if withdrawn_at else latest,
        )
        for pk, change, latest, withdrawn_at in rows
    )


def later_than(changed: Iterable[Changed], *, before: Moment, start: Moment) -> tuple[Changed, ...]:
    """What changed after ``start``, within a round that goes on from ``before``.

    The clock keeps no history of what registries took away: a study that was away in the last round
    counts as away at the start unless it had a new version by then, any other as present.
    """
    later = [one for one in changed if one.change > start.position]
    then = _versions([one.record for one in later], at=start)
    absent = _versions([one.record for one in later if one.earlier is None], at=before)
    still = {record for record, number in absent.items() if then.get(record) == number}
    return tuple(
        replace(one, earlier=None if one.record in still else then.get(one.record)) for one in later
    )


def _versions(records: Sequence[int], *, at: Moment) -> dict[int, int]:
    """The number of the version of each study that was the newest at that moment."""
    found: dict[int, int] = {}
    for some in _parts(records):
        kept = RecordVersion.objects.filter(record__in=some, pk__lte=at.newest)
        found.update(kept.order_by().values_list("record").annotate(Max("number")))
    return found


def _parts(records: Sequence[int]) -> Iterable[Sequence[int]]:
    return (records[start : start + _ROWS] for start in range(0, len(records), _ROWS))
