"""The machine reader: an eligibility text becomes criteria, each with the words it came from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from trialhead.criteria.asking import NotUnderstood
from trialhead.criteria.characters import plain
from trialhead.criteria.combinators import All, Any, AnyNode, AtLeast, Not
from trialhead.criteria.governing import governed, governor
from trialhead.criteria.layout import Piece, PieceKind, laid_out
from trialhead.criteria.leaves import Unread
from trialhead.criteria.lists import intro
from trialhead.criteria.model import Criterion, StudyCriteria
from trialhead.criteria.reading import Understood, read_words
from trialhead.criteria.values import Span
from trialhead.vocabulary import Side

_LETTERS = {Side.INCLUSION: "I", Side.EXCLUSION: "E", Side.GENERAL: "G"}


@dataclass(slots=True)
class _Item:
    piece: Piece
    below: "list[_Item]" = field(default_factory=list)

    @property
    def span(self) -> Span:
        """The item's words with those of the items below it."""
        return Span(self.piece.span.start, self.below[-1].span.end if self.below else
                    self.piece.span.end)  # fmt: skip


def read_text(text: str, *, study: str = "", record: str = "") -> StudyCriteria:
    """Read an eligibility text of any length; deterministic, in time linear in its length.

    ``text`` is what the record holds, decoded or not; spans point into it. ``record`` names the
    registry version it comes from.
    """
    return StudyCriteria(study=study, record=record, criteria=_read_whole(text))


@lru_cache(maxsize=32)  # a page, its questions and its marks each ask for the text it shows
def _read_whole(text: str) -> tuple[Criterion, ...]:
    signs = plain(text)
    counts = dict.fromkeys(Side, 0)
    criteria = []
    for items in _alternatives(list(_trees(laid_out(text))), signs):
        side = items[0].piece.side
        understood = _read_alternatives(signs, items, side)
        counts[side] += 1
        criteria.append(
            Criterion(
                id=f"{_LETTERS[side]}{counts[side]}",
                side=side,
                node=understood.node,
                words=_whole(items),
                assumptions=understood.assumptions,
            )
        )
    return tuple(criteria)


def _trees(pieces: tuple[Piece, ...]) -> Iterator[_Item]:
    """Items with the items below them, in the order of the text."""
    path: list[_Item] = []
    roots: list[_Item] = []
    for piece in pieces:
        if piece.kind is PieceKind.HEADING:
            path = []
        if piece.kind is not PieceKind.ITEM:
            continue
        item = _Item(piece)
        del path[piece.level :]
        if path:
            path[-1].below.append(item)
        else:
            roots.append(item)
        path.append(item)
    yield from roots


#: An item that ends so goes on in the next one.
_GOES_ON = re.compile(r"\bor\W*$", re.IGNORECASE)


def _alternatives(items: list[_Item], text: str) -> Iterator[list[_Item]]:
    """Items by themselves, or with those that an "or" at their end joins to them."""
    group: list[_Item] = []
    for item in items:
        if group and group[0].piece.side is not item.piece.side:
            yield group
            group = []
        group.append(item)
        if not _goes_on(item, text):
            yield group
            group = []
    if group:
        yield group


def _goes_on(item: _Item, text: str) -> bool:
    last = item.below[-1].piece if item.below else item.piece
    words = last.span.of(text).rstrip()
    return bool(_GOES_ON.search(words[-12:]))


def _read_alternatives(text: str, items: list[_Item], side: Side) -> Understood:
    if len(items) == 1:
        if _goes_on(items[0], text):  # what it is an alternative to cannot be seen
            return Understood(_unread(text, items[0].span))
        return _read(text, items[0], side)
    read = [_read(text, item, side) for item in items]
    notes = tuple(note for each in read for note in each.assumptions)
    return Understood(Any(parts=tuple(each.node for each in read), words=_whole(items)), notes)


def _whole(items: list[_Item]) -> Span:
    return Span(items[0].span.start, items[-1].span.end)


def _read(text: str, item: _Item, side: Side) -> Understood:
    if not item.below:
        return read_words(text, item.piece.span, side)
    words = item.piece.span.of(text)
    above = intro(words, side)
    whole = item.span
    if above is None or above.says_more:
        governed_list = _read_governed(text, item, side)
        if governed_list is not None:
            return governed_list
    joined = _read_below(text, item, side, above.count) if above else None
    if above is None or joined is None:
        return Understood(_unread(text, whole))
    if not above.says_more:
        return joined
    if above.examples and side is not Side.EXCLUSION:  # whether one of them or all are asked for
        return Understood(_unread(text, whole))
    together = Any if above.examples else All
    return _with_intro(text, item, side, joined, together)


def _read_below(text: str, item: _Item, side: Side, count: int | None) -> Understood | None:
    """The items below, at least ``count`` of them; None if it is not certain how they join."""
    below = [_read(text, each, side) for each in item.below]
    notes = tuple(note for each in below for note in each.assumptions)
    go_on = [_goes_on(each, text) for each in item.below[:-1]]
    if any(go_on) and not all(go_on):  # which of them are alternatives is not certain
        return None
    node = _joined(tuple(each.node for each in below), 1 if any(go_on) else count, item.span)
    return None if node is None else Understood(node, notes)


def _read_governed(text: str, item: _Item, side: Side) -> Understood | None:
    """A list under words that only tell when, or that none of it may be; None for others."""
    lead = governor(text, item.piece.span)
    if lead is None or (lead.denied and side is not Side.INCLUSION):
        return None
    side_below = Side.EXCLUSION if lead.denied else side
    above = intro(lead.words, side_below)
    if above is None or above.says_more or (lead.denied and above.count != 1):
        return None
    read = _read_below(text, item, side_below, above.count)
    if read is None:
        return None
    try:
        node = governed(read.node, lead.timing) if lead.timing else read.node
    except NotUnderstood:
        return None
    if lead.denied:
        node = Not(part=replace(node, words=None), words=item.span)
    return Understood(node, read.assumptions)


def _joined(nodes: tuple[AnyNode, ...], count: int | None, whole: Span) -> AnyNode | None:
    if len(nodes) == 1:
        return replace(nodes[0], words=whole)
    if count is None:
        return All(parts=nodes, words=whole)
    if count == 1:
        return Any(parts=nodes, words=whole)
    if count > len(nodes):
        return None
    return AtLeast(count=count, parts=nodes, words=whole)


def _with_intro(
    text: str, item: _Item, side: Side, below: Understood, together: type[All] | type[Any]
) -> Understood:
    """An intro that asks something itself: it must be readable, or the whole stays unread."""
    above = read_words(text, _without_colon(text, item.piece.span), side)
    if isinstance(above.node, Unread):
        return Understood(_unread(text, item.span))
    node = together(parts=(above.node, below.node), words=item.span)
    return Understood(node, (*above.assumptions, *below.assumptions))


def _without_colon(text: str, span: Span) -> Span:
    end = span.end
    while end > span.start and text[end - 1] in ": \n":
        end -= 1
    return Span(span.start, end)


def _unread(text: str, span: Span) -> Unread:
    return Unread(statement=" ".join(span.of(text).split()) or "…", words=span)
