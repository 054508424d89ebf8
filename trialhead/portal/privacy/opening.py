"""Whether the keys at hand open what is sealed in the database."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from trialhead.errors import NotReady
from trialhead.portal.privacy import keys
from trialhead.portal.privacy.rotating import sealed_columns, stored
from trialhead.portal.privacy.sealing import unseal

#: A column and a ciphertext of it.
Sealed = tuple[str, str]
#: What gives the sealed texts that a library keeps in columns of its own.
_ELSEWHERE: list[Callable[[], Iterator[Sealed]]] = []


@dataclass(frozen=True, slots=True)
class Tried:
    """How many sealed texts there are, and how many of them no key at hand opens."""

    texts: int
    closed: int


def register(sealed_others: Callable[[], Iterator[Sealed]]) -> None:
    """Have tried as well what lies in no sealed column."""
    _ELSEWHERE.append(sealed_others)


def try_keys() -> Tried:
    """Try the keys on every sealed text; nothing is written, and no key is made."""
    texts = closed = 0
    at_hand = keys.at_hand()
    for place, sealed in every_text():
        texts += 1
        closed += not (at_hand and _opens(sealed, place))
    return Tried(texts, closed)


def every_text() -> Iterator[Sealed]:
    """Every sealed text as it is stored, with its column."""
    for model, field in sealed_columns():
        yield from ((field.place, sealed) for _, sealed in stored(model, field.name))
    for others in _ELSEWHERE:
        yield from others()


def _opens(sealed: str, place: str) -> bool:
    try:
        unseal(sealed, place=place)
    except NotReady:
        return False
    return True
