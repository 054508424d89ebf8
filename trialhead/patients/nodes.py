"""YAML or JSON as nodes that know their line; every scalar stays the text it is written as.

Whether a scalar is a number, a date or yes/no is for its reader to say, not for YAML to guess.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from trialhead.errors import Unreadable

#: Deeper than any patient file, and shallow enough for every reader.
_DEEPEST = 50
_SHAPE = "Write YAML or JSON as the description of the format shows."
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, number, date or word; ``absent`` where null or nothing is written."""

    line: int
    text: str
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    line: int
    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """Values by name."""

    line: int
    nodes: Mapping[str, "Node"]


Node = Scalar | Items | Entries


def read_nodes(text: str, file: str) -> Node:
    """The one document in ``text``; raises Unreadable, naming ``file`` and line, for anything else.

    Tags and aliases are refused: no format of ours needs them, and a few aliases can stand for
    more nodes than any memory holds.
    """
    try:
        events = _events(text, file)
        if isinstance(event := next(events), yaml.StreamEndEvent):
            raise Unreadable(f"{file} is empty.", fix=_SHAPE)
        node = _Builder(events, file).node(next(events), 1)
        next(events)
        if not isinstance(event := next(events), yaml.StreamEndEvent):
            raise _refused(file, event, "a second document begins.")
        return node
    except yaml.MarkedYAMLError as error:
        place = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise Unreadable(f"{file}{place}: {error.problem}.", fix=_SHAPE) from error
    except yaml.YAMLError as error:
        problem = " ".join(str(error).split())
        raise Unreadable(f"{file} is no YAML: {problem}.", fix=_SHAPE) from error


def _events(text: str, file: str) -> Iterator[Any]:
    events = yaml.parse(text, Loader=yaml.CSafeLoader)
    next(events)  # the start of the stream
    for event in events:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _refused(file, event, "anchors and aliases are not read; write it out.")
        if tag := getattr(event, "tag", None):
            raise _refused(file, event, f"the tag {tag!r} is not read; leave it out.")
        yield event


class _Builder:
    """Builds the nodes of one document from its events."""

    def __init__(self, events: Iterator[Any], file: str) -> None:
        self._events = events
        self._file = file

    def node(self, event: Any, depth: int) -> Node:
        """The node that begins with ``event``."""
        line = event.start_mark.line + 1
        if depth > _DEEPEST:
            raise _refused(self._file, event, f"this is nested more than {_DEEPEST} deep.")
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(line, tuple(self._items(depth)))
        if isinstance(event, yaml.MappingStartEvent):
            return Entries(line, self._entries(depth))
        return Scalar(line, event.value, event.implicit[0] and event.value in _EMPTY)

    def _items(self, depth: int) -> Iterator[Node]:
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self.node(event, depth + 1)

    def _entries(self, depth: int) -> dict[str, Node]:
        found: dict[str, Node] = {}
        for event in self._events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                raise _refused(self._file, event, "a name must be a single word or text.")
            if event.value in found:
                raise _refused(self._file, event, f"{event.value[:40]!r} is given twice.")
            found[event.value] = self.node(next(self._events), depth + 1)
        return found


def _refused(file: str, event: Any, problem: str) -> Unreadable:
    return Unreadable(f"{file}, line {event.start_mark.line + 1}: {problem}", fix=_SHAPE)
