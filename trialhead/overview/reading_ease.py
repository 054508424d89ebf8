"""How easy our own words are to read, by the measure that a language has.

English: Flesch-Kincaid grade. Spanish: Szigriszt-Pazos, read by the INFLESZ scale (Szigriszt 1993;
Barrio-Cantalejo et al., An Sist Sanit Navar 2008): 206.835 - 62.3 syllables/words - words/sentences.
French: Kandel and Moles 1958: 207 - 1.015 words/sentences - 73.6 syllables/words. Chinese and Arabic
have none here: only the length of sentences is counted.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from trialhead.overview.joining import CLOSE, OPEN
from trialhead.overview.readability import own_words, readability

_WORD = re.compile(r"[^\W_]+(?:[.,'’/-][^\W_]+)*")
_HAN = re.compile(r"[\u4e00-\u9fff]|[A-Za-z0-9]+")
_ENDS = re.compile(r"[.!?:](?=\s|$)|[。！？：]|\n")
_SPANISH = re.compile(
    r"[aeoáéóíú]|(?<![aeoáéóíúiuü])[iuü]+(?![aeoáéóíúiuü])|(?<![aeiouáéíóú])y(?![aeiouáéíóú])"
)
_FRENCH = re.compile(r"[aeiouyàâæéèêëîïôöœûùü]+")
_SILENT = re.compile(r"(?<=[^aeiouyàâéèêëîïôûù])(?:es?|ent)$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Ease:
    """``measure`` names the formula, empty where the language has none; ``score`` is its value.

    ``mean`` and ``longest`` are lengths of sentences in ``unit``: words or, in Chinese, characters.
    """

    measure: str
    score: float | None
    mean: float
    longest: int
    unit: str = "words"


def ease(texts: Iterable[str], language: str) -> Ease:
    """The measure of several sentences together; each line counts as a sentence."""
    told = [text.replace(OPEN, "").replace(CLOSE, "") for text in texts]
    pattern, unit = (_HAN, "characters") if language.startswith("zh") else (_WORD, "words")
    parts = [pattern.findall(part) for text in told for part in _ENDS.split(own_words(text))]
    sentences = [part for part in parts if part]
    lengths = [len(part) for part in sentences]
    mean, longest = sum(lengths) / max(1, len(lengths)), max(lengths, default=0)
    measure, score = "", None
    if language == "en":
        measure, score = "Flesch-Kincaid grade", readability(told).grade
    elif language in _FORMULAS and lengths:
        measure, formula, syllables = _FORMULAS[language]
        words = [word for part in sentences for word in part]
        score = formula(sum(map(syllables, words)) / len(words), mean)
    return Ease(measure=measure, score=score, mean=mean, longest=longest, unit=unit)


def _spanish(word: str) -> int:
    return _count(_SPANISH, word)


def _french(word: str) -> int:
    low = word.lower()
    return _count(_FRENCH, _SILENT.sub("", low) if len(_FRENCH.findall(low)) > 1 else low)


def _count(vowels: re.Pattern[str], word: str) -> int:
    if any(sign.isdigit() for sign in word):
        return 1
    return max(1, len(vowels.findall(word.lower())))


_Formula = Callable[[float, float], float]
_FORMULAS: dict[str, tuple[str, _Formula, Callable[[str], int]]] = {
    "es": (
        "Szigriszt-Pazos (INFLESZ)",
        lambda syllables, words: 206.835 - 62.3 * syllables - words,
        _spanish,
    ),
    "fr": (
        "Kandel-Moles",
        lambda syllables, words: 207 - 1.015 * words - 73.6 * syllables,
        _french,
    ),
}
