"""The wording check: what no recruitment text should say, and what to write instead.

It knows English only. The record's own words in “ ” are not ours and are passed over, unless
somebody put them there whom the record does not bear out.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from trialhead.overview.promises import promises
from trialhead.overview.readability import own_words


class FlagKind(StrEnum):
    """What is wrong with a turn of phrase."""

    PROMISE = "promise of benefit or safety"
    ELIGIBILITY = "tells the reader that they can take part"
    HIDDEN = "characters that nobody can see"
    NOVELTY = "“new” without “investigational”"
    FREE = "treatment praised as free"
    PAY = "emphasised pay"
    URGENCY = "hurry"
    GUINEA_PIG = "guinea pig"

    @property
    def blocks(self) -> bool:
        """Whether no approval helps."""
        return self in (FlagKind.PROMISE, FlagKind.ELIGIBILITY, FlagKind.HIDDEN)


@dataclass(frozen=True, kw_only=True, slots=True)
class Flag:
    """Words that should not stand, where they begin, why, and what to write instead."""

    kind: FlagKind
    words: str
    start: int
    why: str
    instead: str


_ADVICE = {
    FlagKind.PROMISE: (
        "Nobody knows yet; that is why the study is done.",
        "Say what the study wants to find out: “to see whether …”.",
    ),
    FlagKind.ELIGIBILITY: (
        "Only the study team can say who can take part.",
        "Write “you may fit; the study team decides”.",
    ),
    FlagKind.HIDDEN: (
        "They can turn the order of what is read.",
        "Type the words anew instead of pasting them.",
    ),
    FlagKind.NOVELTY: (
        "It sounds approved and better than others.",
        "Write “investigational” or “experimental”.",
    ),
    FlagKind.FREE: (
        "It draws people in by money instead of by what the study is.",
        "Write “you do not pay for the study drug”.",
    ),
    FlagKind.PAY: (
        "Pay must not be what a reader sees first.",
        "Tell it once, late in the sentence, in plain letters.",
    ),
    FlagKind.URGENCY: (
        "Nobody should decide in a hurry.",
        "Give the date on which the study stops looking for people, if there is one.",
    ),
    FlagKind.GUINEA_PIG: (
        "It demeans people who take part.",
        "Write “participant”.",
    ),
}

_MONEY = r"(?:[$€£¥]\s?\d[\d.,]*|\d[\d.,]*\s?(?:[$€£¥]|dollars?|euros?|pounds?|USD|EUR|GBP))"
_PAY = rf"(?:{_MONEY}|\b(?:pay|paid|payment|compensat\w+|reward|money|cash|voucher)\b)"
_NEW = r"\b(?:brand[- ])?(?:new|latest|novel|innovative)\b(?P<gap>[^.;!?\n]{0,30}?)\b(?:treatments?|drugs?|medicines?|medications?|therap(?:y|ies)|vaccines?)\b"
_FORMS = {
    FlagKind.NOVELTY: _NEW,
    FlagKind.FREE: r"\b(?:free (?:of charge )?(?:medical )?(?:treatments?|drugs?|medicines?|medications?|care|therapy)|(?:treatments?|drugs?|medicines?|medications?|care) (?:is|are|comes?) (?:completely )?free(?: of charge)?)\b",
    FlagKind.URGENCY: r"\b(?:act now|hurry|limited (?:number of )?(?:places|spots|time|spaces)|(?:places|spots) are (?:limited|filling)|do not miss|don['’]t miss|last chance|while (?:places|spots) last|(?:sign up|join|apply|call|enrol+) (?:now|today)|before it is too late)\b",
    FlagKind.GUINEA_PIG: r"\bguinea[- ]pigs?\b",
}  # fmt: skip
_FOUND = {kind: re.compile(form, re.IGNORECASE) for kind, form in _FORMS.items()}
_TRIED = re.compile(r"\b(?:investigational|experimental)\b", re.IGNORECASE)
_LEADING = re.compile(rf"^\W*(?:(?:earn|get|receive|up to|be paid)\s+)*{_MONEY}", re.IGNORECASE)
_LOUD = re.compile(rf"{_PAY}[^.!?\n]*!", re.IGNORECASE)
_SHOUTED = re.compile(r"\b(?:PAY|PAID|PAYMENT|COMPENSATION|REWARD|MONEY|CASH|EARN)\b")
_MARKED = re.compile(rf"(?:\*\*?|__)[^*_\n]*{_PAY}[^*_\n]*(?:\*\*?|__)", re.IGNORECASE)
_PART = re.compile(r"(?<=[.!?;])\s+|\n")
#: What turns a claim into its opposite: "is not safe", "cannot cure".
_DENIED = re.compile(
    r"(?:\b(?:not|never|cannot|no|nor)\b|n['’]t)(?:\s+(?:yet|be|been|known|shown|proven|a|to))*\s*$",
    re.IGNORECASE,
)
#: Talk of what is measured, or of something else than the treatment.
_HARMLESS = re.compile(
    r"\b(?:measur|look|test|check|stud|watch|assess|learn|see|find|compar)\w*\b[^.;!?\n]{0,30}\b(?:safety|efficacy|effectiveness|cures?)"
    r"|\b(?:highly )?effective (?:methods? of )?(?:birth control|contracepti\w+)"
    r"|\bhow safe\b|\bsafety (?:check|visit|board|committee|monitoring|data|test)s?|\bcure rates?"
    r"|\b(?:data|answers|details|records?|blood|samples?)\b[^.;!?\n]{0,12}\bsafe(?:ly)?"
    r"|\b(?:who|whether|if)\b[^.;!?\n]{0,25}\b(?:eligible|qualified)|\bfeel better or worse",
    re.IGNORECASE,
)
_MORE_PROMISES = re.compile(
    r"(?<!whether )(?<!if )\b(?:you|people|they|patients|everybody|it|this) (?:will|can)"
    r" (?:be (?:helped|cured|healed)|recover|make (?:you|people|them) (?:well|better|healthy)|work)\b",
    re.IGNORECASE,
)
#: A form of denial that is a promise itself.
_NOT_ONLY = re.compile(r"^(?:no|without|few|hardly)\b", re.IGNORECASE)


def wording_flags(text: str) -> tuple[Flag, ...]:
    """Everything the check finds in a sentence, in reading order; marks in “ ” are left alone."""
    own = own_words(text)
    found = [_flag(*each, text) for part in _PART.split(own) for each in _claims(part)]
    found += [_flag(kind, words, text) for kind, words in _turns(own)]
    found += [
        _flag(FlagKind.HIDDEN, f"U+{ord(sign):04X}", text, sign)
        for sign in dict.fromkeys(text)
        if _is_hidden(sign)
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda flag: flag.start))


def _claims(own: str) -> Iterator[tuple[FlagKind, str]]:
    """Promises that are neither left open nor denied."""
    for kind, words in promises(own):
        if kind == "urging":
            if words.lower().startswith("open to"):
                yield FlagKind.ELIGIBILITY, words
        elif _is_harmless(own, words) or _FOUND[FlagKind.NOVELTY].search(words):
            continue
        elif kind == "eligibility":
            yield FlagKind.ELIGIBILITY, words
        else:
            yield FlagKind.PROMISE, words
    for match in _MORE_PROMISES.finditer(own):
        yield FlagKind.PROMISE, match.group()


def _is_harmless(own: str, words: str) -> bool:
    """Whether each time these words stand there they are denied, or talk of something else."""
    harmless = [match.span() for match in _HARMLESS.finditer(own)]
    return all(
        any(start < match.end() and match.start() < end for start, end in harmless)
        or (_DENIED.search(own[: match.start()]) and not _NOT_ONLY.match(words))
        for match in re.finditer(rf"\b{re.escape(words)}\b", own)
    )


def _turns(own: str) -> Iterator[tuple[FlagKind, str]]:
    for kind, form in _FOUND.items():
        for match in form.finditer(own):
            before = own[max(0, match.start() - 20) : match.end()]
            if kind is not FlagKind.NOVELTY or not _TRIED.search(before):
                yield kind, match.group()
    for form in (_LEADING, _LOUD, _MARKED):
        yield from ((FlagKind.PAY, match.group().strip()) for match in form.finditer(own))
    yield from ((FlagKind.PAY, match.group()) for match in _SHOUTED.finditer(own))


def _is_hidden(sign: str) -> bool:
    return sign != "\n" and unicodedata.category(sign) in ("Cc", "Cf", "Co", "Zl", "Zp")


def _flag(kind: FlagKind, words: str, text: str, sign: str = "") -> Flag:
    why, instead = _ADVICE[kind]
    return Flag(
        kind=kind, words=words, start=max(0, text.find(sign or words)), why=why, instead=instead
    )
