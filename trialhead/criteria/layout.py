"""The layout of an eligibility text: headings, list items inside each other, and what is left.

Only signs, breaks and indents are looked at here. Every character belongs to exactly one piece.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from trialhead.criteria.characters import plain
from trialhead.criteria.values import Span
from trialhead.vocabulary import Side, heading, inline_headings, is_subheading

#: A bullet, number or letter that opens an item, with the spaces after it.
_BULLET = re.compile(
    r"(?P<indent> *)(?P<sign>[*\-+]{1,2}|o(?= )|\(?\d{1,2}(?:\.\d{1,2}){1,3}[.)]?|\(?\d{1,2}[.)]|"
    r"\(?[A-Za-z][.)]|\(?[ivx]{1,4}[.)]|\d{1,2}(?= [A-Z]))(?:\s+|(?<=[.)*])(?=[A-Z≥≤><]))"
)
_INLINE_BULLET = re.compile(r"(?<=[.;:,\w)%])(?<!\d)\s+(?:[*]|-)\s+(?=[A-Z≥≤<>\d])")
_INLINE_NUMBER = re.compile(
    r"(?:(?<=^)|(?<=[\s.;:,)]))\(?(?P<number>\d{1,2})[.)](?=\s*[A-Za-z≥≤<>])"
)
#: Lines longer than this were not broken by an editor's margin.
_MARGIN = 125
_DEEPEST = 20
#: Lines shorter than this hold no list: "1. a; 2. b".
_SHORTEST_LIST = 16


class PieceKind(StrEnum):
    """What a stretch of the text is."""

    HEADING = "heading"
    ITEM = "item"
    REMAINDER = "remainder"


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A stretch of the text. Items stand at a ``level``: 0, or below the nearest one above it."""

    kind: PieceKind
    span: Span
    side: Side
    level: int = 0


@dataclass(slots=True)
class _Line:
    start: int
    text: str  # plain, without the line break
    bullet: int = 0  # characters of indent and sign before the words
    indent: int = 0

    @property
    def words(self) -> str:
        return self.text[self.bullet :].strip()


def laid_out(text: str) -> tuple[Piece, ...]:
    """The pieces of an eligibility text in their order; together they are the whole text."""
    pieces: list[Piece] = []
    side = Side.GENERAL
    signs = plain(text)
    for block_side, block in _blocks(_lines(signs), side):
        pieces += _pieces(block, block_side)
    return _with_remainders(pieces, len(text))


def _lines(text: str) -> list[_Line]:
    """Lines with their places; running texts are cut at headings and list signs inside them."""
    cuts = {0, *(found.end() for found in re.finditer(r"\n", text))}
    if text.count("~") >= 2 and text.count("\n") < text.count("~"):
        cuts |= {found.end() for found in re.finditer("~", text)}
    for start, end, _ in inline_headings(text):
        cuts |= {start, end}
    places = sorted(cuts)
    lines: list[_Line] = []
    for start, end in zip(places, [*places[1:], len(text)], strict=True):
        words = text[start:end].rstrip("\n~ ")
        lines += [_Line(start + at, words[at:to].rstrip()) for at, to in _inner_cuts(words)]
    for line in lines:
        _see_bullet(line)
    return lines


def _inner_cuts(line: str) -> list[tuple[int, int]]:
    """Where a long line holds a whole list: "1. … 2. … 3. …" or "… - … - …"."""
    if len(line) < _SHORTEST_LIST:
        return [(0, len(line))]
    starts = {0}
    opens = _BULLET.match(line)
    first = re.search(r"\d+", opens["sign"]) if opens else None
    expected = int(first.group()) if first else 1
    numbers = []
    for found in _INLINE_NUMBER.finditer(line):
        if int(found["number"]) == expected:
            numbers.append(found.start())
            expected += 1
    if len(numbers) >= 2:
        starts |= set(numbers)
    bullets = [found.start() for found in _INLINE_BULLET.finditer(line)]
    if len(bullets) >= 2 or (bullets and opens and line[bullets[0] :].split()[0] == opens["sign"]):
        starts |= set(bullets)
    places = sorted(starts)
    return list(zip(places, [*places[1:], len(line)], strict=True))


def _see_bullet(line: _Line) -> None:
    line.indent = len(line.text) - len(line.text.lstrip(" "))
    found = _BULLET.match(line.text)
    if found and found.end() < len(line.text):
        line.bullet = found.end()
    else:
        line.bullet = line.indent if line.text.strip() else 0
        line.indent = -1 - line.indent  # no sign: negative, so that it never opens a level


def _blocks(lines: list[_Line], side: Side) -> list[tuple[Side, list[_Line | Piece]]]:
    """Lines gathered under the side their heading names; headings stand as pieces."""
    blocks: list[tuple[Side, list[_Line | Piece]]] = [(side, [])]
    above = ""
    for line in lines:
        stripped = line.text.strip()
        found = heading(stripped, goes_on=bool(above)) if stripped else None
        if found:
            side, length = found
            start = line.start + line.text.index(stripped)
            title = Piece(kind=PieceKind.HEADING, span=Span(start, start + length), side=side)
            blocks.append((side, [title]))
            rest = line.text[line.text.index(stripped) + length :]
            if rest.strip():
                after = _Line(start + length, rest)
                _see_bullet(after)
                blocks[-1][1].append(after)
        else:
            blocks[-1][1].append(line)
        above = stripped
    return blocks


def _pieces(block: list["_Line | Piece"], side: Side) -> list[Piece]:
    pieces: list[Piece] = []
    levels: list[int] = []
    margin = max((len(line.text) for line in block if isinstance(line, _Line)), default=0)
    last: _Line | None = None
    for line in block:
        if isinstance(line, Piece):
            pieces.append(line)
            levels, last = [], None
        elif not line.text.strip():
            last = None
        elif last is not None and _goes_on(last, line, margin) and pieces:
            grown = pieces[-1]
            end = line.start + len(line.text)
            pieces[-1] = Piece(
                kind=grown.kind, span=Span(grown.span.start, end), side=side, level=grown.level
            )
            last = _Line(line.start, line.text, last.bullet, last.indent)
        else:
            pieces.append(_piece(line, side, levels))
            last = line if pieces[-1].kind is PieceKind.ITEM else None
    return pieces


def _piece(line: _Line, side: Side, levels: list[int]) -> Piece:
    start = line.start + line.bullet
    span = Span(start, max(start, line.start + len(line.text)))
    if line.indent < 0 and is_subheading(line.words):
        levels.clear()
        return Piece(kind=PieceKind.HEADING, span=span, side=side)
    column = line.indent if line.indent >= 0 else -1 - line.indent
    while levels and levels[-1] >= column:
        levels.pop()
    level = min(len(levels), _DEEPEST)
    if line.indent >= 0:
        levels.append(column)
    return Piece(kind=PieceKind.ITEM, span=span, side=side, level=level)


def _goes_on(above: _Line, line: _Line, margin: int) -> bool:
    """Whether ``line`` continues the sentence of the line above it."""
    if line.indent >= 0:
        return False
    words = line.words
    if above.text.rstrip().endswith((",", "-", " and", " or", " of", " the", "(")):
        return True
    if margin > _MARGIN:
        return words[:1].islower() and not above.text.rstrip().endswith((".", ";", ":"))
    first = words.split(maxsplit=1)[0]
    was_full = len(above.text) + 1 + len(first) > margin
    hangs = above.bullet > 0 and above.indent >= 0
    return was_full or (hangs and (words[:1].islower() or -1 - line.indent >= above.bullet))


def _with_remainders(pieces: list[Piece], length: int) -> tuple[Piece, ...]:
    whole: list[Piece] = []
    at = 0
    side = Side.GENERAL
    for piece in pieces:
        if piece.span.start > at:
            whole.append(_remainder(at, piece.span.start, side))
        if piece.span.end > piece.span.start:
            whole.append(piece)
        at, side = piece.span.end, piece.side
    if at < length:
        whole.append(_remainder(at, length, side))
    return tuple(whole)


def _remainder(start: int, end: int, side: Side) -> Piece:
    return Piece(kind=PieceKind.REMAINDER, span=Span(start, end), side=side)
