"""Words of trials told in plain words, and where they stand in a text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from trialhead.errors import NotFound

#: Between the words of a term: one space, one hyphen of any kind, or a turn of the line.
_BETWEEN = r"(?:[-\u2010\u2011]|\s+)"

#: A term stands alone: not in a word, a compound, a number, an address or a longer name.
_BEFORE = r"(?<![\w@#/\\.&\u2010\u2011-])"
_AFTER = r"(?!\w|[@\\\u2010\u2011-]\w|\.\w|/\w*\d)"

#: All capitals this short are an abbreviation of something else: ARM is not an arm.
_ABBREVIATION = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One term with what it means, who stands for that, and the day it was written.

    ``forms`` are other spellings and near synonyms; ``otherwise`` are phrases in which the words
    mean something else.
    """

    key: str
    term: str
    forms: tuple[str, ...]
    otherwise: tuple[str, ...]
    definition: str
    review: str
    written: date


class Defined(NamedTuple):
    """A term in a text: ``text[start:end]`` means what ``entry`` says."""

    start: int
    end: int
    entry: Entry


class Glossary:
    """The list of terms, read once."""

    def __init__(self) -> None:
        text = files("trialhead.vocabulary").joinpath("terms/glossary.tsv").read_text("utf-8")
        read = map(_entry, text.splitlines())
        self._all = {entry.key: entry for entry in sorted(read, key=lambda e: e.term.casefold())}
        self._meanings: dict[str, tuple[str, Entry | None]] = {}
        for entry in self._all.values():
            for words in entry.otherwise:
                self._meanings[_folded(words)] = (words, None)
            for words in (entry.term, *entry.forms):
                self._meanings[_folded(words)] = (words, entry)
        self._pattern = _pattern(words for words, _ in self._meanings.values())

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries by their term, in alphabetical order."""
        return tuple(self._all.values())

    def entry(self, key: str) -> Entry:
        """Return the entry with this key; raise NotFound if there is none."""
        try:
            return self._all[key]
        except KeyError:
            raise NotFound(
                f"There is no term {key!r}.", fix="Give a key from the glossary."
            ) from None

    def mentions(self, text: str) -> Iterator[Defined]:
        """Yield the terms in ``text``, left to right, the longest first; they never overlap."""
        for match in self._pattern.finditer(text):
            words, entry = self._meaning(match.group())
            if entry is not None and _is_meant(match.group(), words):
                yield Defined(match.start(), match.end(), entry)

    def _meaning(self, found: str) -> tuple[str, Entry | None]:
        folded = _folded(found)
        return self._meanings.get(folded) or self._meanings[folded.removesuffix("s")]


def _pattern(terms: Iterable[str]) -> re.Pattern[str]:
    """One expression for all terms, the longest first; a plural in -s is found by itself.

    Terms stand under their first letter, so that most words of a text cost one look.
    """
    longest_first = sorted(terms, key=len, reverse=True)
    letters = sorted({words[0].casefold() for words in longest_first})
    spelt = "|".join(
        f"(?={letter})(?:{'|'.join(_spelt(w) for w in longest_first if w[0].casefold() == letter)})"
        for letter in letters
    )
    return re.compile(f"{_BEFORE}(?:{spelt}){_AFTER}", re.IGNORECASE)


def _spelt(words: str) -> str:
    plural = "s?" if words[-1].isalpha() and not words.endswith("s") else ""
    return _BETWEEN.join(map(re.escape, re.split(r"[\s-]+", words))) + plural


def _is_meant(found: str, listed: str) -> bool:
    """Whether capitals agree: abbreviations as listed, and no other word that looks like one."""
    if sum(letter.isupper() for letter in listed.partition(" ")[0]) > 1:
        return found.startswith(re.split(r"[\s-]", listed)[0])
    return not (found.isupper() and len(found) <= _ABBREVIATION)


def _folded(words: str) -> str:
    return re.sub(r"[\s\u2010\u2011-]+", " ", words).casefold()


def _entry(line: str) -> Entry:
    term, forms, otherwise, definition, review, written = line.split("\t")
    return Entry(
        key=re.sub(r"[^a-z0-9]+", "-", term.casefold()).strip("-"),
        term=term,
        forms=tuple(forms.split(";")) if forms else (),
        otherwise=tuple(otherwise.split(";")) if otherwise else (),
        definition=definition,
        review=review,
        written=date.fromisoformat(written),
    )


@cache
def glossary() -> Glossary:
    """Return the glossary."""
    return Glossary()
