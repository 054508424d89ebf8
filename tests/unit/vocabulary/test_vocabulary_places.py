"""A place cannot be off the map, and its label says each thing once."""

from typing import Any

import pytest

from trialhead.vocabulary import Place


def _place(**changes: Any) -> Place:
    values: dict[str, Any] = {
        "name": "Leeds",
        "region": "England",
        "country": "United Kingdom",
        "country_code": "GB",
        "latitude": 53.8,
        "longitude": -1.55,
        "population": 536280,
        "kind": "town",
    }
    return Place(**(values | changes))


def test_the_label_names_town_region_and_country() -> None:
    assert _place().label == "Leeds, England, United Kingdom"


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({"region": ""}, "Leeds, United Kingdom"),
        ({"name": "Berlin", "region": "Berlin", "country": "Germany"}, "Berlin, Germany"),
        ({"name": "Singapore", "region": "", "country": "Singapore"}, "Singapore"),
        (
            {"name": "10115 Berlin", "region": "Berlin", "country": "Germany"},
            "10115 Berlin, Germany",
        ),
    ],
)
def test_the_label_says_nothing_twice(changes: dict[str, str], label: str) -> None:
    assert _place(**changes).label == label


@pytest.mark.parametrize(
    "changes",
    [
        {"latitude": 90.1},
        {"latitude": -91},
        {"longitude": 180.5},
        {"longitude": float("nan")},
        {"latitude": float("inf")},
    ],
)
def test_a_place_off_the_map_cannot_be_made(changes: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="not on the map"):
        _place(**changes)


def test_a_place_needs_a_name_and_a_country() -> None:
    for missing in ("name", "country"):
        with pytest.raises(ValueError, match="needs a name"):
            _place(**{missing: ""})


def test_a_population_is_unknown_or_not_negative() -> None:
    assert _place(population=None).population is None
    with pytest.raises(ValueError, match="inhabitants"):
        _place(population=-1)
