"""Items of an instrument as an assessor gives them: found present, not assessed, or neither."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from reprlib import repr as brief

from trialhead.errors import Unreadable


def check_items(
    instrument: str, known: Collection[str], present: Iterable[str], missing: Iterable[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the items present and missing as sets of keys of ``known``.

    Raises Unreadable, naming ``instrument``, for an unknown item and for one in both lists.
    """
    found, open_ = _known(instrument, known, present), _known(instrument, known, missing)
    if both := sorted(found & open_):
        raise Unreadable(
            f"{instrument}: {', '.join(both)} is given as present and as missing.",
            fix="Leave it in one of the two lists; in neither means looked for and not found.",
        )
    return found, open_


def _known(instrument: str, known: Collection[str], items: Iterable[str]) -> frozenset[str]:
    given = frozenset(_listed(instrument, items))
    for item in sorted(given.difference(known)):
        near = get_close_matches(item, known, n=1)
        guess = f"Did you mean {near[0]}?" if near else f"Items are: {', '.join(known)}."
        raise Unreadable(f"{instrument} has no item {brief(item)}.", fix=guess)
    return given


def _listed(instrument: str, items: Iterable[str]) -> list[str]:
    listed = [items] if isinstance(items, str) else list(items)
    if isinstance(items, str) or not all(isinstance(item, str) for item in listed):
        raise Unreadable(
            f"{instrument}: {brief(items)} is no list of items.", fix="Give the names in a list."
        )
    return listed
