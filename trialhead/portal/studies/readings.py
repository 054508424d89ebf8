"""Machine readings of all records, kept so that each text is read once.

The file is derived: thrown away, it is made again. Readings of another version of the reader or of
its lists do not count.
"""

import hashlib
import pickle
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from django.conf import settings

from trialhead.criteria import StudyCriteria, read_text
from trialhead.portal.studies.models import StudyRecord
from trialhead.portal.studies.written import written_criteria

BY_MACHINE = "nobody; read by machine"


def readings_file() -> Path:
    """Where readings are kept."""
    return Path(settings.TRIALHEAD_HOME) / "readings.pickle"


def all_readings(*, advance: Callable[[int, int], None]) -> list[StudyCriteria]:
    """The criteria of every study that is here: what people wrote, otherwise its text as read.

    ``advance`` is told how many texts are done and of how many.
    """
    kept = _kept()
    records = list(StudyRecord.objects.filter(withdrawn_at=None).order_by("registry_id"))
    fresh: dict[str, StudyCriteria] = {}
    for number, record in enumerate(records):
        fresh[record.digest] = kept.get(record.digest) or _read(record)
        advance(number + 1, len(records))
    if fresh.keys() != kept.keys():
        _keep(fresh)
    return [_written(record) or fresh[record.digest] for record in records]


def _written(record: StudyRecord) -> StudyCriteria | None:
    written = written_criteria(record)
    return None if written is None else written.criteria


def _read(record: StudyRecord) -> StudyCriteria:
    read = read_text(record.study().eligibility.criteria, study=record.registry_id)
    return replace(read, reviewed=BY_MACHINE)


@cache
def _reader() -> str:
    """What the reader and its lists are now: other code may read otherwise."""
    digest = hashlib.sha256()
    for room in ("criteria", "vocabulary", "vocabulary.terms"):
        for file in sorted(files(f"trialhead.{room}").iterdir(), key=lambda file: file.name):
            if file.is_file():
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _kept() -> dict[str, StudyCriteria]:
    """Readings by the digest of their record; none if they are of another reader."""
    path = readings_file()
    if not path.exists():
        return {}
    reader, readings = pickle.loads(path.read_bytes())  # noqa: S301 - our own file, in our home
    found: dict[str, StudyCriteria] = readings if reader == _reader() else {}
    return found


def _keep(readings: dict[str, StudyCriteria]) -> None:
    path = readings_file()
    partial = path.with_suffix(".partial")
    partial.write_bytes(pickle.dumps((_reader(), readings), protocol=pickle.HIGHEST_PROTOCOL))
    partial.replace(path)
