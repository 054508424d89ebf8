"""Distances are those to the nearest site that enrols now, anywhere on Earth."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.desk import Desk, make_place
from tests.factories.studies import Point, make_site, make_study
from trialhead.registry import Status, Study
from trialhead.search import WITHIN, Note
from trialhead.vocabulary import distance_km

Opened = Callable[..., Desk]
LEEDS = make_place(53.8, -1.55)
YORK, PARIS, SYDNEY = (53.96, -1.08), (48.85, 2.35), (-33.87, 151.21)


def sited(number: int, *points: Point, **others: object) -> Study:
    return make_study(number, sites=tuple(map(make_site, points)), **others)


def distances(desk: Desk, **asked: object) -> dict[int, float | None]:
    return {hit.number: hit.km for hit in desk.ask(page_size=1000, **asked).hits}


# The nearest enrolling site


def test_a_distance_is_that_to_the_nearest_site(desk: Opened) -> None:
    (km,) = distances(desk(sited(1, SYDNEY, YORK, PARIS)), place=LEEDS).values()
    assert km == pytest.approx(distance_km(53.8, -1.55, *YORK))
    assert 30 < km < 40


def test_a_site_that_does_not_enrol_is_not_near(desk: Opened) -> None:
    shut = make_site(YORK, status=Status.COMPLETED)
    opened = desk(make_study(sites=(shut, make_site(PARIS))))
    (km,) = distances(opened, place=LEEDS).values()
    assert km == pytest.approx(distance_km(53.8, -1.55, *PARIS))


@pytest.mark.parametrize(
    "study",
    [
        make_study(),
        make_study(sites=(make_site(city="Leeds"),)),
        make_study(sites=(make_site(YORK, status=Status.SUSPENDED),)),
        sited(1, YORK, status=Status.COMPLETED),
    ],
)
def test_without_an_enrolling_site_on_the_map_there_is_no_distance(
    desk: Opened, study: Study
) -> None:
    opened = desk(study)
    assert distances(opened, place=LEEDS) == {1: None}
    assert distances(opened, place=LEEDS, sort="distance") == {1: None}
    assert distances(opened, place=LEEDS, within=500) == {}


def test_no_distance_is_told_where_no_place_is_given(desk: Opened) -> None:
    assert distances(desk(sited(1, YORK))) == {1: None}


def test_distances_follow_a_study_whose_sites_change(desk: Opened) -> None:
    opened = desk(sited(1, YORK, PARIS))
    opened.shelf.put(sited(1, PARIS))
    opened.index.catch_up(opened.shelf)
    assert distances(opened, place=LEEDS, within=50) == {}
    (km,) = distances(opened, place=LEEDS).values()
    assert km == pytest.approx(distance_km(53.8, -1.55, *PARIS))


# Within a distance


def test_only_studies_within_the_distance_are_found_and_counted(desk: Opened) -> None:
    opened = desk(sited(1, YORK), sited(2, PARIS), make_study(3))
    results = opened.ask(place=LEEDS, within=50)
    assert ([hit.number for hit in results.hits], results.total) == ([1], 1)


@pytest.mark.parametrize(
    ("centre", "near", "far"),
    [
        ((0.0, 179.9), (0.0, -179.9), (0.0, -176.0)),  # over the date line
        ((-17.0, -179.95), (-17.0, 179.9), (-17.0, 170.0)),
        ((89.95, 10.0), (89.95, -170.0), (85.0, 10.0)),  # over the pole
        ((-90.0, 0.0), (-89.6, 123.0), (-80.0, 0.0)),
        ((64.0, 0.0), (64.0, 1.9), (64.0, 2.2)),  # degrees are short up here
    ],
)
def test_nearness_knows_the_date_line_and_the_poles(
    desk: Opened, centre: Point, near: Point, far: Point
) -> None:
    opened = desk(sited(1, near), sited(2, far))
    assert list(distances(opened, place=make_place(*centre), within=100)) == [1]


def test_a_distance_without_a_place_is_told_to_have_no_effect(desk: Opened) -> None:
    results = desk(sited(1, YORK), make_study(2)).ask(within=10)
    assert results.total == 2
    assert results.notes == (Note.WITHIN_NEEDS_PLACE,)


def test_a_place_that_is_not_known_is_told_and_the_list_stays(desk: Opened) -> None:
    results = desk(sited(1, YORK)).ask(near="Xyzzyqwv", within=10, sort="distance")
    assert results.total == 1
    assert results.notes == (Note.PLACE_UNKNOWN, Note.SORT_NEEDS_PLACE)


# Sorted by distance


def test_the_nearest_stand_first_and_those_without_a_site_last(desk: Opened) -> None:
    opened = desk(sited(1, SYDNEY), make_study(2), sited(3, YORK), sited(4, PARIS))
    assert list(distances(opened, place=LEEDS, sort="distance")) == [3, 4, 1, 2]


def test_sorting_by_distance_without_a_place_keeps_the_list_and_says_so(desk: Opened) -> None:
    opened = desk(sited(1, YORK, title="Yoga"), sited(2, PARIS, title="Violins and yoga"))
    results = opened.ask("yoga", sort="distance")
    assert [hit.number for hit in results.hits] == opened.numbers("yoga")
    assert results.notes == (Note.SORT_NEEDS_PLACE,)


def test_sorting_by_distance_keeps_to_the_words_and_filters(desk: Opened) -> None:
    opened = desk(
        sited(1, YORK, title="Violins"),
        sited(2, SYDNEY, title="Yoga"),
        sited(3, PARIS, title="Yoga"),
        sited(4, YORK, title="Yoga", status=Status.COMPLETED),
    )
    assert opened.numbers("yoga", place=LEEDS, sort="distance", status="open") == [3, 2]


# Against the plain definition


def chance_point(chance: random.Random) -> Point:
    """Anywhere, but often at the corners of the map and at one of few hospitals."""
    latitude = chance.choice([chance.uniform(-90, 90), 53.8, 89.99, -90.0, 0.0])
    return latitude, chance.choice([chance.uniform(-180, 180), -1.55, 180.0, -180.0, 0.0])


def many_studies(count: int) -> list[Study]:
    chance = random.Random(7)
    points = [
        [chance_point(chance) for _ in range(chance.choice([0, 1, 1, 3]))] for _ in range(count)
    ]
    return [
        sited(number, *of, title=("Yoga", "Violins")[number % 7 == 0])
        for number, of in enumerate(points, 1)
    ]


def plainly(studies: list[Study], place: Point) -> dict[int, float]:
    """The distance of every study that has one, worked out one by one."""
    return {
        number: min(
            distance_km(*place, site.point.latitude, site.point.longitude)
            for site in study.sites
            if site.point
        )
        for number, study in enumerate(studies, 1)
        if study.sites
    }


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, list[Study]]:
    """More studies than are asked one by one, so that distances are searched in rings."""
    studies = many_studies(4000)
    return Desk(tmp_path_factory.mktemp("world"), studies), studies


def places() -> st.SearchStrategy[Point]:
    latitudes = st.floats(-90, 90) | st.sampled_from([53.8, 89.99, -90.0, 0.0])
    return st.tuples(latitudes, st.floats(-180, 180) | st.sampled_from([-1.55, 180.0, -180.0]))


@settings(deadline=None, max_examples=30)
@given(place=places(), km=st.sampled_from(WITHIN))
def test_within_finds_exactly_the_studies_within(
    world: tuple[Desk, list[Study]], place: Point, km: int
) -> None:
    desk, studies = world
    near = {number for number, away in plainly(studies, place).items() if away <= km}
    assert set(desk.numbers(place=make_place(*place), within=km)) == near


@settings(deadline=None, max_examples=30)
@given(
    place=places(),
    page=st.integers(1, 450),
    words=st.sampled_from(["", "violins"]),
)
def test_any_page_sorted_by_distance_is_that_of_the_plain_definition(
    world: tuple[Desk, list[Study]], place: Point, page: int, words: str
) -> None:
    desk, studies = world
    away = plainly(studies, place)
    meant = [number for number in range(1, 4001) if not words or number % 7 == 0]
    ordered = sorted((away[number], number) for number in meant if number in away)
    results = desk.ask(words, place=make_place(*place), sort="distance", page=page)
    found = [(hit.km, hit.number) for hit in results.hits if hit.km is not None]
    assert results.total == len(meant)
    assert found == ordered[(page - 1) * 10 : page * 10]
    assert len(results.hits) == min(10, max(0, len(meant) - (page - 1) * 10))


def test_the_pages_of_a_list_sorted_by_distance_hold_every_study_once(
    world: tuple[Desk, list[Study]],
) -> None:
    desk, studies = world
    pages = [
        desk.ask(place=LEEDS, sort="distance", page=page, page_size=500).hits
        for page in range(1, 9)
    ]
    numbers = [hit.number for page in pages for hit in page]
    assert len(numbers) == len(set(numbers)) == len(studies)


def test_the_index_of_a_study_taken_away_holds_no_site_of_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path, [sited(1, YORK), sited(2, PARIS)])
    desk.shelf.withdraw(1)
    desk.index.catch_up(desk.shelf)
    assert distances(desk, place=LEEDS, sort="distance") == {
        2: pytest.approx(distance_km(53.8, -1.55, *PARIS))
    }
    assert distances(desk, place=LEEDS, within=50) == {}
