"""Quotes of the record: its very words, long ones in short lines."""

import re
from itertools import pairwise

from trialhead.overview.pausing import in_lines
from trialhead.overview.phrases import Phrases
from trialhead.overview.readability import ENOUGH

_WORD = re.compile(r"\w+")
#: An item of a list of the record's own.
_ITEM = re.compile(r"\n(?=\s*(?:[*•+‣·–-]|\(?\w{1,3}[.)])\s)")
_MARK = re.compile(r"[“”]")
#: So many words, the number or letter of an item, may be missing in front of a line's own.
_SKIPPED = 2


def quote(said: str, words: str, phrases: Phrases) -> str:
    """Words of the record behind what is said of them, or below it if both are long. Nothing is
    left out or changed: only the lines are ours."""
    first, *more = lines_of(words)
    below = [""] if len(f"{said} {first}".split()) > ENOUGH and more else []
    return phrases.say("quoted", said=said, words="\n".join((*below, first, *more)))


def lines_of(words: str) -> tuple[str, ...]:
    """Long words in short lines: at the record's own items, and where sentences turn."""
    long = len(words.split()) > ENOUGH and not _MARK.search(words)
    own = (each.start() for each in _ITEM.finditer(words))
    places = sorted({0, *own, *_starts(words), len(words)} if long else (0, len(words)))
    lines = (" ".join(words[at:to].split()) for at, to in pairwise(places))
    return tuple(filter(None, lines))


def _starts(words: str) -> list[int]:
    """Where the second and later lines begin, as far as they keep the words' own order."""
    made = in_lines(words)
    found = list(_WORD.finditer(words))
    starts: list[int] = []
    at = 0
    for line in filter(_WORD.search, (made.head, *made.items)):
        told = _WORD.findall(line)
        own = [each.group() for each in found[at : at + len(told) + _SKIPPED]]
        fitting = (skip for skip in range(_SKIPPED) if own[skip : skip + len(told)] == told)
        skipped = next(fitting, None)
        if skipped is None:
            break
        space = re.compile(r"\s").search(words, found[at - 1].end(), found[at].start())
        starts += [space.start()] if at and space else []
        at += skipped + len(told)
    return starts
