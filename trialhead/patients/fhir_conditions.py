"""Illnesses and allergies from FHIR."""

from collections.abc import Iterator

from trialhead.patients.coded import code_of, coded
from trialhead.patients.elements import Element
from trialhead.patients.facts import Condition, Fact
from trialhead.patients.fhir_codes import severity_of
from trialhead.patients.fhir_reading import Reading
from trialhead.patients.fhir_times import some_day
from trialhead.patients.naming import drug_key

#: Ruled out on one occasion is not "never was", so it says nothing of other times.
_DROPPED = frozenset({"refuted", "entered-in-error"})
_SUSPECTED = frozenset({"unconfirmed", "provisional", "differential", "presumed"})

#: Whether an illness lasts, by its clinical status. Remission and inactivity leave that open.
_LASTS = {"active": True, "recurrence": True, "relapse": True, "resolved": False}
_INACTIVE = {"inactive": {"active": False}, "remission": {"active": False, "in remission": True}}

_HISTORY = "history of "
_NOTHING_KNOWN = ("no known ", "no current ")
_ALLERGIES = ("allerg", "intoleran", "hypersensitiv")
_DRUG_ALLERGY = "drug hypersensitivity"


def read_condition(element: Element, reading: Reading, source: str) -> Iterator[Fact]:
    """A Condition; what was only suspected is named so, and matches nothing for sure."""
    certainty = code_of(element.child("verificationStatus"))
    concept = coded(element.child("code"))
    if certainty in _DROPPED or not concept or _tells_nothing(concept.name):
        return
    past = all(name.lower().startswith(_HISTORY) for name in concept.all_names)
    names = [name[len(_HISTORY) :] if past else name for name in concept.all_names]
    if certainty in _SUSPECTED:
        name, concepts = f"suspected {names[0]}", tuple[str, ...]()
    else:
        name, concepts = reading.names.condition(*names, source=source)
    status = code_of(element.child("clinicalStatus"))
    yield Condition(
        name=name,
        concepts=concepts,
        # The days of a history are those of having one, not those of the illness.
        onset=None if past else some_day(element, "onset", reading.born),
        ended=None if past else some_day(element, "abatement", reading.born),
        ongoing=False if past else _ongoing(element, status),
        severity=severity_of(coded(element.child("severity"))),
        stage=_stage(element),
        qualities=_INACTIVE.get(status, {}),
        source=source,
    )


def read_allergy(element: Element, reading: Reading, source: str) -> Iterator[Fact]:
    """An AllergyIntolerance, as the condition "allergy to X"; "none known" tells nothing."""
    certainty = code_of(element.child("verificationStatus"))
    concept = coded(element.child("code"))
    if certainty in _DROPPED or not concept or _tells_nothing(concept.name):
        return
    kind = "intolerance" if element.text("type") == "intolerance" else "allergy"
    named = [name for name in concept.names if any(word in name.lower() for word in _ALLERGIES)]
    name = named[0] if named else f"{kind} to {concept.name}"
    wordings = [name, _DRUG_ALLERGY] if _is_of_drug(element, concept.names) else [name]
    concepts: tuple[str, ...] = ()
    if certainty in _SUSPECTED:
        name = f"suspected {name}"
    else:
        concepts = reading.names.condition(*wordings, source=source)[1]
    status = code_of(element.child("clinicalStatus"))
    yield Condition(
        name=name,
        concepts=concepts,
        onset=some_day(element, "onset", reading.born),
        ongoing=_ongoing(element, status),
        qualities=_INACTIVE.get(status, {}),
        source=source,
    )


def _tells_nothing(name: str) -> bool:
    return name.lower().startswith(_NOTHING_KNOWN)


def _ongoing(element: Element, status: str) -> bool | None:
    lasts = _LASTS.get(status)
    return False if lasts is None and element.has("abatementString") else lasts


def _stage(element: Element) -> str:
    """The stage as written, without the word; empty if several are given."""
    stages = {
        concept.name
        for stage in element.children("stage")
        if (concept := coded(stage.child("summary")))
    }
    name = stages.pop() if len(stages) == 1 else ""
    return name[len("stage ") :] if name.lower().startswith("stage ") else name


def _is_of_drug(element: Element, names: tuple[str, ...]) -> bool:
    return "medication" in element.texts("category") or any(map(drug_key, names))
