"""One person's dated facts: what is known, since when, and where it was found."""

from trialhead.patients.answers import facts_from_answers
from trialhead.patients.contradictions import checked, contradictions
from trialhead.patients.document import read_document
from trialhead.patients.facts import (
    Answer,
    Birth,
    Completeness,
    Condition,
    Fact,
    Kind,
    Measurement,
    Outcome,
    Participation,
    Procedure,
    Reproduction,
    ScoreFact,
    Severity,
    Sex,
    SexFact,
    Treatment,
)
from trialhead.patients.fhir import read_fhir
from trialhead.patients.fields import DocumentError
from trialhead.patients.files import read_patient
from trialhead.patients.record import Finding, PatientRecord
from trialhead.patients.when import When, read_when

__all__ = [
    "Answer",
    "Birth",
    "Completeness",
    "Condition",
    "DocumentError",
    "Fact",
    "Finding",
    "Kind",
    "Measurement",
    "Outcome",
    "Participation",
    "PatientRecord",
    "Procedure",
    "Reproduction",
    "ScoreFact",
    "Severity",
    "Sex",
    "SexFact",
    "Treatment",
    "When",
    "checked",
    "contradictions",
    "facts_from_answers",
    "read_document",
    "read_fhir",
    "read_patient",
    "read_when",
]
