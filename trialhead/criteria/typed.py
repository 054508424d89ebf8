"""A criterion as somebody types it in a form: it may not make sense yet, and nothing is lost.

The values are read by the reader of files, so that a form knows no rules of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

from trialhead.criteria.combinators import AnyNode
from trialhead.criteria.fields import ANY_TIME, Entry, Field, Shape, kinds, shape
from trialhead.criteria.forms import read_node, write_node
from trialhead.criteria.places import Place
from trialhead.errors import Unreadable

#: Parts stand no deeper in each other, and there are no more of them in one criterion.
DEEPEST, MOST = 20, 400
#: The name of the part that all others stand in.
ROOT = "p"


@dataclass(frozen=True, kw_only=True, slots=True)
class Typed:
    """One part: a kind of leaf or combination, what was typed for its fields, and its own parts."""

    kind: str
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    parts: "tuple[Typed, ...]" = ()

    @property
    def shape(self) -> Shape:
        """What its kind is made of."""
        return shape(self.kind)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What is wrong with a part; ``key`` is its field, empty for the part as a whole."""

    part: str
    key: str
    mistake: str
    fix: str


class _Refused(Unreadable):
    """A fault with the place in the form it belongs to."""

    def __init__(self, mistake: str, *, fix: str, at: str) -> None:
        super().__init__(mistake, fix=fix)
        self.at = at


class _Spot(Place):
    """A value typed in a form; its name is its way there."""

    __slots__ = ()

    def refuse(self, mistake: str, fix: str) -> NoReturn:
        """Raise what is wrong here."""
        raise _Refused(mistake[:1].upper() + mistake[1:], fix=fix, at=self.name)


def blank(kind: str) -> Typed:
    """A part with nothing typed yet; a part that must stand in it is a blank judgement."""
    made = shape(kind)
    slots = made.slots or (("",) if made.many is not None and not made.leaf else ())
    return Typed(kind=kind, parts=tuple(Typed(kind="judgement") for _ in slots))


def walk(part: Typed, name: str = ROOT) -> Iterator[tuple[str, Typed]]:
    """Every part with its name, in reading order."""
    yield name, part
    for number, below in enumerate(part.parts):
        yield from walk(below, f"{name}-{number}")


# From a node ------------------------------------------------------------------------------------


def typed(node: AnyNode) -> Typed:
    """A node as a form shows it."""
    ((kind, data),) = write_node(node).items()
    return _typed(kind, data)


def _typed(kind: str, data: Any) -> Typed:
    made = shape(kind)
    values = _values(made, data)
    if made.leaf:
        below = tuple(_typed(kind, each) for each in data.get(made.many or "", ()))
        return Typed(kind=kind, values=values, parts=below)
    if made.slots == ("",):
        listed = [data]
    elif made.many == "":
        listed = data
    else:
        listed = [*(data[slot] for slot in made.slots), *(data[made.many] if made.many else ())]
    return Typed(kind=kind, values=values, parts=tuple(map(_tagged, listed)))


def _tagged(data: dict[str, Any]) -> Typed:
    ((kind, below),) = data.items()
    return _typed(kind, below)


def _values(made: Shape, data: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    found = {}
    for one in made.fields:
        value: Any = data
        for key in one.key.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        if value is not None:
            found[one.key] = _strings(one, value)
    return found


def _strings(one: Field, value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(map(str, value))
    if isinstance(value, bool):
        return (ANY_TIME if value else "no",)
    return (str(value),)


# To a node --------------------------------------------------------------------------------------


def read_typed(part: Typed) -> tuple[AnyNode | None, tuple[Fault, ...]]:
    """The node that was typed, or what keeps it from being one: beside each field its fault."""
    check_size(part)
    faults = tuple(fault for name, one in walk(part) for fault in _faults(name, one))
    if faults:
        return None, faults
    try:
        return read_node(_tagged_place(part, ROOT)), ()
    except _Refused as fault:
        return None, (_fault(fault),)


def check_size(part: Typed) -> None:
    """Unreadable if a criterion has more parts, or deeper ones, than any that can be meant."""
    names = [name for name, _ in walk(part)]
    if len(names) > MOST or max(name.count("-") for name in names) > DEEPEST:
        raise Unreadable("This criterion has too many parts.", fix="Split it into several.")


def _faults(name: str, part: Typed) -> Iterator[Fault]:
    """What is wrong with the fields of one part, whatever stands in it or around it."""
    stand_in = tuple(Typed(kind="sex", values={"is": ("female",)}) for _ in part.parts)
    alone = replace(part, parts=() if part.shape.leaf else stand_in)
    refused: set[str] = set()
    while True:
        try:
            read_node(_tagged_place(alone, name))
        except _Refused as error:
            fault = _placed(_fault(error), alone, refused)
            if fault is None:
                return
            yield fault
            if fault.key not in alone.values or fault.key in refused:
                return
            refused.add(fault.key)
            kept = {key: value for key, value in alone.values.items() if key != fault.key}
            alone = replace(alone, values=kept)
        else:
            return


def _placed(fault: Fault, part: Typed, refused: set[str]) -> Fault | None:
    """A fault beside the field that is to blame; None if it only follows from one before."""
    fields = {one.key: one for one in part.shape.fields}
    if fault.key in fields:
        return fault
    below = [key for key in fields if key.startswith(f"{fault.key}.")] if fault.key else []
    if below:
        return None if refused.intersection(below) else replace(fault, key=below[0])
    if refused:
        return None
    empty = [key for key, one in fields.items() if one.needed and key not in given(part)]
    return replace(fault, key=empty[0] if empty else "")


def _fault(refused: _Refused) -> Fault:
    part, _, key = refused.at.partition(":")
    return Fault(part=part, key=key, mistake=refused.mistake, fix=refused.fix)


def given(part: Typed) -> dict[str, tuple[str, ...]]:
    """What was typed, without fields left empty and without spaces alone."""
    told = {key: tuple(one for one in value if one.strip()) for key, value in part.values.items()}
    return {key: value for key, value in told.items() if value}


def _tagged_place(part: Typed, name: str) -> Place:
    return _Spot({part.kind: _place(part, name)}, 1, name)


def _place(part: Typed, name: str) -> Place:
    made = part.shape
    below = [
        _place(one, f"{name}-{at}") if made.leaf else _tagged_place(one, f"{name}-{at}")
        for at, one in enumerate(part.parts)
    ]
    slots = dict(zip(made.slots, below, strict=False))
    listed = _Spot(below[len(slots) :], 1, name)
    if slots.keys() == {""}:
        return slots[""]
    if made.many == "":
        return listed
    keys = _keys(part, name) | slots
    if made.many and (below or not made.leaf):
        keys[made.many] = listed
    return _Spot(keys, 1, name)


def _keys(part: Typed, name: str) -> dict[str, Place]:
    """The typed values as places of a file: each knows the field it stands in."""
    told = given(part)
    keys: dict[str, Place] = {}
    for one in part.shape.fields:
        if one.key not in told:
            continue
        outer, _, inner = one.key.partition(".")
        place = _value(one, told[one.key], f"{name}:{one.key}")
        if inner:
            keys.setdefault(outer, _Spot({}, 1, f"{name}:{outer}")).value[inner] = place
        else:
            keys[outer] = place
    return keys


def _value(one: Field, told: tuple[str, ...], name: str) -> Place:
    if one.entry is Entry.NAMES:
        return _Spot([_Spot(each, 1, name) for each in told], 1, name)
    return _Spot(_plain(one, told[0]), 1, name)


def _plain(one: Field, told: str) -> str | int | bool:
    """A number or a truth where one is meant; any other words go to the reader as they are."""
    if one.entry is Entry.NUMBER and told.isascii() and told.strip().isdecimal() and len(told) < 10:
        return int(told)
    if one.entry is Entry.FLAG and told in (ANY_TIME, "no"):
        return told == ANY_TIME
    if one.entry is Entry.OPEN_LENGTH and told.strip() == ANY_TIME:
        return True
    return told


# As plain data ----------------------------------------------------------------------------------


def typed_as_data(part: Typed) -> dict[str, Any]:
    """A part in dicts, lists and words, to be kept."""
    values = {key: list(value) for key, value in part.values.items()}
    return {"kind": part.kind, "values": values, "parts": list(map(typed_as_data, part.parts))}


def typed_from_data(data: object, depth: int = 0) -> Typed:
    """What :func:`typed_as_data` wrote; Unreadable for anything else."""
    if not isinstance(data, dict) or depth > DEEPEST or data.get("kind") not in kinds():
        raise Unreadable("A part of the criterion cannot be read.", fix="Open it again.")
    values, parts = data.get("values"), data.get("parts")
    if not isinstance(values, dict) or not isinstance(parts, list):
        raise Unreadable("A part of the criterion cannot be read.", fix="Open it again.")
    keys = shape(data["kind"]).keys
    told = {key: tuple(map(str, values[key])) for key in keys if isinstance(values.get(key), list)}
    below = tuple(typed_from_data(each, depth + 1) for each in parts)
    return Typed(kind=data["kind"], values=told, parts=below)
