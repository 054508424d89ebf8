"""A stream of records into the database, in batches that are quick and fit in memory."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from trialhead.portal.studies import actions
from trialhead.portal.studies.models import ImportRun, Refused
from trialhead.registry import Intake, Refusal

BATCH_RECORDS = 200
BATCH_BYTES = 8 * 1024 * 1024


def import_studies(
    *,
    source: str,
    stream: Iterable[Intake | Refusal],
    now: Callable[[], datetime],
    on_batch: Callable[[int], None] = lambda count: None,
) -> ImportRun:
    """Keep every study of the stream and list every refusal; the finished audit line.

    Cut off at any moment, what was stored stays and the next import of the same source completes
    it. ``on_batch`` hears how many records each batch held.
    """
    run = actions.start_import(source=source, at=now())
    listed = set(Refused.objects.values_list("source", flat=True))
    met: set[str] = set()
    for batch in _batches(stream):
        keep_batch(run=run, batch=batch, at=now())
        met.update(item.source for item in batch if item.source in listed)
        on_batch(len(batch))
    for read_again in met:
        actions.release_refusals(source=read_again, before=run.started_at)
    actions.finish_import(run=run, at=now())
    run.refresh_from_db()
    return run


def keep_batch(*, run: ImportRun, batch: Sequence[Intake | Refusal], at: datetime) -> None:
    """Store the studies and list the refusals of one batch; no study may stand in it twice."""
    intakes = [item for item in batch if isinstance(item, Intake)]
    refusals = [item for item in batch if isinstance(item, Refusal)]
    if intakes:
        actions.store_studies(run=run, intakes=intakes, at=at)
    if refusals:
        actions.note_refusals(run=run, refusals=refusals, at=at)


def _batches(stream: Iterable[Intake | Refusal]) -> Iterator[list[Intake | Refusal]]:
    """Runs of items; no study stands twice in one run."""
    batch: list[Intake | Refusal] = []
    size, ids = 0, set[str]()
    for item in stream:
        repeated = isinstance(item, Intake) and item.study.registry_id in ids
        if batch and (repeated or len(batch) >= BATCH_RECORDS or size >= BATCH_BYTES):
            yield batch
            batch, size, ids = [], 0, set()
        batch.append(item)
        if isinstance(item, Intake):
            size += len(item.packed)
            ids.add(item.study.registry_id)
    if batch:
        yield batch
