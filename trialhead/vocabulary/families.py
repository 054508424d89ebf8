"""What belongs to what: chains of "is a" between names."""

from collections.abc import Mapping, Sequence
from functools import cached_property


class Families:
    """Names with their broader names. Every question is answered in one look."""

    def __init__(self, broader: Mapping[str, Sequence[str]]) -> None:
        self._broader = broader
        self._above: dict[str, frozenset[str]] = {}

    def is_a(self, name: str, ancestor: str) -> bool:
        """Whether ``name`` is ``ancestor`` or stands below it."""
        return name == ancestor or ancestor in self.above(name)

    def above(self, name: str) -> frozenset[str]:
        """Every broader name."""
        if name not in self._above:
            found: set[str] = set()
            waiting = list(self._broader.get(name, ()))
            while waiting:
                each = waiting.pop()
                if each not in found:
                    found.add(each)
                    waiting.extend(self._broader.get(each, ()))
            self._above[name] = frozenset(found)
        return self._above[name]

    def below(self, name: str) -> frozenset[str]:
        """Every narrower name."""
        return self._below.get(name, frozenset())

    @cached_property
    def _below(self) -> dict[str, frozenset[str]]:
        below: dict[str, set[str]] = {}
        for name in self._broader:
            for each in self.above(name):
                below.setdefault(each, set()).add(name)
        return {name: frozenset(names) for name, names in below.items()}
