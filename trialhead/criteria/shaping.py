"""Changes to the shape of a typed criterion: parts added, wrapped, moved and taken out.

A part is named by its way from the root: p-0-1 is the second part of the first. Each function gives
the whole criterion as it is then; Unreadable if there is no such part, or nothing can be done.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import NoReturn

from trialhead.criteria.fields import kinds, shape
from trialhead.criteria.forms import COMBINED
from trialhead.criteria.typed import ROOT, Typed, blank
from trialhead.errors import Unreadable

_Way = tuple[int, ...]


def part_at(root: Typed, name: str) -> Typed:
    """The part of this name."""
    found = root
    for at in _way(root, name):
        found = found.parts[at]
    return found


def parent_of(root: Typed, name: str) -> Typed | None:
    """The part that one stands in; None for the root."""
    return part_at(root, name.rpartition("-")[0]) if _way(root, name) else None


def add_part(root: Typed, name: str, kind: str) -> Typed:
    """A blank part at the end of a list; of a condition, a further exception."""
    group = part_at(root, name)
    if group.shape.many is None:
        _refuse("No part can be added here.", "Wrap it in all or any first.")
    new = blank(group.kind) if group.shape.leaf else blank(_known(kind))
    return _put(root, name, lambda old: replace(old, parts=(*old.parts, new)))


def wrap_part(root: Typed, name: str, kind: str) -> Typed:
    """A part put into a combination. Of two readings, both begin as the part is."""
    if kind not in COMBINED:
        _refuse(f"{kind!r} is no combination.", f"Choose from: {', '.join(COMBINED)}.")
    if _is_exception(root, name):
        _refuse("An exception cannot be wrapped.", "Add a further exception beside it.")
    return _put(root, name, lambda old: _wrapped(old, kind))


def _wrapped(part: Typed, kind: str) -> Typed:
    new = blank(kind)
    if kind == "readings":
        return replace(new, parts=(part, part))
    return replace(new, values=_counted(new.kind), parts=(part, *new.parts[1:]))


def take_out(root: Typed, name: str) -> Typed:
    """Without a part. A combination that needs it gives way to the part that is left."""
    parent = parent_of(root, name)
    if parent is None:
        _refuse("The whole criterion cannot be taken out.", "Delete the criterion instead.")
    at, above = _way(root, name)[-1], name.rpartition("-")[0]
    left = (*parent.parts[:at], *parent.parts[at + 1 :])
    if left or parent.shape.leaf:
        whole = replace(parent, parts=left) if not parent.shape.slots else left[0]
        return _put(root, above, lambda _old: whole)
    return take_out(root, above)


def unwrap_part(root: Typed, name: str) -> Typed:
    """A combination replaced by its only part."""
    group = part_at(root, name)
    if group.shape.leaf or len(group.parts) != 1:
        _refuse("This cannot be unwrapped.", "Take parts out until one is left.")
    return _put(root, name, lambda old: old.parts[0])


def move_part(root: Typed, name: str, by: int) -> Typed:
    """A part moved among its neighbours; at an end it stays."""
    parent = parent_of(root, name)
    if parent is None:
        _refuse("The whole criterion cannot be moved.", "Move a part of it.")
    at = _way(root, name)[-1]
    to = min(max(at + by, 0), len(parent.parts) - 1)
    moved = list(parent.parts)
    moved.insert(to, moved.pop(at))
    return _put(root, name.rpartition("-")[0], lambda old: replace(old, parts=tuple(moved)))


def change_kind(root: Typed, name: str, kind: str) -> Typed:
    """A leaf of another kind, or a list put together in another way; what both know is kept."""
    part, new = part_at(root, name), shape(_known(kind))
    if _is_exception(root, name):
        _refuse("An exception looks at the same illness.", "Leave its kind as it is.")
    if part.kind == kind:
        return root
    lists = part.shape.many is not None and new.many is not None
    if part.shape.leaf != new.leaf or not (new.leaf or lists):
        _refuse("A part cannot become this.", "Wrap it, or take it out and add another.")
    kept = {key: value for key, value in part.values.items() if key in new.keys}
    values = kept | _counted(kind)
    below = () if new.leaf else part.parts
    return _put(root, name, lambda _old: Typed(kind=kind, values=values, parts=below))


def _counted(kind: str) -> dict[str, tuple[str, ...]]:
    """Where so many parts are asked for, one is, until somebody says more."""
    return {"count": ("1",)} if kind == "at_least" else {}


def _is_exception(root: Typed, name: str) -> bool:
    parent = parent_of(root, name)
    return parent is not None and parent.shape.leaf


def _known(kind: str) -> str:
    if kind not in kinds():
        _refuse(f"{kind!r} is no form.", f"Choose from: {', '.join(kinds())}.")
    return kind


def _way(root: Typed, name: str) -> _Way:
    """The numbers of a name, each of which is there."""
    first, *numbers = name.split("-")
    found, way = root, []
    for number in numbers:
        at = int(number) if number.isdecimal() and len(number) < 5 else -1
        if not 0 <= at < len(found.parts):
            first = ""
            break
        found = found.parts[at]
        way.append(at)
    if first != ROOT:
        _refuse("There is no such part in this criterion.", "Look at it again.")
    return tuple(way)


def _put(root: Typed, name: str, make: Callable[[Typed], Typed]) -> Typed:
    return _replaced(root, _way(root, name), make)


def _replaced(part: Typed, way: _Way, make: Callable[[Typed], Typed]) -> Typed:
    if not way:
        return make(part)
    at, *deeper = way
    below = list(part.parts)
    below[at] = _replaced(below[at], tuple(deeper), make)
    return replace(part, parts=tuple(below))


def _refuse(mistake: str, fix: str) -> NoReturn:
    raise Unreadable(mistake, fix=fix)
