"""A study told as plain lines, by section and field: for comparing, printing and checking pages."""

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from trialhead.registry.dates import Milestone, PartialDate
from trialhead.registry.eligibility import Age, AgeRange
from trialhead.registry.sites import GeoPoint
from trialhead.registry.study import Study

Facts = dict[str, tuple[str, ...]]

#: Which fields of a Study each section of a page tells, in page order.
SECTIONS: dict[str, tuple[str, ...]] = {
    "status": ("standing",),
    "titles": ("title", "official_title", "acronym"),
    "overview": ("summary", "description"),
    "conditions": ("conditions", "keywords", "condition_terms"),
    "eligibility": ("eligibility",),
    "treatment": ("design", "arms", "interventions", "intervention_terms"),
    "outcomes": ("outcomes",),
    "sites": ("sites",),
    "contacts": ("contacts", "officials"),
    "sponsor": ("sponsorship", "organisation", "oversight"),
    "references": ("references", "links", "documents", "sharing", "has_results"),
    "numbers": ("registry_id", "aliases", "org_study_id", "secondary_ids"),
}


def facts(study: Study) -> dict[str, Facts]:
    """Lines by section and field, such as ``["eligibility"]["criteria"]``, without empty ones."""
    return {
        section: {
            name: lines for field in names for name, lines in _fields(field, getattr(study, field))
        }
        for section, names in SECTIONS.items()
    }


def _fields(name: str, value: Any) -> Iterable[tuple[str, tuple[str, ...]]]:
    """A record inside the study splits into its fields; everything else is lines of one field."""
    if is_dataclass(value) and type(value) not in _PRINTED:
        for part in fields(value):
            yield from _fields(f"{name}.{part.name}", getattr(value, part.name))
        return
    lines = tuple(_lines(value))
    if lines:
        yield name, lines


def _lines(value: Any) -> Iterable[str]:
    if isinstance(value, tuple):
        for item in value:
            yield " · ".join(_lines(item)) if is_dataclass(item) else str(item)
    elif is_dataclass(value) and type(value) not in _PRINTED:
        for part in fields(value):
            yield from _lines(getattr(value, part.name))
    elif isinstance(value, str) and not isinstance(value, Enum):
        yield from (line.strip() for line in value.split("\n") if line.strip())
    elif value is not None:
        yield _PRINTED.get(type(value), str)(value)


def _milestone(value: Milestone) -> str:
    mark = {True: " (actual)", False: " (planned)", None: ""}[value.actual]
    return f"{value.date}{mark}"


def _ages(value: AgeRange) -> str:
    return f"{value.minimum or 'no lower bound'} to {value.maximum or 'no upper bound'}"


_PRINTED: dict[type, Callable[[Any], str]] = {
    Milestone: _milestone,
    PartialDate: str,
    Age: str,
    AgeRange: _ages,
    GeoPoint: lambda point: f"{point.latitude}, {point.longitude}",
    bool: lambda flag: "yes" if flag else "no",
}
