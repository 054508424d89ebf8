"""What the words of a search mean: conditions, a study's number, a place, a typing error."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trialhead.search.request import SearchRequest
from trialhead.vocabulary import Concept, Conditions, Correction, Gazetteer, Place

#: More words than this read as a free text, such as a doctor's note: not every word must match.
LONG = 12
MENTIONS = 60
PLACES = 6
_REGISTRY_ID = re.compile(r"NCT\d{8}", re.IGNORECASE | re.ASCII)
_WORD = re.compile(r"[^\W_]+(?:['’.+-][^\W_]+)*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """Words of the search and the conditions they stand for (none: they stand for themselves)."""

    words: str
    concepts: tuple[Concept, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Understanding:
    """How a search was understood.

    ``corrected`` is what was typed where ``readings`` hold a likelier spelling. ``place`` is None
    without place words or when no such place is known; ``places`` are the other places meant.
    """

    readings: tuple[Reading, ...] = ()
    registry_id: str = ""
    corrected: str = ""
    place: Place | None = None
    places: tuple[Place, ...] = ()

    @property
    def long(self) -> bool:
        """Whether the words are a free text rather than a query."""
        return len(self.readings) > LONG


def understand(
    request: SearchRequest, *, conditions: Conditions, gazetteer: Gazetteer
) -> Understanding:
    """The meaning of a search; with ``request.literal`` the words stand for themselves."""
    words = request.words.strip()
    places = gazetteer.find(request.near, limit=PLACES) if request.near else ()
    readings, corrected = (_plain(words), "") if request.literal else _readings(words, conditions)
    return Understanding(
        readings=readings,
        registry_id=words.upper() if _REGISTRY_ID.fullmatch(words) else "",
        corrected=corrected,
        place=places[0] if places else None,
        places=places[1:],
    )


def _readings(words: str, conditions: Conditions) -> tuple[tuple[Reading, ...], str]:
    """Conditions named in the words, the other words one by one, and what was mistyped."""
    if whole := conditions.named(words):
        return (Reading(words=words, concepts=whole),), ""
    found = tuple(_mentioned(words, conditions))
    if len(found) > LONG:
        return found, ""
    if not any(reading.concepts for reading in found) and (likely := conditions.nearest(words)):
        return (_meant(likely),), words
    mended = tuple(_mended(reading, conditions) for reading in found)
    return mended, words if mended != found else ""


def _mentioned(words: str, conditions: Conditions) -> Iterator[Reading]:
    at = 0
    for mention in conditions.mentioned(words, limit=MENTIONS):
        yield from _plain(words[at : mention.start])
        yield Reading(words=mention.words, concepts=mention.concepts)
        at = mention.start + len(mention.words)
    yield from _plain(words[at:])


def _mended(reading: Reading, conditions: Conditions) -> Reading:
    likely = None if reading.concepts else conditions.nearest(reading.words)
    return _meant(likely) if likely else reading


def _meant(likely: Correction) -> Reading:
    return Reading(words=likely.words, concepts=likely.concepts)


def _plain(words: str) -> tuple[Reading, ...]:
    return tuple(Reading(words=found.group()) for found in _WORD.finditer(words))
