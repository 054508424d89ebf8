"""Fields of one entry read by name and type; every mistake is noted with its line and remedy."""

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from enum import StrEnum
from math import isfinite
from typing import TypeVar

from trialhead.errors import Unreadable
from trialhead.patients.amounts import Amount, read_amount
from trialhead.patients.nodes import Entries, Items, Node, Scalar
from trialhead.patients.when import When, read_when

Choice = TypeVar("Choice", bound=StrEnum)
Value = TypeVar("Value")

_FLAGS = {"yes": True, "true": True, "no": False, "false": False}
_UNKNOWN = "unknown"
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
#: How many mistakes are told at once.
_TOLD = 20


class DocumentError(Unreadable):
    """A patient file says something that cannot be read; ``mistakes`` are (line, problem)."""

    def __init__(self, file: str, mistakes: list[tuple[int, str]]) -> None:
        told = " ".join(f"Line {line}: {problem}" for line, problem in mistakes[:_TOLD])
        more = f" And {len(mistakes) - _TOLD} more." if len(mistakes) > _TOLD else ""
        super().__init__(f"{file} holds mistakes. {told}{more}", fix="Mend these lines.")
        self.mistakes = tuple(mistakes)


class Mistakes:
    """The mistakes of one file, raised together when all of it has been seen."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: list[tuple[int, str]] = []

    def note(self, line: int, problem: str) -> None:
        """Remember one mistake; ``problem`` is a sentence with its remedy."""
        self._found.append((line, problem))

    def settle(self) -> None:
        """Raise DocumentError if there were any."""
        if self._found:
            raise DocumentError(self.file, sorted(self._found))


class Fields:
    """One entry. A field left out, empty or (for yes/no) "unknown" reads as None or empty.

    A wrong field is noted and reads as if left out, so that all mistakes are found in one go.
    """

    def __init__(self, node: Node, what: str, mistakes: Mistakes) -> None:
        self.line = node.line
        self._what = what
        self._mistakes = mistakes
        self._asked: dict[str, None] = {}
        self._nodes = node.nodes if isinstance(node, Entries) else {}
        if not isinstance(node, Entries):
            self.wrong(f"{what} should be fields with their values, such as {{is: asthma}}.")

    @property
    def source(self) -> str:
        """File and line, as facts carry them."""
        return f"{self._mistakes.file}, line {self.line}"

    def source_of(self, key: str) -> str:
        """File and line of one field."""
        return f"{self._mistakes.file}, line {self._nodes[key].line}"

    def wrong(self, problem: str, *, at: str = "") -> None:
        """Note a mistake at the field ``at``, or at the entry."""
        self._mistakes.note(self._nodes[at].line if at else self.line, problem)

    def has(self, key: str) -> bool:
        """Whether the field is given."""
        return self._node(key) is not None

    def text(self, key: str) -> str:
        """Words on one line."""
        return self._read(key, lambda text: " ".join(text.split())) or ""

    def name(self, key: str) -> str:
        """Words that must be there."""
        words = self.text(key)
        if not words:
            self.wrong(f"{self._what} lacks {key!r}; say what it is, or leave the entry out.")
        return words

    def flag(self, key: str) -> bool | None:
        """yes, no or unknown."""
        return self._read(key, _flag)

    def decided(self, key: str) -> bool | None:
        """yes or no, where unknown would leave open what the entry says."""
        return self._read(key, _decided)

    def when(self, key: str) -> When | None:
        """A day, month or year."""
        return self._read(key, read_when)

    def number(self, key: str) -> float | None:
        """A finite number."""
        return self._read(key, _number)

    def count(self, key: str) -> int | None:
        """A whole number from 1."""
        return self._read(key, _count)

    def amount(self, key: str) -> Amount | None:
        """A number with its unit, or a bound."""
        return self._read(key, read_amount)

    def choice(self, key: str, choices: type[Choice]) -> Choice | None:
        """One of the words of ``choices``."""
        return self._read(key, lambda text: _choice(text, choices))

    def texts(self, key: str) -> tuple[str, ...] | None:
        """A list of words; None if it is not given."""
        node = self._node(key)
        if node is None:
            return None
        if not isinstance(node, Items) or not all(isinstance(one, Scalar) for one in node.nodes):
            self.wrong(f"{key} should be a list, such as [one, two] or [].", at=key)
            return None
        return tuple(" ".join(one.text.split()) for one in node.nodes if isinstance(one, Scalar))

    def flags(self, key: str) -> dict[str, bool | None]:
        """yes, no or unknown by name."""
        node = self._node(key)
        if node is None:
            return {}
        inner = Fields(node, key, self._mistakes)
        return {name: inner.flag(name) for name in inner._nodes}

    def entries(self, key: str, *, single: bool = False) -> Iterator["Fields"]:
        """The entries of a list; with ``single`` one may stand without a list."""
        node = self._node(key)
        if node is None:
            return
        if single and isinstance(node, Entries):
            yield Fields(node, key, self._mistakes)
        elif not isinstance(node, Items):
            self.wrong(f"{key} should be a list: one entry a line, each with a dash.", at=key)
        else:
            for one in node.nodes:
                yield Fields(one, f"An entry of {key}", self._mistakes)

    def done(self) -> None:
        """Note the fields nobody asked for; call it when all have been read."""
        for key in self._nodes:
            if key not in self._asked:
                near = get_close_matches(key, self._asked, n=1)
                remedy = (
                    f"did you mean {near[0]!r}?" if near else f"known: {', '.join(self._asked)}."
                )
                self.wrong(f"{self._what} has no field {key[:40]!r}; {remedy}", at=key)

    def _node(self, key: str) -> Node | None:
        self._asked[key] = None
        node = self._nodes.get(key)
        return None if isinstance(node, Scalar) and node.absent else node

    def _read(self, key: str, read: Callable[[str], Value]) -> Value | None:
        node = self._node(key)
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self.wrong(f"{key} should be a single value.", at=key)
            return None
        try:
            return read(node.text)
        except ValueError as problem:
            self.wrong(f"{key}: {problem}", at=key)
            return None


def _flag(text: str) -> bool | None:
    word = text.strip().lower()
    if word != _UNKNOWN and word not in _FLAGS:
        raise ValueError(f"{text[:40]!r} is neither yes, no nor unknown.")
    return _FLAGS.get(word)


def _decided(text: str) -> bool:
    if (flag := _flag(text)) is None:
        raise ValueError("unknown says nothing here; write yes or no, or leave the entry out.")
    return flag


def _number(text: str) -> float:
    if not _NUMBER.fullmatch(text.strip()) or not isfinite(number := float(text)):
        raise ValueError(f"{text[:40]!r} is no number; write 2 or 1.5.")
    return number


def _count(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,3}", text.strip(), re.ASCII):
        raise ValueError(f"{text[:40]!r} is no whole number; write 1, 2 and so on.")
    return int(text)


def _choice(text: str, choices: type[Choice]) -> Choice:
    word = text.strip().lower()
    if word not in list(choices):
        raise ValueError(f"{text[:40]!r} is none of {', '.join(choices)}.")
    return choices(word)
