"""How far two points on the earth are apart."""

from math import asin, cos, radians, sin, sqrt

#: Mean radius of the earth by the International Union of Geodesy and Geophysics, in km.
_MEAN_RADIUS_KM = 6371.0088


def distance_km(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """Return the great-circle distance in km between two points given in degrees.

    The earth is taken as a sphere (haversine), which is within 0.6 % of the real distance.
    """
    a_phi, b_phi = radians(a_lat), radians(b_lat)
    half_phi, half_lambda = (b_phi - a_phi) / 2, radians(b_lon - a_lon) / 2
    haversine = sin(half_phi) ** 2 + cos(a_phi) * cos(b_phi) * sin(half_lambda) ** 2
    return 2 * _MEAN_RADIUS_KM * asin(sqrt(min(haversine, 1.0)))  # rounding can exceed 1
