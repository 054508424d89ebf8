"""What the words of a search mean: conditions, a study's number, a place, a typing error."""

import re
from dataclasses import dataclass

from trialhead.search.request import SearchRequest
from trialhead.vocabulary import Concept, Conditions, Gazetteer, Place

#: More words than this read as a free text, such as a doctor's note: not every word must match.
LONG = 12
MENTIONS = 30
PLACES = 6
_REGISTRY_ID = re.compile(r"NCT\d{8}", re.IGNORECASE)
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
    places = gazetteer.find(request.near, limit=PLACES) if request.near else ()
    found = _REGISTRY_ID.fullmatch(request.words.strip())
    readings: tuple[Reading, ...]
    if found:
        readings, corrected = (Reading(words=request.words.strip()),), ""
    elif request.literal:
        readings, corrected = _plain(request.words), ""
    else:
        readings, corrected = _readings(request.words, conditions)
    return Understanding(
        readings=readings,
        registry_id=found.group().upper() if found else "",
        corrected=corrected,
        place=places[0] if places else None,
        places=places[1:],
    )


def _readings(words: str, conditions: Conditions) -> tuple[tuple[Reading, ...], str]:
    """Conditions named in the words, the other words one by one, and what was mistyped."""
    whole = conditions.named(words)
    if whole:
        return (Reading(words=words, concepts=whole),), ""
    mentioned = conditions.mentioned(words, limit=MENTIONS)
    if not mentioned and (likely := conditions.nearest(words)):
        return (Reading(words=likely.words, concepts=likely.concepts),), words
    readings: list[Reading] = []
    at = 0
    for mention in mentioned:
        readings += _plain(words[at : mention.start])
        readings.append(Reading(words=mention.words, concepts=mention.concepts))
        at = mention.start + len(mention.words)
    readings += _plain(words[at:])
    return tuple(readings), ""


def _plain(words: str) -> tuple[Reading, ...]:
    return tuple(Reading(words=found.group()) for found in _WORD.finditer(words))
