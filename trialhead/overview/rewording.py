"""The record's own words made plainer by small steps that keep their meaning, English only.

Nothing is left out and nothing added: words are cut into short lines in their order, turned to the
reader, and said in everyday words where a table has them. Each way of doing so is offered in
turn, the plainest first; what the gate does not pass gives way to the next, at last to a quote.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from trialhead.criteria import Side
from trialhead.overview.addressing import addressed, lowered, plural
from trialhead.overview.claims import claims
from trialhead.overview.cutting import Cut, cut, whole
from trialhead.overview.pausing import paused
from trialhead.overview.phrases import Phrases
from trialhead.overview.plain_words import plainer
from trialhead.overview.polarity import negations
from trialhead.overview.readability import ENOUGH, LONGEST, words_in
from trialhead.overview.symbols import in_words

#: Words at the end that tie a criterion to the next one.
_TIED = re.compile(r"\b(?:or|and/or)$", re.IGNORECASE)
_LAST_AND = re.compile(r"[;,]\s+and$", re.IGNORECASE)
#: "… are excluded", as a criterion against taking part says once more at its end.
_EXCLUDED = re.compile(
    r",? (?:(?:is|are|will be|should be|must be) (?:excluded|not eligible|ineligible)|(?:will not|cannot|can not"
    r"|should not|must not) (?:be (?:included|enroll?ed)|participate|take part))"
    r"(?: (?:from|in|for) (?:(?:the|this) (?:clinical )?(?:study|trial)|participation|study entry))?$",
    re.IGNORECASE,
)
#: "Patients are not eligible who …", against taking part.
_NOT_ELIGIBLE = re.compile(
    r"^((?:patients|subjects|participants|individuals) )(?:are|is) (?:not eligible|ineligible|excluded) (?:who|if they) ",
    re.IGNORECASE,
)
#: A criterion that speaks of taking part itself cannot stand behind "you can join only if".
_OF_JOINING = re.compile(
    r"\b(?:excluded|ineligible|eligible|exclusion|inclusion|allowed|allowable|permitted|permissible|acceptable|exempt|be enroll?ed"
    r"|may be|may have|can be included|will be included|can join|cannot join)\b",
    re.IGNORECASE,
)

#: What people must be is no reason against their joining: behind "if" it would be turned round.
_MUST = re.compile(
    r"(?:^|[.;:\d] )(?:(?:all|any|the) )?(?:patients?|subjects?|participants?|people|persons?|individuals?) must\b",
    re.IGNORECASE,
)
#: In a criterion against taking part: whom it takes all the same.
_TAKEN = re.compile(
    r"\b(?:allowed|allowable|permitted|permissible|acceptable|eligible|exempt|(?:can|could|may|will|would|might) (?:still )?(?:be (?:included|enroll?ed|considered)"
    r"|participate|join|enroll?|take part|enter)|not (?:be )?(?:an )?(?:excluded|exclusion\w*))\b",
    re.IGNORECASE,
)

_NOTE = re.compile(r"(?i:note\b|exception)|[(a-z]")
#: A sentence about people in general: no condition of its own, but a word on the one before.
_REMARK = re.compile(
    r"^(?:all |any |the )?(?:people|patients|subjects|participants|individuals|persons|women|men|those|females|males)\b"
    r".*\b(?:may|can|should|must|will be|are (?:allowed|permitted|eligible))\b",
    re.IGNORECASE,
)
#: A line that only names people goes on in the next one.
_PEOPLE = re.compile(
    r"^(?:all |any |the )?(?:people|patients|subjects|participants|individuals|persons|women|men|those|females|males)\b",
    re.IGNORECASE,
)
_GOING_ON = re.compile(r"(?:who|that|which|but|if|unless|provided)\b")
_OPENING = re.compile(r"(?:[.](?!\d)|[;(])\s?")


@dataclass(frozen=True, slots=True)
class _Way:
    cut: Callable[[str], Cut]
    plain: bool


_WAYS = (_Way(cut, True), _Way(whole, True), _Way(cut, False), _Way(whole, False))


def criterion_reworded(words: str, side: Side, phrases: Phrases) -> Iterator[str]:
    """Ways of telling one criterion in plainer words, the plainest first."""
    bare = _LAST_AND.sub("", words.strip().rstrip(".;, "))
    if side is Side.EXCLUSION and ". " not in bare:
        bare = _NOT_ELIGIBLE.sub(r"\1who ", _EXCLUDED.sub("", bare))
    if _TIED.search(bare):
        return
    offered = set[str]()
    for way in _WAYS:
        made = way.cut(bare)
        plain = Cut(_told(made.head, way), tuple(_told(each, way) for each in made.items))
        joining = any(_speaks_of_joining(each, side) for each in (made, plain))
        told = _said(plain, side, phrases, of_joining=joining)
        told = _paused(told)
        if told not in offered and _short(told) and kept(bare, told, phrases):
            offered.add(told)
            yield _quoted_if_same(told, bare, side, phrases)


def _quoted_if_same(told: str, words: str, side: Side, phrases: Phrases) -> str:
    """What was plain already, and so did not change, stands as the record's own words."""
    lead = phrases.say(f"plainer.{side}.this", words="").strip()
    rest = told.removeprefix(lead)
    if rest == told or rest.count("\n") > 1 or _letters(rest) != _letters(words):
        return told
    return phrases.say("quoted", said=lead, words=" ".join(words.split()))


def _told(words: str, way: _Way) -> str:
    told = in_words(words)
    return plainer(told) if way.plain else told


def _speaks_of_joining(made: Cut, side: Side) -> bool:
    """Whether a criterion says itself who may take part, and so is no reason behind "if"."""
    if side is not Side.EXCLUSION:
        return any(_OF_JOINING.search(_OPENING.split(each)[0]) for each in _rules(made))
    noted = _with_notes(made)
    if any(_MUST.search(each) for each in _reasons(noted)):
        return True
    return any(_OF_JOINING.search(_OPENING.split(each)[0]) for each in _rules(noted)) or any(
        _TAKEN.search(each) for each in _reasons(noted)
    )


def _said(made: Cut, side: Side, phrases: Phrases, *, of_joining: bool) -> str:
    """The words behind the phrase that leads to them."""
    if side is Side.EXCLUSION:
        made = _with_notes(made)
    turned = addressed(made.head) if made.head and not of_joining else None
    if turned is not None and turned[1]:
        if side is not Side.INCLUSION:
            return _behind("rules", made, side, phrases)
        first = (
            turned[0][0].upper()
            + turned[0][1:]
            + ("" if made.items or turned[0][-1] == ":" else ".")
        )
        return _listed(first, map(plural, made.items))
    if turned is not None and side is not Side.GENERAL:
        said = phrases.say(f"plainer.{side}.you", words=turned[0])
        if words_in(said) > _most(made):
            lead = phrases.say(f"plainer.{side}.you", words="").strip()
            return _listed(f"{lead}:", map(plural, (turned[0], *made.items)))
        return _listed(said, map(plural, made.items))
    return _behind("rules" if of_joining else "this", made, side, phrases)


def _behind(lead: str, made: Cut, side: Side, phrases: Phrases) -> str:
    """The words behind a lead that fits any, or below it."""
    key = f"plainer.{side}.{lead}"
    first = phrases.say(key, words=lowered(made.head)).strip()
    if made.head and words_in(first) > _most(made):
        return _listed(phrases.say(key, words="").strip(), (made.head, *made.items))
    return _listed(first, made.items)


def _most(made: Cut) -> int:
    """How many words the first line may have: the head of a list stays above its items."""
    return LONGEST if made.items and made.head.endswith(":") else ENOUGH


def _with_notes(made: Cut) -> Cut:
    """Later sentences about people in general, told as notes and not as reasons against joining."""
    first = () if made.head else made.items[:1]
    later = _with_their_people(made.items[len(first) :])
    return Cut(made.head, (*first, *(f"Note: {x}" if _REMARK.match(x) else x for x in later)))


def _with_their_people(items: Iterable[str]) -> list[str]:
    """Items in which "People with HIV" and "who … may take part" stand together."""
    found: list[str] = []
    for each in items:
        above = found[-1] if found else ""
        whole = f"{above} {each}"
        named = _PEOPLE.match(above) and not _REMARK.match(above) and _GOING_ON.match(each)
        if named and (_REMARK.match(whole) or each.startswith(("who ", "that "))):
            found[-1] = whole
        else:
            found.append(each)
    return found


def _rules(made: Cut) -> Iterator[str]:
    """The pieces that are a rule of their own; notes on it are not, nor where a line goes on."""
    yield made.head
    yield from (each for each in made.items if not _NOTE.match(each))


def _reasons(made: Cut) -> Iterator[str]:
    """All pieces but those that are called notes, which may allow what they like."""
    yield made.head
    yield from (each for each in made.items if not each.startswith("Note"))


def _listed(first: str, items: Iterable[str]) -> str:
    return "\n".join((first, *(f"– {each}" for each in items)))


def _paused(told: str) -> str:
    """Lines that are still long, broken; a quote of the record's is left as it is."""
    return told if "“" in told else "\n".join(map(paused, told.split("\n")))


def _short(told: str) -> bool:
    return all(words_in(line) <= LONGEST for line in told.split("\n"))


def kept(words: str, told: str, phrases: Phrases) -> bool:
    """Whether words told anew have the same numbers, limits and units, and as many negations."""
    return _figures(words) == _figures(told) and negations(words) + _ours(
        told, phrases
    ) == negations(told)


def _ours(told: str, phrases: Phrases) -> int:
    against = (
        phrases.say(f"plainer.exclusion.{key}", words="").strip() for key in ("you", "rules")
    )
    return int(told.startswith(tuple(each.split(" if")[0] for each in against)))


def _figures(text: str) -> Counter[tuple[float, str, str]]:
    return Counter((each.value, each.comparator, each.unit) for each in claims(text))


def text_reworded(words: str) -> Iterator[str]:
    """Ways of telling one sentence of a running text in plainer words, the plainest first."""
    for made in (cut(words), Cut(words)):
        lines = "\n– ".join(filter(None, (made.head, *made.items)))
        told = _paused(plainer(in_words(lines)))
        if (
            _short(told)
            and _figures(words) == _figures(told)
            and negations(words) == negations(told)
        ):
            yield told


def is_new(words: str, told: str) -> bool:
    """Whether a telling is cut into lines, or differs in more than signs and spaces."""
    return "\n" in told or _letters(words) != _letters(told)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()
