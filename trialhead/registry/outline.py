"""The shape of a long text: paragraphs and nested lists, as its author laid them out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_BULLET = re.compile(
    r"( *)([*•·\-–—]|\d{1,2}[.)]|\(\d{1,2}\)|[A-Za-z][.)]|\([a-z]\))(?: +|(?<=\D)$)"
)
# Lists inside each other beyond this depth go on at it: pages and readers follow each level.
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text on one line."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list. ``marker`` is its number or letter, empty for a bullet."""

    marker: str
    text: str
    blocks: "tuple[Block, ...]" = ()


@dataclass(frozen=True, slots=True)
class ItemList:
    """Entries on one level."""

    items: tuple[Item, ...]


Block = Paragraph | ItemList


@dataclass(slots=True)
class _Draft:
    """An item, or the whole text (indent -1), while its lines are still being read."""

    indent: int
    marker: str = ""
    words: list[str] = field(default_factory=list)
    parts: "list[list[str] | _Draft]" = field(default_factory=list)


def outlined(text: str) -> tuple[Block, ...]:
    """The blocks of a decoded text. No word is lost and none is added; markers keep their text."""
    whole = _Draft(indent=-1)
    open_items = [whole]
    after_blank = True
    for line in text.split("\n"):
        if not line.strip():
            after_blank = True
            continue
        found = _BULLET.match(line)
        if found:
            _open_item(open_items, found, line[found.end() :])
        else:
            _add_words(open_items, line, after_blank=after_blank)
        after_blank = False
    return _blocks(whole)


def _open_item(open_items: list[_Draft], found: re.Match[str], words: str) -> None:
    indent, sign = len(found.group(1)), found.group(2)
    while open_items[-1].indent >= indent or len(open_items) > _DEEPEST:
        open_items.pop()
    item = _Draft(indent, marker="" if len(sign) == 1 else sign, words=words.split())
    open_items[-1].parts.append(item)
    open_items.append(item)


def _add_words(open_items: list[_Draft], line: str, *, after_blank: bool) -> None:
    """Words go on with the item above, or start a paragraph after an empty line."""
    indent = len(line) - len(line.lstrip(" "))
    while after_blank and open_items[-1].indent >= indent:
        open_items.pop()
    target = open_items[-1]
    words = " ".join(line.split())
    if target.indent >= 0 and not target.parts and not after_blank:
        target.words.append(words)
    elif target.parts and isinstance(target.parts[-1], list) and not after_blank:
        target.parts[-1].append(words)
    else:
        target.parts.append([words])


def _blocks(draft: _Draft) -> tuple[Block, ...]:
    blocks: list[Block] = []
    run: list[Item] = []
    for part in draft.parts:
        if isinstance(part, _Draft):
            item = Item(part.marker, " ".join(part.words), _blocks(part))
            if item.marker or item.text or item.blocks:  # a bullet before nothing says nothing
                run.append(item)
            continue
        if run:
            blocks.append(ItemList(tuple(run)))
            run = []
        blocks.append(Paragraph(" ".join(part)))
    if run:
        blocks.append(ItemList(tuple(run)))
    return tuple(blocks)


def words_of(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Every text of the blocks in reading order, markers included."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
            continue
        for item in block.items:
            yield f"{item.marker} {item.text}".strip()
            yield from words_of(item.blocks)
