"""Plain words in the place of a record's: a table of phrases that mean the same, English only."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_FIRST = re.compile(r"[A-Za-z]+")
#: A name after one more of its kind: the last word of "renal or hepatic impairment" goes with both.
_SHARED = re.compile(
    r"(?:effusions?|embolism|emboli|impairment|dysfunction|insufficiency|metastas[ei]s|(?:amino)?transferase|transaminase"
    r"|herniations?|infusion|injections?|ha?emorrhage|thrombosis|thromboembolism|hypertension|disease|accidents?|disorders?"
    r"|infarctions?|deficiency|failure|infections?|women|spine|discs?|products?|devices?"
    r"|therap(?:y|ies)|treatments?|medications?|agents?|drugs?|interventions?|procedures?|resection|tumou?rs?|neoplasms?"
    r"|criteri(?:a|on)|systems?)$",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?:(?:al|ac|ic|ar|ary|ine|ous|ive|ate|ed|able|ible|ent|ant)|(?<![a-z])(?:brain|liver|bone|lung|kidney|heart|benign|inclusion))"
    r"(?:\s*(?:,\s*)?\b(?:and|or|and/or)\s+|\s*/\s*)$",
    re.IGNORECASE,
)
#: What a word in front of the name may describe as well: "investigational drug, device or product".
_AND_MORE = re.compile(
    r",\s*(?:devices?|products?|biologics?|agents?)\b"
    r"|\s*(?:/|,?\s*\b(?:and/or|or|and)\b)\s*(?:(?:a|an|the|medical|biological)\s+)?"
    r"(?:devices?|products?|agents?|drugs?|biologics?|vaccines?|medications?|medicines?|therap(?:y|ies)|treatments?"
    r"|procedures?|interventions?|failure|injur(?:y|ies)|isch(?:a)?emia|o?edema|dysfunction|impairment|insufficiency"
    r"|disease|disorders?|thrombosis|blood clots?|embolism|infarction|ha?emorrhage|bleeding|infusions?|injections?|resection)\b",
    re.IGNORECASE,
)
#: A word cut short for one that follows: "pre- and postmenopausal".
_CUT_SHORT = re.compile(r"\w- ?(?:,|/|\band/or\b|\band\b|\bor\b)\s*$")
_ARTICLE = re.compile(r"(?<!\w)(an?)(\s+)$", re.IGNORECASE)
_BEFORE_NUMBER = (
    r"(?=\s*(?:about\s+)?(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b))"
)


@dataclass(frozen=True, slots=True)
class _Phrase:
    form: re.Pattern[str]
    plain: str | None
    #: A name in capitals is known by them.
    named: bool


def plainer(text: str) -> str:
    """A text with the table's plain words; what is in no line of the table stays as it is."""
    parts: list[str] = []
    at = 0
    for word in _FIRST.finditer(text):
        if word.start() < at or text[word.start() - 1 : word.start()] in ("-", "’", "'"):
            continue
        for phrase in _table().get(word.group().lower(), ()):
            found = phrase.form.match(text, word.start())
            if found is None or not _stands_alone(phrase, found, text):
                continue
            if phrase.plain is not None:
                parts.append(_with_article(text[at : found.start()], phrase.plain))
                parts.append(_as_written(phrase.plain, found, text))
            else:
                parts.append(text[at : found.end()])
            at = found.end()
            break
    return "".join((*parts, text[at:]))


def equivalents(text: str) -> str:
    """The plain words that the table has for what stands in a text, for the gate to know them."""
    return " ".join(
        phrase.plain
        for word in _FIRST.finditer(text)
        for phrase in _table().get(word.group().lower(), ())
        if phrase.plain is not None and phrase.form.match(text, word.start())
    )


def _stands_alone(phrase: _Phrase, found: re.Match[str], text: str) -> bool:
    """Whether the words are the phrase, and none of them belongs to a word in front as well."""
    before = text[: found.start()]
    several = " " in found.group() and phrase.plain is not None
    if phrase.plain is not None and _CUT_SHORT.search(before):
        return False
    beside = _BESIDE.search(before) or _AND_MORE.match(text, found.end())
    shared = several and _SHARED.search(found.group()) and beside
    return not shared and _written_alike(phrase, found, text)


def _written_alike(phrase: _Phrase, found: re.Match[str], text: str) -> bool:
    """Names in capitals are not the words they are made of: "Severity of Illness Scale"."""
    first, *others = found.group().split()
    if phrase.named:
        return True
    if not first[0].isupper():
        return True
    if len(first) > 1 and first[1:].lower() != first[1:]:
        return False
    titled = bool(others) and all(each[:1].isupper() or each[:1] == "(" for each in others)
    return titled or _opens(text, found.start())


def _opens(text: str, start: int) -> bool:
    """Whether a word opens a line or a sentence."""
    before = text[:start].rstrip(" (")
    return not before or before[-1] in ".:;!?\n–•*"


def _as_written(plain: str, found: re.Match[str], text: str) -> str:
    opens = found.group()[0].isupper() and _opens(text, found.start())
    return plain[0].upper() + plain[1:] if opens else plain


def _with_article(before: str, plain: str) -> str:
    """The article in front of new words: "an adequate" is "a good enough"."""
    article = _ARTICLE.search(before)
    if article is None:
        return before
    right = "an" if plain[0].lower() in "aeio" or plain.startswith(("under", "MRI", "HIV")) else "a"
    right = right.capitalize() if article[1][0].isupper() else right
    return before[: article.start(1)] + right + article[2]


@cache
def _table() -> dict[str, tuple[_Phrase, ...]]:
    """The phrases by their first word, the longest first; without plain words, those that stay."""
    plain = {words: told for words, told, _ in _rows()}
    stays = {one: None for _, _, staying in _rows() for one in staying if one not in plain}
    grouped: dict[str, list[tuple[str, str | None]]] = {}
    for words, told in {**plain, **stays}.items():
        first = _FIRST.match(words)
        if first is None:
            raise ValueError(f"{words!r} does not begin with a word.")
        grouped.setdefault(first.group().lower(), []).append((words, told))
    return {
        first: tuple(
            _phrase(*each) for each in sorted(same, key=lambda pair: len(pair[0]), reverse=True)
        )
        for first, same in grouped.items()
    }


def entries() -> tuple[tuple[str, str], ...]:
    """Every line of the table: the record's words and the plain ones."""
    return tuple((words.removesuffix(" #"), plain) for words, plain, _ in _rows())


@cache
def _rows() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    text = files("trialhead.overview").joinpath("words/en_plain.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]
    return tuple(
        (words, plain, tuple(filter(None, "".join(staying).split("|"))))
        for words, plain, *staying in rows
    )


def _phrase(words: str, plain: str | None) -> _Phrase:
    bare = words.removesuffix(" #")
    parts = [re.escape(part).replace(r"\-", "[- ]") for part in bare.split()]
    end = _BEFORE_NUMBER if bare != words else r"(?!\w)" if bare[-1] in ".,)'’" else r"(?![\w-])"
    form = re.compile(r"(?:\s+|-)".join(parts) + end, re.IGNORECASE)
    named = any(sign.isupper() for sign in words.split()[0])
    if named:
        form = re.compile(form.pattern)
    return _Phrase(form, plain if plain != words else None, named)
