"""Walk a ZIP archive from front to back, trusting only what is met on the way.

The archive's own directory stands at its end and would have to be held in memory, so it is not
followed; no byte is read twice, hence members cannot overlap. At the end the directory is counted
against what was met. Nothing is unpacked to disk: a link is only its text, which is no study.
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from trialhead.registry.raw import Flaw, FlawError, Limits
from trialhead.registry.streams import BLOCK, Inflated, Meter, Stream, blocks

_MEMBER, _LISTED, _END, _DESCRIPTOR = b"PK\3\4", b"PK\1\2", b"PK\5\6", b"PK\7\x08"
_END_LENGTH = 22
_STORED, _DEFLATED, _RAW_DEFLATE = 0, 8, -15
_ENCRYPTED, _SIZES_FOLLOW, _UTF8 = 0x0001, 0x0008, 0x0800
_IN_ZIP64 = 0xFFFFFFFF

_ARCHIVES = (".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".zst", ".rar")

_CUT_OFF = Flaw("cut-off", "The archive ends in the middle; get the file again.")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Header:
    """What stands before a member; sizes in bytes, ``start`` is where its content begins."""

    name: str
    flags: int
    method: int
    checksum: int
    packed: int
    size: int
    start: int

    @property
    def is_sized(self) -> bool:
        """Whether the sizes stand here and not behind the content."""
        return self.packed > 0 or not self.flags & _SIZES_FOLLOW


def members(
    file: BinaryIO, limits: Limits, *, wanted: Callable[[str], bool]
) -> Iterator[tuple[str, Stream | Flaw]]:
    """Each wanted member's name and content, or its flaw; the name "" is the archive itself.

    A stream must be read before the next member is asked for.
    """
    seen: set[int] = set()
    count = 0
    try:
        while header := _next_header(file):
            count += 1
            if count > limits.members:
                raise FlawError(_too_many(limits))
            flaw = _objection(header, seen)
            stream = Stream(_content(file, header, limits))
            if flaw or wanted(header.name):
                yield header.name, flaw or stream
            _pass_over(file, header, stream)
        _check_directory(file, count)
    except FlawError as error:
        yield "", error.flaw


def _too_many(limits: Limits) -> Flaw:
    reason = f"There are more than {limits.members} members; split the archive."
    return Flaw("too-many-members", reason)


def _next_header(file: BinaryIO) -> _Header | None:
    signature = file.read(4)
    if signature in (_LISTED, _END):
        file.seek(-4, 1)
        return None
    if len(signature) < 4:
        raise FlawError(_CUT_OFF)
    if signature != _MEMBER:
        reason = "Something that is no archive member stands in the archive; pack it again."
        raise FlawError(Flaw("not-a-zip", reason))
    fields = struct.unpack("<5H3I2H", _exactly(file, 26))
    _, flags, method, _, _, checksum, packed, size, name_length, extra_length = fields
    name = _exactly(file, name_length).decode("utf-8" if flags & _UTF8 else "cp437", "replace")
    extra = _exactly(file, extra_length)
    if _IN_ZIP64 in (packed, size):
        size, packed = _large_sizes(extra)
    return _Header(
        name=name,
        flags=flags,
        method=method,
        checksum=checksum,
        packed=packed,
        size=size,
        start=file.tell(),
    )


def _exactly(file: BinaryIO, count: int) -> bytes:
    found = file.read(count)
    if len(found) < count:
        raise FlawError(_CUT_OFF)
    return found


def _large_sizes(extra: bytes) -> tuple[int, int]:
    """Size and packed size of a member beyond 4 GiB, from the header's extra fields."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<2H", extra)
        if kind == 1 and length >= 16 and len(extra) >= 20:
            size, packed = struct.unpack_from("<2Q", extra, 4)
            return size, packed
        extra = extra[4 + length :]
    reason = "A member's sizes are missing from its header; pack the archive again."
    raise FlawError(Flaw("not-a-zip", reason))


def _objection(header: _Header, seen: set[int]) -> Flaw | None:
    """Why the member is not read at all, if so."""
    # Hashes, because two million names would take hundreds of megabytes.
    is_repeated = hash(header.name) in seen
    seen.add(hash(header.name))
    if _is_unsafe(header.name):
        return Flaw("unsafe-name", "The member's name points outside; pack it under a plain name.")
    if is_repeated:
        return Flaw("repeated-member", "The name occurred before; pack each study once.")
    if header.name.lower().endswith(_ARCHIVES):
        return Flaw("nested-archive", "An archive within the archive; unpack it and import it.")
    if header.flags & _ENCRYPTED:
        return Flaw("encrypted", "The member is encrypted; pack it without a password.")
    if header.method not in (_STORED, _DEFLATED):
        reason = f"Compression method {header.method} is unknown; pack it with «deflate»."
        return Flaw("unknown-compression", reason)
    return None


def _is_unsafe(name: str) -> bool:
    has_drive = name[1:2] == ":"
    has_odd_characters = "\\" in name or any(ord(character) < 32 for character in name)
    return name.startswith("/") or ".." in name.split("/") or has_drive or has_odd_characters


def _content(file: BinaryIO, header: _Header, limits: Limits) -> Iterator[bytes]:
    """The member's content in pieces, held against its declared sizes and checksum."""
    size = checksum = 0
    for piece in _unpacked(file, header, limits):
        size += len(piece)
        checksum = zlib.crc32(piece, checksum)
        if header.is_sized and size > header.size:
            raise FlawError(_sizes_differ(header.size))
        yield piece
    declared, packed = header.checksum, file.tell() - header.start
    if not header.is_sized:
        declared = _described_checksum(file, packed, size)
    elif (size, packed) != (header.size, header.packed):
        raise FlawError(_sizes_differ(header.size) if file.read(1) else _CUT_OFF)
    if checksum != declared:
        reason = "The content does not fit its checksum; get the archive again."
        raise FlawError(Flaw("damaged-member", reason))


def _sizes_differ(declared: int) -> Flaw:
    reason = f"The member is not of the {declared} bytes declared; get the archive again."
    return Flaw("sizes-differ", reason)


def _unpacked(file: BinaryIO, header: _Header, limits: Limits) -> Iterator[bytes]:
    file.seek(header.start)
    if header.method == _DEFLATED:
        packed = blocks(file, header.packed if header.is_sized else None)
        inflated = Inflated(packed, _RAW_DEFLATE, Meter(limits))
        yield from inflated
        file.seek(-len(inflated.rest), 1)
    else:
        # Content that is not compressed does not say its end: unsized, it can only be empty.
        yield from blocks(file, header.packed)


def _described_checksum(file: BinaryIO, packed: int, size: int) -> int:
    """The checksum from the descriptor behind the content; the file then stands behind that."""
    start = file.tell()
    found = file.read(24)
    for lead in (_DESCRIPTOR, b""):
        for form in ("<3I", "<I2Q"):
            length = len(lead) + struct.calcsize(form)
            if found.startswith(lead) and len(found) >= length:
                checksum, *sizes = struct.unpack_from(form, found, len(lead))
                if sizes == [packed, size]:
                    file.seek(start + length)
                    return int(checksum)
    file.seek(start)
    raise FlawError(_CUT_OFF if len(found) < 24 else _sizes_differ(size))


def _pass_over(file: BinaryIO, header: _Header, stream: Stream) -> None:
    """Bring the file to where the next member begins."""
    if header.is_sized:
        file.seek(header.start + header.packed)
        if header.flags & _SIZES_FOLLOW:
            _described_checksum(file, header.packed, header.size)
        return
    while stream.read(BLOCK):
        pass
    if stream.flaw and stream.flaw.code == "cut-off":
        raise FlawError(_CUT_OFF)
    if stream.flaw:
        reason = f"Where «{header.name[:80]}» ends is not known, so the rest cannot be read; "
        raise FlawError(Flaw("not-a-zip", reason + "pack the archive again."))


def _check_directory(file: BinaryIO, met: int) -> None:
    listed = 0
    while (signature := file.read(4)) == _LISTED:
        lengths = struct.unpack_from("<3H", _exactly(file, 42), 24)
        file.seek(sum(lengths), 1)
        listed += 1
    tail = signature + file.read(BLOCK)
    if len(tail) < tail.find(_END) + _END_LENGTH or _END not in tail:
        raise FlawError(_CUT_OFF)
    if listed != met:
        reason = f"The archive lists {listed} members but holds {met}; pack it again."
        raise FlawError(Flaw("directory-differs", reason))
