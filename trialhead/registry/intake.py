"""Registry files in; studies and refusals out, one by one."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trialhead.registry.clinicaltrials_gov import read_study, registry_id_of
from trialhead.registry.files import read_files
from trialhead.registry.node import RecordError
from trialhead.registry.raw import Limits, RawRecord, Refusal
from trialhead.registry.study import Study


@dataclass(frozen=True, kw_only=True, slots=True)
class Intake:
    """A record that was understood: where it stood, the study, and its bytes to keep."""

    source: str
    place: str
    study: Study
    packed: bytes
    digest: str


def read_studies(paths: Iterable[Path], *, limits: Limits = Limits()) -> Iterator[Intake | Refusal]:
    """Every study in files and folders, streamed. Raises NotFound for a path that is not there."""
    return take_in(read_files(paths, limits=limits))


def take_in(records: Iterable[RawRecord | Refusal]) -> Iterator[Intake | Refusal]:
    """Each record as a study or as a refusal; a second record of one id in a source is refused."""
    source, seen = "", set[int]()
    for record in records:
        if record.source != source:
            source, seen = record.source, set()
        taken = record if isinstance(record, Refusal) else _taken(record)
        if isinstance(taken, Intake):
            number = int(taken.study.registry_id.removeprefix("NCT"))
            taken = _duplicate(taken) if number in seen else taken
            seen.add(number)
        yield taken


def _taken(record: RawRecord) -> Intake | Refusal:
    try:
        study, canonical = read_study(record.data), canonical_bytes(record.data)
    except RecordError as error:
        return Refusal(
            source=record.source,
            place=record.place,
            code="wrong-record",
            reason=str(error),
            registry_id=registry_id_of(record.data),
        )
    return Intake(
        source=record.source,
        place=record.place,
        study=study,
        packed=zlib.compress(canonical, 6),
        digest=hashlib.sha256(canonical).hexdigest(),
    )


def canonical_bytes(data: Mapping[str, Any]) -> bytes:
    """The record as sorted JSON, without what the registry stamps anew on every download.

    Raises RecordError for what cannot be written as JSON again.
    """
    derived = data.get("derivedSection")
    if isinstance(derived, dict):
        kept = {key: value for key, value in derived.items() if key != "miscInfoModule"}
        data = {**data, "derivedSection": kept}
    try:
        return json.dumps(data, sort_keys=True, separators=(",", ":")).encode("ascii")
    except (RecursionError, ValueError) as error:
        problem = "a number is too long or the nesting too deep to be kept."
        raise RecordError("the record", problem) from error


def unpack(packed: bytes) -> Study:
    """The study kept by an earlier intake."""
    return read_study(json.loads(zlib.decompress(packed)))


def _duplicate(taken: Intake) -> Refusal:
    return Refusal(
        source=taken.source,
        place=taken.place,
        code="repeated-study",
        reason=f"{taken.study.registry_id} stands earlier in the same file; the first one was "
        "taken. Keep one record of each study in a file.",
        registry_id=taken.study.registry_id,
    )
