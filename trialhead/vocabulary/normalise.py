"""Makes words comparable: one key for every way of writing the same thing."""

import re
import unicodedata
from functools import lru_cache

#: Signs inside a word that are no gap: Crohn's, L'Aquila, Sana'a.
_APOSTROPHES = frozenset("'’‘ʼʻʿʾ`´＇")

#: Combining marks that make another letter (nukta, kana voicing, virama), so they are kept.
_KEPT_MARKS = frozenset({7, 8, 9})

#: Letters without a decomposition whose plain reading is usual.
_PLAIN = {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_PLAIN |= {"ی": "ي", "ى": "ي", "ک": "ك", "ـ": ""}  # Persian letters, and the Arabic stretch mark

#: Words that end in s without being a plural, or that mean something else without it.
_NO_PLURAL = frozenset(
    [
        "aids",
        "diabetes",
        "hives",
        "measles",
        "mumps",
        "piles",
        "rabies",
        "rickets",
        "scabies",
        "shingles",
        "sids",
    ]
)


class _Letters(dict[int, str]):
    """What each character becomes; worked out once, on first sight."""

    def __missing__(self, code: int) -> str:
        plain = _plain(chr(code))
        if code <= 0xFFFF:  # rare planes are not remembered, which bounds the table
            self[code] = plain
        return plain


def _plain(character: str) -> str:
    if character in _APOSTROPHES:
        return ""
    return "".join(
        _PLAIN.get(part, part) if unicodedata.category(part)[0] in "LMN" else " "
        for part in unicodedata.normalize("NFKD", character).casefold()
        if unicodedata.combining(part) in _KEPT_MARKS or not unicodedata.combining(part)
    )


_LETTERS = _Letters()


def fold(words: str) -> str:
    """Return ``words`` without case, accents and punctuation, one space between words."""
    return " ".join(words.translate(_LETTERS).split())


#: British spelling becomes American, so that both give one key.
_SPELLINGS = (
    (re.compile(r"(?<=[a-z]{3})our(?=s?$|al$|ed$)"), "or"),
    (re.compile(r"ae|oe(?=[a-z]{2})|(?<=rh)oe"), "e"),
    (re.compile(r"(?<=[a-z])([bt])re(?=s?$)"), r"\1er"),
    (re.compile(r"sulph"), "sulf"),
    (re.compile(r"lyse(?=d?$)"), "lyze"),
    (re.compile(r"isation"), "ization"),
)

_MAYBE_BRITISH = re.compile(r"our|ae|oe|bre|tre|sulph|lyse|isation")

#: Plural endings, tried in order; the first that fits is the only one used.
_PLURALS = (
    (re.compile(r"(?<=[a-z]{2})ies$"), "y"),
    (re.compile(r"(?<=[a-z]{3})((?<!e)as|es|os|ys)es$"), r"\1is"),
    (re.compile(r"(ss|(?<=[clnrt])us|x|(?<!a)ch|sh)es$"), r"\1"),
    (re.compile(r"(?<=[a-z]{2}[^sui])s$"), ""),
)


@lru_cache(maxsize=2**15)
def _stem(word: str) -> str:
    if len(word) < 4 or not word.isascii() or word in _NO_PLURAL:
        return word
    return _singular(_american(word))


def _american(word: str) -> str:
    # Four letters may be an abbreviation (RAEB), and most longer words need no substitution.
    if len(word) > 4 and _MAYBE_BRITISH.search(word):
        for spelling, american in _SPELLINGS:
            word = spelling.sub(american, word)
    return word


def _singular(word: str) -> str:
    if word.endswith("s"):
        for plural, singular in _PLURALS:
            stem, changes = plural.subn(singular, word)
            if changes:
                return stem
    return word


def normalise(words: str) -> str:
    """Return the key under which ``words`` is compared with other conditions.

    Case, accents, punctuation, hyphens, plural s and British spelling make no difference.
    The key is for comparing, not for showing; for text without letters or digits it is empty.
    """
    return _short_key(words) if len(words) <= _SHORT else _key(words)


#: Names are short and recur; whole texts are not kept.
_SHORT = 60


def _key(words: str) -> str:
    return " ".join(map(_stem, fold(words).split()))


_short_key = lru_cache(maxsize=2**15)(_key)
