"""FHIR resources as small as they can be, and what is read from them."""

import json
from typing import Any

from trialhead.patients import Fact, Finding, PatientRecord, read_fhir

LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
CVX = "http://hl7.org/fhir/sid/cvx"

Resource = dict[str, Any]


def concept(text: str = "", *codings: tuple[str, str, str]) -> Resource:
    """A CodeableConcept of a text and (system, code, display)."""
    coding = [
        {"system": system, "code": code, "display": display} for system, code, display in codings
    ]
    return {"text": text, "coding": coding} if coding else {"text": text}


def status(code: str) -> Resource:
    """A status that is a CodeableConcept."""
    return {"coding": [{"code": code}]}


def patient(**fields: Any) -> Resource:
    """A woman born in 1980."""
    return {"resourceType": "Patient", "id": "p", "birthDate": "1980-05-20", "gender": "female"} | (
        fields
    )


def condition(name: str = "Asthma", **fields: Any) -> Resource:
    """An illness."""
    return {"resourceType": "Condition", "id": "c", "code": concept(name)} | fields


def allergy(name: str, **fields: Any) -> Resource:
    """An allergy."""
    return {"resourceType": "AllergyIntolerance", "id": "a", "code": concept(name)} | fields


def observation(code: Resource, **fields: Any) -> Resource:
    """A final result."""
    return {"resourceType": "Observation", "id": "o", "status": "final", "code": code} | fields


def loinc(code: str, display: str = "") -> Resource:
    """A concept that is a LOINC code."""
    return concept("", (LOINC, code, display))


def quantity(value: float, unit: str, **fields: Any) -> Resource:
    """A number in a UCUM unit."""
    return {"value": value, "code": unit, "unit": unit} | fields


def request(drug: str = "prednisone", **fields: Any) -> Resource:
    """An order of a drug."""
    return {
        "resourceType": "MedicationRequest",
        "id": "m",
        "status": "active",
        "intent": "order",
        "medicationCodeableConcept": concept(drug),
    } | fields


def statement(drug: str = "prednisone", **fields: Any) -> Resource:
    """A statement that a drug is taken."""
    return {
        "resourceType": "MedicationStatement",
        "id": "s",
        "status": "active",
        "medicationCodeableConcept": concept(drug),
    } | fields


def bundle(*resources: Resource, **fields: Any) -> Resource:
    """A Bundle of the resources."""
    entries = [{"resource": resource} for resource in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries} | fields


def read(*resources: Resource) -> PatientRecord:
    """What a Bundle of the resources says."""
    return read_fhir(json.dumps(bundle(*resources)), "record.json")


def facts(*resources: Resource) -> tuple[Fact, ...]:
    """The facts of a Bundle."""
    return read(*resources).facts


def only(*resources: Resource) -> Any:
    """The only fact of a Bundle."""
    (fact,) = facts(*resources)
    return fact


def findings(*resources: Resource) -> tuple[Finding, ...]:
    """The findings of a Bundle."""
    return read(*resources).findings
