"""Take studies out of JSON text one at a time, whether one study, a list, an answer or lines."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from trialhead.registry.assembly import END, Event, assemble, parsed, too_large
from trialhead.registry.raw import Flaw, FlawError, Limits
from trialhead.registry.shortcut import read_at_once
from trialhead.registry.streams import BLOCK, Stream

#: A place within the file ("" where it is one record), and what is there.
Outcome = tuple[str, dict[str, Any] | Flaw]

_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

#: How an API answer begins: only plain values, such as a count, precede its studies.
_ANSWER = re.compile(
    rb'\{\s*(?:"\w+"\s*:\s*(?:"[\w .:/+=-]*"|\d{1,15}|null)\s*,\s*)*"studies"\s*:\s*\['
)

_REGISTRY_ID = re.compile(rb'"nctId"\s*:\s*"(NCT\d{8})"')

_EMPTY = Flaw("empty-file", "There is nothing in it; get the file again or leave it out.")


def document(stream: Stream, limits: Limits) -> Iterator[Outcome]:
    """The studies of one JSON text: an object, a list of objects, or an API answer."""
    head = _head(stream)
    if not head:
        yield "", stream.flaw or _EMPTY
    elif head.startswith(_UTF16):
        yield "", Flaw("not-utf-8", "The text is UTF-16; save it as UTF-8.")
    elif head.startswith(b"[") or _ANSWER.match(head):
        yield from _listed(parsed(stream, limits), limits)
    else:
        yield from _single(parsed(stream, limits), limits)


def lines(stream: Stream, limits: Limits) -> Iterator[Outcome]:
    """The studies of JSON Lines; a bad line costs only itself."""
    number, is_blank = 0, True
    _skip_mark(stream)
    while line := stream.readline(limits.record_bytes + 1):
        number += 1
        if line.isspace():
            continue
        is_blank = False
        if len(line) > limits.record_bytes and not line.endswith(b"\n"):
            _pass_over_line(stream)
            yield f"line {number}", replace(too_large(limits), registry_id=_registry_id(line))
        else:
            yield from _line(line, number, stream, limits)
    if stream.flaw:
        yield (f"line {number}" if number else ""), stream.flaw
    elif is_blank:
        yield "", _EMPTY


def either(stream: Stream, limits: Limits) -> Iterator[Outcome]:
    """The studies of a text that does not say its kind: how it begins decides."""
    head = _head(stream)
    first, newline, _ = head.partition(b"\n")
    breaks_within_object = newline and not first.rstrip().endswith(b"}")
    if not first.startswith(b"{") or _ANSWER.match(head) or breaks_within_object:
        return document(stream, limits)
    return lines(stream, limits)


def _single(events: Iterator[Event], limits: Limits) -> Iterator[Outcome]:
    study, end = _next(events, limits), _flaw_at_end(events)
    # A cut after the closing brace costs nothing; any other flaw after it casts doubt on all.
    if isinstance(study, Flaw) or end is None or end.code == "cut-off":
        yield "", study
    if end and not isinstance(study, Flaw):
        yield "", end


def _listed(events: Iterator[Event], limits: Limits) -> Iterator[Outcome]:
    try:
        next(event for event, _ in events if event == "start_array")
    except FlawError as error:
        yield "", error.flaw
        return
    number = 1
    while (study := _next(events, limits)) is not END:
        yield f"item {number}", study
        number += 1
    if end := _flaw_at_end(events):
        yield "", end


def _next(events: Iterator[Event], limits: Limits) -> Any:
    """The next study or its flaw, or END."""
    try:
        study = assemble(events, limits)
    except FlawError as error:
        return error.flaw
    if study is END or isinstance(study, dict):
        return study
    return Flaw("not-an-object", "A study must be a JSON object; check what was exported.")


def _flaw_at_end(events: Iterator[Event]) -> Flaw | None:
    try:
        for _ in events:
            pass
    except FlawError as error:
        return error.flaw
    return None


def _line(line: bytes, number: int, stream: Stream, limits: Limits) -> Iterator[Outcome]:
    study = None if _ANSWER.match(line) else read_at_once(line, limits)
    if study is not None:
        yield f"line {number}", study
        return
    is_last = not line.endswith(b"\n")
    for place, outcome in document(Stream(iter([line])), limits):
        # A flaw of the last line is only the shadow of a cut, which is told for the stream.
        if not (is_last and stream.flaw and isinstance(outcome, Flaw)):
            yield ", ".join(filter(None, (f"line {number}", place))), outcome


def _registry_id(line: bytes) -> str:
    found = _REGISTRY_ID.search(line)
    return found.group(1).decode("ascii") if found else ""


def _pass_over_line(stream: Stream) -> None:
    while (piece := stream.readline(BLOCK)) and not piece.endswith(b"\n"):
        pass


def _head(stream: Stream) -> bytes:
    """The first bytes after a mark and blanks, left in the stream; empty at its end."""
    _skip_mark(stream)
    while (head := stream.peek(1)) and head[:1].isspace():
        stream.read(len(head) - len(head.lstrip()))
    return head


def _skip_mark(stream: Stream) -> None:
    if stream.peek(len(_BOM)).startswith(_BOM):
        stream.read(len(_BOM))
