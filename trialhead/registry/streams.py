"""Byte streams that never grow in memory and end early, with the flaw noted, when data is bad."""

import io
import zlib
from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO

from trialhead.registry.raw import Flaw, FlawError, Limits

#: Bytes taken at once.
BLOCK = 64 * 1024

#: Bytes that may come out before the expansion is judged: a small file of blanks harms nobody.
_UNJUDGED = 1024 * 1024

_GZIP = 31

_CUT_OFF = Flaw("cut-off", "The compressed data ends in the middle; get the file again.")


class _Pieces(io.RawIOBase):
    """Pieces of bytes seen as a file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.flaw: Flaw | None = None
        self._pieces = pieces
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        filled = 0
        while filled < len(buffer) and (self._rest or self._advance()):
            piece = self._rest[: len(buffer) - filled]
            buffer[filled : filled + len(piece)] = piece
            self._rest = self._rest[len(piece) :]
            filled += len(piece)
        return filled

    def _advance(self) -> bool:
        try:
            self._rest = next(filter(None, self._pieces), b"")
        except FlawError as error:
            self.flaw = error.flaw
        except OSError as error:
            self.flaw = unreadable(error)
        return bool(self._rest)


class Stream(io.BufferedReader):
    """A buffered reader over pieces of bytes; bad data looks like the end, then see ``flaw``."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._source = _Pieces(pieces)
        super().__init__(self._source, BLOCK)

    @property
    def flaw(self) -> Flaw | None:
        """Why the stream ended before its time, once its end was met."""
        return self._source.flaw


def unreadable(error: OSError) -> Flaw:
    """The flaw of a file that the system does not hand out."""
    cause = error.strerror or type(error).__name__
    return Flaw("unreadable-file", f"The system says «{cause}»; check the file and its rights.")


def blocks(file: BinaryIO, size: int | None = None) -> Iterator[bytes]:
    """The file's next ``size`` bytes, or all, in blocks; fewer where the file is cut off."""
    while block := file.read(BLOCK if size is None else min(BLOCK, size)):
        size = None if size is None else size - len(block)
        yield block


class Meter:
    """Raises when more comes out of compressed data than honest data gives."""

    def __init__(self, limits: Limits) -> None:
        self._expansion = limits.expansion
        self._taken = 0
        self._given = 0

    def note(self, taken: int, given: int) -> None:
        """Count bytes taken and given; raises a flaw beyond the allowed expansion."""
        self._taken += taken
        self._given += given
        if self._given > _UNJUDGED + self._expansion * self._taken:
            raise FlawError(
                Flaw(
                    "expands-too-much",
                    f"The data grows beyond {self._expansion} times its compressed size; "
                    "get the file again from the registry itself.",
                )
            )


class Inflated:
    """What one compressed stretch holds, in small pieces; afterwards ``rest`` is what follows."""

    def __init__(self, packed: Iterator[bytes], wbits: int, meter: Meter) -> None:
        self.rest = b""
        self._packed = packed
        self._meter = meter
        self._engine = zlib.decompressobj(wbits)

    def __iter__(self) -> Iterator[bytes]:
        while not self._engine.eof:
            waiting = self._engine.unconsumed_tail
            block = waiting or next(self._packed, b"")
            piece = self._inflate(block)
            if not block and not piece:
                raise FlawError(_CUT_OFF)
            self._meter.note(0 if waiting else len(block), len(piece))
            yield piece
        self.rest = self._engine.unused_data
        self._meter.note(-len(self.rest), 0)

    def _inflate(self, block: bytes) -> bytes:
        try:
            return self._engine.decompress(block, BLOCK)
        except zlib.error as error:
            reason = f"The compressed data is damaged ({error}); get the file again."
            raise FlawError(Flaw("damaged-data", reason)) from error


def gunzipped(file: BinaryIO, limits: Limits) -> Iterator[bytes]:
    """The content of a gzip file of one or more parts; zeros after a part are padding."""
    packed, meter = blocks(file), Meter(limits)
    rest = next(packed, b"")
    while rest:
        part = Inflated(chain([rest], packed), _GZIP, meter)
        yield from part
        padded = (block.lstrip(b"\0") for block in chain([part.rest], packed))
        rest = next(filter(None, padded), b"")
