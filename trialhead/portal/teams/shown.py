"""A typed criterion as its page shows it: parts as groups of fields, faults beside their fields."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from trialhead.criteria import (
    ROOT,
    AnyNode,
    Entry,
    Fault,
    Field,
    Typed,
    given,
    kinds,
    read_typed,
    sentence,
    shape,
    typed_as_data,
    walk,
)
from trialhead.portal.teams.suggested import list_of

#: So many leaves are open at once without being asked for.
OPEN = 4
#: Empty lines for further names.
SPARE = 2
#: Keys beside a leaf's own that are always in sight.
_IN_SIGHT = ("limits", "time")
_HINTS: dict[Entry, str | Promise] = {
    Entry.AMOUNT: _("a number with its unit, such as 30 mg/dL"),
    Entry.LENGTH: _("such as 4 weeks"),
    Entry.OPEN_LENGTH: _("such as 4 weeks, or yes for any time"),
    Entry.NAMES: _("any of them; one a line"),
}
_LEGENDS: dict[str, str | Promise] = {
    "all": _("All of these"),
    "any": _("Any of these"),
    "at_least": _("At least so many of these"),
    "not": _("Not"),
    "unless": _("Unless"),
    "readings": _("Two readings of one wording"),
}
#: Every combination that a part can be put into, with its name.
WRAPS = tuple((kind, _LEGENDS.get(kind, kind)) for kind in kinds() if not shape(kind).leaf)
_SLOTS: dict[str, str | Promise] = {
    "holds": _("This holds"),
    "exception": _("Unless this holds too"),
    "conservative": _("Read strictly: fewer people may take part"),
    "lenient": _("Read generously: more people may take part"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """One field with what was typed. ``values`` has a line for each name, with some to spare."""

    name: str
    label: str
    entry: str
    values: tuple[str, ...]
    choices: tuple[str, ...]
    needed: bool
    hint: str | Promise
    suggestions: str
    problem: str

    @property
    def long(self) -> bool:
        """Whether it needs more than one line; an input would lose its line breaks."""
        return self.label in ("statement", "explanation") or "\n" in self.values[0]

    @property
    def unknown(self) -> bool:
        """Whether something was typed that is none of the choices."""
        return bool(self.values[0]) and self.values[0] not in self.choices

    @property
    def checked(self) -> bool:
        """Whether a flag is up."""
        return self.values[0] == "yes"


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Fields under one heading; without one they stand by themselves."""

    heading: str
    fields: tuple[Shown, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One part of the criterion as the page shows it. ``kept`` is the data of a leaf that is not
    open; ``told`` says it in words."""

    name: str
    kind: str
    leaf: bool
    legend: str | Promise
    slot: str | Promise = ""
    told: str = ""
    kept: str = ""
    problems: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    more: tuple[Group, ...] = ()
    parts: "tuple[Part, ...]" = ()
    kinds: tuple[str, ...] = ()
    adds: bool = False
    exception: bool = False
    unwraps: bool = False
    first: bool = True
    last: bool = True
    root: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class _Page:
    """What all parts of one page share."""

    faults: dict[str, list[Fault]]
    open: frozenset[str] = field(default_factory=frozenset)


def shown(root: Typed, faults: Iterable[Fault], opened: Collection[str]) -> Part:
    """The criterion as its page shows it; a leaf with a fault is always open."""
    by_part: dict[str, list[Fault]] = {}
    for fault in faults:
        by_part.setdefault(fault.part, []).append(fault)
    names = [name for name, part in walk(root) if part.shape.leaf]
    few = names if len(names) <= OPEN else ()
    open_now = {*few, *opened, *by_part}
    # An exception stands in the form of its illness, so both are open or neither.
    for name in sorted(open_now):
        open_now.update(one for one in names if one.startswith(f"{name}-"))
        above = name.rpartition("-")[0]
        while above in names:
            open_now.add(above)
            above = above.rpartition("-")[0]
    return _part(root, ROOT, _Page(faults=by_part, open=frozenset(open_now)), above=None)


def _part(part: Typed, name: str, page: _Page, above: Typed | None) -> Part:
    made = part.shape
    at = int(name.rpartition("-")[2]) if above else 0
    listed = above is not None and not above.shape.slots
    here = Part(
        name=name,
        kind=part.kind,
        leaf=made.leaf,
        legend=_LEGENDS.get(part.kind, part.kind),
        slot=_slot(above, at),
        told=_told(part),
        exception=above is not None and above.shape.leaf,
        first=not listed or at == 0,
        last=not listed or above is None or at == len(above.parts) - 1,
        root=above is None,
    )
    if made.leaf and name not in page.open:
        return replace(here, kept=json.dumps(typed_as_data(part)))
    faults = page.faults.get(name, [])
    problems = {one.key: f"{one.mistake} {one.fix}" for one in faults if one.key}
    near, more = _fields(part, name, problems)
    return replace(
        here,
        problems=tuple(f"{one.mistake} {one.fix}" for one in faults if not one.key),
        groups=near,
        more=more,
        parts=tuple(
            _part(one, f"{name}-{number}", page, part) for number, one in enumerate(part.parts)
        ),
        kinds=_alternatives(part),
        adds=made.many is not None,
        unwraps=not made.leaf and len(part.parts) == 1,
    )


def _slot(above: Typed | None, at: int) -> str | Promise:
    slots = above.shape.slots if above else ()
    return _SLOTS.get(slots[at], "") if at < len(slots) else ""


def _told(part: Typed) -> str:
    """What a leaf says; empty while it has faults."""
    node: AnyNode | None = read_typed(part)[0] if part.shape.leaf else None
    return "" if node is None else sentence(node)


def _alternatives(part: Typed) -> tuple[str, ...]:
    """The kinds a part can become."""
    if part.shape.leaf:
        return tuple(kind for kind in kinds() if shape(kind).leaf)
    if part.shape.many is None:
        return ()
    return tuple(k for k in kinds() if not shape(k).leaf and shape(k).many is not None)


def _fields(
    part: Typed, name: str, problems: dict[str, str]
) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
    """The fields in sight, and those that few need: empty ones that nothing hangs on."""
    near: list[Group] = []
    more: list[Group] = []
    filled = given(part)
    for heading, listed in groupby(part.shape.fields, key=lambda one: one.group):
        fields = list(listed)
        if heading:
            told = any(one.key in filled or one.key in problems for one in fields)
            group = _group(heading, fields, part, name, problems)
            (near if told or heading in _IN_SIGHT else more).append(group)
            continue
        for seen, some in groupby(fields, key=lambda one: _seen(one, part, problems)):
            (near if seen else more).append(_group("", list(some), part, name, problems))
    return tuple(near), tuple(more)


def _seen(one: Field, part: Typed, problems: dict[str, str]) -> bool:
    told = given(part).get(one.key)
    usual = told == ("yes" if one.usual else "no",)
    said = told is not None and not (one.entry is Entry.FLAG and usual)
    return one.needed or said or one.key in problems or not part.shape.leaf


def _group(
    heading: str, fields: list[Field], part: Typed, name: str, problems: dict[str, str]
) -> Group:
    return Group(
        heading=heading.replace("_", " "),
        fields=tuple(_field(one, part, name, problems.get(one.key, "")) for one in fields),
    )


def _field(one: Field, part: Typed, name: str, problem: str) -> Shown:
    usual = ("yes" if one.usual else "no") if one.entry is Entry.FLAG else ""
    values = part.values.get(one.key) or (() if one.entry is Entry.NAMES else (usual,))
    spare = ("",) * SPARE if one.entry is Entry.NAMES else ()
    return Shown(
        name=f"{name}:{one.key}",
        label=one.key.rpartition(".")[2].replace("_", " "),
        entry=one.entry.name.lower(),
        values=(*values, *spare),
        choices=one.choices,
        needed=one.needed,
        hint=_HINTS.get(one.entry, ""),
        suggestions=list_of(part.kind, one),
        problem=problem,
    )
