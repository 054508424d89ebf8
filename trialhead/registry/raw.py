"""What reading a registry file gives: raw records, and refusals that say why not."""

from dataclasses import dataclass
from typing import Any

#: Every refusal code and what it means.
REFUSALS: dict[str, str] = {
    "unknown-extension": "The file's name does not say a format that is read here.",
    "not-a-file": "The path is a device, a pipe or a socket, not a file or folder.",
    "unreadable-file": "The system did not let the file be read.",
    "empty-file": "The file or archive member holds nothing.",
    "empty-folder": "The folder holds no file of a format that is read here.",
    "cut-off": "The file, member or record ends in the middle.",
    "malformed-json": "The text is not JSON.",
    "not-utf-8": "The text is not UTF-8.",
    "not-an-object": "The JSON is sound, but a study must be an object.",
    "repeated-key": "An object holds the same key twice, so one of two values would be lost.",
    "nested-too-deep": "The record is nested deeper than any study is.",
    "too-large": "The record is larger than any study is.",
    "too-many-refusals": "So many records in a row were refused that the file was given up.",
    "damaged-data": "The compressed data is damaged, or something else follows it.",
    "expands-too-much": "The data expands as only a decompression bomb does.",
    "not-a-zip": "The archive is not a ZIP file, or is damaged between its members.",
    "damaged-member": "The archive member's content does not fit its checksum.",
    "sizes-differ": "The archive member is not of the size that the archive declares.",
    "encrypted": "The archive member is encrypted.",
    "unknown-compression": "The archive member is compressed in a way that is not read here.",
    "nested-archive": "The archive holds another archive.",
    "unsafe-name": "The archive member's name points outside the archive.",
    "repeated-member": "The archive holds two members of the same name.",
    "too-many-members": "The archive holds more members than the registry has studies.",
    "wrong-record": "A field of the record is missing or holds what it cannot hold.",
    "repeated-study": "The same study stands twice in one file.",
    "directory-differs": "The archive's directory does not list the members found in it.",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class RawRecord:
    """One study's data as the file holds it; ``place`` is empty where the file is one record."""

    source: str
    place: str
    data: dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Why something in a file was not taken; ``code`` is a key of :data:`REFUSALS`."""

    source: str
    place: str
    code: str
    reason: str
    registry_id: str = ""

    def __post_init__(self) -> None:
        if self.code not in REFUSALS:
            raise ValueError(f"{self.code!r} is no refusal code; add it to REFUSALS.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Where reading stops being patient; the largest real study stays far below each limit.

    ``record_bytes``: size of one record. ``depth``: objects and lists inside each other.
    ``expansion``: decompressed to compressed size. ``members``: of one archive.
    ``refusals``: in a row, before a file is given up.
    """

    record_bytes: int = 16 * 1024 * 1024
    depth: int = 100
    expansion: int = 200
    members: int = 2_000_000
    refusals: int = 1_000

    def __post_init__(self) -> None:
        for name in ("record_bytes", "depth", "expansion", "members", "refusals"):
            if getattr(self, name) < 1:
                raise ValueError(f"The limit {name} must be at least 1.")


@dataclass(frozen=True, slots=True)
class Flaw:
    """A refusal before it is known which file it belongs to."""

    code: str
    reason: str
    registry_id: str = ""


class FlawError(Exception):
    """Carries a flaw up to where reading can go on."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.reason)
        self.flaw = flaw
