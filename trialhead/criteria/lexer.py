"""Cuts the words of a criterion into tokens: quantities, times, terms, turns of phrase, signs."""

import re
from collections.abc import Iterator

from trialhead.criteria.coined import with_coined
from trialhead.criteria.lexicon import Term, lexicon
from trialhead.criteria.openings import Openings
from trialhead.criteria.phrases import PHRASES
from trialhead.criteria.quantities import listed_values, quantity
from trialhead.criteria.routes import with_routes
from trialhead.criteria.times import timing
from trialhead.criteria.tokens import WORD, Token

_SIGNS = {
    ",": "COMMA", ";": "SEMI", "/": "SLASH", "(": "LPAR", "[": "LPAR", ")": "RPAR", "]": "RPAR",
    "&": "AND", "+": "WORD", ":": "COLON",
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|\S")
#: Signs between words that say nothing.
_SILENT = re.compile(r"[\s.*\"'?!|~_-]+(?!\d)|\s+")


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The tokens of ``text[start:end]``; ``text`` has plain signs. None overlap; what lies between
    them are spaces and full stops.
    """
    words, places = _on_one_line(text, start, end)
    terms = {found.start: found for found in lexicon().mentions(words)}
    return [
        token._replace(start=places[token.start], end=places[token.end - 1] + 1)
        for token in _named(_settled(list(_tokens(words, terms))), words)
    ]


def _named(found: list[Token], words: str) -> list[Token]:
    parted = [part for token in found for part in _with_setting(token, words)]
    return with_coined(with_routes(parted, words), words)


_FASTING = re.compile(r"fasting ", re.IGNORECASE)


def _with_setting(token: Token, words: str) -> list[Token]:
    """ "Fasting triglycerides" as the setting and what is measured."""
    fasting = _FASTING.match(words, token.start)
    if token.kind != "ANALYTE" or not fasting or any("fasting" in a.key for a in token.value):
        return [token]
    setting = Token("SPECIMEN", "fasting", token.start, fasting.end() - 1)
    return [setting, token._replace(start=fasting.end())]


_RUN = re.compile(r"\s+")


def _on_one_line(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """The words with each run of whitespace as one space, and where every character stood."""
    parts: list[str] = []
    places: list[int] = []
    at = start
    for run in _RUN.finditer(text, start, end):
        parts += [text[at : run.start()], " "]
        places += [*range(at, run.start()), run.start()]
        at = run.end()
    parts.append(text[at:end])
    places += range(at, end)
    return "".join(parts), places


def _tokens(words: str, terms: dict[int, Term]) -> Iterator[Token]:
    at = 0
    after_scale = False
    while at < len(words):
        silent = _SILENT.match(words, at)
        if silent and silent.end() > at:
            at = silent.end()
            continue
        token = _token(words, at, terms, after_scale=after_scale)
        after_scale = _is_scale(token) or (after_scale and token.kind in _SCALE_WORDS)
        yield token
        at = token.end


def _is_scale(token: Token) -> bool:
    return token.kind == "TERM" and isinstance(token.value, dict) and "SCALE" in token.value


#: Phrases that count before a term of the same length.
_STRONG = frozenset(
    {"PREG", "LACT", "PLANPREG", "WOCBP", "PREGTEST", "PARTIC", "INVDRUG", "STUDYDRUG", "LIFEEXP",
     "SEXBOTH", "FEMALE", "MALE", "ADULT", "AGE", "STAGE", "GRADE", "NEG", "POSITIVE", "NEGATIVE"}
)  # fmt: skip
_SCALE_WORDS = frozenset({"CLASSWORD", "FILLER", "LPAR", "RPAR", "SCALE", "COLON"})


def _token(words: str, at: int, terms: dict[int, Term], *, after_scale: bool) -> Token:
    """The longest thing that starts here; of equal ones, the first in this order."""
    phrase = _phrase(words, at)
    candidates = [timing(words, at), quantity(words, at), _term(at, terms), phrase]
    if phrase is not None and phrase.kind in _STRONG:
        candidates.insert(0, phrase)
    if after_scale:
        listed = listed_values(words, at)
        if listed:
            return max(filter(None, (listed, candidates[1])), key=lambda token: token.end)
    found = [token for token in candidates if token is not None]
    if found:
        return max(found, key=lambda token: token.end)
    sign = _SIGNS.get(words[at])
    if sign:
        return Token(sign, words[at], at, at + 1)
    word = _WORD.match(words, at)
    end = word.end() if word else at + 1
    return Token(WORD, words[at:end], at, end)


#: Where a term means several kinds of thing, the first of these counts; a number after it makes
#: it what is measured.
_KINDS = ("SCALE", "ANALYTE", "DRUG", "PROC", "COND")
_MEASURED = ("SCALE", "ANALYTE")
_NUMBERS = ("BOUND", "NUMBER", "CLASSWORD", "FILLER", "LPAR", "SPECIMEN", "POSITIVE", "NEGATIVE")


def _term(at: int, terms: dict[int, Term]) -> Token | None:
    term = terms.get(at)
    return Token("TERM", term.meanings, at, term.end) if term else None


def _settled(found: list[Token]) -> list[Token]:
    """Terms with the one kind their neighbours leave them."""
    return [
        _settle(token, found[at + 1 :], found[:at]) if token.kind == "TERM" else token
        for at, token in enumerate(found)
    ]


def _settle(token: Token, after: list[Token], before: list[Token]) -> Token:
    meanings = token.value
    kinds = [kind for kind in _KINDS if kind in meanings]
    if len(kinds) > 1 and kinds[0] in _MEASURED and not _is_measured(after, before):
        kinds = [kind for kind in kinds if kind not in _MEASURED] or kinds
    return token._replace(kind=kinds[0], value=meanings[kinds[0]])


def _is_measured(after: list[Token], before: list[Token]) -> bool:
    """Whether a number or a result comes next, with nothing but other measured terms between."""
    for token in after:
        if token.kind in ("BOUND", "NUMBER", "POSITIVE", "NEGATIVE"):
            return True
        listed = token.kind == "TERM" and any(kind in _MEASURED for kind in token.value)
        if not listed and token.kind not in (
            *_NUMBERS,
            "AND",
            "OR",
            "SLASH",
            "COMMA",
            "RPAR",
            "ANDOR",
        ):
            return False
    return False


_PHRASES = Openings((kind, rf"(?:{pattern})(?![\w])") for kind, pattern in PHRASES.items())


def _phrase(words: str, at: int) -> Token | None:
    if at and (words[at - 1].isalnum()):
        return None
    best: Token | None = None
    for kind, pattern in _PHRASES.at(words, at):
        found = pattern.match(words, at)
        if found and found.end() > at and (best is None or found.end() > best.end):
            best = Token(kind, words[at : found.end()], at, found.end())
    return best
