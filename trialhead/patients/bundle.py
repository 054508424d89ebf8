"""The resources of a FHIR file about one person: a Bundle, NDJSON, or a single resource."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from trialhead.errors import Unreadable

_FIX = "Give a FHIR R4 Bundle of one person, or its resources one a line (NDJSON)."

#: What else a file may hold as a whole; every other type alone says nothing about a person.
_ALONE = frozenset(
    {
        "Patient",
        "Condition",
        "Observation",
        "MedicationRequest",
        "MedicationStatement",
        "MedicationAdministration",
        "Immunization",
        "Procedure",
        "AllergyIntolerance",
        "QuestionnaireResponse",
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Resource:
    """One resource: its type, its JSON, the address it goes by, and the place in its file."""

    type: str
    data: Mapping[str, Any]
    address: str
    place: str


def read_resources(text: str, file: str) -> tuple[Resource, ...]:
    """The resources in ``text``; raises Unreadable, naming ``file`` and place, for other things."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if len(lines) > 1 and _is_whole(lines[0][1]):
        parsed = [(_parsed(line, file, number), f"line {number}") for number, line in lines]
        listed = [found for data, place in parsed for found in _unpacked(data, file, place)]
    else:
        listed = list(_unpacked(_parsed(text, file, 1), file, ""))
    return tuple(listed)


def is_fhir(text: str) -> bool:
    """Whether ``text`` looks like FHIR in JSON: braces, and a resource type."""
    return text.lstrip().startswith(("{", "[")) and '"resourceType"' in text


def _is_whole(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _parsed(text: str, file: str, first_line: int) -> dict[str, Any]:
    try:
        data = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        line = first_line + error.lineno - 1
        raise Unreadable(
            f"{file}, line {line}, column {error.colno}: this is no JSON ({error.msg}).",
            fix="Fetch the file again if it was cut off; otherwise mend it there.",
        ) from error
    except (ValueError, RecursionError) as error:
        problem = "nested too deeply" if isinstance(error, RecursionError) else str(error)[:80]
        raise Unreadable(f"{file} cannot be read as JSON: {problem}.", fix=_FIX) from error
    if not isinstance(data, dict):
        raise Unreadable(f"{file}, line {first_line}: this is no FHIR resource.", fix=_FIX)
    return data


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


def _unpacked(data: dict[str, Any], file: str, place: str) -> Iterator[Resource]:
    kind = data.get("resourceType")
    if kind == "Bundle":
        yield from _entries(data, file, place)
    elif isinstance(kind, str) and (place or kind in _ALONE):
        yield _resource(data, "", place)
    else:
        told = f"a {kind}" if isinstance(kind, str) else "no resource type"
        raise Unreadable(f"{file}{_at(place)} holds {told[:60]}.", fix=_FIX)


def _entries(bundle: dict[str, Any], file: str, place: str) -> Iterator[Resource]:
    if bundle.get("type") == "history":
        mistake = f"{file}{_at(place)} is a history of changes, with what no longer holds."
        raise Unreadable(mistake, fix="Give the resources as they are now.")
    entries = bundle.get("entry")
    if entries is None:
        return
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise Unreadable(f"{file}{_at(place)}: entry should be a list of objects.", fix=_FIX)
    for number, entry in enumerate(entries):
        here = f"{place}, entry[{number}]" if place else f"entry[{number}]"
        data = entry.get("resource")
        if data is None:
            continue
        if not isinstance(data, dict) or not isinstance(data.get("resourceType"), str):
            raise Unreadable(f"{file}, {here} holds no FHIR resource.", fix=_FIX)
        yield _resource(data, entry.get("fullUrl"), here)


def _resource(data: dict[str, Any], address: object, place: str) -> Resource:
    name = data.get("id")
    named = isinstance(name, str) and name
    return Resource(
        type=data["resourceType"],
        data=data,
        address=address if isinstance(address, str) else "",
        place=f"{data['resourceType']}/{name}" if named else place or data["resourceType"],
    )


def _at(place: str) -> str:
    return f", {place}" if place else ""
