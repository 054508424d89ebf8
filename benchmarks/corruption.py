"""Spoils overviews in known ways, without any code of the gate that is to find it."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from trialhead.overview import Sentence

_QUOTE = re.compile(r"“.*”", re.DOTALL)
_DIGITS = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.]*\d)")
#: Phrases whose loss turns a no into a yes.
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
)
_LIMITS = (
    ("at least", "at most"),
    ("at most", "at least"),
    ("above", "below"),
    ("below", "above"),
    ("more than", "less than"),
    ("within", "more than"),
)
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
DRUGS = (
    "aspirin",
    "ibuprofen",
    "metformin",
    "warfarin",
    "prednisone",
    "methotrexate",
    "rituximab",
    "cisplatin",
    "carboplatin",
    "paclitaxel",
    "pembrolizumab",
    "nivolumab",
    "insulin",
    "atorvastatin",
    "omeprazole",
    "fluoxetine",
    "sertraline",
    "lithium",
    "morphine",
    "fentanyl",
    "tamoxifen",
    "letrozole",
    "imatinib",
    "dexamethasone",
    "cyclophosphamide",
    "azathioprine",
    "tacrolimus",
    "hydroxychloroquine",
    "amoxicillin",
    "vancomycin",
    "fluconazole",
)
_DRUG = re.compile(rf"\b(?:{'|'.join(DRUGS)})\b", re.IGNORECASE)
INVENTED = (
    "This treatment is safe.",
    "The drug works well.",
    "Most people feel better after it.",
    "It will help you live longer.",
    "There are no side effects.",
    "The treatment has cured many people.",
    "You will get the best care there is.",
    "It is better than what your doctor can give you.",
    "You are eligible if you call today.",
    "It is a promising new treatment.",
    "Doctors have proven that it is effective.",
    "It can improve your life.",
    "You will benefit from taking part.",
    "The risk is very low.",
    "It does no harm.",
    "People who took it had less pain.",
    "Your illness will go away.",
    "You can be sure of good results.",
    "The study pays you well.",
    "It brings relief within days.",
    "This is your chance to get well.",
    "It stops the illness from coming back.",
    "The treatment is free and open to all.",
    "You qualify for this study.",
)


@dataclass(frozen=True, slots=True)
class Spoilt:
    """The sentences after one change; ``at`` is the one changed, None where some were left out,
    whose criterion is ``omitted``."""

    sentences: tuple[Sentence, ...]
    at: int | None = None
    omitted: str = ""


Spoil = Callable[[Sequence[Sentence], random.Random], Spoilt | None]


def number(sentences: Sequence[Sentence], dice: random.Random) -> Spoilt | None:
    """Another number in place of one of ours."""

    def other(text: str) -> str | None:
        found = list(_DIGITS.finditer(text))
        if not found:
            return None
        match = dice.choice(found)
        value = float(match.group())
        wrong = dice.choice([value + 1, value + 2, value * 10, max(value - 1, 0) or value + 3])
        return f"{text[: match.start()]}{wrong:g}{text[match.end() :]}"

    return _one(sentences, dice, other)


def negation(sentences: Sequence[Sentence], dice: random.Random) -> Spoilt | None:
    """A no that becomes a yes."""
    return _one(sentences, dice, _swap(_NEGATIONS, dice))


def comparator(sentences: Sequence[Sentence], dice: random.Random) -> Spoilt | None:
    """A limit turned round."""
    return _one(sentences, dice, _swap(_LIMITS, dice))


def unit(sentences: Sequence[Sentence], dice: random.Random) -> Spoilt | None:
    """Another unit."""
    return _one(sentences, dice, _swap(_UNITS, dice, after_number=True))


def drug(sentences: Sequence[Sentence], dice: random.Random) -> Spoilt | None:
    """Another drug: in our own words, or in the name of what is tested."""

    def other(text: str) -> str | None:
        if text.startswith("It uses this drug: "):
            return f"It uses this drug: “{dice.choice(DRUGS).capitalize()}”"
        found = _DRUG.search(text)
        if not found:
            return None
        wrong = dice.choice([each for each in DRUGS if each != found.group().lower()])
        return f"{text[: found.start()]}{wrong}{text[found.end() :]}"

    return _one(sentences, dice, other)


def omission(sentences: Sequence[Sentence], dice: random.Random) -> Spoilt | None:
    """One criterion left out."""
    named = sorted({one.criterion for each in sentences for one in each.support if one.criterion})
    if not named:
        return None
    lost = dice.choice(named)
    kept = tuple(each for each in sentences if lost not in {one.criterion for one in each.support})
    return Spoilt(kept, omitted=lost)


def benefit(sentences: Sequence[Sentence], dice: random.Random) -> Spoilt | None:
    """A claim that no record makes: a sentence of its own with a neighbour's support, or behind
    a sentence."""
    at = dice.randrange(len(sentences))
    claim = dice.choice(INVENTED)
    if dice.random() < 0.5:
        before, after = sentences[:at], sentences[at:]
        return Spoilt((*before, replace(sentences[at], text=claim), *after), at=at)
    return _put(sentences, at, f"{sentences[at].text} {claim}")


KINDS: dict[str, Spoil] = {
    "number changed": number,
    "negation dropped": negation,
    "comparator flipped": comparator,
    "unit changed": unit,
    "drug swapped": drug,
    "criterion omitted": omission,
    "benefit invented": benefit,
}


def _swap(
    pairs: Sequence[tuple[str, str]], dice: random.Random, *, after_number: bool = False
) -> Callable[[str], str | None]:
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
    sentences: Sequence[Sentence], dice: random.Random, change: Callable[[str], str | None]
) -> Spoilt | None:
    """One sentence changed in our own words; those of the record in “ ” are left alone, as a
    change there is found by comparing letters."""
    order = list(range(len(sentences)))
    dice.shuffle(order)
    for at in order:
        text = sentences[at].text
        quote = _QUOTE.search(text)
        is_drug = text.startswith("It uses this drug: ")
        own, rest = (
            (text, "") if is_drug or not quote else (text[: quote.start()], text[quote.start() :])
        )
        wrong = change(own)
        if wrong is not None and wrong != own:
            return _put(sentences, at, wrong + rest)
    return None


def _put(sentences: Sequence[Sentence], at: int, text: str) -> Spoilt:
    changed = replace(sentences[at], text=text)
    return Spoilt((*sentences[:at], changed, *sentences[at + 1 :]), at=at)
