"""Holds a sentence that repeats a passage of the record to that passage.

A long record has most numbers and most words somewhere. So where a sentence has nearly all words of
one passage, its numbers, limits and yes or no must be those of that passage, or of another one that
it repeats as well.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from functools import lru_cache

from trialhead.criteria import Side
from trialhead.overview.claims import ROLES, Claim, claims
from trialhead.overview.directions import LIMITS, turned
from trialhead.overview.evidence import QUOTE, Known, Record
from trialhead.overview.faults import Fault, FaultKind
from trialhead.overview.plain_words import plainer
from trialhead.overview.polarity import is_negative
from trialhead.overview.readability import own_words
from trialhead.overview.sentences import Support
from trialhead.overview.whole import said_once
from trialhead.overview.wording import content

_STATEMENT = re.compile(r"(?<=[.;:])\s+")
_LINE = re.compile(r"\n")
#: The head of a list that we make of a criterion has a limit of its own.
_OF_LIST = re.compile(r"^At least \w+(?= of these must)")
_HEAD = re.compile(r"^[^:\n]*\bin plainer words:\s*")
#: A passage of which a sentence has this share of the words is repeated.
_REPEATED = 0.9
#: One with fewer words shares them with many a sentence that is about something else.
_WORDS = 4
#: A passage with less of a sentence's words leaves room for numbers of something else.
_MOST = 0.65
#: Passages with this share of words in common are as good as each other.
_ALIKE = 0.75


class _Extent(Enum):
    """How much of a sentence is looked at."""

    WHOLE = auto()
    STATEMENT = auto()
    ITEM = auto()


def contradicted(
    text: str, record: Record, passages: Sequence[Known]
) -> tuple[tuple[Support, ...], tuple[Fault, ...]] | None:
    """The passage that a sentence repeats and contradicts, with the faults; None if there is none,
    or if it repeats one as much like it that bears it out."""
    if QUOTE.search(text):
        return None
    own = _HEAD.sub("", _OF_LIST.sub("", own_words(text)))
    parts = {own: _Extent.WHOLE}
    parts |= dict.fromkeys(_parts(own, _STATEMENT), _Extent.STATEMENT)
    parts |= dict.fromkeys(_parts(own, _LINE), _Extent.ITEM)
    for part, extent in parts.items():
        if found := _contradicted(part, extent, record, passages):
            return found
    return None


def _parts(own: str, end: re.Pattern[str]) -> Iterator[str]:
    """The statements or the items of a text, each of which may repeat another passage."""
    parts = end.split(own.strip())
    yield from (part for part in parts if len(parts) > 1 and len(content(part)) > 1)


def _contradicted(
    own: str, extent: _Extent, record: Record, passages: Sequence[Known]
) -> tuple[tuple[Support, ...], tuple[Fault, ...]] | None:
    wanted = content(own)
    near = [each for each in passages if _is_repeated(each, wanted)]
    judged = [(each, tuple(_against(own, extent, each, record))) for each in near]
    sound = [each for each, faults in judged if not faults]
    for each, faults in judged:
        if faults and not any(_is_as_near(other, each, wanted) for other in sound):
            return each.supports, faults
    return None


def _is_repeated(known: Known, wanted: frozenset[str]) -> bool:
    shared = len(known.keys & wanted)
    if len(known.supports) != 1 or not shared or not known.supports[0].words:
        return False
    if known.said:
        return wanted == content(known.said)
    if shared < _WORDS and not _is_all(known, wanted):
        return False
    return any(way and len(way & wanted) >= _REPEATED * len(way) for way in _ways(known))


def _ways(known: Known) -> tuple[frozenset[str], frozenset[str]]:
    words = known.said or known.supports[0].words
    return content(words) - _NO, _plain(words) - _NO


@lru_cache(maxsize=8192)
def _plain(words: str) -> frozenset[str]:
    return content(plainer(words))


def _is_all(known: Known, wanted: frozenset[str]) -> bool:
    """Whether a sentence says nothing else than a passage."""
    return len(wanted - known.keys) <= (1 - _REPEATED) * len(wanted)


def _is_as_near(other: Known, known: Known, wanted: frozenset[str]) -> bool:
    """Whether a sentence repeats another passage that is like one, or says no more than it."""
    if _is_all(known, wanted) and not _is_all(other, wanted):
        return False
    if _is_part(other, known):
        return False
    mine, theirs = _ways(known)[0], _ways(other)[0]
    return mine <= theirs or len(mine & theirs) >= _ALIKE * len(mine | theirs)


def _is_part(other: Known, known: Known) -> bool:
    """Whether a passage is one statement of another, and so says less with the same words."""
    part, whole = other.supports[0].words, known.supports[0].words
    return part != whole and part in whole


def _against(own: str, extent: _Extent, known: Known, record: Record) -> Iterator[Fault]:
    wanted, words = content(own), known.supports[0].words
    shared = len(known.keys & wanted)
    ways: tuple[str, ...] = ()
    if known.said:
        ways = (known.said,)
    elif shared >= max(_WORDS, _MOST * len(wanted)) or wanted in _ways(known):
        yield from replaced(own, words)
        ways = (words, plainer(words))
    changed = tuple(turned(own, *ways)) if ways else ()
    # An item of a rule is not a rule of its own.
    partly = extent is _Extent.ITEM or (
        extent is _Extent.STATEMENT and bool(known.supports[0].criterion)
    )
    asked = not partly and _is_all(known, wanted) and not _ITEMS.search(own)
    denied = asked and _denies(own, known, record)
    if denied and set(changed) & LIMITS:
        return  # "at least 30" is the same as not "below 30"
    for word in changed:
        yield Fault(FaultKind.COMPARATOR, own, word)
    if denied:
        yield Fault(FaultKind.NEGATION, own, words[:200])


#: Words that carry no meaning of their own but a no.
_NO = content("absence lack absent")
#: A list of which not each item must be so.
_ITEMS = re.compile(r"\bof these must\b|\bThese must not\b")


def replaced(own: str, words: str) -> Iterator[Fault]:
    """Numbers in the place of those that the same words have in the record."""
    held = Counter(map(_amount, claims(words)))
    lost = held - Counter(map(_amount, claims(own)))
    named = ", ".join(claim.words for claim in claims(words) if _amount(claim) in lost)
    for claim in claims(own) if lost else ():
        if not held[_amount(claim)]:
            yield Fault(FaultKind.NUMBER, claim.words, named)
        held[_amount(claim)] -= 1


def _amount(claim: Claim) -> tuple[float, str]:
    """How often a dose is given stands beside it: "100 mg each day"."""
    return claim.value, "" if claim.unit in ROLES else claim.unit.removesuffix("/d")


def _denies(own: str, known: Known, record: Record) -> bool:
    """Whether the whole of a passage is told with a no too many or too few."""
    support = known.supports[0]
    criterion = record.criteria.get(support.criterion)
    against = criterion is not None and criterion.side is Side.EXCLUSION
    words = said_once(support.words, own) if against else support.words
    ways = (known.said,) if known.said else (words, plainer(words))
    return all(is_negative(own) != (is_negative(way) ^ against) for way in ways)
