"""Sites in the order a reader needs them, their map, and the words for codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.desk import make_place
from tests.factories.records import make_record
from trialhead.portal.studies import labels
from trialhead.portal.studies.messages import NOTES
from trialhead.portal.studies.site_list import by_country, listed_sites, site_map
from trialhead.registry import Kind, Phase, Sex, Status, Study, read_study
from trialhead.search import SORTS, STATUSES, Note


def study(*sites: dict) -> Study:
    """A recruiting study with these sites."""
    return read_study(make_record(contactsLocationsModule={"locations": list(sites)}))


def at(latitude: float, longitude: float, **others: str) -> dict:
    """A site at a point."""
    return {"geoPoint": {"lat": latitude, "lon": longitude}, **others}


def test_the_nearest_enrolling_site_comes_first() -> None:
    sites = (
        at(10, 10, city="far"),
        at(1, 1, city="near but closed", status="COMPLETED"),
        at(2, 2, city="near"),
        {"city": "nowhere"},
    )
    listed = listed_sites(study(*sites), near=make_place(0, 0))
    assert [item.site.city for item in listed] == ["near", "far", "nowhere", "near but closed"]
    assert listed[0].km == pytest.approx(314.5, abs=1)
    assert listed[2].km is None


def test_without_a_place_sites_stand_by_country_and_town() -> None:
    sites = ({"country": "B", "city": "x"}, {"country": "A", "city": "z"}, {"country": "A"})
    listed = listed_sites(study(*sites), near=None)
    assert [(item.site.country, item.site.city) for item in listed] == [
        ("A", ""),
        ("A", "z"),
        ("B", "x"),
    ]
    assert all(item.km is None for item in listed)


def test_countries_stand_in_the_order_of_their_first_site() -> None:
    sites = (at(9, 9, country="A"), at(1, 1, country="B"), at(5, 5, country="A", city="second"))
    groups = by_country(listed_sites(study(*sites), near=make_place(0, 0)))
    assert [group.country for group in groups] == ["B", "A"]
    assert [group.enrolling for group in groups] == [1, 2]


def test_without_a_known_point_there_is_no_map() -> None:
    assert site_map(listed_sites(study({"city": "x"}), near=None)) is None


_POINTS = st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=8)


@given(_POINTS)
def test_every_dot_lies_on_the_map(points) -> None:
    drawn = site_map(listed_sites(study(*(at(*point) for point in points)), near=None))
    assert drawn is not None
    assert drawn.width == pytest.approx(2 * drawn.height)
    for dot in drawn.dots:
        assert drawn.left <= dot.x <= drawn.left + drawn.width
        assert drawn.top <= dot.y <= drawn.top + drawn.height


def test_a_town_with_an_open_site_shows_as_open() -> None:
    sites = (at(1, 1, status="COMPLETED"), at(1, 1, facility="other"))
    drawn = site_map(listed_sites(study(*sites), near=None))
    assert drawn is not None
    assert [dot.enrolling for dot in drawn.dots] == [True]


@pytest.mark.parametrize(
    ("codes", "table"),
    [
        (Status, labels.STATUS),
        (Status, labels.STATUS_MEANING),
        (Kind, labels.KIND),
        (Phase, labels.PHASE),
        (Sex, labels.SEX),
        (STATUSES, labels.OPENNESS),
        (SORTS, labels.SORT),
        (Note, NOTES),
    ],
)
def test_every_code_has_its_words(codes, table) -> None:
    assert set(codes) == set(table)
    assert all(str(words) for words in table.values())


def test_an_unknown_code_is_shown_and_not_dropped() -> None:
    assert labels.in_words("BRAND_NEW_THING") == "Brand new thing"
