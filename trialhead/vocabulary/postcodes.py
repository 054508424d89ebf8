"""Postcodes: how they are written, and how far their positions can be trusted."""

import re

#: GeoNames' mark for a position that was estimated from neighbouring codes.
_ESTIMATED = 1

#: Countries where estimated positions lie within 20 km of the town for three codes in four.
#: Elsewhere they are wrong by 50 to 200 km too often (China, Mexico, Russia, Ukraine ...).
_GOOD_ESTIMATES = frozenset({"CA", "PT", "RO", "US"})

#: Full codes of countries for which only the first part has a position.
_SHORTENED = (
    ("GB", re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)\d[A-Z]{2}")),
    ("GB", re.compile(r"([A-Z]{1,2}\d)[A-Z](?:\d[A-Z]{2})?")),  # SW1A lies in SW1
    ("CA", re.compile(r"([A-Z]\d[A-Z])\d[A-Z]\d")),
    ("IE", re.compile(r"([A-Z]\d[\dW])[A-Z\d]{4}")),
    ("NL", re.compile(r"(\d{4})[A-Z]{2}")),
    ("MT", re.compile(r"([A-Z]{3})\d{4}")),
    ("US", re.compile(r"(\d{5})\d{4}")),
)

#: A country's letters before its code, as on letters: D-10115.
_PREFIXED = re.compile(r"([A-Z]{1,2})(\d{3,7})")
_LETTER_COUNTRIES = {"A": "AT", "B": "BE", "D": "DE", "E": "ES", "F": "FR", "I": "IT"}


def compact(code: str) -> str:
    """Return ``code`` in capitals without the spaces and signs inside."""
    return "".join(filter(str.isalnum, without_cedex(code).upper()))


def without_cedex(code: str) -> str:
    """Return a French ``code`` without the mark for large receivers of post."""
    return code.partition(" CEDEX")[0]


def is_trusted(country: str, accuracy: float) -> bool:
    """Return whether a position of this accuracy (0 not given, 1 to 6 rising) may be used."""
    return accuracy != _ESTIMATED or country in _GOOD_ESTIMATES


def could_be(words: str) -> bool:
    """Return whether the compact ``words`` can be a postcode: 3 to 10 signs, one a digit."""
    return 3 <= len(words) <= 10 and any(map(str.isdecimal, words))


def shortened(code: str) -> tuple[tuple[str, str], ...]:
    """Return countries and stored parts for a compact ``code`` not stored in full, best first."""
    parts = [(country, form.fullmatch(code)) for country, form in _SHORTENED]
    found = [(country, match.group(1)) for country, match in parts if match]
    prefixed = _PREFIXED.fullmatch(code)
    if prefixed:
        letters, digits = prefixed.groups()
        found.append((_LETTER_COUNTRIES.get(letters, letters), digits))
    return tuple(found)
