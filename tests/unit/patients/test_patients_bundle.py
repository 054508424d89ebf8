"""FHIR files: what they hold, and how they are refused."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.fhir import (
    bundle,
    condition,
    facts,
    findings,
    loinc,
    observation,
    patient,
    quantity,
    read,
    request,
    statement,
)
from trialhead.errors import TrialheadError, Unreadable
from trialhead.patients import Birth, Condition, PatientRecord, Sex, SexFact, checked, read_fhir
from trialhead.patients.bundle import is_fhir


def parse(data: Any) -> PatientRecord:
    """The record of a file that holds ``data``."""
    return read_fhir(data if isinstance(data, str) else json.dumps(data), "anna.json")


def test_a_bundle_lines_and_a_single_resource_say_the_same() -> None:
    whole = parse(bundle(patient(), condition()))
    lines = parse("\n".join(map(json.dumps, (patient(), condition()))) + "\n\n")
    assert whole == lines
    assert parse(condition()).facts == whole.of(Condition)
    assert parse(json.dumps(bundle(patient(), condition()), indent=2)) == whole


def test_facts_name_resource_and_file() -> None:
    assert [fact.source for fact in parse(bundle(patient(), condition())).facts] == [
        "Patient/p in anna.json",
        "Patient/p in anna.json",
        "Condition/c in anna.json",
    ]
    nameless = condition()
    del nameless["id"]
    assert parse(bundle(nameless)).facts[0].source == "entry[0] in anna.json"
    assert parse(nameless).facts[0].source == "Condition in anna.json"
    assert parse(bundle(condition(id=5))).facts[0].source == "entry[0] in anna.json"
    lines = json.dumps(condition(id="")) + "\n" + json.dumps(patient())
    assert parse(lines).facts[0].source == "line 1 in anna.json"


def test_birth_and_sex_are_read() -> None:
    record = read(patient())
    assert str(record.born[0].on) == "1980-05-20"
    assert record.sex is Sex.FEMALE


@pytest.mark.parametrize("gender", ["other", "unknown", None])
def test_another_gender_says_no_sex(gender: str | None) -> None:
    assert read(patient(gender=gender)).of(SexFact) == ()


@pytest.mark.parametrize("field", [{"deceasedBoolean": True}, {"deceasedDateTime": "2020-01-01"}])
def test_a_death_is_told(field: dict[str, Any]) -> None:
    assert "has died" in findings(patient(**field))[0].message


def test_a_bundle_without_entries_is_a_record_without_facts() -> None:
    assert parse({"resourceType": "Bundle"}) == PatientRecord()
    assert parse(bundle(entry=[{"response": {"status": "200"}}])) == PatientRecord()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"resourceType": "Bundle", "entry": [', "line 1, column 38: this is no JSON"),
        ('{"resourceType": "Patient",\n "id": tru', "line 2"),
        (json.dumps(patient()) + "\n" + json.dumps(condition())[:40], "line 2"),
        (json.dumps(patient()) + "\n[]", "line 2: this is no FHIR resource"),
        ("[1]", "no FHIR resource"),
        ('{"resourceType": "ValueSet"}', "holds a ValueSet"),
        ('{"resourceType": 5}', "no resource type"),
        ('{"resourceType": "Bundle", "type": "history"}', "history of changes"),
        ('{"resourceType": "Bundle", "entry": {}}', "entry should be a list"),
        ('{"resourceType": "Bundle", "entry": [1]}', "entry should be a list"),
        ('{"resourceType": "Bundle", "entry": [{"resource": 1}]}', "entry[0] holds no FHIR"),
        ('{"resourceType": "Bundle", "entry": [{"resource": {}}]}', "entry[0] holds no FHIR"),
        ('{"resourceType": "Patient", "x": NaN}', "NaN is no number"),
        ('{"resourceType": "Patient", "x": ' + "9" * 5000 + "}", "cannot be read"),
        ('{"resourceType": ' + '{"a":' * 100_000 + "1" + "}" * 100_001, "nested too deeply"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_place_and_remedy(
    text: str, problem: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        parse(text)
    assert problem in str(refused.value)
    assert "anna.json" in refused.value.mistake
    assert refused.value.fix


def test_a_file_about_two_people_is_refused() -> None:
    with pytest.raises(Unreadable, match="about 2 people"):
        parse(bundle(patient(), patient(id="q")))
    with pytest.raises(Unreadable, match="about 2 people"):
        parse(bundle(*(condition(subject={"reference": f"Patient/{n}"}) for n in "ab")))


def test_a_person_without_an_id_is_the_one_all_resources_name() -> None:
    nameless = patient(id=None)
    about = condition(subject={"reference": "Patient/1"})
    assert len(facts(nameless, about)) == 3
    with pytest.raises(Unreadable, match="about 2 people"):
        read(nameless, patient(id=None))


def test_the_same_person_twice_is_one() -> None:
    assert len(read(patient(), patient()).of(Birth)) == 2


@pytest.mark.parametrize(
    "reference",
    ["Patient/p", "urn:uuid:p", "https://example.org/fhir/Patient/p", "Patient/p/_history/3"],
)
def test_a_resource_about_the_person_is_found_however_it_refers(reference: str) -> None:
    assert len(facts(patient(), condition(subject={"reference": reference}))) == 3


def test_a_resource_about_someone_else_is_left_out_and_told() -> None:
    record = read(patient(), condition(subject={"reference": "Patient/mother"}), condition())
    assert len(record.of(Condition)) == 1
    assert record.findings[0].message == "Resources about someone else are left out: 1."


def test_the_full_address_names_the_person_too() -> None:
    data = bundle(patient(), condition(subject={"reference": "urn:uuid:77"}))
    data["entry"][0]["fullUrl"] = "urn:uuid:77"
    assert len(parse(data).facts) == 3


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        (condition(clinicalStatus="active"), "clinicalStatus should be an object"),
        (condition(onsetDateTime="soon"), "onsetDateTime: 'soon' is no date"),
        (condition(onsetDateTime=5), "onsetDateTime should be text"),
        (condition(stage=[5]), "stage should be a list of objects"),
        (
            condition(onsetPeriod={"start": "2021", "end": "2020"}),
            "runs backwards",
        ),
        (observation(loinc("718-7"), valueQuantity={"value": "high"}), "value should be a number"),
        (observation(loinc("718-7"), valueQuantity={"value": True}), "value should be a number"),
        (observation(loinc("718-7"), valueQuantity={"value": 10**400}), "too large"),
        (condition(modifierExtension=[{"url": "x"}]), "may turn its meaning round"),
        (request(dosageInstruction=[{"asNeededBoolean": "yes"}]), "true or false"),
        (statement(status=5), "status should be text"),
    ],
)
def test_a_broken_resource_is_left_out_and_told(broken: dict[str, Any], problem: str) -> None:
    record = read(broken, condition("gout", id="good"))
    assert [fact.source for fact in record.facts] == ["Condition/good in record.json"]
    told = [finding for finding in record.findings if "is left out" in finding.message]
    assert problem in told[0].message


def test_an_infinite_number_is_left_out() -> None:
    text = json.dumps(bundle(observation(loinc("718-7"), valueQuantity=quantity(1, "g/dL"))))
    record = parse(text.replace('"value": 1', '"value": 1e999'))
    assert record.facts == ()
    assert "should be a number" in record.findings[0].message


def test_other_resources_are_passed_over() -> None:
    assert parse(bundle({"resourceType": "Claim", "id": 5}, {"resourceType": "Encounter"})) == (
        PatientRecord()
    )


def test_a_birth_that_cannot_be_read_leaves_the_rest() -> None:
    record = read(patient(birthDate="soon"), condition())
    assert [type(fact) for fact in record.facts] == [Condition]


@pytest.mark.parametrize(
    ("text", "fhir"),
    [
        ('{"resourceType": "Patient"}', True),
        (' \n{"id": 1, "resourceType":', True),
        ("born: 1980", False),
        ('{"born": "1980"}', False),
    ],
)
def test_fhir_is_told_from_our_own_format(text: str, fhir: bool) -> None:
    assert is_fhir(text) is fhir


def test_names_nobody_knows_are_told_once_for_all_entries() -> None:
    told = findings(*(condition("zumpf", id=str(n)) for n in range(3)))
    assert [(one.message, one.source) for one in told] == [
        (
            "Unknown condition 'zumpf': it is compared with criteria letter by letter. (3 entries)",
            "Condition/0 in record.json",
        )
    ]


def test_the_birth_may_stand_after_what_needs_it() -> None:
    gout = facts(condition(onsetAge={"value": 40, "code": "a"}), patient())[0]
    assert isinstance(gout, Condition)
    assert str(gout.onset) == "between 2020-05-20 and 2021-05-19"


NAMES = (
    "id status code coding system display text valueQuantity value unit comparator component "
    "clinicalStatus onsetDateTime onsetAge abatementDateTime subject reference contained dosage "
    "medicationCodeableConcept medicationReference effectivePeriod start end timing repeat item "
    "answer valueBoolean valueInteger referenceRange low high birthDate gender vaccineCode stage"
)
KEYS = st.sampled_from(NAMES.split()) | st.text(max_size=5)
WORDS = st.sampled_from(["final", "active", "completed", "order", "2020-01-01", "mg", "#a", "x/1"])
VALUES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS | st.text()
JSON = st.recursive(
    VALUES,
    lambda one: st.lists(one, max_size=3) | st.dictionaries(KEYS, one, max_size=5),
    max_leaves=20,
)
TYPES = (
    "Patient Condition Observation MedicationRequest MedicationStatement MedicationAdministration "
    "Immunization Procedure AllergyIntolerance QuestionnaireResponse"
)
RESOURCES = st.builds(
    lambda kind, fields: fields | {"resourceType": kind},
    st.sampled_from(TYPES.split()),
    st.dictionaries(KEYS, JSON),
)


@given(st.lists(RESOURCES, max_size=4))
def test_resources_of_any_content_are_read_or_refused(resources: list[dict[str, Any]]) -> None:
    try:
        record = parse(bundle(*resources))
    except TrialheadError as error:
        assert error.fix  # noqa: PT017 - either outcome is right
    else:
        checked(record, date(2026, 6, 15))


@given(JSON, st.booleans())
def test_any_json_is_a_record_or_refused(data: Any, with_type: bool) -> None:
    if isinstance(data, dict) and with_type:
        data["resourceType"] = "Bundle"
    try:
        parse(data if isinstance(data, dict) else {"resourceType": "Bundle", "entry": data})
    except TrialheadError as error:
        assert error.fix  # noqa: PT017 - either outcome is right


@given(st.permutations([patient(), condition(), condition("gout", id="d"), request(), statement()]))
def test_the_order_of_resources_makes_no_difference(resources: list[dict[str, Any]]) -> None:
    assert set(map(repr, facts(*resources))) == set(
        map(repr, facts(patient(), condition(), condition("gout", id="d"), request(), statement()))
    )
