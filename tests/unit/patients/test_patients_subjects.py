"""Whom FHIR resources are about."""

import pytest

from tests.factories.fhir import Resource, condition, patient
from trialhead.errors import Unreadable
from trialhead.patients.bundle import Resource as Read
from trialhead.patients.subjects import about_one_person, last_part


def resources(*data: Resource) -> list[Read]:
    """Resources as a bundle gives them."""
    return [
        Read(type=one["resourceType"], data=one, address="", place=f"entry[{number}]")
        for number, one in enumerate(data)
    ]


def about(name: str, **fields: object) -> Resource:
    """A condition of someone."""
    return condition(subject={"reference": f"Patient/{name}"}, **fields)


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("Patient/12", "12"),
        ("urn:uuid:12", "12"),
        ("https://example.org/fhir/Patient/12", "12"),
        ("Patient/12/_history/3", "12"),
        ("12", "12"),
        ("", ""),
    ],
)
def test_addresses_of_one_thing_end_alike(address: str, part: str) -> None:
    assert last_part(address) == part


def test_without_a_patient_all_must_name_the_same_person() -> None:
    same = resources(about("a"), about("a"), condition())
    assert about_one_person(same, "x") == same
    with pytest.raises(Unreadable, match="x is about 2 people"):
        about_one_person(resources(about("a"), about("b")), "x")


def test_with_a_patient_others_are_left_out() -> None:
    listed = resources(patient(), about("p"), about("mother"), condition())
    assert about_one_person(listed, "x") == [listed[0], listed[1], listed[3]]


def test_a_patient_without_id_is_whom_the_others_name() -> None:
    listed = resources(patient(id=None), about("a"))
    assert about_one_person(listed, "x") == listed


def test_an_allergy_names_its_patient_otherwise() -> None:
    allergy = {"resourceType": "AllergyIntolerance", "patient": {"reference": "Patient/mother"}}
    assert len(about_one_person(resources(patient(), allergy), "x")) == 1


@pytest.mark.parametrize("subject", [None, "p", {"display": "Anna"}, {"reference": 5}, []])
def test_a_subject_that_names_nobody_is_the_person(subject: object) -> None:
    listed = resources(patient(), condition(subject=subject))
    assert about_one_person(listed, "x") == listed
