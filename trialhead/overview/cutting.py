"""Long words of a record cut into a head and short items, in their order and without a loss."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from trialhead.criteria import Span
from trialhead.overview.readability import ENOUGH, LONGEST, words_in

_BULLET = re.compile(r"\n(\s*)([*•+‣·]|[-–](?= )|\(?\d{1,2}[.)]|\(?[a-zA-Z][.)]|\(?[ivx]{1,4}[.)])\s+")  # fmt: skip
_INLINE = re.compile(r"(?:(?<=[\s;:,])|^)\(?(?P<sign>\d{1,2}|[a-h])[).]\s*(?=[A-Za-z≥≤<>(])")
_EXAMPLES = re.compile(
    r"\s*\(\s*(?P<words>(?:e\.g\.|i\.e\.|for example|including|such as|for instance)[^()]*)\)\s*$",
    re.IGNORECASE,
)
#: Where a sentence may go on in a new line: the words in front stand by themselves.
_TURNS = re.compile(
    r",?\s+(?=(?:unless|except|provided that|with the exception of|including|such as|defined as|defined by|"
    r"as defined (?:by|in|as)|as long as|for example|e\.g\.|which|whichever|but|even if|if|even though|whether or not|"
    r"in the (?:opinion|view|judge?ment) of|(?:as )?(?:determined|judged|assessed|measured|evidenced|confirmed|documented|"
    r"demonstrated|evaluated|shown|estimated|calculated) (?:by|using|with)|that (?:would|could|might|may|will|can|in|is|are|has|have)|"
    r"who (?:have|are|had|were|has|is|cannot|require|received)|at the discretion of|according to|based on|regardless of|despite|while|whereas|although|because|so that|followed by|"
    r"in order to|compared (?:to|with)|and then|to (?:evaluate|determine|assess|compare|investigate|see|find|test|measure|examine|identify))\b)"
    r"|\s+(?=\((?:[^()\s]+\s+){3,}[^()]*\)[.;]?$)"
    r"|,\s+(?=(?:and|or|and/or)\s+(?:who|that|have|has|are|is|were|was|had|must|if|any|a|an|the|"
    r"patients|subjects|participants|women|men|people|other|not|no)\b)"
    r"|\s+(?=(?:and|or|and/or)\s+(?:who|that|have|has|are|is|were|was|had|must|if|agree|sign|provide|willing|able)\b)",
    re.IGNORECASE,
)
#: Behind these stand examples or exceptions, and behind them perhaps a time of the whole.
_NAMING = re.compile(
    r"(?:except|with the exception|including|such as|for example|e\.g\.|based on|according to|as (?:\w+ed) by|\()",
    re.IGNORECASE,
)
JOINING = re.compile(r"(?:and|or|and/or)\b", re.IGNORECASE)
_LAST = re.compile(r",\s+(?=(?:and|or|and/or)\s)", re.IGNORECASE)
#: What is named behind these is left out of what stands before: it is never a line of its own.
EXCEPTING = re.compile(
    r"\b(?:unless|except\w*|exclud\w*|other than|apart from|but not|not (?:counted|includ\w*|considered)|exempt\w*)\b",
    re.IGNORECASE,
)
_ALLOWING = re.compile(
    rf"\b(?:may|can|allowed|permitted|acceptable|eligible)\b|{EXCEPTING.pattern}", re.IGNORECASE
)
_TIME = re.compile(
    r"\s+(?=(?:within|before|prior to|after|until|during|from the time|for at least|throughout|through|at the time)\b)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\b(?:or|and)\b|,|/")
#: So few words are no line of their own.
_FEW = 3
_SUCH_AS = re.compile(r"(?:such as|including|e\.g\.|for example)\b", re.IGNORECASE)
_OPEN = re.compile(r"^(?:\d{1,2}\)|\()")
_SENTENCE = re.compile(
    r"(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\bDr\.)(?<!\bNo\.)(?<!\betc\.)(?<!\bex\.)(?<!\b[A-Z]\.)(?<!\d\.)\s+(?=[A-Z])"
)
_TIMED = re.compile(r"\b(?:within|before|prior to|during|for at least|in the (?:last|past))\b")
#: Behind these a line never ends.
_LEANING = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "as",
        "at",
        "be",
        "both",
        "but",
        "by",
        "either",
        "even",
        "except",
        "following",
        "for",
        "from",
        "has",
        "have",
        "if",
        "in",
        "including",
        "is",
        "it",
        "its",
        "least",
        "most",
        "neither",
        "nor",
        "not",
        "of",
        "on",
        "only",
        "or",
        "such",
        "than",
        "that",
        "the",
        "those",
        "to",
        "unless",
        "was",
        "were",
        "where",
        "which",
        "who",
        "whom",
        "with",
        "without",
    ]
)
#: Characters that a line has at least.
_LEAST = 9


@dataclass(frozen=True, slots=True)
class Cut:
    """The words of a criterion: what stands first, and the items below it."""

    head: str
    items: tuple[str, ...] = ()


def whole(words: str) -> Cut:
    """Words in one piece; lists in several lines stay lists."""
    head, *items = _lines(words)
    return Cut(_tidy(head), tuple(filter(None, map(_tidy, items))))


def cut(words: str) -> Cut:
    """Words cut at the lists, numbers, semicolons and turns inside them."""
    made = whole(words)
    if not made.items:
        ways = (_numbered, _by_semicolons, _following, _examples)
        made = next(filter(None, (way(made.head) for way in ways)), made)
    head, *more = _short_lines(made.head)
    return Cut(head, (*more, *(line for item in made.items for line in _short_lines(item))))


def sentence_spans(words: str) -> list[Span]:
    """Where the sentences of a running text stand."""
    ends = [each for each in _SENTENCE.finditer(words) if free(words, each.start())]
    starts = [0, *(each.end() for each in ends)]
    stops = [*(each.start() for each in ends), len(words)]
    return [Span(at, to) for at, to in zip(starts, stops, strict=True) if words[at:to].strip()]


def _lines(words: str) -> list[str]:
    """The head and the items of a list; items below an item are joined to it."""
    head, *rest = _BULLET.split(f"\n{words}")
    indents = [len(each.rsplit("\n", 1)[-1]) for each in rest[::3]]
    least = min(indents, default=0)
    lines = [head]
    for indent, sign, item in zip(indents, rest[1::3], rest[2::3], strict=True):
        told = _marked(sign, item)
        if indent > least and len(lines) > 1:
            above = lines[-1].rstrip()
            lines[-1] = f"{above}{'' if above[-1:] in ':;,.' else ';'} {told}"
        else:
            lines.append(told)
    return lines


def _marked(sign: str, words: str) -> str:
    """An item with its number, which the record may speak of; other signs say nothing."""
    number = re.search(r"\d+", sign)
    return f"{number.group()}) {words}" if number else words


def _tidy(words: str) -> str:
    return " ".join(words.split()).rstrip(".;, ")


def _numbered(words: str) -> Cut | None:
    """A text with (1), (2), … or a), b), … in it."""
    signs = list(_INLINE.finditer(words))
    wanted = "123456789" if signs and signs[0]["sign"].isdigit() else "abcdefgh"
    if len(signs) < 2 or [each["sign"] for each in signs] != list(wanted[: len(signs)]):
        return None
    ends = [*(each.start() for each in signs[1:]), len(words)]
    items = (
        _marked(each["sign"], words[each.end() : end])
        for each, end in zip(signs, ends, strict=True)
    )
    return _made(words[: signs[0].start()], items)


def _by_semicolons(words: str) -> Cut | None:
    parts = _outside(words, ";")
    if len(parts) < 2 or _SENTENCE.search(words) or _ALLOWING.search(words):
        return None
    head, colon, first = parts[0].partition(": ")
    if not free(head, len(head)):
        head, colon, first = "", "", parts[0]
    return _made(head + ":", [first, *parts[1:]]) if colon else _made("", parts)


def _following(words: str) -> Cut | None:
    """A list after "the following:"."""
    head, colon, rest = words.partition(": ")
    parts = _outside(rest, ",")
    sure = colon and free(head, len(head)) and "following" in head.lower()
    if not sure or len(parts) < 3 or _SENTENCE.search(words) or EXCEPTING.search(words):
        return None
    timed = [bool(_TIMED.search(each)) for each in parts]
    return None if any(timed) and not all(timed) else _made(f"{head}:", parts)


def _examples(words: str) -> Cut | None:
    """Examples in brackets at the end."""
    found = _EXAMPLES.search(words)
    if found is None or words_in(words) <= ENOUGH or ". " in words:
        return None
    return _made(words[: found.start()], [found["words"]])


def _short_lines(words: str) -> list[str]:
    """A piece in short lines: its sentences if they are many words, and these where they turn."""
    if len(words.split()) <= ENOUGH:
        return [words]
    lines = [part for span in sentence_spans(words) for part in _at_semicolons(span.of(words))]
    at = 0
    while at < len(lines):
        places = [each for each in _TURNS.finditer(lines[at]) if may_end(lines[at], each)]
        if words_in(lines[at]) > ENOUGH and places:
            middle = len(lines[at]) / 2
            place = min(places, key=lambda each: abs(each.start() - middle))
            comma = "," if lines[at][place.start()] == "," else ""
            lines[at : at + 1] = [lines[at][: place.start()] + comma, lines[at][place.end() :]]
        else:
            at += 1
    if EXCEPTING.search(words):
        return lines
    for way in (_exampled, _halved, _timed):
        lines = [part for line in lines for part in way(line)]
    return lines


def _at_semicolons(sentence: str) -> list[str]:
    """A long sentence cut at its semicolons, but not one that allows something: what it goes on to
    allow would stand alone."""
    parts = _outside(sentence, ";")
    if words_in(sentence) <= ENOUGH or _ALLOWING.search(sentence):
        return [sentence]
    return [*(f"{part};" for part in parts[:-1]), parts[-1]]


def _halved(line: str) -> list[str]:
    """A line that is still too long, cut before its last "or" or "and" if that takes no time with
    it that might belong to both."""
    places = [each for each in _LAST.finditer(line) if may_end(line, each)]
    if words_in(line) <= LONGEST or not places:
        return [line]
    place = min(places, key=lambda each: abs(each.start() - len(line) / 2))
    first, second = line[: place.start()] + ",", line[place.end() :]
    if _TIMED.search(second) and not _TIMED.search(first):
        return [line]
    return [first, second]


def _timed(line: str) -> list[str]:
    """A line that is still too long, cut before the time it speaks of, if that is the time of all
    of it."""
    if words_in(line) <= LONGEST:
        return [line]
    for turn in _TIME.finditer(line):
        before = line[: turn.start()]
        if may_end(line, turn) and len(before.split()) > _FEW and not _SEVERAL.search(before):
            return [before, line[turn.end() :]]
    return [line]


def may_end(line: str, turn: re.Match[str]) -> bool:
    """Whether a line may end at a turn: outside brackets, with enough on both sides."""
    before = line[: turn.start()].rstrip(",").split()
    return (
        free(line, turn.start())
        and not (_NAMING.match(line[turn.end() :]) and _time_at_end(line, turn.end()))
        and not (EXCEPTING.search(line[: turn.start()]) and JOINING.match(line[turn.end() :]))
        and len(before) > 1
        and before[-1].lower() not in _LEANING
        and len(line) - turn.end() > _LEAST
    )


def _time_at_end(line: str, at: int) -> bool:
    """Whether a time follows that may belong to what stands in front."""
    return bool(_TIMED.search(line[at:])) and not _TIMED.search(line[:at])


def _exampled(line: str) -> list[str]:
    """A long list of examples, one a line."""
    if words_in(line) <= LONGEST or not _SUCH_AS.match(line):
        return [line]
    parts = _outside(line, ",")
    return [*(f"{part}," for part in parts[:-1]), parts[-1]]


def _made(head: str, items: Iterable[str]) -> Cut | None:
    kept = tuple(filter(None, map(_tidy, items)))
    return Cut(_tidy(head), kept) if kept else None


def _outside(words: str, sign: str) -> list[str]:
    """A text cut at a sign that stands in no brackets."""
    places = [
        at
        for at, each in enumerate(words)
        if each == sign and free(words, at) and words[at + 1 : at + 2] == " "
    ]
    starts, ends = [0, *(at + 1 for at in places)], [*places, len(words)]
    return [words[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def free(words: str, at: int) -> bool:
    """Whether a place is outside all brackets, but for those around the whole and list signs."""
    before = _OPEN.sub("", words[:at])
    return before.count("(") == before.count(")") and before.count("[") == before.count("]")
