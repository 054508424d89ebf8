"""What a form asks for a kind of leaf or combination: told by the tables that read files."""

from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from functools import cache
from typing import Any

from trialhead.criteria.codecs import BOUNDS_KEYS, TIMING_KEYS
from trialhead.criteria.document import AMBIGUITY
from trialhead.criteria.forms import COMBINED, FORMS, Form, allowed_keys

#: Headings of the keys that stand beside a leaf's own.
LIMITS, TIME = "limits", "time"
#: What stands for "at any time" where a length of time may be left open.
ANY_TIME = "yes"


class Entry(StrEnum):
    """How a value is typed."""

    TEXT = "text"
    NAMES = "names"
    NUMBER = "number"
    AMOUNT = "amount"
    LENGTH = "length of time"
    OPEN_LENGTH = "length of time, or yes for any"
    CHOICE = "choice"
    FLAG = "flag"


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One value of a form. ``key`` is its way in a file, with a point before a key of a key;
    ``group`` the heading it stands under; ``usual`` what a flag is where nothing is said."""

    key: str
    entry: Entry
    group: str = ""
    choices: tuple[str, ...] = ()
    needed: bool = False
    usual: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """What one kind is made of: fields, parts that stand once by their key, and a list of parts.

    The key is empty where the part or the list is the value itself; ``many`` is None without a
    list. ``leaf`` tells a kind of leaf from a combination.
    """

    kind: str
    leaf: bool
    fields: tuple[Field, ...] = ()
    slots: tuple[str, ...] = ()
    many: str | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its fields."""
        return tuple(field.key for field in self.fields)


def kinds() -> tuple[str, ...]:
    """Every kind of leaf, then every combination, as files name them."""
    return (*FORMS, *COMBINED)


@cache
def shape(kind: str) -> Shape:
    """What a kind is made of. KeyError for a word that is none."""
    return _leaf(kind, FORMS[kind]) if kind in FORMS else _combination(kind, COMBINED[kind])


def doubt_fields() -> tuple[Field, ...]:
    """What is said of a doubt, beside its id."""
    told = AMBIGUITY["properties"]
    return tuple(_field(key, schema, needed=True)[0] for key, schema in told.items() if key != "id")


def _leaf(kind: str, form: Form) -> Shape:
    defaults = {each.name: each.default for each in fields(form.kind)}
    found: list[Field] = []
    for key, (attribute, codec) in form.keys.items():
        default = defaults[attribute]
        found += _field(key, codec.schema, needed=default is MISSING, usual=default is True)
    found += _beside(BOUNDS_KEYS, LIMITS) if form.bounds else ()
    found += _beside(TIMING_KEYS, TIME) if form.timing else ()
    many = "but_not" if "but_not" in allowed_keys(form) else None
    return Shape(kind=kind, leaf=True, fields=tuple(found), many=many)


def _beside(keys: dict[str, Any], group: str) -> list[Field]:
    return [field for key, schema in keys.items() for field in _field(key, schema, group=group)]


def _combination(kind: str, schema: dict[str, Any]) -> Shape:
    keys = schema.get("properties", {"": schema})
    lists = [key for key, told in keys.items() if "$ref" in told.get("items", {})]
    slots = tuple(key for key, told in keys.items() if "$ref" in told)
    found: list[Field] = []
    for key, told in keys.items():
        if key not in (*lists, *slots):
            found += _field(key, told, needed=key in schema["required"])
    many = lists[0] if lists else None
    return Shape(kind=kind, leaf=False, fields=tuple(found), slots=slots, many=many)


def _field(
    key: str, schema: dict[str, Any], *, group: str = "", needed: bool = False, usual: bool = False
) -> list[Field]:
    """The field of one key; those of its own keys where it holds some."""
    if schema.get("type") == "object":
        below = schema["properties"].items()
        return [one for name, told in below for one in _field(f"{key}.{name}", told, group=key)]
    entry = _entry(schema)
    choices = tuple(schema["enum"]) if entry is Entry.CHOICE else ()
    return [
        Field(key=key, entry=entry, group=group, choices=choices, needed=needed, usual=usual),
    ]


def _entry(schema: dict[str, Any]) -> Entry:
    """How a value that a schema describes is typed. ValueError for a form nobody has thought of."""
    if "enum" in schema:
        return Entry.CHOICE
    if "anyOf" in schema:
        constant = any("const" in one for one in schema["anyOf"])
        return Entry.OPEN_LENGTH if constant else Entry.AMOUNT
    kind = schema["type"]
    if isinstance(kind, list):
        return Entry.NAMES
    if kind == "string":
        return Entry.LENGTH if "pattern" in schema else Entry.TEXT
    if kind == "boolean":
        return Entry.FLAG
    if kind == "integer":
        return Entry.NUMBER
    raise ValueError(f"No form field is known for {schema}.")
