"""A search as its address says it: every choice, checked, and the address written back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from trialhead.registry import Kind, Phase

WITHIN = (10, 25, 50, 100, 250, 500)
STATUSES = ("open", "soon", "closed", "all")
SORTS = ("relevance", "distance", "updated")
SEXES = ("FEMALE", "MALE")
LONGEST_WORDS = 500
LONGEST_PLACE = 100
OLDEST = 120
LAST_PAGE = 100_000


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of an address that could not be used, and was left out."""

    field: str
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchRequest:
    """What is searched for. Empty text, None and empty tuples mean: no such filter.

    ``within`` in km; ``age`` in whole years; ``status`` one of STATUSES ("open" takes
    participants now); ``literal`` takes the words as they stand.
    """

    words: str = ""
    near: str = ""
    within: int | None = None
    age: int | None = None
    sex: str = ""
    status: str = "open"
    phases: tuple[str, ...] = ()
    kind: str = ""
    country: str = ""
    sort: str = "relevance"
    literal: bool = False
    page: int = 1


#: Names of the parameters in an address, in their order there.
NAMES = {
    "words": "q",
    "near": "near",
    "within": "within",
    "age": "age",
    "sex": "sex",
    "status": "status",
    "phases": "phase",
    "kind": "kind",
    "country": "country",
    "sort": "sort",
    "literal": "literal",
    "page": "page",
}
_DEFAULTS = SearchRequest()


def from_query(
    query: Mapping[str, Sequence[str]],
) -> tuple[SearchRequest, tuple[Problem, ...]]:
    """The search in an address's parameters (lists of values by name). Never raises.

    A value that cannot be used leaves its field at the default and is named as a problem.
    """
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for field, name in NAMES.items():
        given = [value for raw in query.get(name, ()) if (value := _encodable(raw).strip())]
        if not given:
            continue
        try:
            found[field] = _READERS[field](given)
        except ValueError:
            problems.append(Problem(field, given[-1][:100]))
    return SearchRequest(**found), tuple(problems)


def to_query(request: SearchRequest) -> list[tuple[str, str]]:
    """The shortest parameters that give this search."""
    pairs: list[tuple[str, str]] = []
    for field in fields(request):
        value, name = getattr(request, field.name), NAMES[field.name]
        if value == getattr(_DEFAULTS, field.name):
            continue
        if isinstance(value, tuple):
            pairs += [(name, item) for item in value]
        else:
            pairs.append((name, "1" if value is True else str(value)))
    return pairs


def _encodable(raw: str) -> str:
    """Without halves of characters, which terminals and bad addresses yield."""
    return raw.encode(errors="replace").decode()


def _text(longest: int) -> Callable[[list[str]], str]:
    def read(given: list[str]) -> str:
        return " ".join(given[-1].split())[:longest].strip()

    return read


def _one_of(choices: Sequence[str]) -> Callable[[list[str]], str]:
    def read(given: list[str]) -> str:
        if given[-1] not in choices:
            raise ValueError(given[-1])
        return given[-1]

    return read


def _number(low: int, high: int) -> Callable[[list[str]], int]:
    def read(given: list[str]) -> int:
        if not (given[-1].isascii() and given[-1].isdecimal()) or len(given[-1]) > 9:
            raise ValueError(given[-1])
        number = int(given[-1])
        if not low <= number <= high:
            raise ValueError(given[-1])
        return number

    return read


def _within(given: list[str]) -> int:
    number = _number(0, max(WITHIN))(given)
    if number not in WITHIN:
        raise ValueError(given[-1])
    return number


def _phases(given: list[str]) -> tuple[str, ...]:
    if not set(given) <= set(Phase.__members__):
        raise ValueError(given[-1])
    return tuple(phase for phase in Phase.__members__ if phase in given)


def _literal(given: list[str]) -> bool:
    return _one_of(("0", "1"))(given) == "1"


_READERS: dict[str, Callable[[list[str]], Any]] = {
    "words": _text(LONGEST_WORDS),
    "near": _text(LONGEST_PLACE),
    "within": _within,
    "age": _number(0, OLDEST),
    "sex": _one_of(SEXES),
    "status": _one_of(STATUSES),
    "phases": _phases,
    "kind": _one_of(tuple(Kind.__members__)),
    "country": _text(LONGEST_PLACE),
    "sort": _one_of(SORTS),
    "literal": _literal,
    "page": _number(1, LAST_PAGE),
}
