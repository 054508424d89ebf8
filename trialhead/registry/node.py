"""A JSON object read by name, with every fault told by its path in the record."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from trialhead.errors import Unreadable
from trialhead.registry.dates import Milestone, PartialDate, read_date
from trialhead.registry.text import decoded, one_line

Choice = TypeVar("Choice", bound=StrEnum)
Value = TypeVar("Value")


class RecordError(Unreadable):
    """A record says something that cannot be right; ``path`` names the field."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(
            f"{path}: {problem}", fix="Mend the field at its source and import the record again."
        )
        self.path = path
        self.problem = problem


class Node:
    """One object of a record. Absent and null fields read as empty; a wrong type is an error."""

    def __init__(self, data: Mapping[str, Any], path: str = "") -> None:
        self._data = data
        self._path = path

    def where(self, key: str) -> str:
        """The full path of a field, such as ``protocolSection.statusModule.overallStatus``."""
        return f"{self._path}.{key}" if self._path else key

    def child(self, key: str) -> "Node":
        """The object under ``key``; an empty one when absent."""
        return Node(self._typed(key, dict, "an object") or {}, self.where(key))

    def children(self, key: str) -> tuple["Node", ...]:
        """The objects of the list under ``key``."""
        return tuple(
            Node(_checked(item, dict, "an object", path), path) for item, path in self._items(key)
        )

    def text(self, key: str) -> str:
        """Decoded text with its line breaks; empty when absent."""
        return decoded(self._typed(key, str, "text") or "")

    def line(self, key: str) -> str:
        """Decoded text on one line; empty when absent."""
        return one_line(self._typed(key, str, "text") or "")

    def lines(self, key: str) -> tuple[str, ...]:
        """The list of texts under ``key``, each on one line, without empty ones."""
        read = (one_line(_checked(item, str, "text", path)) for item, path in self._items(key))
        return tuple(line for line in read if line)

    def flag(self, key: str) -> bool | None:
        """True, false, or None when the record does not say."""
        found: bool | None = self._typed(key, bool, "true or false")
        return found

    def count(self, key: str) -> int | None:
        """A whole number from 0 up, or None when absent."""
        number: int | None = self._typed(key, int, "a whole number")
        if isinstance(number, bool) or (number is not None and not 0 <= number < 2**31):
            raise RecordError(self.where(key), "should be a whole number from 0 to 2147483647.")
        return number

    def number(self, key: str) -> float | None:
        """A number, or None when absent."""
        found = self._typed(key, (int, float), "a number")
        if isinstance(found, bool):
            raise RecordError(self.where(key), "true or false is no number.")
        try:
            return None if found is None else float(found)
        except OverflowError as error:
            raise RecordError(self.where(key), "the number is too large.") from error

    def choice(self, key: str, choices: type[Choice]) -> Choice | None:
        """One of the registry's codes, or None when absent."""
        code = self.line(key)
        if code and code not in choices.__members__:
            known = ", ".join(choices.__members__)
            raise RecordError(self.where(key), f"{code[:40]!r} is none of {known}.")
        return choices[code] if code else None

    def date(self, key: str) -> PartialDate | None:
        """A date, or None when absent."""
        text = self.line(key)
        return self.built(key, lambda: read_date(text)) if text else None

    def milestone(self, key: str) -> Milestone | None:
        """A date with its ACTUAL or ESTIMATED mark, or None when absent."""
        node = self.child(key)
        day, mark = node.date("date"), node.line("type")
        return Milestone(day, {"ACTUAL": True, "ESTIMATED": False}.get(mark)) if day else None

    def built(self, key: str, build: Callable[[], Value]) -> Value:
        """What ``build`` makes; its ValueError becomes a RecordError at this field."""
        try:
            return build()
        except ValueError as problem:
            raise RecordError(self.where(key), str(problem)) from problem

    def _items(self, key: str) -> list[tuple[Any, str]]:
        items = self._typed(key, list, "a list") or []
        return [(item, f"{self.where(key)}[{place}]") for place, item in enumerate(items)]

    def _typed(self, key: str, kind: type | tuple[type, ...], name: str) -> Any:
        value = self._data.get(key)
        if value is None or isinstance(value, kind):
            return value
        return _checked(value, kind, name, self.where(key))


def _checked(value: Any, kind: type | tuple[type, ...], name: str, path: str) -> Any:
    if not isinstance(value, kind):
        raise RecordError(path, f"should be {name}, but is {type(value).__name__}.")
    return value
