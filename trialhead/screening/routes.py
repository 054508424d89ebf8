"""Ways a drug is given, and which of them reach the whole body."""

from collections.abc import Iterable

from trialhead.instruments import Truth, any_of
from trialhead.screening.judged import Judged, found, unknown
from trialhead.vocabulary import normalise

_PARENTERAL = frozenset({"intravenous", "subcutaneous", "intramuscular"})
_SYSTEMIC = _PARENTERAL | {"oral", "parenteral", "rectal", "transdermal"}
#: Words for several routes, and the routes they hold.
_HOLDS = {
    "parenteral": _PARENTERAL,
    "injection": _PARENTERAL,
    "systemic": _SYSTEMIC,
    "enteral": frozenset({"oral", "rectal"}),
    "local": frozenset(
        {"topical", "inhaled", "nasal", "ophthalmic", "intra articular", "otic", "vaginal"}
    ),
}
_SAME = {
    "iv": "intravenous",
    "sc": "subcutaneous",
    "im": "intramuscular",
    "po": "oral",
    "by mouth": "oral",
    "inhalation": "inhaled",
    "intranasal": "nasal",
}


def is_given_by(route: str, wanted: Iterable[str], what: str) -> Judged:
    """Whether ``what`` is given by one of the routes ``wanted``; one nobody told is unknown."""
    asked = tuple(wanted)
    if not asked:
        return Judged(truth=Truth.YES)
    truth = any_of(_route_is(_key(route), _key(one)) for one in asked)
    if truth is Truth.UNKNOWN:
        return unknown(f"how {what} is given (asked for is {' or '.join(asked)})")
    return found(truth, f"{what} is given {route}; asked for is {' or '.join(asked)}.")


def is_route(route: str, wanted: str) -> bool:
    """Whether ``route`` is surely ``wanted`` or a kind of it."""
    return _route_is(_key(route), _key(wanted)) is Truth.YES


def _route_is(route: str, wanted: str) -> Truth:
    if not route:
        return Truth.UNKNOWN
    if route == wanted or route in _HOLDS.get(wanted, ()):
        return Truth.YES
    return Truth.UNKNOWN if wanted in _HOLDS.get(route, ()) else Truth.NO


def _key(route: str) -> str:
    key = normalise(route)
    return _SAME.get(key, key)
