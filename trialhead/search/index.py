"""The search index on disk: opened, brought up to date, made anew; readers go on meanwhile."""

import fcntl
import json
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

import tantivy

from trialhead.registry import GeoPoint, Study
from trialhead.search.document import document
from trialhead.search.schema import VERSION, build_schema, register
from trialhead.search.sites import Sites
from trialhead.vocabulary import conditions

HEAP_BYTES = 64 * 1024 * 1024
_SITES_CHUNK = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A study under the caller's number; None takes it out of the index."""

    number: int
    study: Study | None


class Source(Protocol):
    """Where studies come from: a store that counts its changes."""

    def identity(self) -> str:
        """A name no other store has; an index of another store is never used."""

    def now(self) -> int:
        """The number of the latest change."""

    def since(self, position: int) -> Iterable[Entry]:
        """Every study changed after that change."""


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """Which generation of the index is in force and up to which change it is complete."""

    generation: str = ""
    version: int = VERSION
    identity: str = ""
    position: int = 0


class SearchIndex:
    """An index folder. One writer at a time; any number of readers in any process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._state = State()
        self._index: tantivy.Index | None = None
        self.sites = Sites(folder / "none")

    @property
    def position(self) -> int:
        """Up to which change of its source the index is complete."""
        return self._read_state().position

    def searcher(self) -> tantivy.Searcher | None:
        """A view of the latest committed state; None while there is no sound index."""
        state = self._read_state()
        try:
            if state.generation != self._state.generation:
                self._open(state)
            elif self._index is not None and state != self._state:
                self._index.reload()
        except (ValueError, OSError):  # damaged, or just replaced: the next writer mends it
            self._index, state = None, State()
        self._state = state
        return self._index.searcher() if self._index else None

    def catch_up(self, source: Source) -> int:
        """Take in what changed; how many studies that were.

        Cut off at any point, the next call does the same work again: the position is written
        last. An index of another source, another version or with damage is made anew.
        """
        with self._only_writer():
            state, now = self._read_state(), source.now()
            usable = state.identity == source.identity() and state.position <= now
            if usable and self._is_sound(state):
                if state.position == now:
                    return 0
                return self._write(source.since(state.position), state, now)
            return self._write_anew(source, now)

    def rebuild(self, source: Source) -> int:
        """Make the index anew; the one in force answers until the new one is complete."""
        with self._only_writer():
            return self._write_anew(source, source.now())

    def _write_anew(self, source: Source, now: int) -> int:
        generation = f"{VERSION}-{uuid.uuid4().hex[:12]}"
        (self._folder / generation).mkdir()
        fresh = State(generation=generation, identity=source.identity())
        count = self._write(source.since(0), fresh, now)
        for other in self._folder.iterdir():
            if other.is_dir() and other.name != generation:
                shutil.rmtree(other)
        return count

    def _write(self, entries: Iterable[Entry], state: State, position: int) -> int:
        home = self._folder / state.generation
        index = _opened(home)
        writer = index.writer(heap_size=HEAP_BYTES, num_threads=1)
        sites, count = Sites(home / "sites.sqlite3"), 0
        for chunk in _chunks(entries):
            for entry in chunk:
                writer.delete_documents_by_term("number", entry.number)
                if entry.study is not None:
                    writer.add_document(document(entry.number, entry.study, conditions()))
            sites.replace((entry.number, _points(entry.study)) for entry in chunk)
            count += len(chunk)
        writer.commit()
        writer.wait_merging_threads()
        self._write_state(
            State(generation=state.generation, identity=state.identity, position=position)
        )
        return count

    def _open(self, state: State) -> None:
        if not state.generation:
            self._index = None
            return
        home = self._folder / state.generation
        self._index = _opened(home)
        self.sites = Sites(home / "sites.sqlite3")

    def _is_sound(self, state: State) -> bool:
        try:
            return _opened(self._folder / state.generation) is not None
        except (ValueError, OSError):
            return False

    def _read_state(self) -> State:
        """The state in force; an index of another version counts as none."""
        try:
            state = State(**json.loads((self._folder / "state.json").read_text()))
        except (OSError, ValueError, TypeError):
            return State()
        return state if state.version == VERSION else State()

    def _write_state(self, state: State) -> None:
        draft = self._folder / f"state.{uuid.uuid4().hex[:8]}"
        draft.write_text(json.dumps(asdict(state)))
        os.replace(draft, self._folder / "state.json")

    @contextmanager
    def _only_writer(self) -> Iterator[None]:
        """Wait for any other writer; the system lifts the lock of one that was killed."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _opened(home: Path) -> tantivy.Index:
    index = tantivy.Index(build_schema(), path=str(home))
    register(index)
    return index


def _points(study: Study | None) -> list[GeoPoint]:
    return [site.point for site in study.enrolling_sites if site.point] if study else []


def _chunks(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    chunk: list[Entry] = []
    for entry in entries:
        chunk.append(entry)
        if len(chunk) >= _SITES_CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
