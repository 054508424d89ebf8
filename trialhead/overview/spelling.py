"""One way of writing numbers and times, so that texts which say the same look the same."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from trialhead.overview.numerals import numerals

TIME = r"(?:year|yr|month|mo|week|wk|day|hour|hr|minute|min)s?\b"
_PERIOD = r"(day|week|month|year)"
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]  # fmt: skip
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})(?= \d{{4}})")
_DAY = re.compile(r"\b(\d{4})-(\d{2})(?:-(\d{2}))?\b")
#: "One" and "a" are numbers only before what is counted.
_COUNTABLE = r"(?:place|country|nation|site|hospital|clinic|cent(?:er|re)|party|parties)\b"
_ONE = re.compile(rf"\bone(?=[ -](?:{TIME}|{_COUNTABLE}))|\ban?(?= (?:{TIME}))", re.IGNORECASE)
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0xA0: " ", 0x202F: " "}
_FRACTIONS = {"¼": ".25", "½": ".5", "¾": ".75", "⅓": ".333", "⅔": ".667", "⅕": ".2", "⅛": ".125"}
_FRACTION = re.compile(rf"(\d*) ?([{''.join(_FRACTIONS)}])")
_PARTS = {"half": 50, "third": 33.3, "quarter": 25, "fifth": 20, "tenth": 10}
_PART = re.compile(
    rf"\b(?:(?:an?|one|1)[ -])?({'|'.join(_PARTS)})(?= of\b| the (?:people|patients|group)\b)",
    re.IGNORECASE,
)
_HALF_TIMES = {"year": "6 months", "hour": "30 minutes", "day": "12 hours"}
_HALF_TIME = re.compile(r"\bhalf an? (year|hour|day)\b", re.IGNORECASE)
_DOZEN = re.compile(r"\b(?:an?|one) dozen\b", re.IGNORECASE)
#: "A day" is how often, unless a word before it makes it a length of time.
_LASTING = r"(?:for|within|in|over|after|before|of|than|least|most|about|nearly|lasts?|takes?|during|to|is|be|under|above|have|had|until|up)"
_A_PERIOD = tuple(f" {a} {each}" for a in ("a", "an") for each in ("day", "week", "month", "year"))
#: What is written as a rate, after the letters without which it cannot be there.
_OFTEN = (
    (("per ", "each ", "every "), re.compile(rf"\b(?:per|each|every) {_PERIOD}\b", re.IGNORECASE), r"per \1"),
    (("/",), re.compile(rf"(?<=[a-z%]) ?/ ?(?:{_PERIOD}|(d)|(wk))\b", re.IGNORECASE), None),
    (_A_PERIOD, re.compile(rf"(\w+) an? {_PERIOD}\b", re.IGNORECASE), None),
    (("daily", "qd", "q.d."), re.compile(r"\bdaily\b|\bQD\b|\bq\.d\.", re.IGNORECASE), "per day"),
    (("weekly", "qw"), re.compile(r"\bweekly\b|\bQW\b", re.IGNORECASE), "per week"),
    (("monthly",), re.compile(r"\bmonthly\b", re.IGNORECASE), "per month"),
    (("yearly", "annually"), re.compile(r"\b(?:yearly|annually)\b", re.IGNORECASE), "per year"),
    (("bid", "b.i", "bi.d", "bd"), re.compile(r"\bB\.?I\.?D\b|\bBD\b"), "2 times per day"),
    (("tid", "t.i", "ti.d"), re.compile(r"\bT\.?I\.?D\b"), "3 times per day"),
    (("twice",), re.compile(r"\btwice\b", re.IGNORECASE), "2 times"),
)  # fmt: skip
#: A number in words and once more in figures: "two (2)".
_TWICE = re.compile(r"\b(\d+(?:\.\d+)?) ?\(\1\)")
#: "10 mg for each kilogram of body weight".
_BY_WEIGHT = re.compile(
    r"(?<=g) (?:for (?:each|every)|per) (?:kilogram|kilo|kg)\b(?: of (?:your |their )?(?:body )?weight)?",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[^\S\n]+")
_LAST = re.compile(_LASTING, re.IGNORECASE)


@lru_cache(maxsize=8192)
def in_figures(text: str) -> str:
    """A text with numbers, fractions, months, dates and rates ("per day") in one way of writing."""
    text = _SPACE.sub(" ", plain(text)).replace("\\", "").replace("·", ".")
    text = _DAY.sub(lambda day: " ".join(str(int(part)) for part in day.groups() if part), text)
    text = _MONTH.sub(lambda month: str(_MONTHS.index(month[1]) + 1), text)
    if not text.isascii():
        text = _FRACTION.sub(lambda part: f"{part[1] or 0}{_FRACTIONS[part[2]]}", text)
    if holds(text, _PARTS):
        text = _PART.sub(lambda part: f"{_PARTS[part[1].lower()]}%", text)
        text = _HALF_TIME.sub(lambda time: _HALF_TIMES[time[1].lower()], text)
    if holds(text, ("dozen",)):
        text = _DOZEN.sub("12", text)
    text = _rates(_BY_WEIGHT.sub("/kg", text))
    text = _ONE.sub("1", text)
    return _TWICE.sub(r"\1", _counted(text))


def holds(text: str, words: Iterable[str]) -> bool:
    """Whether a text holds one of these words, in capitals or not.

    Asked before a form is looked for that cannot be without them: it takes a tenth of the time.
    """
    folded = text.casefold()
    return any(word in folded for word in words)


def plain(text: str) -> str:
    """A text with full-width signs and the digits of other scripts in their usual form."""
    if text.isascii():
        return text
    return text.translate(_USUAL)


class _Usual(dict[int, str]):
    """Each sign by its code in the usual form, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code).translate(_WIDE)
        self[code] = str(unicodedata.decimal(sign, sign))
        return self[code]


_USUAL = _Usual()


def _rates(text: str) -> str:
    folded = text.casefold()  # once: what a form puts in is in none of these words
    for words, form, often in _OFTEN:
        if any(word in folded for word in words):
            text = form.sub(often or _rate, text)
    return text


def _rate(found: re.Match[str]) -> str:
    if found.re is _OFTEN[1][1]:
        return f" per {found[1] or ('day' if found[2] else 'week')}"
    if _LAST.fullmatch(found[1]):
        return found.group()
    return f"{found[1]} per {found[2]}"


def _counted(text: str) -> str:
    parts, at = [], 0
    for numeral in numerals(text):
        if numeral.value != 1:
            parts += [text[at : numeral.start], f"{numeral.value:g}"]
            at = numeral.end
    return "".join((*parts, text[at:]))
