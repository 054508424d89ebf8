"""The search index on disk: opened, brought up to date, made anew; readers go on meanwhile."""

import fcntl
import shutil
import sqlite3
import threading
import uuid
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Protocol

import tantivy

from trialhead.registry import GeoPoint, Study
from trialhead.search.document import document
from trialhead.search.schema import VERSION, build_schema, register
from trialhead.search.sites import Sites
from trialhead.search.state import State, read_state, write_state
from trialhead.vocabulary import conditions

HEAP_BYTES = 64 * 1024 * 1024
_CHUNK = 1000
#: How tantivy, the system and SQLite say that files are missing or damaged.
DAMAGE = (ValueError, OSError, sqlite3.Error)


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


@dataclass(frozen=True, slots=True)
class Searcher:
    """One committed state of the index: its studies, and where their enrolling sites are."""

    studies: tantivy.Searcher
    sites: Sites


@dataclass(frozen=True, kw_only=True, slots=True)
class _Opened:
    state: State
    index: tantivy.Index
    sites: Sites


class SearchIndex:
    """An index folder. One writer at a time; any number of readers in any process and thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opening = threading.Lock()
        self._opened: _Opened | None = None

    @property
    def position(self) -> int:
        """Up to which change of its source the index is complete."""
        return read_state(self._folder).position

    def searcher(self) -> Searcher | None:
        """The latest committed state; None while there is no sound index."""
        with self._opening:
            try:
                self._refresh(read_state(self._folder))
            except DAMAGE:  # or just replaced: the next writer mends it
                self._opened = None
            opened = self._opened
        return Searcher(opened.index.searcher(), opened.sites) if opened else None

    def _refresh(self, state: State) -> None:
        known = self._opened
        if known is None or known.state.generation != state.generation:
            self._opened = _open(self._folder, state)
        elif known.state != state:
            known.index.reload()
            self._opened = replace(known, state=state)

    def catch_up(self, source: Source) -> int:
        """Take in what changed; how many studies that were.

        Cut off at any point, the next call does the same work again: the position is written
        last. An index of another source, another version or with damage is made anew.
        """
        with self._only_writer() as state:
            now = source.now()
            usable = state.identity == source.identity() and state.position <= now
            if not usable or not self._is_sound(state):
                return self._write_anew(source, now)
            if state.position == now:
                return 0
            return self._write(source.since(state.position), state, now)

    def rebuild(self, source: Source) -> int:
        """Make the index anew; the one in force answers until the new one is complete."""
        with self._only_writer():
            return self._write_anew(source, source.now())

    def _write_anew(self, source: Source, now: int) -> int:
        generation = f"{VERSION}-{uuid.uuid4().hex[:12]}"
        _create(self._folder / generation)
        fresh = State(generation=generation, identity=source.identity())
        return self._write(source.since(0), fresh, now)

    def _write(self, entries: Iterable[Entry], state: State, position: int) -> int:
        opened = _open(self._folder, state)
        writer = opened.index.writer(heap_size=HEAP_BYTES, num_threads=1)
        left, count = iter(entries), 0
        with closing(opened.sites):
            while chunk := list(islice(left, _CHUNK)):
                for entry in chunk:
                    _replace(writer, opened.index.schema, entry)
                opened.sites.replace((entry.number, _points(entry.study)) for entry in chunk)
                count += len(chunk)
        writer.commit()
        writer.wait_merging_threads()
        write_state(self._folder, replace(state, position=position))
        return count

    def _is_sound(self, state: State) -> bool:
        try:
            _open(self._folder, state).sites.close()
        except DAMAGE:
            return False
        return True

    @contextmanager
    def _only_writer(self) -> Iterator[State]:
        """Wait for any other writer; the system lifts the lock of one that was killed."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            state = read_state(self._folder)
            self._sweep(state)
            yield state

    def _sweep(self, state: State) -> None:
        """Remove what a killed writer left, and the generation before the one in force.

        The latter outlives its successor's start a little, for readers that just opened it.
        """
        for other in self._folder.iterdir():
            if other.is_dir() and other.name != state.generation:
                # A reader that lets go removes files too; what stays is swept the next time.
                shutil.rmtree(other, ignore_errors=True)
            elif other.name.startswith("state.") and other.name != "state.json":
                other.unlink(missing_ok=True)


def _create(home: Path) -> None:
    home.mkdir()
    tantivy.Index(build_schema(), path=str(home))
    Sites(home / "sites.sqlite3").create()


def _open(folder: Path, state: State) -> _Opened:
    """The generation in force; an error of DAMAGE where there is none or it is not sound."""
    home = folder / (state.generation or "none")
    if not tantivy.Index.exists(str(home)):  # tantivy would start an empty one
        raise FileNotFoundError(f"{home} holds no index")
    index = tantivy.Index(build_schema(), path=str(home))
    register(index)
    sites = Sites(home / "sites.sqlite3")
    sites.check()
    return _Opened(state=state, index=index, sites=sites)


def _replace(writer: tantivy.IndexWriter, schema: tantivy.Schema, entry: Entry) -> None:
    # Deleting by the bare term does nothing for an unsigned field.
    writer.delete_documents_by_query(tantivy.Query.term_query(schema, "number", entry.number))
    if entry.study is not None:
        writer.add_document(document(entry.number, entry.study, conditions()))


def _points(study: Study | None) -> list[GeoPoint]:
    return [site.point for site in study.enrolling_sites if site.point] if study else []
