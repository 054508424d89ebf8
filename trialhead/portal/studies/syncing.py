"""The live registry into the database: only what changed, going on where it broke."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from trialhead.errors import Unreadable
from trialhead.portal.studies import actions
from trialhead.portal.studies.importing import keep_batch
from trialhead.portal.studies.models import ImportRun, SyncPosition
from trialhead.registry import (
    Intake,
    Page,
    RawRecord,
    Refusal,
    RegistryClient,
    Wanted,
    mentions_condition,
    take_in,
)


def sync_studies(
    *,
    client: RegistryClient,
    condition: str = "",
    since: date | None = None,
    now: Callable[[], datetime],
    on_batch: Callable[[int], None] = lambda count: None,
) -> ImportRun:
    """Fetch every study updated since the last finished run of this query (or ``since``).

    An unfinished run goes on from the page it reached. Raises Unreachable when the registry does
    not answer; what was fetched by then is kept.
    """
    source = f"ClinicalTrials.gov {condition}".strip()
    run = actions.start_import(source=source, at=now())
    position = _position(source, since=since, today=now().date())
    for page in _pages(client, position, condition):
        batch = list(take_in(_records(page, source=source, condition=condition)))
        met = [item.study.registry_id for item in batch if isinstance(item, Intake)]
        met += [item.registry_id for item in batch if isinstance(item, Refusal)]
        actions.release_studies(source=source, registry_ids=met)
        keep_batch(run=run, batch=batch, at=now())
        # Only now, with the page's studies kept, may a later run begin behind it.
        actions.move_sync_position(position=position, token=page.next_token)
        on_batch(len(batch))
    actions.finish_import(run=run, at=now())
    run.refresh_from_db()
    return run


def _position(query: str, *, since: date | None, today: date) -> SyncPosition:
    """Where to begin: an unfinished run as it stands, else a new one from the last run's day."""
    kept = SyncPosition.objects.filter(query=query).first()
    if kept and kept.token and (since is None or since == kept.since):
        return kept
    begin = since or (kept.started_on if kept else None)
    return actions.start_sync(query=query, since=begin, on=today)


def _pages(client: RegistryClient, position: SyncPosition, condition: str) -> Iterator[Page]:
    wanted = Wanted(condition=condition, since=position.since)
    try:
        yield from client.pages(wanted, token=position.token)
    except Unreadable:
        if not position.token:
            raise
        # The registry forgets page tokens after a while: begin this run again.
        yield from client.pages(wanted)


def _records(page: Page, *, source: str, condition: str) -> Iterator[RawRecord | Refusal]:
    """The page's records that name the condition: the registry's own search is fuzzy."""
    for number, record in enumerate(page.records, start=1):
        if not condition or mentions_condition(record, condition):
            yield RawRecord(source=source, place=f"record {number} of a page", data=record)
