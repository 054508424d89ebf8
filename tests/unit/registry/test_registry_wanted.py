"""Questions to the registry as the API wants them, and the exact-condition check."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.errors import Unreadable
from trialhead.registry.wanted import (
    ENROLLING,
    Near,
    Wanted,
    mentions_condition,
    plain_words,
)


def test_by_default_every_study_of_every_status_is_asked_for() -> None:
    assert Wanted().params() == {
        "format": "json",
        "countTotal": "true",
        "pageSize": "100",
        "sort": "LastUpdatePostDate:asc",
    }


def test_the_enrolling_set_holds_no_study_yet_to_open() -> None:
    assert Wanted(statuses=ENROLLING).params()["filter.overallStatus"] == "RECRUITING"


def test_several_statuses_are_joined_by_commas() -> None:
    wanted = Wanted(statuses=("RECRUITING", "AVAILABLE"))
    assert wanted.params()["filter.overallStatus"] == "RECRUITING,AVAILABLE"


def test_changes_are_asked_for_from_a_day_on() -> None:
    advanced = Wanted(since=date(2026, 3, 1)).params()["filter.advanced"]
    assert advanced == "AREA[LastUpdatePostDate]RANGE[2026-03-01,MAX]"


def test_phases_go_through_their_area() -> None:
    params = Wanted(phases=("PHASE2", "PHASE3")).params()
    assert params["filter.advanced"] == "(AREA[Phase]PHASE2 OR AREA[Phase]PHASE3)"
    assert "filter.phase" not in params


def test_an_age_keeps_studies_without_a_bound() -> None:
    assert Wanted(age_years=0).params()["filter.advanced"] == (
        "(AREA[MinimumAge]RANGE[MIN, 0 years] OR AREA[MinimumAge]MISSING) AND "
        "(AREA[MaximumAge]RANGE[0 years, MAX] OR AREA[MaximumAge]MISSING)"
    )


def test_filters_are_all_required() -> None:
    wanted = Wanted(since=date(2026, 3, 1), phases=("NA",), age_years=30)
    assert wanted.params()["filter.advanced"].count(" AND ") == 3


@pytest.mark.parametrize(
    ("near", "expression"),
    [
        (Near(latitude=52.52, longitude=13.405, radius=50, unit="km"), "52.52,13.405,50km"),
        (Near(latitude=-33.9, longitude=-70.00001, radius=2.5, unit="mi"), "-33.9,-70.00001,2.5mi"),
        (Near(latitude=0, longitude=1e-9, radius=20000, unit="km"), "0,0,20000km"),
    ],
)
def test_a_radius_carries_its_unit(near: Near, expression: str) -> None:
    assert Wanted(near=near).params()["filter.geo"] == f"distance({expression})"


@given(
    st.floats(-90, 90), st.floats(-180, 180), st.floats(0.1, 21_000), st.sampled_from(["mi", "km"])
)
def test_every_place_fits_the_documented_form(
    latitude: float, longitude: float, radius: float, unit: Any
) -> None:
    near = Near(latitude=latitude, longitude=longitude, radius=radius, unit=unit)
    form = r"distance\(-?\d+(\.\d+)?,-?\d+(\.\d+)?,\d+(\.\d+)?(km|mi)\)"
    assert re.fullmatch(form, near.expression())


@pytest.mark.parametrize(
    "place",
    [
        {"latitude": 91.0},
        {"longitude": -181.0},
        {"radius": 0.0},
        {"radius": float("nan")},
        {"radius": 30_000.0},
        {"unit": "m"},
        {"unit": ""},
    ],
)
def test_a_place_off_the_globe_or_without_unit_is_refused(place: dict[str, Any]) -> None:
    usual = {"latitude": 0.0, "longitude": 0.0, "radius": 50.0, "unit": "km"}
    with pytest.raises(Unreadable):
        Near(**(usual | place))


@pytest.mark.parametrize(
    "question",
    [
        {"statuses": ("OPEN",)},
        {"phases": ("PHASE5",)},
        {"age_years": -1},
        {"age_years": 131},
        {"page_size": 0},
        {"page_size": 1001},
        {"sort": ("EnrollmentCount", "NumArmGroups", "StartDate")},
        {"sort": ("StartDate;drop",)},
        {"condition": "x" * 501},
        {"condition": "NCT01234567"},
        {"condition": "nct01234567, NCT01234568"},
    ],
)
def test_what_the_registry_would_not_take_is_refused_before_asking(
    question: dict[str, Any],
) -> None:
    with pytest.raises(Unreadable):
        Wanted(**question)


def test_two_sort_keys_are_taken() -> None:
    wanted = Wanted(sort=("@relevance", "EnrollmentCount:desc"))
    assert wanted.params()["sort"] == "@relevance,EnrollmentCount:desc"


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("heart attack", "heart attack"),
        ("  Crohn's \n disease ", "Crohn's disease"),
        ("non-Hodgkin lymphoma (NHL)", "non-Hodgkin lymphoma NHL"),
        ("ALL", r"\ALL"),
        ("asthma NOT child OR adult", r"asthma \NOT child \OR adult"),
        ("pain and fever", "pain and fever"),
        ('"sleep', "sleep"),
        ("AREA[Phase]PHASE1", r"\AREA Phase PHASE1"),
        ("\\", ""),
    ],
)
def test_typed_words_never_act_as_operators(typed: str, sent: str) -> None:
    assert plain_words(typed) == sent


@given(st.text(max_size=100))
def test_no_typed_text_leaves_brackets_or_quotes_open(typed: str) -> None:
    sent = plain_words(typed)
    assert not set(sent) & set('"()[]{}\n\0')
    assert not set(sent.split()) & {"AND", "OR", "NOT", "ALL", "MISSING"}


def test_a_condition_without_words_is_not_asked_for() -> None:
    assert "query.cond" not in Wanted(condition=' "" ').params()


def record(**modules: Any) -> dict[str, Any]:
    derived = {"conditionBrowseModule": modules.pop("browse", {})}
    return {"protocolSection": modules, "derivedSection": derived}


@pytest.mark.parametrize(
    "study",
    [
        record(conditionsModule={"conditions": ["Asthma", "Type 2 Diabetes"]}),
        record(conditionsModule={"conditions": ["Diabetes, Type 2"]}),
        record(conditionsModule={"keywords": ["obesity", "TYPE-2 DIABETES (T2D)"]}),
        record(identificationModule={"briefTitle": "Walking in type 2 diabetes: a trial"}),
        record(identificationModule={"officialTitle": "Type 2 Diabetes"}),
        record(browse={"meshes": [{"id": "D003924", "term": "Diabetes, Type 2"}]}),
        record(browse={"ancestors": [{"term": "Type 2 diabetes"}]}),
    ],
)
def test_a_study_of_the_condition_mentions_it(study: dict[str, Any]) -> None:
    assert mentions_condition(study, "type 2 diabetes")


@pytest.mark.parametrize(
    "study",
    [
        {},
        {"protocolSection": None, "derivedSection": []},
        record(conditionsModule={"conditions": ["Type 1 Diabetes"], "keywords": [2, None]}),
        record(conditionsModule={"conditions": "type 2 diabetes"}),
        record(conditionsModule={"conditions": ["Stereotype 2 diabetes"]}),
        record(descriptionModule={"briefSummary": "Excludes type 2 diabetes."}),
        record(browse={"meshes": ["type 2 diabetes", {"term": 5}]}),
    ],
)
def test_a_study_of_something_else_does_not(study: dict[str, Any]) -> None:
    assert not mentions_condition(study, "type 2 diabetes")


def test_accents_and_case_do_not_matter() -> None:
    study = record(conditionsModule={"conditions": ["SJÖGREN syndrome"]})
    assert mentions_condition(study, "sjogren Syndrome")


def test_no_study_mentions_nothing() -> None:
    assert not mentions_condition(record(conditionsModule={"conditions": ["Asthma"]}), " - ")
