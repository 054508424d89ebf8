"""Read studies from registry files and folders as a stream; whatever is bad becomes a refusal."""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from trialhead.errors import NotFound
from trialhead.registry.archives import members
from trialhead.registry.documents import Outcome, document, either, lines
from trialhead.registry.raw import REFUSALS, Flaw, Limits, RawRecord, Refusal
from trialhead.registry.streams import Stream, blocks, gunzipped, unreadable

__all__ = ["REFUSALS", "Limits", "RawRecord", "Refusal", "read_files"]

_USUAL = Limits()
_REGISTRY_ID = re.compile(r"NCT\d{8}")
_Reader = Callable[[BinaryIO, Limits], Iterator[Outcome]]


def read_files(paths: Iterable[Path], *, limits: Limits = _USUAL) -> Iterator[RawRecord | Refusal]:
    """Every record of the files and folders in order, and a refusal for each thing not taken.

    Raises :class:`NotFound` at once, before anything is read, if a path does not exist.
    """
    named = list(paths)
    for path in named:
        if not path.exists():
            raise NotFound(f"There is no file or folder {path}.", fix="Check the path.")
    return (found for path in named for found in _read_path(path, limits))


def _read_path(path: Path, limits: Limits) -> Iterator[RawRecord | Refusal]:
    if path.is_file():
        yield from _read_file(path, limits)
    elif path.is_dir():
        is_empty = True
        for file in _files_within(path):
            is_empty = False
            yield from _read_file(file, limits)
        if is_empty:
            yield _refusal(path, "", Flaw("empty-folder", f"Nothing here ends in {_known()}."))
    else:
        reason = "The path is neither a file nor a folder; copy its content into a file."
        yield _refusal(path, "", Flaw("not-a-file", reason))


def _files_within(folder: Path) -> Iterator[Path]:
    """The readable files below a folder, sorted; links to folders are not followed."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(root, name)
            if _is_wanted(name) and path.is_file() and _stays_within(path, folder):
                yield path


def _stays_within(path: Path, folder: Path) -> bool:
    return not path.is_symlink() or path.resolve().is_relative_to(folder.resolve())


def _read_file(path: Path, limits: Limits) -> Iterator[RawRecord | Refusal]:
    in_a_row = 0
    for place, outcome in _outcomes(path, limits):
        if isinstance(outcome, Flaw):
            in_a_row += 1
            yield _refusal(path, place, outcome)
        else:
            in_a_row = 0
            yield RawRecord(source=str(path), place=place, data=outcome)
        if in_a_row == limits.refusals:
            reason = f"{in_a_row} refusals in a row; check whether this is a registry file."
            yield _refusal(path, place, Flaw("too-many-refusals", reason))
            return


def _refusal(path: Path, place: str, flaw: Flaw) -> Refusal:
    return Refusal(
        source=str(path),
        place=place,
        code=flaw.code,
        reason=flaw.reason,
        registry_id=flaw.registry_id,
    )


def _outcomes(path: Path, limits: Limits) -> Iterator[Outcome]:
    reader = _reader(path.name)
    if reader is None:
        yield "", Flaw("unknown-extension", f"Only {_known()} are read; rename or leave it out.")
        return
    try:
        with path.open("rb") as file:
            yield from _named(path.name, reader(file, limits))
    except OSError as error:
        yield "", unreadable(error)


def _named(name: str, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """The outcomes; a flaw of a one-record file takes its registry id from the file's name."""
    found = _REGISTRY_ID.search(name)
    for place, outcome in outcomes:
        if found and not place and isinstance(outcome, Flaw) and not outcome.registry_id:
            outcome = replace(outcome, registry_id=found.group())
        yield place, outcome


def _archived(file: BinaryIO, limits: Limits) -> Iterator[Outcome]:
    is_empty = True
    for name, content in members(file, limits, wanted=_is_wanted_member):
        is_empty = False
        if isinstance(content, Flaw):
            outcomes: Iterator[Outcome] = iter([("", content)])
        else:
            outcomes = (lines if name.lower().endswith(".jsonl") else document)(content, limits)
        for place, outcome in _named(name, outcomes):
            yield ", ".join(filter(None, (name and f"member {name}", place))), outcome
    if is_empty:
        yield "", Flaw("empty-file", "The archive holds no .json member; get the file again.")


#: How each ending is read; the first that fits counts.
_READERS: dict[str, _Reader] = {
    ".jsonl.gz": lambda file, limits: lines(Stream(gunzipped(file, limits)), limits),
    ".json.gz": lambda file, limits: document(Stream(gunzipped(file, limits)), limits),
    ".gz": lambda file, limits: either(Stream(gunzipped(file, limits)), limits),
    ".jsonl": lambda file, limits: lines(Stream(blocks(file)), limits),
    ".json": lambda file, limits: document(Stream(blocks(file)), limits),
    ".zip": _archived,
}


def _known() -> str:
    return ", ".join(_READERS)


def _reader(name: str) -> _Reader | None:
    fitting = (ending for ending in _READERS if name.lower().endswith(ending))
    return next((_READERS[ending] for ending in fitting), None)


def _is_wanted(name: str) -> bool:
    return not name.startswith(".") and _reader(name) is not None


def _is_wanted_member(name: str) -> bool:
    hidden = any(part.startswith((".", "__MACOSX")) and part != "." for part in name.split("/"))
    return not hidden and name.lower().endswith((".json", ".jsonl"))
