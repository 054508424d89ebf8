"""Every field of a record is read, told in one place, and missed when it changes."""

import copy
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.factories.records import make_full_record, make_record
from tests.factories.studies import make_study
from trialhead.registry import SECTIONS, RecordError, Study, differences, facts, read_study

Way = tuple[str | int, ...]


def leaves(value: Any, way: Way = ()) -> Iterator[tuple[Way, Any]]:
    """Every single value of a record and the way to it."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, below in inner:
        if isinstance(below, dict | list):
            yield from leaves(below, (*way, key))
        else:
            yield (*way, key), below


def other(value: Any) -> Any:
    """Another value that the field may hold as well."""
    known = {
        "UNKNOWN": "COMPLETED",
        "RECRUITING": "WITHDRAWN",
        "INTERVENTIONAL": "OBSERVATIONAL",
        "PHASE2": "PHASE3",
        "FEMALE": "MALE",
        "ACTUAL": "ESTIMATED",
        "ESTIMATED": "ACTUAL",
    }
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if value.startswith("2020-"):
        return value.replace("2020", "2021")
    if value.endswith(" Years"):
        return f"{int(value[:2]) + 1} Years"
    return known.get(value, f"{value} new")


def changed(record: dict[str, Any], way: Way, value: Any) -> dict[str, Any]:
    """The record with another value there."""
    result = copy.deepcopy(record)
    holder: Any = result
    for key in way[:-1]:
        holder = holder[key]
    holder[way[-1]] = value
    return result


FULL = make_full_record()
LEAVES = [(way, value) for way, value in leaves(FULL) if way[-1] != "nctId" or len(way) > 3]
NAMES = [".".join(map(str, way)) for way, _ in LEAVES]


@pytest.mark.parametrize(("way", "value"), LEAVES, ids=NAMES)
def test_each_value_of_a_record_is_read_and_its_change_told_once(way: Way, value: Any) -> None:
    earlier, later = read_study(FULL), read_study(changed(FULL, way, other(value)))
    (change,) = differences(earlier, later)
    (back,) = differences(later, earlier)
    assert change.field.split(".")[0] in SECTIONS[change.section]
    assert change.removed != change.added
    assert (back.section, back.field) == (change.section, change.field)
    assert (back.removed, back.added) == (change.added, change.removed)


@pytest.mark.parametrize(("way", "value"), LEAVES, ids=NAMES)
def test_each_value_may_be_left_out_or_is_asked_for(way: Way, value: Any) -> None:
    needed = {"overallStatus", "studyType"}
    in_list = isinstance(way[-1], int)
    if way[-1] in needed or in_list:
        with pytest.raises(RecordError, match=str(way[-2])):
            read_study(changed(FULL, way, None))
    else:
        assert read_study(changed(FULL, way, None)).registry_id == "NCT00000001"


def told(study: Study) -> set[str]:
    """The names of all fields told, without those inside."""
    return {name.split(".")[0] for section in facts(study).values() for name in section}


def test_a_full_record_fills_every_field() -> None:
    assert told(read_study(FULL)) == {name for names in SECTIONS.values() for name in names}


def test_no_empty_line_is_told() -> None:
    for study in (read_study(FULL), read_study(make_record())):
        for section in facts(study).values():
            assert all(lines and all(line.strip() for line in lines) for lines in section.values())


def test_sections_come_in_page_order() -> None:
    earlier = make_study()
    later = replace(earlier, conditions=("Lupus",), title="B", summary="s", has_results=True)
    sections = [change.section for change in differences(earlier, later)]
    assert sections == ["titles", "overview", "conditions", "references"]
    assert list(facts(earlier)) == list(SECTIONS)


def test_a_site_that_moves_in_the_list_is_told_as_gone_and_new() -> None:
    places = [{"city": city} for city in ("Leeds", "York", "Hull")]
    earlier, later = (
        read_study(make_record(contactsLocationsModule={"locations": locations}))
        for locations in (places, places[:1] + places[2:])
    )
    (change,) = differences(earlier, later)
    assert (change.section, change.removed, change.added) == ("sites", ("York",), ())


def test_a_criterion_that_changes_is_told_with_its_own_line_only() -> None:
    earlier, later = (
        read_study(
            make_record(eligibilityModule={"eligibilityCriteria": f"* adult\n* ANC {bound}\n* x"})
        )
        for bound in (r"\> 500", r"\< 500")
    )
    (change,) = differences(earlier, later)
    assert change.field == "eligibility.criteria"
    assert (change.removed, change.added) == (("* ANC > 500",), ("* ANC < 500",))


def test_a_bound_of_age_that_opens_is_told() -> None:
    earlier, later = (
        read_study(make_record(eligibilityModule={"minimumAge": "18 Years", "maximumAge": age}))
        for age in ("65 Years", "N/A")
    )
    (change,) = differences(earlier, later)
    assert change.removed == ("18 years to 65 years",)
    assert change.added == ("18 years to no upper bound",)


def test_a_planned_date_that_becomes_actual_is_told() -> None:
    earlier, later = (
        read_study(make_record(statusModule={"startDateStruct": {"date": "2026-01", "type": mark}}))
        for mark in ("ESTIMATED", "ACTUAL")
    )
    (change,) = differences(earlier, later)
    assert (change.removed, change.added) == (("2026-01 (planned)",), ("2026-01 (actual)",))


def test_unknown_and_no_are_told_apart() -> None:
    earlier, later = (
        read_study(make_record(eligibilityModule={"healthyVolunteers": said}))
        for said in (None, False)
    )
    (change,) = differences(earlier, later)
    assert (change.removed, change.added) == ((), ("no",))
