"""Every change of a study since the last round, held against everything that is followed.

A search is asked only about the studies that changed: of their earlier and of their newest versions
two small indexes are made, and both answer. Whether a search finds a study hangs on that study
alone, so this gives what running it before and after on everything would give.
"""

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs

from django.db.models import Q, QuerySet

from trialhead.portal.alerts import actions
from trialhead.portal.alerts.feed_search import followed
from trialhead.portal.alerts.models import Alert, Finding, State
from trialhead.portal.alerts.rounds import Changed, Moment, Turn, later_than
from trialhead.portal.studies.engine import gazetteer
from trialhead.portal.studies.models import RecordVersion
from trialhead.search import Entry, SearchIndex, SearchRequest, matching, understand
from trialhead.vocabulary import conditions

#: So many changed studies are looked at together: what two small indexes hold.
CHUNK = 2000
_ROWS = 200
Row = TypeVar("Row")


def watch(*, now: datetime) -> int:
    """Note what changed for every alert that is on; how many notes were made."""
    turn = actions.begin_round()
    findings = list(findings_of(turn, now=now))
    return len(findings) if actions.end_round(turn=turn, findings=findings) else 0


def findings_of(turn: Turn, *, now: datetime) -> Iterator[Finding]:
    """What alerts that are on have to tell of this round.

    One that was switched on since the last round is told only what changed after that.
    """
    active = Alert.objects.filter(state=State.ACTIVE)
    groups = [(active.filter(since__lte=turn.before.position), turn.changed)]
    young = active.filter(since__gt=turn.before.position, since__lt=turn.now.position)
    for since, newest in young.order_by().values_list("since", "newest").distinct():
        start = Moment(position=since, newest=newest)
        changed = later_than(turn.changed, before=turn.before, start=start)
        groups.append((young.filter(since=since, newest=newest), changed))
    for alerts, changed in groups:
        for some in _chunks(changed, CHUNK):
            yield from _about_studies(alerts, some, now)
            yield from _about_searches(alerts, some, now)


def _chunks(rows: Sequence[Row], size: int) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _about_studies(
    alerts: QuerySet[Alert], changed: Sequence[Changed], now: datetime
) -> Iterator[Finding]:
    by_record = {one.record: one for one in changed if one.earlier != one.newest}
    for numbers in _chunks(tuple(by_record), _ROWS):
        for alert in alerts.filter(record__in=numbers).iterator():
            one = by_record[alert.record_id or 0]
            yield _finding(alert, one, at=now)


def _about_searches(
    alerts: QuerySet[Alert], changed: Sequence[Changed], now: datetime
) -> Iterator[Finding]:
    """Each search is run once, however many follow it."""
    searches: dict[str, list[Alert]] = defaultdict(list)
    for alert in alerts.filter(record=None).order_by("pk"):
        searches[alert.query].append(alert)
    if not searches:
        return
    with tempfile.TemporaryDirectory(prefix="trialhead-alerts-") as folder:
        by_record = {one.record: one for one in changed}
        pair = Pair.of(changed, Path(folder))
        for query, followers in searches.items():
            for record, told in pair.differing(followed(parse_qs(query)).request):
                for alert in followers:
                    yield _finding(alert, by_record[record], at=now, **told)


def _finding(
    alert: Alert,
    one: Changed,
    *,
    at: datetime,
    matched: bool = True,
    matches: bool = True,
    was: str = "",
    status: str = "",
) -> Finding:
    return Finding(
        alert=alert,
        record_id=one.record,
        earlier=one.earlier,
        newest=one.newest,
        matched=matched,
        matches=matches,
        was=was,
        status=status,
        found_at=at,
    )


@dataclass(frozen=True, slots=True)
class Pair:
    """Changed studies as they were and as they are, each side with its own small index."""

    were: "Versions"
    are: "Versions"
    before: SearchIndex
    after: SearchIndex
    moved: frozenset[int]

    @classmethod
    def of(cls, changed: Sequence[Changed], folder: Path) -> "Pair":
        """The pair of these studies; its indexes lie in the folder."""
        were = Versions({one.record: one.earlier for one in changed})
        are = Versions({one.record: one.newest for one in changed})
        before, after = SearchIndex(folder / "before"), SearchIndex(folder / "after")
        before.catch_up(were)
        after.catch_up(are)
        then, now = were.statuses, are.statuses
        moved = frozenset(record for record in now if then.get(record) != now[record])
        return cls(were, are, before, after, moved)

    def differing(self, wanted: SearchRequest) -> Iterator[tuple[int, dict[str, Any]]]:
        """The studies a search finds only before or only now, or whose status is another one."""
        understood = understand(wanted, conditions=conditions(), gazetteer=gazetteer())
        before = matching(self.before, wanted, understood)
        after = matching(self.after, wanted, understood)
        for number in sorted((before ^ after) | (before & after & self.moved)):
            yield (
                number,
                {
                    "matched": number in before,
                    "matches": number in after,
                    "was": self.were.statuses.get(number, ""),
                    "status": self.are.statuses.get(number, ""),
                },
            )


class Versions:
    """Some versions of studies as an index reads them, and the status that each one says."""

    def __init__(self, numbers: dict[int, int | None]) -> None:
        self._numbers = numbers
        self.statuses: dict[int, str] = {}

    def identity(self) -> str:
        """A name of no other store."""
        return "alerts"

    def now(self) -> int:
        """There is one change: everything."""
        return 1

    def since(self, position: int) -> Iterator[Entry]:
        """Each of the versions; there is none of a study that is in no registry."""
        wanted = [(record, number) for record, number in self._numbers.items() if number]
        for rows in _chunks(wanted, _ROWS):
            yield from self._entries(dict(rows))

    def _entries(self, numbers: dict[int, int]) -> Iterator[Entry]:
        either = Q()
        for record, number in numbers.items():
            either |= Q(record=record, number=number)
        for version in RecordVersion.objects.filter(either).iterator():
            study = version.study()
            self.statuses[version.record_id] = study.standing.status
            yield Entry(number=version.record_id, study=study)
