"""Distances on the earth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.vocabulary import distance_km

_LATITUDES = st.floats(min_value=-90, max_value=90)
_LONGITUDES = st.floats(min_value=-180, max_value=180)

#: Half the circumference of a sphere with the earth's mean radius.
_FARTHEST_KM = 20015.1145


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        ((0, 0), (0, 90), _FARTHEST_KM / 2),
        ((0, 0), (0, 180), _FARTHEST_KM),
        ((90, 0), (-90, 77), _FARTHEST_KM),
        ((0, 179.5), (0, -179.5), _FARTHEST_KM / 180),  # over the date line
        ((52.5200, 13.4050), (48.8566, 2.3522), 877.5),  # Berlin to Paris
    ],
)
def test_known_distances(a: tuple[float, float], b: tuple[float, float], km: float) -> None:
    assert distance_km(*a, *b) == pytest.approx(km, rel=0.0005)


@given(_LATITUDES, _LONGITUDES, _LATITUDES, _LONGITUDES)
def test_there_and_back_are_equally_far(a: float, b: float, c: float, d: float) -> None:
    there = distance_km(a, b, c, d)
    assert there == pytest.approx(distance_km(c, d, a, b), abs=1e-6)
    assert 0 <= there <= _FARTHEST_KM + 0.001


@given(_LATITUDES, _LONGITUDES)
def test_a_point_is_at_no_distance_from_itself(latitude: float, longitude: float) -> None:
    assert distance_km(latitude, longitude, latitude, longitude) == 0


@given(_LATITUDES, _LONGITUDES, _LATITUDES, _LONGITUDES, _LATITUDES, _LONGITUDES)
def test_a_detour_is_never_shorter(
    a: float, b: float, c: float, d: float, e: float, f: float
) -> None:
    direct = distance_km(a, b, c, d)
    assert direct <= distance_km(a, b, e, f) + distance_km(e, f, c, d) + 1e-3
