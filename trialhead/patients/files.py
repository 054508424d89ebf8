"""A patient's file on disk, in whichever of the formats it is."""

from pathlib import Path

from trialhead.errors import NotFound, Unreadable
from trialhead.patients.bundle import is_fhir
from trialhead.patients.document import read_document
from trialhead.patients.fhir import read_fhir
from trialhead.patients.record import PatientRecord

#: Larger than the record of a long life.
_MOST_BYTES = 50_000_000


def read_patient(path: Path) -> PatientRecord:
    """The record in a file of FHIR R4 (JSON, NDJSON) or in our own format (YAML, JSON).

    Raises NotFound without the file, Unreadable for a file larger than 50 MB, not in UTF-8, or in
    no format known. What it says is not checked yet: see :func:`trialhead.patients.checked`.
    """
    text = _text(path)
    return read_fhir(text, path.name) if is_fhir(text) else read_document(text, path.name)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise NotFound(
            f"{path} cannot be read ({error.strerror}).", fix="Check the name of the file."
        ) from error
    if len(raw) > _MOST_BYTES:
        raise Unreadable(f"{path.name} is larger than 50 MB.", fix="Give one person's record.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"{path.name} is not UTF-8 (byte {error.start}).", fix="Save it as UTF-8 text."
        ) from error
