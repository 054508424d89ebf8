"""Finds the conditions named in a free text, such as a patient's note or a query."""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from trialhead.vocabulary.concepts import Mention
from trialhead.vocabulary.normalise import normalise
from trialhead.vocabulary.wording import Term

#: The longest term looked for, in words.
_LONGEST = 8

#: A run of letters and digits, with apostrophes inside.
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

#: Abbreviations that are everyday words too: they count only with their own capitals.
CAPITALS_ONLY = frozenset(
    [
        "ad",
        "add",
        "aids",
        "all",
        "als",
        "am",
        "as",
        "at",
        "cap",
        "cas",
        "cat",
        "cp",
        "ed",
        "et",
        "fl",
        "hd",
        "he",
        "hs",
        "is",
        "it",
        "map",
        "me",
        "met",
        "net",
        "oi",
        "op",
        "or",
        "ph",
        "pid",
        "psa",
        "pv",
        "sad",
        "us",
    ]
)

#: Units of measurement, which follow a number.
_UNITS = frozenset({"mm", "ms", "mg"})


def lengths(terms: Iterable[str]) -> dict[str, int]:
    """How many words the longest term has that begins with a word."""
    longest: dict[str, int] = {}
    for term in terms:
        words = term.split(" ")
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


def mentions(
    text: str, terms: Mapping[str, Term], longest: Mapping[str, int], *, limit: int
) -> tuple[Mention, ...]:
    """Return up to ``limit`` mentions of ``terms`` in ``text``, in reading order; ``longest`` are
    their :func:`lengths`.

    Of overlapping terms the one that starts first counts, and of these the longest.
    """
    tokens = list(_WORD.finditer(text))
    keys = [normalise(token.group()) for token in tokens]
    found: list[Mention] = []
    at = 0
    while at < len(tokens) and len(found) < limit:
        most = longest.get(keys[at].partition(" ")[0], 0)
        end = _longest_term(text, tokens, keys, at, terms, most) if most else 0
        if end:
            start, stop = tokens[at].start(), tokens[end - 1].end()
            term = terms[" ".join(keys[at:end])]
            found.append(Mention(words=text[start:stop], start=start, concepts=term.concepts))
        at = end or at + 1
    return tuple(found)


def _longest_term(
    text: str,
    tokens: list[re.Match[str]],
    keys: list[str],
    at: int,
    terms: Mapping[str, Term],
    most: int,
) -> int:
    """Return where the longest term starting at token ``at`` ends, or 0; none has more than
    ``most`` words."""
    for end in range(min(at + min(most, _LONGEST), len(tokens)), at + 1, -1):
        if " ".join(keys[at:end]) in terms and _is_one_phrase(text, tokens[at:end]):
            return end
    term = terms.get(keys[at])
    is_meant = term is not None and _is_meant(term, text, tokens, at)
    return at + 1 if is_meant else 0


def _is_one_phrase(text: str, tokens: list[re.Match[str]]) -> bool:
    """Whether no sentence ends inside: "no lupus. Nephritis" is not lupus nephritis."""
    return not any(
        re.search(r"[.;:!?]\s|\n\s*\n", text[a.end() : b.start()]) for a, b in pairwise(tokens)
    )


def _is_meant(term: Term, text: str, tokens: list[re.Match[str]], at: int) -> bool:
    word = tokens[at].group()
    if word.lower() in CAPITALS_ONLY:
        is_lone = len(tokens) == 1
        return is_lone or (word == term.words and not text.isupper())
    follows_number = at > 0 and tokens[at - 1].group().isdecimal()
    return not (word.lower() in _UNITS and follows_number)
