"""Reads one person's record from FHIR R4. Absent is unknown; no list of FHIR's is complete."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType

from trialhead.patients.bundle import Resource, read_resources
from trialhead.patients.elements import Element, ElementError
from trialhead.patients.facts import Fact
from trialhead.patients.fhir_conditions import read_allergy, read_condition
from trialhead.patients.fhir_medications import (
    read_administration,
    read_immunization,
    read_request,
    read_statement,
)
from trialhead.patients.fhir_observations import read_observation
from trialhead.patients.fhir_others import read_person, read_procedure, read_questionnaire
from trialhead.patients.fhir_reading import Reading, by_address
from trialhead.patients.record import Finding, PatientRecord
from trialhead.patients.subjects import PERSON, about_one_person
from trialhead.patients.when import When

Reader = Callable[[Element, Reading, str], Iterator[Fact]]

_READERS: Mapping[str, Reader] = MappingProxyType(
    {
        PERSON: lambda element, reading, source: read_person(element, source),
        "Condition": read_condition,
        "AllergyIntolerance": read_allergy,
        "Observation": read_observation,
        "MedicationRequest": read_request,
        "MedicationStatement": read_statement,
        "MedicationAdministration": read_administration,
        "Immunization": read_immunization,
        "Procedure": read_procedure,
        "QuestionnaireResponse": read_questionnaire,
    }
)


def read_fhir(text: str, file: str) -> PatientRecord:
    """The record in a Bundle, NDJSON or single resource, named ``file`` in messages.

    A resource that breaks FHIR's form is left out and told in a finding. Raises Unreadable for
    what is no JSON, no FHIR, or about more than one person.
    """
    resources = read_resources(text, file)
    readable = [one for one in resources if one.type in _READERS]
    own = about_one_person(readable, file)
    people = [one for one in own if one.type == PERSON]
    reading = Reading(file=file, born=_born(people), by_address=by_address(resources))
    facts: list[Fact] = []
    findings = list(_deaths(people, file))
    if strangers := len(readable) - len(own):
        message = f"Resources about someone else are left out: {strangers}."
        findings.append(Finding(message=message, source=file))
    for resource in own:
        try:
            facts += _facts(resource, reading)
        except ElementError as problem:
            message = f"{resource.place} is left out: {problem}"
            findings.append(Finding(message=message, source=f"{resource.place} in {file}"))
    return PatientRecord(facts=tuple(facts), findings=(*findings, *reading.names.findings()))


def _facts(resource: Resource, reading: Reading) -> list[Fact]:
    """Raises ElementError; an extension that may turn the meaning round cannot be passed over."""
    element = Element(resource.data)
    if element.children("modifierExtension"):
        raise ElementError("it has a modifierExtension, which may turn its meaning round.")
    return list(_READERS[resource.type](element, reading, f"{resource.place} in {reading.file}"))


def _born(people: Sequence[Resource]) -> When | None:
    """The birth that all Patients state alike."""
    stated = set()
    for one in people:
        with suppress(ElementError):
            stated.add(Element(one.data).when("birthDate"))
    return stated.pop() if len(stated) == 1 else None


def _deaths(people: Sequence[Resource], file: str) -> Iterator[Finding]:
    for one in people:
        if one.data.get("deceasedBoolean") is True or one.data.get("deceasedDateTime"):
            source = f"{one.place} in {file}"
            yield Finding(message="The record says that the person has died.", source=source)
