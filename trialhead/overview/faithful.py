"""Holds one sentence to the words of the record it rests on."""

import re
from collections.abc import Iterator
from dataclasses import replace

from trialhead.criteria import Side
from trialhead.overview.claims import Claim, claims, node_claims
from trialhead.overview.evidence import ENOUGH, QUOTE, Record, content
from trialhead.overview.faults import Fault, FaultKind
from trialhead.overview.polarity import (
    criterion_is_negative,
    field_is_negative,
    is_named,
    is_negative,
)
from trialhead.overview.promises import promises
from trialhead.overview.readability import own_words
from trialhead.overview.sentences import NO_FIELD, Sentence, Support
from trialhead.overview.terms import named_terms, stands_in

#: Codes that stand for a number.
_CODED = {"SINGLE": "1", "DOUBLE": "2", "TRIPLE": "3", "QUADRUPLE": "4"}
_CODED_DIGIT = re.compile(r"[A-Z_]+(\d)")
_PART = re.compile(r"(?<=[.!?])\s+|\n")
_LOOSE = re.compile(r"\b(?:at least|at most|more than|less than)(?= (?!one\b)[a-z])", re.IGNORECASE)
#: What turns a limit round, as "not below" is "at least".
_OPPOSITE = {">=": "<", ">": "<=", "<=": ">", "<": ">="}
#: A word written like a name: digits in it, or capitals where none are usual.
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NAME = re.compile(
    rf"\b(?!{_MONTHS})(?:(?=\w*[A-Z])(?=\w*\d)[\w-]+|\b[A-Z]{{2,}}[\w-]*|(?<=[a-z,] )(?!{_MONTHS})[A-Z][a-z]{{3,}}\w*)"
)


def faults_of(sentence: Sentence, support: tuple[Support, ...], record: Record) -> Iterator[Fault]:
    """Every fault of a sentence but its length."""
    if not support or not all(map(record.known, support)):
        yield Fault(FaultKind.SUPPORT, sentence.text)
        support = tuple(filter(record.known, support))
    own = own_words(sentence.text)
    for kind, words in promises(own):
        yield Fault(FaultKind.PROMISE, words, kind)
    if not support:
        return
    meaning = " ".join(map(record.meaning, support))
    for part in _PART.split(own):
        if not _carried(part, meaning):
            yield Fault(FaultKind.SUPPORT, part)
    yield from _quotes(sentence.text, support)
    yield from _loose_limits(own, meaning)
    yield from _names(own, meaning, record)
    yield from _lines(sentence, support, record)


def _carried(own: str, meaning: str) -> bool:
    wanted = content(own)
    if not wanted:
        return True
    known = content(meaning)
    terms = named_terms(own)
    named = {
        word
        for term in terms
        if any(is_named(key, meaning) for key in term.meanings)
        for word in content(term.words)
    }
    return len(wanted & (known | named)) >= ENOUGH * len(wanted)


def _quotes(text: str, support: tuple[Support, ...]) -> Iterator[Fault]:
    for words in QUOTE.findall(text):
        told = " ".join(words.split())
        if not any(told in " ".join(each.words.split()) for each in support):
            yield Fault(FaultKind.QUOTE, words)


def _names(own: str, meaning: str, record: Record) -> Iterator[Fault]:
    told = set()
    for term in named_terms(own):
        told.add(term.words)
        if not stands_in(term.words, meaning) and not any(
            is_named(key, meaning) for key in term.meanings
        ):
            yield Fault(FaultKind.NAME, term.words)
    for match in _NAME.finditer(own):
        if match.group() not in told and not stands_in(match.group(), meaning):
            yield Fault(FaultKind.NAME, match.group())


def _loose_limits(own: str, meaning: str) -> Iterator[Fault]:
    """Limits without a number: "at least severe"."""
    held = {match.lower() for match in _LOOSE.findall(meaning)}
    for match in _LOOSE.findall(own):
        if match.lower() not in held:
            yield Fault(FaultKind.COMPARATOR, match)


def _lines(sentence: Sentence, support: tuple[Support, ...], record: Record) -> Iterator[Fault]:
    """Yes and no, numbers and limits; the head of a list goes with each of its items."""
    held = _numbers_held(support, record)
    head, *items = sentence.lines
    for line in items or [head]:
        said = is_negative(own_words(line)) ^ bool(items and is_negative(head))
        meant = _meant(support, line, record)
        turned = not (said in meant or None in meant)
        told = claims(own_words(line))
        if turned and not any(
            _OPPOSITE.get(claim.comparator) in _limits(claim, held) for claim in told
        ):
            yield Fault(FaultKind.NEGATION, own_words(line))
        for claim in told:
            yield from _number(claim, held, turned=turned)
    if items:
        for claim in claims(head):
            yield from _number(claim, held, turned=False)


def _meant(support: tuple[Support, ...], line: str, record: Record) -> set[bool | None]:
    """What the record says of a line: so, not so, or (None) either."""
    found: set[bool | None] = set()
    for each in support:
        criterion = record.criteria.get(each.criterion)
        if criterion is not None:
            found.add(criterion_is_negative(criterion, each.words, line))
        elif each.field == NO_FIELD:
            found.add(True)
        else:
            found.add(field_is_negative(each.field, each.words))
    if None in found and len(found) > 1:
        found.discard(None)
    if found == {None} and not any(each.criterion for each in support):
        return {_as_told(each.words, line) for each in support}
    return found


def _as_told(words: str, line: str) -> bool | None:
    """Yes or no of the record's own text; a text of many statements is open."""
    if "“" in line or not re.search(r"[a-z] [a-z]", words):
        return False
    return is_negative(words) if len(words) < 400 else None


def _numbers_held(support: tuple[Support, ...], record: Record) -> list[Claim]:
    held: list[Claim] = []
    for each in support:
        held += claims(each.words)
        coded = _CODED.get(each.words) or _CODED_DIGIT.sub(r"\1", each.words)
        held += claims(coded) if len(each.words) < 30 else ()
        criterion = record.criteria.get(each.criterion)
        if criterion is not None:
            stated = {claim.value for claim in held}  # an author's own numbers are not the record's
            read = node_claims(criterion.node)
            held += [replace(claim, read=True) for claim in read if claim.value in stated]
            if criterion.side is Side.GENERAL:
                held += [Claim(c.value, "", c.unit, c.words) for c in held]
        held += _ends_of_age(each)
    return held


def _ends_of_age(support: Support) -> list[Claim]:
    signs = {"eligibility.ages.minimum": ">=", "eligibility.ages.maximum": "<="}
    sign = signs.get(support.field)
    if sign is None:
        return []
    return [Claim(claim.value, sign, claim.unit, claim.words) for claim in claims(support.words)]


def _number(claim: Claim, held: list[Claim], *, turned: bool) -> Iterator[Fault]:
    same = [each for each in held if each.value == claim.value]
    if not same:
        near = ", ".join(dict.fromkeys(each.words for each in held))
        yield Fault(FaultKind.NUMBER, claim.words, near[:200])
        return
    fitting = [each for each in same if _units_fit(claim.unit, each.unit)]
    if not fitting:
        yield Fault(FaultKind.UNIT, claim.words, same[0].words)
        return
    limits = _limits(claim, held)
    wanted = _OPPOSITE.get(claim.comparator, "") if turned else claim.comparator
    if wanted not in limits and not (wanted == "<=" and limits == {""} and claim.unit in _TIMES):
        yield Fault(FaultKind.COMPARATOR, claim.words, fitting[0].words)


_TIMES = frozenset(("month", "day", "hour", "minute"))


def _limits(claim: Claim, held: list[Claim]) -> set[str]:
    """The comparators that the record has with this number and unit: its words before what was
    read from them."""
    fitting = [
        each for each in held if each.value == claim.value and _units_fit(claim.unit, each.unit)
    ]
    stated = {each.comparator for each in fitting if not each.read}
    return stated - {""} or stated | {each.comparator for each in fitting}


def _units_fit(said: str, held: str) -> bool:
    return not said or not held or said == held
