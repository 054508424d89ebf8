"""A JSON or YAML file of values by name, read strictly."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn

import yaml

from trialhead.errors import NotFound, Unreadable

#: Larger than any file of inputs a person writes.
_MOST_BYTES = 1_000_000
_SHAPE = "Write names with their values, as JSON or YAML."


def read_mapping_file(path: Path) -> dict[str, Any]:
    """The values by name in a JSON (.json) or YAML file.

    Raises NotFound without the file; Unreadable, naming file and place, for what is no JSON or
    YAML, holds a name twice, is nested too deeply, is no mapping, or is larger than 1 MB.
    """
    read: Callable[[Path, str], Any] = _read_json if path.suffix == ".json" else _read_yaml
    try:
        found = read(path, _text(path))
    except RecursionError as error:
        raise Unreadable(f"{path} is nested too deeply.", fix=_SHAPE) from error
    if not isinstance(found, dict) or not all(isinstance(name, str) for name in found):
        raise Unreadable(f"{path} holds no values by name.", fix=_SHAPE)
    return found


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise NotFound(
            f"{path} cannot be read ({error.strerror}).", fix="Check the name of the file."
        ) from error
    if len(raw) > _MOST_BYTES:
        raise Unreadable(f"{path} is larger than 1 MB.", fix="Give the inputs of one person.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"{path} is not UTF-8 (byte {error.start}).", fix="Save it as UTF-8 text."
        ) from error


def _read_json(path: Path, text: str) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if twice := _twice(name for name, _ in pairs):
            raise Unreadable(f"{path} gives {twice!r} twice.", fix="Leave one of the two.")
        return dict(pairs)

    def refuse(constant: str) -> NoReturn:
        raise Unreadable(f"{path} holds {constant}.", fix="Write a number, or null for unknown.")

    try:
        return json.loads(text, object_pairs_hook=once, parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise Unreadable(
            f"{path}, line {error.lineno}, column {error.colno}: {error.msg}.", fix=_SHAPE
        ) from error
    except ValueError as error:  # a number of thousands of digits
        raise Unreadable(f"{path} holds a number that cannot be.", fix=_SHAPE) from error


class _Loader(yaml.SafeLoader):
    """YAML without tags of programs and without aliases, in which a name stands once."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            problem = "an alias stands before this place"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=self.get_mark())
        return super().compose_node(parent, index)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except ValueError as error:  # a day that no calendar holds, a number of too many digits
            raise yaml.MarkedYAMLError(problem=str(error), problem_mark=node.start_mark) from error

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if twice := _twice(names):
            problem = f"{twice!r} is given twice"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
        return super().construct_mapping(node, deep)


def _read_yaml(path: Path, text: str) -> Any:
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise Unreadable(f"{path}{place}: {error.problem}.", fix=_SHAPE) from error
    except yaml.YAMLError as error:
        raise Unreadable(f"{path} is no YAML: {error}.", fix=_SHAPE) from error


def _twice(names: Iterable[str]) -> str:
    """The first of ``names`` that stands there again; empty when none does."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return ""
