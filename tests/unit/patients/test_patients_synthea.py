"""Made-up patients by somebody else's program: all are read, and nothing is lost or added."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from trialhead.patients import (
    Birth,
    Condition,
    Measurement,
    PatientRecord,
    Procedure,
    ScoreFact,
    SexFact,
    Treatment,
    checked,
    read_fhir,
)
from trialhead.vocabulary import drugs

TODAY = date(2026, 11, 23)
Person = tuple[list[dict[str, Any]], PatientRecord]


@pytest.fixture(scope="module")
def people(shared: Path) -> list[Person]:
    """The resources of each person, and what is read from them."""
    with ZipFile(shared / "data" / "synthea-fhir-r4.zip") as archive:
        texts = {name: archive.read(name).decode() for name in sorted(archive.namelist())}
    return [
        ([entry["resource"] for entry in json.loads(text)["entry"]], read_fhir(text, name))
        for name, text in texts.items()
        if name.endswith(".json")
    ]


def count(people: list[Person], kind: str) -> int:
    """How many resources of a type there are."""
    return sum(one["resourceType"] == kind for resources, _ in people for one in resources)


def facts(people: list[Person], kind: Any) -> list[Any]:
    """All facts of a type."""
    return [fact for _, record in people for fact in record.of(kind)]


def results(people: list[Person]) -> Iterator[tuple[str, dict[str, Any]]]:
    """LOINC code and content of every result with a value, components too."""
    for resources, _ in people:
        for one in resources:
            if one["resourceType"] == "Observation":
                for part in (one, *one.get("component", [])):
                    if any(name.startswith("value") for name in part):
                        yield part["code"]["coding"][0]["code"], part


def test_all_are_read_and_none_is_left_out(people: list[Person]) -> None:
    assert len(people) == 120
    told = [finding.message for _, record in people for finding in record.findings]
    assert not [message for message in told if "left out" in message]


def test_births_and_sexes(people: list[Person]) -> None:
    assert len(facts(people, Birth)) == len(facts(people, SexFact)) == count(people, "Patient")


def test_each_result_is_a_measurement_or_a_score(people: list[Person]) -> None:
    codes = Counter(code for code, _ in results(people))
    scores = {"72514-3": "pain NRS", "72106-8": "MMSE"}
    read_scores = Counter(fact.scale for fact in facts(people, ScoreFact))
    assert read_scores == {scale: codes[code] for code, scale in scores.items()}
    assert len(facts(people, Measurement)) == codes.total() - read_scores.total()


@pytest.mark.parametrize(
    ("analyte", "codes"),
    [
        ("hemoglobin", {"718-7"}),
        ("creatinine", {"38483-4"}),
        ("eGFR", {"33914-3"}),
        ("systolic blood pressure", {"8480-6"}),
        ("body weight", {"29463-7"}),
        ("HbA1c", {"4548-4"}),
        ("platelets", {"777-3"}),
        ("LDL cholesterol", {"18262-6"}),
        ("hematocrit", {"4544-3", "20570-8"}),
    ],
)
def test_each_analyte_has_the_values_of_its_codes(
    people: list[Person], analyte: str, codes: set[str]
) -> None:
    raw = Counter(part["valueQuantity"]["value"] for code, part in results(people) if code in codes)
    read = Counter(fact.value for fact in facts(people, Measurement) if fact.analyte == analyte)
    assert raw == read


def test_each_condition_and_allergy_is_a_condition(people: list[Person]) -> None:
    expected = count(people, "Condition") + count(people, "AllergyIntolerance")
    assert len(facts(people, Condition)) == expected


def test_each_procedure_is_one(people: list[Person]) -> None:
    assert len(facts(people, Procedure)) == count(people, "Procedure")


def test_each_order_and_vaccination_is_at_least_one_treatment(people: list[Person]) -> None:
    sources = {fact.source.partition(" in ")[0] for fact in facts(people, Treatment)}
    raw = {
        f"{one['resourceType']}/{one['id']}"
        for resources, _ in people
        for one in resources
        if one["resourceType"] in ("MedicationRequest", "Immunization")
    }
    assert sources == raw


def test_live_vaccines_are_those_of_live_codes(people: list[Person]) -> None:
    codes = Counter(
        one["vaccineCode"]["coding"][0]["code"]
        for resources, _ in people
        for one in resources
        if one["resourceType"] == "Immunization"
    )
    live = sum(codes[code] for code in ("03", "21", "119", "121"))
    given = {
        fact.source for fact in facts(people, Treatment) if drugs().is_a(fact.drug, "live vaccine")
    }
    assert len(given) == live


def test_over_and_lasting_are_told_apart(people: list[Person]) -> None:
    raw = Counter(
        one["clinicalStatus"]["coding"][0]["code"]
        for resources, _ in people
        for one in resources
        if one["resourceType"] == "Condition" and not one["code"]["text"].startswith("History of")
    )
    read = Counter(
        fact.ongoing
        for fact in facts(people, Condition)
        if fact.source.startswith("Condition/")
        and not (fact.ongoing is False and fact.onset is None)
    )
    assert read == {False: raw["resolved"], True: raw["active"]}


def test_only_slips_of_the_generator_are_taken_out(people: list[Person]) -> None:
    """It gives kidney function without body surface, and protein ten times too high."""
    lost = [
        fact
        for _, record in people
        for fact in set(record.facts) - set(checked(record, TODAY).facts)
    ]
    assert Counter(fact.analyte for fact in lost) == {"eGFR": 2, "total protein": 2}
