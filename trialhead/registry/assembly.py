"""Put JSON values together from parser events, one value in memory at a time."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import ijson

from trialhead.registry.raw import Flaw, FlawError, Limits
from trialhead.registry.streams import BLOCK, Stream

Event = tuple[str, Any]

#: What :func:`assemble` gives where a list or the text ends instead of another value.
END = object()

#: Bytes parsed at once; the parser holds all their events, many times their size.
_BITE = 16 * 1024

_EMPTY_HOLDERS = {"start_map": dict, "start_array": list}


def too_large(limits: Limits) -> Flaw:
    """The flaw of a record beyond ``record_bytes``."""
    return Flaw(
        "too-large",
        f"The record is larger than {limits.record_bytes} bytes; "
        "get it again, or raise the limit if it is a real study.",
    )


def parsed(stream: Stream, limits: Limits) -> Iterator[Event]:
    """The parser events of a JSON text; raises a flaw, once, where the text cannot go on."""
    text = _Text(stream, limits)
    try:
        for event in ijson.basic_parse(text, use_float=True, buf_size=_BITE):
            text.silent = 0
            yield event
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise FlawError(stream.flaw or _explained(error)) from error
    if stream.flaw:
        raise FlawError(stream.flaw)


def assemble(events: Iterator[Event], limits: Limits) -> Any:
    """The next value, or :data:`END`; raises its flaw once the value is passed over."""
    value = _Value(limits)
    try:
        for event, content in events:
            if value.is_complete_after(event, content):
                return value.taken()
    except FlawError as error:
        raise FlawError(replace(error.flaw, registry_id=value.registry_id)) from error
    return END


class _Text:
    """The stream as the parser reads it: no endless word may fill the parser's memory."""

    def __init__(self, stream: Stream, limits: Limits) -> None:
        self.silent = 0
        self._stream = stream
        self._limits = limits

    def read(self, size: int) -> bytes:
        block = self._stream.read(size)
        self.silent += len(block)
        if self.silent > self._limits.record_bytes + BLOCK:
            raise FlawError(too_large(self._limits))
        return block


class _Value:
    """A value under construction; once flawed, it is dropped and only its end is awaited."""

    def __init__(self, limits: Limits) -> None:
        self.registry_id = ""
        self._limits = limits
        self._flaw: Flaw | None = None
        self._root: Any = END
        self._holders: list[Any] = []
        self._key = ""
        self._depth = 0
        self._size = 0

    def is_complete_after(self, event: str, content: Any) -> bool:
        """Take one event; whether the value is over with it."""
        self._size += 1 + (len(content) if isinstance(content, str) else 0)
        if self._size > self._limits.record_bytes:
            self._refuse(too_large(self._limits))
        if event == "map_key":
            self._key = content
        elif event in ("end_map", "end_array"):
            self._leave()
        elif event in _EMPTY_HOLDERS:
            self._enter(_EMPTY_HOLDERS[event]())
        else:
            self._put(content)
        return self._depth <= 0

    def taken(self) -> Any:
        """The finished value; raises its flaw."""
        if self._flaw:
            raise FlawError(self._flaw)
        return self._root

    def _enter(self, holder: Any) -> None:
        self._depth += 1
        self._put(holder)
        self._holders.append(holder)
        if self._depth > self._limits.depth:
            reason = f"The record is nested deeper than {self._limits.depth} levels; get it again."
            self._refuse(Flaw("nested-too-deep", reason))

    def _leave(self) -> None:
        self._depth -= 1
        if self._holders:
            self._holders.pop()

    def _put(self, content: Any) -> None:
        if self._flaw:
            return
        if not self._holders:
            self._root = content
        elif isinstance(self._holders[-1], list):
            self._holders[-1].append(content)
        else:
            self._put_under_key(self._holders[-1], content)

    def _put_under_key(self, holder: dict[str, Any], content: Any) -> None:
        if self._key in holder:
            reason = f"The key «{self._key[:80]}» stands twice in one object; keep one of them."
            self._refuse(Flaw("repeated-key", reason))
        elif self._key == "nctId" and isinstance(content, str):
            self.registry_id = self.registry_id or content[:40]
        holder[self._key] = content

    def _refuse(self, flaw: Flaw) -> None:
        self._flaw = self._flaw or flaw
        self._holders.clear()
        self._root = None


def _explained(error: Exception) -> Flaw:
    said = str(error)
    if "premature EOF" in said or "Incomplete JSON" in said:
        return Flaw("cut-off", "The JSON ends in the middle; get the file again.")
    if "UTF8" in said or "utf-8" in said:
        return Flaw("not-utf-8", "The text holds bytes that are not UTF-8; save it as UTF-8.")
    first = said.removeprefix("b'").split("\\n")[0].split("\n")[0].strip()
    return Flaw(
        "malformed-json",
        f"The JSON is malformed ({first[:120]}), NaN and Infinity included; export it again.",
    )
