"""How easy a text is to read: the Flesch-Kincaid grade of our own words, for English only."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: More words than this in one sentence are too many.
LONGEST = 26
#: Above this a sentence is better cut where it can be.
ENOUGH = 14
#: The highest grade that still passes.
HIGHEST_GRADE = 8.0

_QUOTE = re.compile(r"“.*”", re.DOTALL)
_NO_MARKS = str.maketrans("", "", "“”")
_WORD = re.compile(r"[A-Za-zÀ-ÿ0-9]+(?:[.,'’/-][A-Za-zÀ-ÿ0-9]+)*")
_ENDS = re.compile(r"[.!?](?=\s|$)|\n")
_VOWELS = re.compile(r"[aeiouyà-ÿ]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Readability:
    """``grade`` is the school year (US) that a text asks for; None where there are no words.

    ``words`` are counted; ``quoted`` are the record's own words, which are not.
    """

    grade: float | None
    words: int
    quoted: int
    longest: int

    @property
    def easy(self) -> bool:
        """Whether the grade is low enough."""
        return self.grade is None or round(self.grade, 1) <= HIGHEST_GRADE


def readability(texts: Iterable[str], *, with_quotes: bool = False) -> Readability:
    """The grade of several sentences together; each line counts as a sentence.

    ``with_quotes`` measures everything a reader sees, the record's own words too.
    """
    words = syllables = quoted = 0
    lengths = []
    for text in texts:
        quoted += sum(len(_WORD.findall(each)) for each in _QUOTE.findall(text))
        shown = text.translate(_NO_MARKS) if with_quotes else own_words(text)
        for part in _ENDS.split(shown):
            found = _WORD.findall(part)
            if found:
                lengths.append(len(found))
                words += len(found)
                syllables += sum(map(_syllables, found))
    grade = 0.39 * words / len(lengths) + 11.8 * syllables / words - 15.59 if words else None
    return Readability(grade=grade, words=words, quoted=quoted, longest=max(lengths, default=0))


def own_words(text: str) -> str:
    """A sentence without the words it takes from the record."""
    return _QUOTE.sub("", text)


def words_in(text: str) -> int:
    """How many words of ours the longest sentence of a text has."""
    return max((len(_WORD.findall(each)) for each in _ENDS.split(own_words(text))), default=0)


def _syllables(word: str) -> int:
    """Syllables by groups of vowels; a silent e at the end is none. Figures count as one."""
    low = word.lower()
    if any(sign.isdigit() for sign in low):
        return 1
    count = len(_VOWELS.findall(low))
    if low.endswith("e") and not low.endswith(("le", "ee", "ye")):
        count -= 1
    if low.endswith(("es", "ed")) and not re.search(r"(?:[sxzcg]|sh|ch)es$|[td]ed$", low):
        count -= 1
    return max(1, count)
