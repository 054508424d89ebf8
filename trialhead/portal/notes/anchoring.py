"""Finds the words a note was made on, in a text that may have changed since.

The words stand between two contexts. A context is made long enough to stand only once in the text
it is taken from, so a match of one of them proves the place; with no proof there is no answer,
for a note in the wrong place is worse than a note in the tray. ``static/notes/anchoring.js`` does
the same in the browser, and ``tests/vectors/anchoring.json`` holds both to one table.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, Literal

from rapidfuzz.distance import Levenshtein

#: Characters of context: at least, and at most where shorter ones stand more than once.
SIZES = (32, 64, 128, 256)
SHORTEST, LONGEST = SIZES[0], SIZES[-1]
#: Changed words are still the same words if at least this much of them is the same.
SIMILAR = 0.7
#: Changed words longer than this are not compared.
LONGEST_CHANGE = 2000
#: How much longer changed words may be; more holds other words too.
GROWTH, SOME_MORE = 1.2, 16
#: So many characters at either end of the words tell where changed words begin and end.
EDGE = 12

SPACE = re.compile(r"[\t\n\v\f\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
#: Shown by nothing of their own: soft hyphen, joiners, marks of direction.
UNSEEN = re.compile("[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
LIGATURE = re.compile("[\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefc]")

#: What stands on the character before it.
MARKS = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u0900-\u0903\u093a-\u094f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a"
    r"\ufe00-\ufe0f\ufe20-\ufe2f"
)
#: Plain characters, for speed; or a run of spaces, or a character with the marks on it.
CLUSTER = re.compile(rf"(?P<plain>(?:[!-~](?![{MARKS}]))+)|{SPACE.pattern}|[\s\S][{MARKS}]*")

How = Literal["exact", "moved", "similar"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the words stand, counted in code points, and how they were found."""

    start: int
    end: int
    how: How


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without differences nobody sees, and where each of its characters comes from."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """The folded words of a note with their contexts, and where they stood."""

    words: str
    before: str
    after: str
    start: int | None


def describe(text: str, start: int, end: int) -> list[dict[str, Any]]:
    """The selectors of the words from ``start`` to ``end``, without spaces around them."""
    page = folded(text)
    first, last = bisect_right(page.ends, start), bisect_left(page.starts, end)
    words = page.text[first:last]
    first += len(words) - len(words.lstrip(" "))
    last -= len(words) - len(words.rstrip(" "))
    if first >= last:
        raise ValueError("There are no words between these positions.")
    start, end = page.starts[first], page.ends[last - 1]
    # Longer contexts say that the words themselves stand more than once.
    sizes = SIZES if _once(page.text, page.text[first:last]) else SIZES[1:]
    quote = {
        "type": "TextQuoteSelector",
        "exact": unicodedata.normalize("NFC", SPACE.sub(" ", text[start:end])),
        "prefix": _telling(page.text, (page.text[max(0, first - n) : first] for n in sizes)),
        "suffix": _telling(page.text, (page.text[last : last + n] for n in sizes)),
    }
    return [quote, {"type": "TextPositionSelector", "start": start, "end": end}]


def _telling(page: str, contexts: Iterable[str]) -> str:
    """The first of the contexts that stands only once in its text, or the longest."""
    context = ""
    for context in contexts:
        if _once(page, context):
            break
    return context


def _once(page: str, words: str) -> bool:
    return len(list(islice(_found(page, words), 2))) == 1


def anchor(text: str, selectors: Iterable[Mapping[str, Any]]) -> Anchor | None:
    """Where the selected words stand in ``text`` now; nothing unless that is certain."""
    page = folded(text)
    sought = _sought(selectors)
    if not sought.words:
        return None
    place = _same_words(page, sought) or _changed_words(page, sought)
    if place is None:
        return None
    first, last, how = place
    return Anchor(page.starts[first], page.ends[last - 1], how)


def _sought(selectors: Iterable[Mapping[str, Any]]) -> Sought:
    by_type = {selector["type"]: selector for selector in selectors}
    quote = by_type.get("TextQuoteSelector", {})
    return Sought(
        words=folded(quote.get("exact", "")).text.strip(" "),
        before=folded(quote.get("prefix", "")).text,
        after=folded(quote.get("suffix", "")).text,
        start=by_type.get("TextPositionSelector", {}).get("start"),
    )


def _same_words(page: Folded, sought: Sought) -> tuple[int, int, How] | None:
    length = len(sought.words)
    beside = {
        first: (_before(page.text, first, sought), _after(page.text, first + length, sought))
        for first in _found(page.text, sought.words)
    }
    unmoved = {first for first in beside if page.starts[first] == sought.start}
    proven = [first for first, sides in beside.items() if _proves(sought, *sides)]
    choices = (
        proven,
        [first for first in proven if all(beside[first])],
        [first for first in unmoved if all(beside[first])],
    )
    for choice in choices:
        if len(choice) == 1:
            how: How = "exact" if choice[0] in unmoved else "moved"
            return choice[0], choice[0] + length, how
    return None


def _proves(sought: Sought, before: bool, after: bool) -> bool:
    """Whether the contexts that match say that this is the place.

    One is enough only for words that stood once: beside another copy, a change can leave it too.
    """
    if before and after:
        return not len(sought.before) == len(sought.after) == LONGEST
    return (before and len(sought.before) == SHORTEST) or (after and len(sought.after) == SHORTEST)


def _stands_once(context: str) -> bool:
    """Whether a context stood once in its text; one cut short by the text's end need not."""
    return SHORTEST <= len(context) < LONGEST


def _before(page: str, first: int, sought: Sought) -> bool:
    if len(sought.before) < SHORTEST:  # the words stood near the beginning of the text
        return page[:first] == sought.before
    return page.endswith(sought.before, 0, first)


def _after(page: str, last: int, sought: Sought) -> bool:
    if len(sought.after) < SHORTEST:
        return page[last:] == sought.after
    return page.startswith(sought.after, last)


def _changed_words(page: Folded, sought: Sought) -> tuple[int, int, How] | None:
    """What now stands between both contexts, if it is like the words of the note."""
    if not (_stands_once(sought.before) and _stands_once(sought.after)):
        return None
    befores = list(_found(page.text, sought.before))
    afters = list(_found(page.text, sought.after))
    if len(befores) != 1 or len(afters) != 1:
        return None
    first = befores[0] + len(sought.before)
    words = page.text[first : max(first, afters[0])]
    # What was put between the context and the words is none of them.
    head, tail = words.find(sought.words[:EDGE]), words.rfind(sought.words[-EDGE:])
    if tail >= 0:
        words = words[: tail + len(sought.words[-EDGE:])]
    if 0 <= head < len(words):
        first, words = first + head, words[head:]
    first, words = first + len(words) - len(words.lstrip(" ")), words.strip(" ")
    if not words or not _alike(words, sought.words):
        return None
    return first, first + len(words), "moved" if words == sought.words else "similar"


def _alike(now: str, then: str) -> bool:
    longer = max(len(now), len(then))
    if len(now) > GROWTH * len(then) + SOME_MORE or longer > LONGEST_CHANGE:
        return False
    return 1 - Levenshtein.distance(now, then) / longer >= SIMILAR


def _found(text: str, words: str) -> Iterator[int]:
    """Every place of ``words``, overlapping ones too."""
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


@lru_cache(maxsize=4)
def folded(text: str) -> Folded:
    """The text composed (NFC), its spaces single, its ligatures apart, the unseen left out."""
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in CLUSTER.finditer(text):
        start, end = found.span()
        if found["plain"]:
            signs.append(found[0])
            starts += range(start, end)
            ends += range(start + 1, end + 1)
            continue
        sign = _folded_cluster(found[0])
        signs.append(sign)
        starts += [start] * len(sign)
        ends += [end] * len(sign)
    return Folded("".join(signs), tuple(starts), tuple(ends))


def _folded_cluster(cluster: str) -> str:
    if SPACE.fullmatch(cluster):
        return " "
    apart = LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), cluster)
    return unicodedata.normalize("NFC", UNSEEN.sub("", apart))
