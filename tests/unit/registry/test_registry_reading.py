"""Records read into studies: tolerant of what is left out, strict about what is wrong."""

import gzip
import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.records import make_record
from trialhead.registry import (
    SECTIONS,
    Intake,
    Kind,
    Phase,
    RawRecord,
    RecordError,
    Refusal,
    Sample,
    Sex,
    Status,
    Study,
    canonical_bytes,
    facts,
    read_study,
    take_in,
    unpack,
)


def test_a_minimal_record_leaves_everything_else_unknown(minimal: Study) -> None:
    assert minimal.registry_id == "NCT00000001"
    assert minimal.standing.status is Status.RECRUITING
    assert minimal.design.kind is Kind.INTERVENTIONAL
    assert minimal.design.enrolment is None
    assert minimal.eligibility.sex is None
    assert minimal.eligibility.healthy_volunteers is None
    assert minimal.eligibility.ages.minimum is None
    assert minimal.oversight.has_monitoring_committee is None
    assert minimal.sites == ()
    assert minimal.sample is None


def test_a_record_is_read_field_by_field() -> None:
    study = read_study(
        make_record(
            identificationModule={"acronym": "ABC", "nctIdAliases": ["NCT00000002"]},
            statusModule={
                "startDateStruct": {"date": "2026-01", "type": "ESTIMATED"},
                "whyStopped": r"cost \> benefit",
            },
            designModule={"phases": ["PHASE1", "PHASE2"], "enrollmentInfo": {"count": 40}},
            eligibilityModule={"sex": "FEMALE", "minimumAge": "18 Years", "maximumAge": "N/A"},
            conditionsModule={"conditions": ["Lupus", " "]},
        )
    )
    assert study.acronym == "ABC"
    assert study.aliases == ("NCT00000002",)
    assert study.standing.why_stopped == "cost > benefit"
    assert study.standing.timeline.start is not None
    assert study.standing.timeline.start.actual is False
    assert study.design.phases == (Phase.PHASE1, Phase.PHASE2)
    assert study.eligibility.sex is Sex.FEMALE
    assert study.eligibility.ages.maximum is None
    assert study.conditions == ("Lupus",)


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("identificationModule", {"nctId": ""}, "identificationModule.nctId"),
    ("identificationModule", {"nctId": 7}, "identificationModule.nctId"),
    ("identificationModule", {"briefTitle": ""}, "identificationModule.briefTitle"),
    ("statusModule", {"overallStatus": "SOMETIMES"}, "statusModule.overallStatus"),
    ("statusModule", {"overallStatus": None}, "statusModule.overallStatus"),
    ("statusModule", {"startDateStruct": {"date": "2026-02-30"}}, "startDateStruct.date"),
    ("statusModule", {"startDateStruct": "2026"}, "statusModule.startDateStruct"),
    ("designModule", {"studyType": None}, "designModule.studyType"),
    ("designModule", {"phases": ["PHASE9"]}, "designModule.phases"),
    ("designModule", {"enrollmentInfo": {"count": -1}}, "enrollmentInfo.count"),
    ("designModule", {"enrollmentInfo": {"count": True}}, "enrollmentInfo.count"),
    ("eligibilityModule", {"sex": "X"}, "eligibilityModule.sex"),
    ("eligibilityModule", {"minimumAge": "old"}, "eligibilityModule.minimumAge"),
    ("eligibilityModule", {"healthyVolunteers": "yes"}, "eligibilityModule.healthyVolunteers"),
    ("conditionsModule", {"conditions": "lupus"}, "conditionsModule.conditions"),
    ("conditionsModule", {"conditions": ["lupus", 4]}, "conditionsModule.conditions[1]"),
    (
        "contactsLocationsModule",
        {"locations": [{}, {"geoPoint": {"lat": 95, "lon": 0}}]},
        "contactsLocationsModule.locations[1].geoPoint",
    ),
    ("contactsLocationsModule", {"locations": [4]}, "contactsLocationsModule.locations[0]"),
    ("descriptionModule", {"briefSummary": ["x"]}, "descriptionModule.briefSummary"),
]


@pytest.mark.parametrize(("module", "changes", "path"), WRONG, ids=[case[2] for case in WRONG])
def test_what_is_wrong_is_named_by_its_path(module: str, changes: dict, path: str) -> None:
    with pytest.raises(RecordError) as refused:
        read_study(make_record(**{module: changes}))
    assert refused.value.path.endswith(path)
    assert refused.value.fix


def test_sites_listed_twice_or_in_the_second_list_stand_once() -> None:
    site = {"city": "Leeds", "country": "United Kingdom"}
    other = {"city": "York", "country": "United Kingdom"}
    lists = {"locations": [site, site], "locations_nested": [site, other]}
    study = read_study(make_record(contactsLocationsModule=lists))
    assert [site.city for site in study.sites] == ["Leeds", "York"]


def test_a_title_missing_in_short_is_taken_from_the_official_one() -> None:
    study = read_study(
        make_record(identificationModule={"briefTitle": "", "officialTitle": "Long title"})
    )
    assert study.title == "Long title"


def test_a_sample_is_known_as_one() -> None:
    assert read_study(make_record() | {"sample": {"kind": "synthetic"}}).sample is Sample.SYNTHETIC
    with pytest.raises(RecordError):
        read_study(make_record() | {"sample": {"kind": "other"}})


def taken(*records: Any, source: str = "file") -> list[Intake | Refusal]:
    """What becomes of records in one source."""
    return list(take_in(RawRecord(source=source, place="", data=record) for record in records))


def test_a_study_is_kept_whole() -> None:
    record = make_record(descriptionModule={"briefSummary": "half \ud800 pair"})
    (intake,) = taken(record)
    assert isinstance(intake, Intake)
    assert unpack(intake.packed) == intake.study


def test_a_second_record_of_a_study_in_one_source_is_refused() -> None:
    first, second = taken(make_record(), make_record())
    assert isinstance(first, Intake)
    assert isinstance(second, Refusal)
    assert (second.code, second.registry_id) == ("repeated-study", "NCT00000001")


def test_the_same_study_may_stand_in_two_sources() -> None:
    raw = [RawRecord(source=name, place="", data=make_record()) for name in ("a", "b")]
    assert all(isinstance(item, Intake) for item in take_in(raw))


def test_a_refused_record_is_named_if_it_has_a_name() -> None:
    (refusal,) = taken(make_record(statusModule={"overallStatus": "?"}))
    assert isinstance(refusal, Refusal)
    assert refusal.registry_id == "NCT00000001"
    (nameless,) = taken({"protocolSection": {}})
    assert isinstance(nameless, Refusal)
    assert nameless.registry_id == ""


def test_the_order_of_keys_and_daily_stamps_make_no_difference() -> None:
    record = make_record()
    stamped = record | {"derivedSection": {"miscInfoModule": {"versionHolder": "2026-11-23"}}}
    other = record | {"derivedSection": {"miscInfoModule": {"versionHolder": "2026-11-24"}}}
    assert canonical_bytes(stamped) == canonical_bytes(other)
    assert canonical_bytes(record) == canonical_bytes(dict(reversed(record.items())))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
_MODULES = st.sampled_from(
    ["identificationModule", "statusModule", "designModule", "eligibilityModule"]
)


@given(st.dictionaries(_MODULES | st.text(max_size=5), _JSON), _JSON)
def test_any_object_is_taken_or_refused_and_nothing_else_happens(protocol: dict, rest: Any) -> None:
    items = taken({"protocolSection": protocol, "derivedSection": rest}, {"protocolSection": rest})
    assert all(isinstance(item, Intake | Refusal) for item in items)


def test_every_field_of_a_study_is_told_in_one_section_but_for_the_sample_mark() -> None:
    told = [name for names in SECTIONS.values() for name in names]
    assert len(told) == len(set(told))
    assert set(told) == {field.name for field in fields(Study)} - {"sample"}


def test_facts_leave_out_what_is_unknown(minimal: Study) -> None:
    told = facts(minimal)
    assert told["status"] == {"standing.status": ("RECRUITING",)}
    assert told["sites"] == {}


def test_every_real_record_is_read(shared) -> None:
    with gzip.open(shared / "data" / "studies-v2.jsonl.gz", "rt") as lines:
        studies = [read_study(json.loads(line)) for line in lines]
    assert len({study.registry_id for study in studies}) == 547
