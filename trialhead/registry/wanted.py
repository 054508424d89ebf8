"""What to ask ClinicalTrials.gov for, and how its API v2 wants it said."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from trialhead.errors import Unreadable

#: Every overall status of the registry.
STATUSES = frozenset(
    [
        "ACTIVE_NOT_RECRUITING",
        "APPROVED_FOR_MARKETING",
        "AVAILABLE",
        "COMPLETED",
        "ENROLLING_BY_INVITATION",
        "NOT_YET_RECRUITING",
        "NO_LONGER_AVAILABLE",
        "RECRUITING",
        "SUSPENDED",
        "TEMPORARILY_NOT_AVAILABLE",
        "TERMINATED",
        "UNKNOWN",
        "WITHDRAWN",
        "WITHHELD",
    ]
)

#: Studies that anybody may ask to join today; studies yet to open are not among them.
ENROLLING = ("RECRUITING",)

PHASES = frozenset(["EARLY_PHASE1", "NA", "PHASE1", "PHASE2", "PHASE3", "PHASE4"])

#: Oldest change first, so that a run that broke off goes on from the last date it saw.
OLDEST_CHANGE_FIRST = ("LastUpdatePostDate:asc",)

#: Words that the search language takes as commands when they stand in capitals.
_OPERATOR = re.compile(
    "ALL|AND|AREA|COVERAGE|DISTANCE|EXPANSION|MAX|MIN|MISSING|NOT|OR|RANGE|SEARCH|TILT"
)
_REGISTRY_ID = re.compile(r"NCT\d{8}", re.IGNORECASE | re.ASCII)
_WORD = re.compile(r"[^\W_]+")
_SORT_KEY = re.compile(r"(?:@relevance|[A-Za-z][A-Za-z0-9.-]*)(?::(?:asc|desc))?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Near:
    """A circle in degrees; the radius has a unit, because the API takes bare numbers as metres."""

    latitude: float
    longitude: float
    radius: float
    unit: Literal["mi", "km"]

    def __post_init__(self) -> None:
        _require(-90 <= self.latitude <= 90, "latitude", "-90 to 90 degrees")
        _require(-180 <= self.longitude <= 180, "longitude", "-180 to 180 degrees")
        _require(0.1 <= self.radius <= 21_000, "radius", "0.1 to 21,000")
        _require(self.unit in ("mi", "km"), "unit", "mi or km")

    def expression(self) -> str:
        """The filter as the API writes it: ``distance(52.52,13.405,50km)``."""
        numbers = (_plain(self.latitude), _plain(self.longitude), _plain(self.radius))
        return f"distance({','.join(numbers)}{self.unit})"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """One question to the registry. Raises :class:`Unreadable` for what the API would not take.

    No ``statuses`` means every status: a portal has to learn of closings too. ``since`` is the
    day, inclusive, of the last update posted. ``age_years`` keeps studies without an age bound.
    """

    condition: str = ""
    since: date | None = None
    statuses: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    age_years: int | None = None
    near: Near | None = None
    sort: tuple[str, ...] = OLDEST_CHANGE_FIRST
    page_size: int = 100

    def __post_init__(self) -> None:
        words = self.condition.replace(",", " ").split()
        is_id = bool(words) and all(map(is_registry_id, words))
        # The API drops every filter when a query holds nothing but registry ids.
        _require(not is_id, "condition", "words; ask for a registry id as a study")
        _require(len(self.condition) <= 500, "condition", "at most 500 characters")
        _require(STATUSES.issuperset(self.statuses), "statuses", f"among {sorted(STATUSES)}")
        _require(PHASES.issuperset(self.phases), "phases", f"among {sorted(PHASES)}")
        _require(self.age_years is None or 0 <= self.age_years <= 130, "age_years", "0 to 130")
        _require(len(self.sort) <= 2, "sort", "at most 2 keys")
        _require(all(map(_SORT_KEY.fullmatch, self.sort)), "sort", "like LastUpdatePostDate:asc")
        _require(1 <= self.page_size <= 1000, "page_size", "1 to 1000")

    def params(self) -> dict[str, str]:
        """The query parameters for ``/studies``; only those that are asked for."""
        asked = {
            "query.cond": plain_words(self.condition),
            "filter.overallStatus": ",".join(self.statuses),
            "filter.geo": self.near.expression() if self.near else "",
            "filter.advanced": " AND ".join(self._clauses()),
            "sort": ",".join(self.sort),
        }
        fixed = {"format": "json", "countTotal": "true", "pageSize": str(self.page_size)}
        return fixed | {name: value for name, value in asked.items() if value}

    def _clauses(self) -> Iterator[str]:
        if self.since:
            yield f"AREA[LastUpdatePostDate]RANGE[{self.since.isoformat()},MAX]"
        if self.phases:
            yield f"({' OR '.join(f'AREA[Phase]{phase}' for phase in self.phases)})"
        if self.age_years is not None:
            age = f"{self.age_years} years"
            yield f"(AREA[MinimumAge]RANGE[MIN, {age}] OR AREA[MinimumAge]MISSING)"
            yield f"(AREA[MaximumAge]RANGE[{age}, MAX] OR AREA[MaximumAge]MISSING)"


def is_registry_id(text: str) -> bool:
    """Whether the text is an identifier of ClinicalTrials.gov."""
    return _REGISTRY_ID.fullmatch(text) is not None


def plain_words(text: str) -> str:
    """A person's words for the registry's search language, with no word acting as an operator."""
    words = re.sub(r'[\\"()\[\]{}\x00-\x1f]', " ", text).split()
    return " ".join(f"\\{word}" if _OPERATOR.fullmatch(word) else word for word in words)


def mentions_condition(record: dict[str, Any], condition: str) -> bool:
    """Whether a study's conditions, keywords or titles hold the condition's words in a row.

    The registry's own condition search is fuzzy and also ranks studies of something else.
    """
    sought = _folded(condition)
    named = (_folded(form) for text in _condition_texts(record) for form in _forms(text))
    return bool(sought.strip()) and any(sought in text for text in named)


def _condition_texts(record: dict[str, Any]) -> Iterator[str]:
    protocol = _part(record, "protocolSection")
    titles = _part(protocol, "identificationModule")
    conditions = _part(protocol, "conditionsModule")
    browse = _part(_part(record, "derivedSection"), "conditionBrowseModule")
    texts = [titles.get("briefTitle"), titles.get("officialTitle")]
    texts += _list(conditions, "conditions") + _list(conditions, "keywords")
    for term in _list(browse, "meshes") + _list(browse, "ancestors"):
        texts.append(term.get("term") if isinstance(term, dict) else None)
    return (text for text in texts if isinstance(text, str))


def _list(module: dict[str, Any], name: str) -> list[Any]:
    listed = module.get(name)
    return listed if isinstance(listed, list) else []


def _part(record: dict[str, Any], name: str) -> dict[str, Any]:
    part = record.get(name)
    return part if isinstance(part, dict) else {}


def _forms(text: str) -> tuple[str, str]:
    """The text, and turned round where a comma inverts it: «Diabetes Mellitus, Type 2»."""
    main, _, qualifier = text.partition(",")
    return text, f"{qualifier} {main}"


def _folded(text: str) -> str:
    """Letters and digits only, without case and accents, with a blank around each word."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return f" {' '.join(_WORD.findall(bare))} "


def _plain(number: float) -> str:
    return f"{number:.5f}".rstrip("0").rstrip(".")


def _require(holds: bool, name: str, allowed: str) -> None:
    if not holds:
        raise Unreadable(f"The registry cannot be asked with this {name}.", fix=f"Give {allowed}.")
