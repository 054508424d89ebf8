"""YAML (and so JSON) with the line of every value, read without running anything in it."""

from dataclasses import dataclass
from typing import Any, NoReturn

import yaml

from trialhead.errors import Unreadable

#: Limits of an authored file: real ones stay far below.
_MOST_CHARACTERS = 2_000_000
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Place:
    """A value of a file with its line: a mapping of places, a list of places, or a plain value."""

    value: Any
    line: int
    name: str

    def refuse(self, mistake: str, fix: str) -> NoReturn:
        """Raise Unreadable with the file and line of this value."""
        raise Unreadable(f"{self.name}, line {self.line}: {mistake}", fix=fix)

    def mapping(self) -> "dict[str, Place]":
        """The value as a mapping; refused if it is none."""
        if not isinstance(self.value, dict):
            self.refuse("this must hold names with values.", "Write it as name: value.")
        return self.value

    def items(self) -> "list[Place]":
        """The value as a list; a lone value is a list of one."""
        return self.value if isinstance(self.value, list) else [self]

    def text(self) -> str:
        """The value as words; refused if it is a mapping or a list."""
        if isinstance(self.value, dict | list) or self.value is None:
            self.refuse("words are missing here.", "Write a plain value.")
        return str(self.value)


def read_places(text: str, *, name: str) -> Place:
    """The places of a YAML or JSON text; Unreadable if it is neither, too large or too deep."""
    if len(text) > _MOST_CHARACTERS:
        raise Unreadable(f"{name} is too long for a file of criteria.", fix="Split it by study.")
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise Unreadable(
            f"{name}, line {line}: this is no YAML.", fix="Check indents, quotes and brackets."
        ) from None
    if root is None:
        raise Unreadable(f"{name} is empty.", fix="Give a file of criteria.")
    return _place(root, name, depth=0, seen=set())


def _place(node: yaml.Node, name: str, *, depth: int, seen: set[int]) -> Place:
    line = node.start_mark.line + 1
    here = Place(None, line, name)
    if depth > _DEEPEST:
        here.refuse("lists and names stand too deep inside each other.", "Flatten them.")
    if id(node) in seen:
        here.refuse("an alias repeats another part.", "Write the part out.")
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return Place(_mapping(node, name, depth=depth, seen=seen), line, name)
    if isinstance(node, yaml.SequenceNode):
        below = [_place(each, name, depth=depth + 1, seen=seen) for each in node.value]
        return Place(below, line, name)
    return Place(_scalar(node, here), line, name)


def _mapping(node: yaml.MappingNode, name: str, *, depth: int, seen: set[int]) -> dict[str, Place]:
    found: dict[str, Place] = {}
    for key, value in node.value:
        words = str(key.value)
        if words in found:
            Place(None, key.start_mark.line + 1, name).refuse(
                f"{words!r} stands here twice.", "Keep one of them."
            )
        found[words] = _place(value, name, depth=depth + 1, seen=seen)
    return found


def _scalar(node: yaml.Node, here: Place) -> Any:
    try:
        value = yaml.constructor.SafeConstructor().construct_object(node)
    except (yaml.YAMLError, ValueError, AttributeError, TypeError):
        here.refuse("this value has a form that is not understood.", "Write plain words.")
    if isinstance(value, int | float) and not node.value.isascii():  # "!!int ٣" would be 3
        here.refuse(f"{node.value!r} has digits that are not 0 to 9.", "Write it with 0 to 9.")
    return str(node.value) if not isinstance(value, bool | int | float | str) else value
