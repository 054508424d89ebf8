"""Numbers in English words: "eighteen", "forty-five", "two hundred and ten", "one and a half"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_ONES = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}  # fmt: skip
_TEENS = {"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}  # fmt: skip
_VALUES = {**_ONES, **_TEENS, **_TENS}
_GREAT = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_SMALL = "|".join(sorted(_VALUES, key=len, reverse=True))
#: The letters that numerals begin with are looked at first: most words begin with others.
_NUMERAL = re.compile(
    rf"\b(?=[aefnost])(?:(?:{_SMALL})\b|a(?= (?:{'|'.join(_GREAT)})\b))"
    rf"(?:(?:[ -]|\s+and\s+)(?:{_SMALL}|{'|'.join(_GREAT)})\b)*"
    r"(?P<half> and a half\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in words: where it stands and what it is."""

    start: int
    end: int
    value: float


def numerals(text: str) -> Iterator[Numeral]:
    """Every number in words, in reading order."""
    for found in _NUMERAL.finditer(text):
        yield from _split(found)


def _split(found: re.Match[str]) -> Iterator[Numeral]:
    """The numbers of a run of words: "one hundred and ten" is one, "two and three" are two."""
    words = [
        word
        for word in re.finditer(r"[a-z]+", found.group(), re.IGNORECASE)
        if word.group().lower() not in ("a", "and", "half")
    ]
    begins = [0, *(at for at in range(1, len(words)) if _begins(words[at - 1], words[at]))]
    for at, end in zip(begins, [*begins[1:], len(words)], strict=True):
        start = 0 if at == 0 else words[at].start()
        value = _value(each.group().lower() for each in words[at:end])
        half = found["half"] and end == len(words)
        last = len(found.group()) if half else words[end - 1].end()
        yield Numeral(found.start() + start, found.start() + last, value + (0.5 if half else 0))


def _begins(before: re.Match[str], word: re.Match[str]) -> bool:
    """Whether a word begins another number than the word before it belongs to."""
    last, name = before.group().lower(), word.group().lower()
    if name in _GREAT or last in _GREAT:
        return False
    return not (last in _TENS and name in _ONES)


def _value(words: Iterable[str]) -> float:
    whole, part = 0.0, 0.0
    for word in words:
        if word == "hundred":
            part = (part or 1.0) * 100
        elif word in _GREAT:
            whole, part = whole + (part or 1.0) * _GREAT[word], 0.0
        else:
            part += _VALUES[word]
    return whole + part
