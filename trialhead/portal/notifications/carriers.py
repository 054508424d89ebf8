"""Ways out of the outbox; each says in one value what became of a mail."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self


class Fate(Enum):
    """What became of a mail that was handed over."""

    TAKEN = auto()
    LATER = auto()
    REFUSED = auto()
    NOBODY_THERE = auto()


@dataclass(frozen=True, slots=True)
class Answer:
    """The fate of a mail; ``reason`` never holds an address or words of the server."""

    fate: Fate
    reason: str = ""


TAKEN = Answer(Fate.TAKEN)


class Carrier(Protocol):
    """Takes mails one after another while it is open."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None: ...

    def carry(self, *, name: str, to: str, content: bytes) -> Answer:
        """Hand over one mail; ``name`` is the same whenever it is the same mail."""
        ...


#: Local mail is plain text: it does not lie about for longer than this.
KEEP_FILES = timedelta(days=30)


class Folder:
    """Writes each mail to a file of its own. Writing one again gives the same file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def carry(self, *, name: str, to: str, content: bytes) -> Answer:
        """Write the file; it appears whole or not at all."""
        try:
            self.path.mkdir(mode=0o700, exist_ok=True)
            draft = self.path / f"{name}.draft"
            draft.touch(mode=0o600)
            draft.write_bytes(content)
            draft.replace(self.path / f"{name}.eml")
        except OSError as error:
            return Answer(Fate.NOBODY_THERE, f"the folder cannot be written: {error.strerror}")
        return TAKEN

    def forget_old(self, *, now: datetime) -> int:
        """Delete files of long ago, half-written ones too; how many."""
        files = self.path.iterdir() if self.path.is_dir() else iter(())
        written_before = (now - KEEP_FILES).timestamp()
        old = [file for file in files if file.stat().st_mtime <= written_before]
        for file in old:
            file.unlink(missing_ok=True)
        return len(old)
