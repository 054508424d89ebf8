"""Before and after, above and below: words that turn a sentence round without another name or
number in it."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

_MORE = r"(?:more|greater|higher|older|longer|later|larger)"
_LESS = r"(?:less|lower|fewer|younger|shorter|smaller)"
_OF_TIME = r"(?=-|operat|treat|dos|surg|transplant)"
_SPAN = r"(?= (?:\d|few|couple|week|month|year|two|three|four|six|twelve))"
#: "The following drugs" are those that are named next, and come after nothing.
_LISTING = r"(?<!the )(?<!these )"
#: Words in the place of which others of the same group turn a sentence round.
_GROUPS = (
    {
        "before": rf"\b(?:(?:there|here)?before|prior|preced\w+|previous(?:ly)?|earlier|ago|pre{_OF_TIME})",
        "after": rf"\b(?:(?:there|here)?after(?:wards)?|{_LISTING}following|followed by|since|subsequent(?:ly| to)|post{_OF_TIME})",
    },
    {
        "past": rf"\b(?:last|past|previous|preceding){_SPAN}",
        "coming": rf"\b(?:next|coming|following){_SPAN}",
    },
    {
        "least": rf"\b(?:at least|minimum|min\.|no[t]? {_LESS} than|{_MORE}(?: than)? or equal|equal(?: to)? or {_MORE}|(?:or|and) (?:older|more|above|over|greater|higher|up|longer)\b(?! than| ?\d))|>=|=>|≥|≧|>\s*/\s*=|> ?or ?=",
        "most": rf"\b(?:at most|maximum|max\.|up to|no[t]? {_MORE} than|{_LESS}(?: than)? or equal|equal(?: to)? or {_LESS}|not? (?:to )?exceed\w*|within|(?:or|and) (?:younger|less|below|under|lower|fewer|shorter)\b(?! than| ?\d))|<=|=<|≤|≦|<\s*/\s*=|< ?or ?=",
        "above": rf"\b(?:above|{_MORE} than|longer ago than|over|exceed\w*|in excess of|beyond)\b|>|＞",
        "below": rf"\b(?:below|{_LESS} than|under)\b|<|＜",
    },
)  # fmt: skip
LIMITS = frozenset(_GROUPS[2])
#: The groups that tell of the order of things.
_ORDER = (0, 1)
_FORMS = tuple(
    re.compile("|".join(f"(?P<{name}>{form})" for name, form in group.items()), re.IGNORECASE)
    for group in _GROUPS
)
#: "Had it before." says when, but not before what.
#: "Prior treatment" is as well treatment after which something was.
_BY_THEN = re.compile(r"\b(?:previous(?:ly)?|prior(?! to)|earlier|ago|since)\b", re.IGNORECASE)
_LATER = re.compile(r"\b(?:there)?after(?:wards)?\W*$", re.IGNORECASE)
_AT_THE_END = re.compile(r"\bbefore\W*$", re.IGNORECASE)


@lru_cache(maxsize=16384)
def _counted(text: str, group: int) -> Counter[str]:
    return Counter(str(found.lastgroup) for found in _FORMS[group].finditer(text))


def turned(told: str, *held: str) -> Iterator[str]:
    """The words of a text in the place of which a text with the same words has another of their
    group. ``held`` are ways of writing the same; one that is not turned is enough."""
    for group in range(len(_GROUPS)):
        said = _counted(told, group)
        ways = [_in_place(said, _counted(each, group)) for each in held]
        if all(ways):
            yield ways[0]


def _in_place(said: Counter[str], held: Counter[str]) -> str:
    added, lost = said - held, held - said
    return next(iter(added), "") if lost else ""


def orders(told: str) -> bool:
    """Whether a text tells of before or after something."""
    return any(_ordered(_AT_THE_END.sub("", told)))


def ordered(held: str) -> bool:
    """Whether a text has a word that may tell of before or after."""
    return any(_counted(held, group) for group in _ORDER)


def other_order(told: str, held: str) -> bool:
    """Whether a text tells only of after where another has only before, or the other way."""
    if _LATER.search(told) and set(_counted(held, 0)) == {"before"}:
        return True
    return any(
        said and has and not said & has
        for said, has in zip(_ordered(_AT_THE_END.sub("", told)), _ordered(held), strict=True)
    )


def _ordered(text: str) -> tuple[set[str], ...]:
    plain = _BY_THEN.sub("", text)
    return tuple(set(_counted(plain if group == 0 else text, group)) for group in _ORDER)
