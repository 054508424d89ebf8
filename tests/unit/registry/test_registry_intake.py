"""From raw records to studies kept: whatever comes, each is taken or refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.records import make_record
from trialhead.registry import (
    Intake,
    RawRecord,
    RecordError,
    Refusal,
    canonical_bytes,
    take_in,
    unpack,
)


def raw(data: dict[str, Any], *, source: str = "file", place: str = "record 1") -> RawRecord:
    """The record as a file hands it over."""
    return RawRecord(source=source, place=place, data=data)


def only(data: dict[str, Any]) -> Intake | Refusal:
    """What becomes of this one record."""
    (item,) = take_in([raw(data)])
    return item


def nested(levels: int, kind: type) -> Any:
    """Objects or lists inside each other."""
    value: Any = kind()
    for _ in range(levels):
        value = {"a": value} if kind is dict else [value]
    return value


@pytest.mark.parametrize("kind", [dict, list])
@pytest.mark.parametrize("at", ["unknownSection", "protocolSection", "derivedSection"])
def test_endless_nesting_is_refused(kind: type, at: str) -> None:
    inner = nested(50_000, kind)
    protocol = make_record()["protocolSection"]
    data = make_record() | {at: {**protocol, "unknown": inner}}
    item = only(data)
    assert isinstance(item, Refusal)
    assert (item.code, item.registry_id) == ("wrong-record", "NCT00000001")


@pytest.mark.parametrize("number", [10**5_000, -(10**5_000)], ids=["large", "small"])
@pytest.mark.parametrize(
    "module",
    [
        {"designModule": {"enrollmentInfo": {"count": None}}},
        {"contactsLocationsModule": {"locations": [{"geoPoint": {"lat": None, "lon": 0}}]}},
        {"descriptionModule": {"unknown": None}},
    ],
    ids=["count", "point", "unknown field"],
)
def test_an_endless_number_is_refused(number: int, module: dict[str, Any]) -> None:
    def filled(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: filled(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [filled(inner) for inner in value]
        return number if value is None else value

    assert isinstance(only(make_record(**filled(module))), Refusal)


_ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(10**300, 10**310)
    | st.floats()
    | st.text(st.characters(exclude_categories=()), max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
_PATHS = st.sampled_from(
    [
        "statusModule.startDateStruct",
        "statusModule.expandedAccessInfo",
        "sponsorCollaboratorsModule.responsibleParty",
        "oversightModule.oversightHasDmc",
        "conditionsModule.keywords",
        "designModule.phases",
        "designModule.designInfo.maskingInfo",
        "armsInterventionsModule.interventions",
        "outcomesModule.primaryOutcomes",
        "eligibilityModule.minimumAge",
        "contactsLocationsModule.locations",
        "contactsLocationsModule.locations.geoPoint.lat",
        "contactsLocationsModule.centralContacts.email",
        "referencesModule.references",
        "ipdSharingStatementModule.infoTypes",
    ]
)


@given(_PATHS, _ANY)
def test_any_value_anywhere_gives_a_study_that_is_kept_or_a_refusal(path: str, value: Any) -> None:
    module, *inside = path.split(".")
    for key in reversed(inside):
        value = [{key: value}] if key in ("geoPoint", "email") else {key: value}
    item = only(make_record(**{module: value}))
    if isinstance(item, Intake):
        assert unpack(item.packed) == item.study
    else:
        assert item.code == "wrong-record"
        assert item.registry_id == "NCT00000001"
        item.reason.encode()  # it is printed and stored


def test_half_a_character_is_kept_and_shown_as_one_that_is_missing() -> None:
    item = only(make_record(identificationModule={"briefTitle": "a \udc80 b"}))
    assert isinstance(item, Intake)
    assert item.study.title == "a \ufffd b"
    assert unpack(item.packed) == item.study


@pytest.mark.parametrize("number", ["NCT٠٠٠٠٠٠٠١", "NCT００００００００"[:11], "NCT0000001²"])
def test_digits_of_other_scripts_make_no_second_name_of_a_study(number: str) -> None:
    item = only(make_record(number))
    assert isinstance(item, Refusal)
    assert item.registry_id == ""


def test_a_refused_record_does_not_stand_in_the_way_of_a_sound_one() -> None:
    wrong = make_record(statusModule={"overallStatus": "?"})
    refused, taken = take_in([raw(wrong), raw(make_record())])
    assert isinstance(refused, Refusal)
    assert isinstance(taken, Intake)


def test_refusals_of_the_file_pass_through_in_their_place() -> None:
    refusal = Refusal(source="file", place="line 2", code="malformed-json", reason="x")
    items = list(take_in([raw(make_record()), refusal, raw(make_record("NCT00000002"))]))
    assert items[1] is refusal
    assert [type(item) for item in items] == [Intake, Refusal, Intake]


def test_every_repetition_is_refused_where_it_stands() -> None:
    places = ["line 1", "line 5", "line 9"]
    first, *others = take_in(raw(make_record(), place=place) for place in places)
    assert isinstance(first, Intake)
    assert [item.place for item in others] == places[1:]
    assert all(isinstance(item, Refusal) and "NCT00000001" in item.reason for item in others)


def test_records_are_taken_one_by_one() -> None:
    def endless():
        number = 0
        while True:
            number += 1
            yield raw(make_record(f"NCT{number:08d}"))

    items = take_in(endless())
    assert [next(items).study.registry_id for _ in range(3)] == [  # type: ignore[union-attr]
        "NCT00000001",
        "NCT00000002",
        "NCT00000003",
    ]


def digest(**sections: Any) -> str:
    """The digest of a record with these sections added."""
    item = only(make_record() | sections)
    assert isinstance(item, Intake)
    return item.digest


def test_the_digest_tells_versions_apart_but_not_downloads() -> None:
    plain = digest(derivedSection={})
    assert digest(derivedSection={"miscInfoModule": {"versionHolder": "2026-11-23"}}) == plain
    assert digest(derivedSection={"conditionBrowseModule": {"meshes": []}}) != plain
    assert digest(hasResults=True) != digest(hasResults=False)


def test_making_the_bytes_leaves_the_record_as_it_is() -> None:
    record = make_record() | {"derivedSection": {"miscInfoModule": {"versionHolder": "x"}}}
    canonical_bytes(record)
    assert record["derivedSection"] == {"miscInfoModule": {"versionHolder": "x"}}


def test_what_cannot_be_written_again_is_refused_by_name() -> None:
    with pytest.raises(RecordError, match="too long or the nesting too deep"):
        canonical_bytes({"x": 10**5_000})
