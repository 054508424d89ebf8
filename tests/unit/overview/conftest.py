"""Sample studies with their criteria placed in the record."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from trialhead.criteria import StudyCriteria, place, read_text, shipped_criteria
from trialhead.registry import Study, read_study

SAMPLE = Path(__file__).parents[3] / "sample" / "studies"

Sampled = tuple[Study, StudyCriteria]


def sampled(registry_id: str) -> Sampled:
    """A sample study and its criteria, as people wrote them or as a machine reads them."""
    study = read_study(json.loads((SAMPLE / f"{registry_id}.json").read_text()))
    shipped = shipped_criteria(registry_id)
    text = study.eligibility.criteria
    return study, read_text(text) if shipped is None else place(shipped, text)[0]


@pytest.fixture
def sample() -> Callable[[str], Sampled]:
    """A sample study by its number."""
    return sampled


def asked_for(criteria: str, **modules: object) -> Sampled:
    """A made-up study with this eligibility text, and other fields of its record."""
    sections = {
        "identificationModule": {"nctId": "NCT99999999", "briefTitle": "A made-up study"},
        "statusModule": {"overallStatus": "RECRUITING"},
        "designModule": {"studyType": "INTERVENTIONAL"},
        "eligibilityModule": {"eligibilityCriteria": criteria},
    } | modules
    study = read_study({"protocolSection": sections})
    return study, read_text(study.eligibility.criteria)


@pytest.fixture
def asking() -> Callable[..., Sampled]:
    """Makes studies up."""
    return asked_for
