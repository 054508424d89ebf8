"""Tidies tokens for the grammar: repeats, examples, doubled joints and split bounds fall together."""

import re
from dataclasses import replace

from trialhead.criteria.quantities import Quantity
from trialhead.criteria.tokens import Token


def significant(found: list[Token]) -> list[Token]:
    """Tokens without those that say nothing, names repeated in brackets, and final signs."""
    kept = _with_examples([token for token in found if token.kind != "FILLER"])
    kept = _without_repeats(_with_merged_qualities(_with_whole_bounds(kept)))
    while kept and kept[-1].kind in ("COMMA", "SEMI", "AND", "OR", "COLON"):
        kept.pop()
    while kept and kept[0].kind in ("COMMA", "SEMI", "COLON", "AND"):
        kept.pop(0)
    return _single_joints([token for token in kept if token.kind != "COLON"])


#: After one of these, examples may or may not share the time: they stay unread.
_TIMES = ("TIMING", "PLAINTIMING")


def _with_examples(found: list[Token]) -> list[Token]:
    """Examples count like what they are examples of: "such as A, B and C", "(e.g. A)"."""
    kept: list[Token] = []
    inside = bracketed = False
    for at, token in enumerate(found):
        opens = token.kind == "LPAR" and at + 1 < len(found) and found[at + 1].kind == "INCLUDING"
        if opens:
            bracketed = True
            continue
        if token.kind == "INCLUDING" and not any(each.kind in _TIMES for each in kept):
            inside = True
            kept.append(token._replace(kind="OR"))
        elif inside and bracketed and token.kind == "RPAR":
            inside = bracketed = False
        elif inside and token.kind in ("AND", "ANDOR"):
            kept.append(token._replace(kind="OR"))
        elif inside and token.kind == "WORD" and str(token.value).lower() in ("etc", "others"):
            continue
        else:
            kept.append(token)
    return kept


def _with_whole_bounds(found: list[Token]) -> list[Token]:
    """ "> 5 and < 10" is one bound, wherever the two ends fit together."""
    kept: list[Token] = []
    for token in found:
        if token.kind in ("BOUND", "TBOUND") and kept:
            joint = 1 if kept[-1].kind in ("AND", "COMMA") else 0
            before = kept[-1 - joint] if len(kept) > joint else None
            whole = _whole(before, token) if before is not None else None
            if whole is not None:
                del kept[-1 - joint :]
                kept.append(whole)
                continue
        kept.append(token)
    return kept


def _whole(first: Token, second: Token) -> Token | None:
    if first.kind not in ("BOUND", "TBOUND"):
        return None
    one, two = first.value, second.value
    low, high = (one, two) if one.bounds.high is None else (two, one)
    units = {one.unit, two.unit} - {""}
    if low.bounds.high is not None or high.bounds.low is not None or len(units) > 1:
        return None
    if low.bounds.low is None or high.bounds.high is None or low.bounds.low >= high.bounds.high:
        return None
    bounds = replace(low.bounds, high=high.bounds.high, high_included=high.bounds.high_included)
    kind = "TBOUND" if "TBOUND" in (first.kind, second.kind) else "BOUND"
    return Token(kind, Quantity(bounds, units.pop() if units else ""), first.start, second.end)


def _with_merged_qualities(found: list[Token]) -> list[Token]:
    """ "active or uncontrolled" before a name is one quality, told in those words."""
    kept: list[Token] = []
    for token in found:
        if (
            token.kind in ("QUAL", "CUR")
            and len(kept) > 1
            and kept[-1].kind in ("OR", "ANDOR", "SLASH", "COMMA")
            and kept[-2].kind in ("QUAL", "CUR")
        ):
            words = f"{kept[-2].value} or {token.value}"
            kept[-2:] = [Token("QUAL", words, kept[-2].start, token.end)]
            continue
        kept.append(token)
    return kept


_NAMES = ("COND", "DRUG", "PROC", "ANALYTE", "SCALE", "ULN")


def _without_repeats(found: list[Token]) -> list[Token]:
    """ "(ANC)" after "absolute neutrophil count" says nothing new."""
    kept: list[Token] = []
    at = 0
    while at < len(found):
        inside = found[at + 1 : at + 3]
        if found[at].kind == "LPAR" and [t.kind for t in found[at + 1 : at + 2]] == ["RPAR"]:
            at += 2
            continue
        if kept and _repeats_next(kept[-1], found[at]):
            at += 1
            continue
        if (
            found[at].kind == "LPAR"
            and len(inside) == 2
            and inside[1].kind == "RPAR"
            and kept
            and (_repeats(kept[-1], inside[0]) or _says_again(kept[-1], inside[0]))
        ):
            at += 3
            continue
        kept.append(found[at])
        at += 1
    return kept


def _repeats_next(name: Token, other: Token) -> bool:
    """The same scale or measurement named twice in a row, or "HIV" followed by "infection"."""
    if name.kind == other.kind == "COND":
        return _says_less(name, other)
    return name.kind == other.kind and name.kind in ("SCALE", "ANALYTE") and _repeats(name, other)


def _says_again(name: Token, inside: Token) -> bool:
    """ "hepatitis B virus (HBV)": the same illness in brackets."""
    return name.kind == inside.kind == "COND" and _says_less(name, inside)


def _says_less(name: Token, other: Token) -> bool:
    """Whether a second illness is only the broader word for the first."""
    first, second = name.value, other.value
    return all(
        any(number.startswith(broad) for broad in second[0].tree for number in concept.tree)
        for concept in first
    )


def _repeats(name: Token, other: Token) -> bool:
    if name.kind in _NAMES and other.kind == name.kind:
        return bool(set(map(id, name.value)) & set(map(id, other.value)))
    abbreviation = isinstance(other.value, str) and re.fullmatch(
        r"[A-Z][A-Za-z0-9-]{1,7}s?", other.value
    )
    return name.kind in (
        *_NAMES,
        "CLASSWORD",
        "PARTIC",
        "INVDRUG",
        "STUDYDRUG",
        "LIFEEXP",
    ) and bool(abbreviation and other.kind == "WORD")


_JOINTS = ("COMMA", "SEMI", "AND", "OR", "ANDOR", "SLASH")


def _single_joints(found: list[Token]) -> list[Token]:
    """ ", and" is one joint: the word counts."""
    kept: list[Token] = []
    for token in found:
        if kept and token.kind in _JOINTS and kept[-1].kind in _JOINTS:
            if token.kind in ("AND", "OR", "ANDOR"):
                kept[-1] = token
            continue
        kept.append(token)
    return kept
