"""A criterion tried on made-up people, before and after it was changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from trialhead.criteria import Criterion, StudyCriteria
from trialhead.errors import Unreadable
from trialhead.patients import PatientRecord, read_document
from trialhead.screening import Gate, View, judge, screen

#: Made-up people that come with the sample registry; an installation without it has none.
PEOPLE = Path(__file__).parents[3] / "sample" / "patients"
#: A person's file is never longer.
LONGEST = 200_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """A criterion judged on one person in both readings; ``strict`` and ``generous`` are what the
    gate says. None where there is no such criterion."""

    strict: str
    generous: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Tried:
    """A made-up person, and what a criterion says of them as the draft began and as it is now."""

    name: str
    before: Judged | None
    now: Judged | None


def sample_people() -> tuple[tuple[str, str], ...]:
    """Name and text of the made-up people at hand."""
    return _people()


@cache
def _people() -> tuple[tuple[str, str], ...]:
    found = sorted(PEOPLE.glob("*.yaml")) if PEOPLE.is_dir() else []
    return tuple((path.stem, path.read_text("utf-8")) for path in found)


def tried(
    people: tuple[tuple[str, str], ...],
    *,
    before: Criterion | None,
    now: Criterion | None,
    on: date,
) -> Iterator[Tried]:
    """A criterion judged on some people. Raises what reading one of them raises."""
    for name, text in people:
        person = read_person(text, name)
        view = View(patient=person, on=on, events={})
        yield Tried(
            name=name,
            before=_judged(before, view),
            now=_judged(now, view),
        )


def read_person(text: str, name: str) -> PatientRecord:
    """A made-up person. Raises what reading them raises, and Unreadable for a long text."""
    if len(text) > LONGEST:
        raise Unreadable("This is too long for a person.", fix=f"Keep it below {LONGEST} signs.")
    return read_document(text, name)


def _judged(one: Criterion | None, view: View) -> Judged | None:
    if one is None:
        return None
    _reported, strict, generous = judge(one, view).gates
    return Judged(strict=str(strict.value), generous=str(generous.value))


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """One criterion of a whole draft judged on a made-up person."""

    id: str
    told: str


def all_tried(criteria: StudyCriteria, text: str, on: date) -> tuple[Told, ...]:
    """All criteria judged on one made-up person."""
    judged = screen(criteria, read_person(text, "the person"), on=on)
    return tuple(Told(id=one.criterion.id, told=_told(one.gates)) for one in judged.verdicts)


def _told(gates: tuple[Gate, Gate, Gate]) -> str:
    reported, strict, generous = gates
    if strict == generous:
        return str(reported.value)
    return f"{strict.value} read strictly, {generous.value} read generously"
