"""What a criterion's form sends, read back: its head and its parts as they were typed."""

import json
from dataclasses import dataclass

from django.http import QueryDict

from trialhead.criteria import (
    ROOT,
    Ambiguity,
    Entry,
    Side,
    Typed,
    add_part,
    change_kind,
    doubt_fields,
    kinds,
    move_part,
    parent_of,
    shape,
    take_out,
    typed_from_data,
    unwrap_part,
    walk,
    wrap_part,
)
from trialhead.errors import Unreadable
from trialhead.portal.teams.criterion import Head, side_named

#: Parts stand no deeper in each other than this, whatever names somebody sends.
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Act:
    """What a button asks for: a verb and the part it is about."""

    verb: str
    part: str = ROOT


def act_of(post: QueryDict) -> Act:
    """The button that was pressed; without one the form is checked."""
    verb, _, part = post.get("do", "check").partition(":")
    return Act(verb, part or ROOT)


def typed_in(post: QueryDict) -> Typed:
    """The parts of the form, with every change of kind that was chosen. Unreadable if it is no
    form of ours."""
    root = _part(post, ROOT, 0)
    for name, part in list(walk(root)):
        wanted = post.get(f"{name}:as", part.kind)
        if wanted != part.kind:
            root = change_kind(root, name, wanted)
    return root


def _part(post: QueryDict, name: str, depth: int) -> Typed:
    if f"{name}:kept" in post:
        return _closed(post.get(f"{name}:kept", ""))
    kind = post.get(f"{name}:kind", "")
    if kind not in kinds() or depth > _DEEPEST:
        raise Unreadable("This is no form of a criterion.", fix="Open the criterion again.")
    values = {one.key: _value(post, f"{name}:{one.key}", one.entry) for one in shape(kind).fields}
    below: list[Typed] = []
    while any(f"{name}-{len(below)}:{key}" in post for key in ("kind", "kept")):
        below.append(_part(post, f"{name}-{len(below)}", depth + 1))
    if post.get(f"{name}:parts") != str(len(below)):
        raise Unreadable("This form is not whole.", fix="Open the criterion again.")
    return Typed(kind=kind, values=values, parts=tuple(below))


def _closed(told: str) -> Typed:
    """A leaf that was not open in the form."""
    try:
        part = typed_from_data(json.loads(told))
    except (ValueError, RecursionError):
        part = None
    if part is None or not part.shape.leaf:
        raise Unreadable("A part of the criterion cannot be read.", fix="Open it again.")
    return part


def _value(post: QueryDict, name: str, entry: Entry) -> tuple[str, ...]:
    if entry is Entry.FLAG:
        return ("yes" if name in post else "no",)
    told = post.getlist(name) if entry is Entry.NAMES else [post.get(name, "")]
    return tuple(one.replace("\r\n", "\n") for one in told if one.strip())


def reshaped(root: Typed, act: Act, post: QueryDict) -> Typed:
    """The criterion after a button that changes its shape; as it is after any other."""
    name = act.part
    match act.verb:
        case "add":
            return add_part(root, name, post.get(f"{name}:new", ""))
        case "wrap":
            return wrap_part(root, name, post.get(f"{name}:wrap", ""))
        case "unwrap":
            return unwrap_part(root, name)
        case "out":
            return take_out(root, name)
        case "up" | "down":
            return move_part(root, name, -1 if act.verb == "up" else 1)
        case "split":
            return take_out(root, name)
        case _:
            parent_of(root, name)  # refuses a part that is not there
            return root


def touched(root: Typed, act: Act) -> str:
    """The part to look at after a button; ``root`` is the criterion before it."""
    if act.verb == "add":
        part = dict(walk(root))[act.part]
        return f"{act.part}-{len(part.parts)}"
    if act.verb in ("out", "split"):
        return act.part.rpartition("-")[0] or ROOT
    if act.verb in ("up", "down"):
        above, _, at = act.part.rpartition("-")
        to = int(at) + (-1 if act.verb == "up" else 1)
        return f"{above}-{to}" if f"{above}-{to}" in dict(walk(root)) else act.part
    return act.part


def head_in(post: QueryDict) -> Head:
    """What the form says beside the parts. Unreadable for a side that is none."""
    return Head(
        title=post.get("title", ""),
        side=side_named(post.get("side", str(Side.GENERAL))),
        manual="manual" in post,
        assumptions=tuple(one for one in post.getlist("assumption") if one.strip()),
        doubts=tuple(_doubt(post, name) for name in dict.fromkeys(post.getlist("doubts"))),
    )


def _doubt(post: QueryDict, name: str) -> Ambiguity:
    said = {one.key: post.get(f"doubt:{name}:{one.key}", "") for one in doubt_fields()}
    return Ambiguity(id=name, **said)
