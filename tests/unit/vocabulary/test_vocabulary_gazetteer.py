"""What people write for a place leads to the place."""

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trialhead.errors import NotReady
from trialhead.vocabulary import Gazetteer, Place, distance_km

_SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Leeds", "Leeds, England, United Kingdom"),
        ("leeds uk", "Leeds, England, United Kingdom"),
        ("Leeds, England, United Kingdom", "Leeds, England, United Kingdom"),
        ("Paris", "Paris, Île-de-France, France"),
        ("Paris, Texas", "Paris, Texas, United States"),
        ("Paris Texas USA", "Paris, Texas, United States"),
        ("Springfield IL", "Springfield, Illinois, United States"),
        ("San Jose, CA", "San Jose, California, United States"),
        ("Dover DE", "Dover, Delaware, United States"),
        ("Vancouver BC", "Vancouver, British Columbia, Canada"),
        ("London, Ontario", "London, Ontario, Canada"),
        ("Washington, D.C.", "Washington, District of Columbia, United States"),
        ("New York", "New York City, New York, United States"),
        ("Deutschland Berlin", "Berlin, Germany"),
        ("York", "York, England, United Kingdom"),
        ("Bombay", "Mumbai, Maharashtra, India"),
        ("München", "Munich, Bayern, Germany"),
        ("Munich, Bavaria", "Munich, Bayern, Germany"),
        ("muenchen", "Munich, Bayern, Germany"),
        ("SAO PAULO", "São Paulo, Sao Paulo, Brazil"),
        ("重庆", "Chongqing, China"),
        ("القاهرة", "Cairo, Egypt"),
    ],
)
def test_a_name_leads_to_the_town_most_people_mean(
    gazetteer: Gazetteer, words: str, label: str
) -> None:
    best = gazetteer.find(words)[0]
    assert best.label == label
    assert best.kind == "town"
    assert not best.guessed


def test_towns_of_one_name_come_by_size(gazetteer: Gazetteer) -> None:
    found = gazetteer.find("Springfield", limit=6)
    sizes = [place.population or 0 for place in found]
    assert {place.name for place in found} == {"Springfield"}
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize(
    ("words", "code", "near", "km"),
    [
        ("SW1A 1AA", "GB", (51.501, -0.142), 3),
        ("sw1a1aa", "GB", (51.501, -0.142), 3),
        ("10115 Germany", "DE", (52.53, 13.38), 5),
        ("10115, Berlin", "DE", (52.53, 13.38), 5),
        ("Berlin 10115", "DE", (52.53, 13.38), 5),
        ("D-10115", "DE", (52.53, 13.38), 5),
        ("94110 San Francisco CA", "US", (37.75, -122.42), 5),
        ("94110-1234", "US", (37.75, -122.42), 5),
        ("M5V 2T6", "CA", (43.64, -79.40), 5),
        ("D02 X285", "IE", (53.34, -6.25), 5),
        ("1012 AB Amsterdam", "NL", (52.37, 4.89), 5),
        ("75001 Paris", "FR", (48.86, 2.34), 5),
    ],
)
def test_a_postcode_leads_to_its_area(
    gazetteer: Gazetteer, words: str, code: str, near: tuple[float, float], km: float
) -> None:
    (place,) = gazetteer.find(words)
    assert (place.kind, place.country_code, place.guessed) == ("postcode", code, False)
    assert distance_km(place.latitude, place.longitude, *near) < km
    assert place.population is None


def test_a_postcode_of_several_countries_gives_one_place_for_each(gazetteer: Gazetteer) -> None:
    countries = [place.country_code for place in gazetteer.find("10115")]
    assert {"DE", "US"} <= set(countries)
    assert len(countries) == len(set(countries))
    assert countries.index("US") < countries.index("DE")


def test_a_town_named_with_a_postcode_from_elsewhere_is_a_guess(gazetteer: Gazetteer) -> None:
    best = gazetteer.find("Chongqing 400000")[0]
    assert (best.name, best.guessed) == ("Chongqing", True)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Manch", "Manchester"),
        ("Mancester, UK", "Manchester"),
        ("Birmngham, Alabama", "Birmingham"),
        ("Leeds, Yorkshire", "Leeds"),
        ("10 Downing Street, London", "London"),
    ],
)
def test_what_is_not_found_as_written_is_guessed_and_said_to_be(
    gazetteer: Gazetteer, words: str, name: str
) -> None:
    best = gazetteer.find(words)[0]
    assert (best.name, best.guessed) == (name, True)


def test_an_obscure_alias_does_not_hide_the_likelier_town(gazetteer: Gazetteer) -> None:
    found = gazetteer.find("Mancester")
    assert "Manchester, England, United Kingdom" in [
        place.label for place in found if place.guessed
    ]


@pytest.mark.parametrize("words", ["", " , ;", "xqzzzz", "?", "\x00", "9" * 1000, "a, " * 500])
def test_what_cannot_be_a_place_gives_none(gazetteer: Gazetteer, words: str) -> None:
    assert [place for place in gazetteer.find(words) if not place.guessed] == []


def test_the_limit_is_kept(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.find("Paris", limit=2)) == 2
    assert gazetteer.find("Paris", limit=0) == gazetteer.suggest("Paris", limit=0) == ()


@pytest.mark.parametrize(
    ("start", "label"),
    [
        ("lon", "London, England, United Kingdom"),
        ("mun", "Munich, Bayern, Germany"),
        ("new y", "New York City, New York, United States"),
        ("重", "Chongqing, China"),
        ("Paris, T", "Paris, Texas, United States"),
        ("SW1", "SW1 Belgravia, England, United Kingdom"),
    ],
)
def test_the_first_letters_offer_the_largest_town(
    gazetteer: Gazetteer, start: str, label: str
) -> None:
    assert gazetteer.suggest(start, limit=8)[0].label == label


@_SHARED
@given(start=st.text(alphabet="abelmnorstw é重م1", min_size=1, max_size=4))
def test_offered_labels_differ_and_lead_back_to_the_place(gazetteer: Gazetteer, start: str) -> None:
    offered = gazetteer.suggest(start, limit=5)
    labels = [place.label for place in offered]
    assert len(labels) == len(set(labels)) <= 5
    for place in offered:
        if place.kind == "town":
            assert place.label in [found.label for found in gazetteer.find(place.label)]


@_SHARED
@given(words=st.text())
def test_any_text_gives_an_answer(gazetteer: Gazetteer, words: str) -> None:
    for places in (gazetteer.find(words, limit=3), gazetteer.suggest(words, limit=3)):
        assert len(places) <= 3
        assert all(isinstance(place, Place) for place in places)


@pytest.mark.parametrize(
    "words",
    ["Leeds", "Springfield IL", "重庆", "10115", "Manch", "Mancester, UK", "xq zz ca us de"],
)
def test_an_answer_takes_less_than_twenty_milliseconds(gazetteer: Gazetteer, words: str) -> None:
    gazetteer.find(words)
    times = []
    for _ in range(5):
        before = time.perf_counter()
        gazetteer.find(words)
        times.append(time.perf_counter() - before)
    assert min(times) < 0.020


def test_many_threads_get_the_same_answer(gazetteer: Gazetteer) -> None:
    words = ["Leeds", "Paris, Texas", "10115", "重庆", "Manch"] * 8
    with ThreadPoolExecutor(max_workers=8) as threads:
        together = list(threads.map(gazetteer.find, words))
    assert together == [gazetteer.find(one) for one in words]


def test_a_missing_list_is_said_with_its_remedy(tmp_path: Path) -> None:
    with pytest.raises(NotReady, match="missing") as refusal:
        Gazetteer(tmp_path / "none.sqlite3")
    assert "trialhead doctor" in refusal.value.fix
    assert "trialhead doctor" in refusal.value.fix


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite3"
    path.write_text("no database" * 100)
    with pytest.raises(NotReady, match="cannot be read"):
        Gazetteer(path)


def test_a_list_of_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version=99")
    with pytest.raises(NotReady, match="another version"):
        Gazetteer(path)
