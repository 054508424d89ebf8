"""Spoils overviews in known ways, without any code of the gate that is to find it."""

import csv
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from trialhead.overview import Sentence

#: What is invented and swapped: while the gate was mended, and in the draw that measures it.
DEVELOPMENT, FRESH = "development", "fresh"
_WORDS = Path(__file__).with_name("corruption_words.tsv")
_QUOTE = re.compile(r"“.*”", re.DOTALL)
_DIGITS = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.]*\d)")
_AGE = re.compile(r"\bold\b|\bage[ds]?\b", re.IGNORECASE)
_TIMES = ("years", "months", "weeks", "days", "hours")
_DURATION = re.compile(rf"(?<![\w.])(\d+)( (?:{'|'.join(_TIMES)}))")
_COUNT = re.compile(r"(?<![\w.])(\d+|Two|Three|Four)(?= (?:people|places|countries|parties)\b)")
_COUNTED = ("Two", "Three", "Four", "Five")
#: Phrases whose change turns a no into a yes, or a yes into a no.
_NEGATIONS = (
    ("must not ", "must "),
    ("cannot ", "can "),
    ("does not decide", "decides"),
    ("does not take", "takes"),
    ("does not know", "knows"),
    ("do not know", "know"),
    ("will not know", "will know"),
    ("has not started", "has started"),
    ("No results are", "Results are"),
    ("No special group is", "A special group is"),
    ("does not get", "gets"),
    ("nobody new can", "new people can"),
    ("do not have", "have"),
    ("are not ", "are "),
    ("is not ", "is "),
    ("without ", "with "),
    ("unable ", "able "),
    ("You must have ", "You must not have "),
    ("You can join only if", "You cannot join if"),
    ("You cannot join if", "You can join only if"),
    ("you have ", "you do not have "),
    ("It takes ", "It does not take "),
)
_LIMITS = (
    ("at least", "at most"),
    ("at most", "at least"),
    ("above", "below"),
    ("below", "above"),
    ("more than", "less than"),
    ("less than", "more than"),
    ("within", "more than"),
    ("or older", "or younger"),
    ("or younger", "or older"),
    ("at least", "above"),
    ("at most", "below"),
    ("up to", "at least"),
    ("more than", "at most"),
    ("less than", "at least"),
)
_ORDER = (("before", "after"), ("after", "before"))
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DATE = re.compile(rf"(?:\b(\d{{1,2}}) )?\b({'|'.join(_MONTHS)}) (\d{{4}})")
_UNITS = (
    ("years", "months"),
    ("months", "weeks"),
    ("weeks", "days"),
    ("days", "weeks"),
    ("hours", "days"),
    ("mg/dL", "g/dL"),
    ("g/dL", "mg/dL"),
    ("mg", "µg"),
    ("×10⁹/L", "×10¹²/L"),
    ("mL/min", "L/min"),
    ("mmHg", "kPa"),
    ("kg/m²", "g/m²"),
    ("times the upper limit of normal", "times the lower limit of normal"),
    ("%", " mg"),
)


@dataclass(frozen=True, slots=True)
class Spoilt:
    """The sentences after one change; ``at`` is the one changed, None where some were left out,
    whose criterion is ``omitted``."""

    sentences: tuple[Sentence, ...]
    at: int | None = None
    omitted: str = ""


@cache
def words(half: str, kind: str) -> tuple[tuple[str, str], ...]:
    """What is invented or swapped, each with what must not stand in the overview ("" for all)."""
    with _WORDS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))
    return tuple((row[2], (*row, "")[3]) for row in rows if row[0] == half and row[1] == kind)


Spoil = Callable[[Sequence[Sentence], random.Random, str], Spoilt | None]
Change = Callable[[str], str | None]


def number(sentences: Sequence[Sentence], dice: random.Random, half: str) -> Spoilt | None:
    """Another number in place of one of ours."""
    return _one(sentences, dice, lambda text: _other_number(text, _DIGITS, dice))


def duration(sentences: Sequence[Sentence], dice: random.Random, half: str) -> Spoilt | None:
    """Another length of time: its number or its unit."""

    def other(text: str) -> str | None:
        found = list(_DURATION.finditer(text))
        if not found:
            return None
        match = dice.choice(found)
        if dice.random() < 0.5:
            return _other_number(text, _DURATION, dice)
        unit = dice.choice([each for each in _TIMES if f" {each}" != match[2]])
        return f"{text[: match.start(2)]} {unit}{text[match.end() :]}"

    return _one(sentences, dice, other)


def count(sentences: Sequence[Sentence], dice: random.Random, half: str) -> Spoilt | None:
    """Another number of people, places or countries."""

    def other(text: str) -> str | None:
        found = _COUNT.search(text)
        if found and found[1] in _COUNTED:
            wrong = dice.choice([each for each in _COUNTED if each != found[1]])
            return f"{text[: found.start()]}{wrong}{text[found.end() :]}"
        return _other_number(text, _COUNT, dice) if found else None

    return _one(sentences, dice, other)


def _other_number(text: str, form: re.Pattern[str], dice: random.Random) -> str | None:
    found = [each for each in form.finditer(text) if each.group()[0].isdigit()]
    if not found:
        return None
    match = dice.choice(found)
    digits = match[1] if match.re.groups else match.group()
    value = float(digits)
    wrong = dice.choice([value + 1, value + 2, value * 10, max(value - 1, 0) or value + 3])
    return f"{text[: match.start()]}{wrong:g}{text[match.start() + len(digits) :]}"


def negation(sentences: Sequence[Sentence], dice: random.Random, half: str) -> Spoilt | None:
    """A no that becomes a yes, or a yes that becomes a no."""
    return _one(sentences, dice, _swap(_NEGATIONS, dice))


def comparator(sentences: Sequence[Sentence], dice: random.Random, half: str) -> Spoilt | None:
    """A limit turned round."""
    return _one(sentences, dice, _swap(_LIMITS, dice))


def order(sentences: Sequence[Sentence], dice: random.Random, half: str) -> Spoilt | None:
    """Before in the place of after, or the other way."""
    return _one(sentences, dice, _swap(_ORDER, dice))


def date(sentences: Sequence[Sentence], dice: random.Random, half: str) -> Spoilt | None:
    """Another day, month or year of one date."""

    def other(text: str) -> str | None:
        found = _DATE.search(text)
        if not found:
            return None
        day, month, year = found[1], found[2], found[3]
        part = dice.choice(("day", "month", "year") if day else ("month", "year"))
        if part == "day":
            day = str(dice.choice([each for each in range(1, 29) if str(each) != day]))
        elif part == "month":
            month = dice.choice([each for each in _MONTHS if each != month])
        else:
            year = str(int(year) + dice.choice((-2, -1, 1, 2)))
        told = " ".join(filter(None, (day, month, year)))
        return f"{text[: found.start()]}{told}{text[found.end() :]}"

    return _one(sentences, dice, other)


def unit(sentences: Sequence[Sentence], dice: random.Random, half: str) -> Spoilt | None:
    """Another unit."""
    return _one(sentences, dice, _swap(_UNITS, dice, after_number=True))


def drug(sentences: Sequence[Sentence], dice: random.Random, half: str) -> Spoilt | None:
    """Another drug: in our own words, or in the name of what is tested."""
    return _named(sentences, dice, half, "drug", "It uses this drug: ")


def condition(sentences: Sequence[Sentence], dice: random.Random, half: str) -> Spoilt | None:
    """Another illness: in our own words, or in the name of what the study is about."""
    return _named(sentences, dice, half, "condition", "The study is about this: ")


def _named(
    sentences: Sequence[Sentence], dice: random.Random, half: str, kind: str, head: str
) -> Spoilt | None:
    names = [name for name, _ in words(half, kind)]
    form = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)
    told = _told(sentences)
    others = [name for name in names if name.lower() not in told]

    def other(text: str) -> str | None:
        if text.startswith(head):
            return f"{head}“{dice.choice(others).capitalize()}”"
        found = form.search(text)
        if not found:
            return None
        return f"{text[: found.start()]}{dice.choice(others)}{text[found.end() :]}"

    return _one(sentences, dice, other, whole=head)


def _told(sentences: Sequence[Sentence]) -> str:
    return "\n".join(each.text for each in sentences).lower()


def omission(sentences: Sequence[Sentence], dice: random.Random, half: str) -> Spoilt | None:
    """One criterion left out; none about age, which the sentence on the ages tells as well, and
    none that another criterion tells in the same words."""
    named = sorted(
        {
            one.criterion
            for each in sentences
            for one in each.support
            if one.criterion and not _AGE.search(each.text)
        }
    )
    if not named:
        return None
    lost = dice.choice(named)
    kept = tuple(each for each in sentences if lost not in {one.criterion for one in each.support})
    still = {each.text for each in kept}
    told = [each.text for each in sentences if lost in {one.criterion for one in each.support}]
    if still.issuperset(told):
        return None
    return Spoilt(kept, omitted=lost)


def _invented(kind: str) -> Spoil:
    """What no record says: a sentence of its own with a neighbour's support, or behind one."""

    def spoil(sentences: Sequence[Sentence], dice: random.Random, half: str) -> Spoilt | None:
        at = dice.randrange(len(sentences))
        claim, unless = dice.choice(words(half, kind))
        if unless and unless in _told(sentences):
            return None
        if dice.random() < 0.5:
            before, after = sentences[:at], sentences[at:]
            return Spoilt((*before, replace(sentences[at], text=claim), *after), at=at)
        return _put(sentences, at, f"{sentences[at].text} {claim}")

    return spoil


KINDS: dict[str, Spoil] = {
    "number changed": number,
    "duration changed": duration,
    "count changed": count,
    "negation dropped": negation,
    "comparator flipped": comparator,
    "before and after swapped": order,
    "date changed": date,
    "unit changed": unit,
    "drug swapped": drug,
    "condition swapped": condition,
    "criterion omitted": omission,
    "criterion invented": _invented("criterion"),
    "benefit invented": _invented("benefit"),
    "safety claimed": _invented("safety"),
    "eligibility claimed": _invented("eligibility"),
}


def _swap(
    pairs: Sequence[tuple[str, str]], dice: random.Random, *, after_number: bool = False
) -> Change:
    def swapped(text: str) -> str | None:
        found = [
            (match, right)
            for wrong, right in pairs
            for match in re.finditer(re.escape(wrong), text)
            if not after_number or re.search(r"\d $|\d$", text[: match.start()])
        ]
        if not found:
            return None
        match, right = dice.choice(found)
        return f"{text[: match.start()]}{right}{text[match.end() :]}"

    return swapped


def _one(
    sentences: Sequence[Sentence], dice: random.Random, change: Change, *, whole: str = "\0"
) -> Spoilt | None:
    """One sentence changed in our own words; those of the record in “ ” are left alone, as a
    change there is found by comparing letters, except behind ``whole``."""
    order = list(range(len(sentences)))
    dice.shuffle(order)
    for at in order:
        text = sentences[at].text
        quote = None if text.startswith(whole) else _QUOTE.search(text)
        own, rest = (text[: quote.start()], text[quote.start() :]) if quote else (text, "")
        wrong = change(own)
        if wrong is not None and wrong != own and f"{wrong}{rest}".lower() not in _told(sentences):
            return _put(sentences, at, wrong + rest)
    return None


def _put(sentences: Sequence[Sentence], at: int, text: str) -> Spoilt:
    changed = replace(sentences[at], text=text)
    return Spoilt((*sentences[:at], changed, *sentences[at + 1 :]), at=at)
