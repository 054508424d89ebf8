"""A FHIR element read by name and type; a wrong type is told by its path in the resource."""

from collections.abc import Mapping
from math import isfinite
from typing import Any

from trialhead.patients.when import When, read_when


class ElementError(ValueError):
    """An element holds something that FHIR does not allow there."""


class Element:
    """One JSON object of FHIR. Absent fields read as empty; a wrong type raises ElementError."""

    def __init__(self, data: Mapping[str, Any], path: str = "") -> None:
        self._data = data
        self._path = path

    def has(self, key: str) -> bool:
        """Whether the field is given."""
        return self._data.get(key) is not None

    def child(self, key: str) -> "Element":
        """The object under ``key``; an empty one when absent."""
        return Element(self._typed(key, dict, "an object") or {}, self._where(key))

    def children(self, key: str) -> tuple["Element", ...]:
        """The objects of the list under ``key``."""
        listed = self._typed(key, list, "a list") or []
        for item in listed:
            if not isinstance(item, dict):
                raise ElementError(f"{self._where(key)} should be a list of objects.")
        return tuple(Element(item, f"{self._where(key)}[{n}]") for n, item in enumerate(listed))

    def text(self, key: str) -> str:
        """Words on one line; empty when absent."""
        return " ".join((self._typed(key, str, "text") or "").split())

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of the list under ``key``."""
        listed = self._typed(key, list, "a list") or []
        if not all(isinstance(item, str) for item in listed):
            raise ElementError(f"{self._where(key)} should be a list of texts.")
        return tuple(listed)

    def flag(self, key: str) -> bool | None:
        """True, false, or None when absent."""
        found: bool | None = self._typed(key, bool, "true or false")
        return found

    def number(self, key: str) -> float | None:
        """A finite number, or None when absent."""
        found = self._typed(key, (int, float), "a number")
        if found is None:
            return None
        try:
            number = float(found)
        except OverflowError as error:
            raise ElementError(f"{self._where(key)} is too large.") from error
        if isinstance(found, bool) or not isfinite(number):
            raise ElementError(f"{self._where(key)} should be a number.")
        return number

    def when(self, key: str) -> When | None:
        """The day, month or year of a date or time, or None when absent."""
        text = self.text(key)
        try:
            return read_when(text) if text else None
        except ValueError as problem:
            raise ElementError(f"{self._where(key)}: {problem}") from problem

    def _where(self, key: str) -> str:
        return f"{self._path}.{key}" if self._path else key

    def _typed(self, key: str, kind: type | tuple[type, ...], name: str) -> Any:
        value = self._data.get(key)
        if value is not None and not isinstance(value, kind):
            raise ElementError(f"{self._where(key)} should be {name}.")
        return value
