"""What a study says of itself: where it enrols, when it changed, which ages it takes."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.records import make_record
from tests.factories.studies import make_study
from trialhead.registry import (
    Age,
    AgeRange,
    Eligibility,
    GeoPoint,
    Kind,
    Phase,
    RecordError,
    Sex,
    Site,
    Status,
    Study,
    read_study,
)
from trialhead.registry.clinicaltrials_gov import registry_id_of
from trialhead.registry.eligibility import DAYS, read_age


def with_sites(*sites: dict[str, Any], second: Any = (), status: str = "RECRUITING") -> Study:
    """A study at these places."""
    lists = {"locations": list(sites), "locations_nested": list(second)}
    return read_study(
        make_record(statusModule={"overallStatus": status}, contactsLocationsModule=lists)
    )


@pytest.mark.parametrize("status", Status)
def test_only_a_recruiting_study_enrols(status: Status) -> None:
    study = with_sites({"city": "Leeds", "status": "RECRUITING"}, status=status.value)
    assert study.standing.enrolling is (status is Status.RECRUITING)
    assert bool(study.enrolling_sites) is study.standing.enrolling


@pytest.mark.parametrize(("study", "site"), list(product(Status, [None, *Status])))
def test_no_site_enrols_against_its_study_or_its_own_word(
    study: Status, site: Status | None
) -> None:
    expected = study is Status.RECRUITING and site in (None, Status.RECRUITING)
    assert Site(status=site).enrolling(study) is expected


def test_enrolling_sites_keep_their_order() -> None:
    study = with_sites(
        {"city": "York", "status": "RECRUITING"},
        {"city": "Hull", "status": "COMPLETED"},
        {"city": "Leeds"},
    )
    assert [site.city for site in study.enrolling_sites] == ["York", "Leeds"]


def test_sites_that_differ_in_anything_stand_each() -> None:
    study = with_sites(
        {"city": "York"}, {"city": "York", "zip": "YO1"}, {"city": "York", "status": "WITHDRAWN"}
    )
    assert len(study.sites) == 3


def test_sites_may_all_stand_in_the_second_list() -> None:
    assert [site.city for site in with_sites(second=[{"city": "York"}]).sites] == ["York"]


@pytest.mark.parametrize("point", [{"lat": 53.9}, {"lon": -1.0}, {}, {"lat": None, "lon": 0}])
def test_half_a_point_is_no_point(point: dict[str, Any]) -> None:
    (site,) = with_sites({"geoPoint": point}).sites
    assert site.point is None


def test_a_point_at_zero_is_a_point() -> None:
    (site,) = with_sites({"geoPoint": {"lat": 0, "lon": 0}}).sites
    assert site.point == GeoPoint(0.0, 0.0)


def test_countries_stand_once_in_order_and_without_unknown_ones() -> None:
    study = with_sites(
        {"country": "Peru"}, {"country": "Chile"}, {"city": "?"}, {"country": "Peru"}
    )
    assert study.countries == ("Chile", "Peru")


def test_a_study_names_its_source() -> None:
    assert make_study(7).source_url == "https://clinicaltrials.gov/study/NCT00000007"


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ({}, None),
        ({"lastUpdateSubmitDate": "2026-01-02"}, "2026-01-02"),
        ({"lastUpdatePostDateStruct": {"date": "2026-01-09"}}, "2026-01-09"),
        (
            {
                "lastUpdateSubmitDate": "2026-01-02",
                "lastUpdatePostDateStruct": {"date": "2026-01-09"},
            },
            "2026-01-09",
        ),
    ],
)
def test_the_last_update_is_the_posted_one_if_known(fields: dict, date: str | None) -> None:
    updated = read_study(make_record(statusModule=fields)).standing.timeline.last_update
    assert (str(updated) if updated else None) == date


@pytest.mark.parametrize(
    ("module", "field", "codes"),
    [
        ("statusModule", "overallStatus", Status),
        ("statusModule", "lastKnownStatus", Status),
        ("designModule", "studyType", Kind),
        ("eligibilityModule", "sex", Sex),
    ],
)
def test_every_code_is_read_and_no_other(module: str, field: str, codes: Any) -> None:
    for code in codes:
        read_study(make_record(**{module: {field: code.value}}))
    for wrong in ("ANY", codes.__name__, next(iter(codes)).value.lower()):
        with pytest.raises(RecordError, match=f"{module}.{field}.*is none of"):
            read_study(make_record(**{module: {field: wrong}}))


def test_phases_keep_their_order_and_unknown_ones_are_refused() -> None:
    codes = [phase.value for phase in Phase]
    assert read_study(make_record(designModule={"phases": codes})).design.phases == tuple(Phase)
    with pytest.raises(RecordError, match="'PHASE5' is none of"):
        read_study(make_record(designModule={"phases": [*codes, "PHASE5"]}))


@pytest.mark.parametrize("data", [{}, {"protocolSection": 4}, make_record("NCT1"), make_record("")])
def test_a_record_without_an_id_has_no_name(data: dict[str, Any]) -> None:
    assert registry_id_of(data) == ""
    with pytest.raises(RecordError):
        read_study(data)


def ages_of(**bounds: Any) -> AgeRange:
    """The ages a record with these bounds takes."""
    eligibility: Eligibility = read_study(make_record(eligibilityModule=bounds)).eligibility
    return eligibility.ages


@pytest.mark.parametrize(
    "said", [{}, {"minimumAge": "N/A", "maximumAge": ""}, {"minimumAge": None}]
)
def test_bounds_left_out_hold_everybody(said: dict[str, Any]) -> None:
    ages = ages_of(**said)
    assert ages == AgeRange()
    assert all(ages.holds(years) for years in range(121))


@pytest.mark.parametrize("wrong", ["18", "Years", "18 Yrs", "-2 Days", "1e3 Days", "999 Years"])
def test_an_age_that_cannot_be_is_refused_by_its_path(wrong: str) -> None:
    with pytest.raises(RecordError, match=r"eligibilityModule\.maximumAge: .*\bage\b"):
        ages_of(maximumAge=wrong)


@given(st.integers(0, 99), st.sampled_from(sorted(DAYS)))
def test_an_age_is_told_as_it_is_read(amount: int, unit: str) -> None:
    age = Age(amount, unit)
    assert read_age(str(age)) == age


def test_one_is_told_in_the_singular() -> None:
    assert (str(Age(1, "YEAR")), str(Age(1.5, "MONTH"))) == ("1 year", "1.5 months")


@pytest.mark.parametrize("years", range(1, 121))
def test_months_bound_the_same_people_as_the_years_they_make(years: int) -> None:
    in_years = AgeRange(minimum=Age(years, "YEAR"), maximum=Age(years, "YEAR"))
    in_months = AgeRange(minimum=Age(12 * years, "MONTH"), maximum=Age(12 * years, "MONTH"))
    for said in (years - 1, years, years + 1):
        assert in_months.holds(said) is in_years.holds(said) is (said == years)


@pytest.mark.parametrize(
    ("bounds", "held", "shut_out"),
    [
        ({"maximumAge": "28 Days"}, (0,), (1, 2)),
        ({"maximumAge": "48 Hours"}, (0,), (1,)),
        ({"minimumAge": "6 Weeks", "maximumAge": "14 Weeks"}, (0,), (1,)),
        ({"minimumAge": "6 Months", "maximumAge": "35 Months"}, (0, 1, 2), (3,)),
        ({"minimumAge": "0 Years"}, (0, 1), ()),
        ({"maximumAge": "0 Years"}, (0,), (1,)),
        ({"minimumAge": "30 Minutes"}, (0, 1), ()),
    ],
)
def test_babies_are_held_by_bounds_below_a_year(
    bounds: dict[str, str], held: tuple[int, ...], shut_out: tuple[int, ...]
) -> None:
    ages = ages_of(**bounds)
    assert all(ages.holds(years) for years in held)
    assert not any(ages.holds(years) for years in shut_out)


_AGES = st.builds(Age, st.integers(0, 100), st.sampled_from(["YEAR", "MONTH", "WEEK", "DAY"]))


@given(_AGES, st.floats(0, 0.999), st.integers(0, 100))
def test_nobody_inside_is_shut_out_for_saying_whole_years(
    bound: Age, past: float, years: int
) -> None:
    true_days = (years + past) * DAYS["YEAR"]
    if true_days >= bound.days:
        assert AgeRange(minimum=bound).holds(years)
    if true_days <= bound.days:
        assert AgeRange(maximum=bound).holds(years)
