"""Tidies tokens for the grammar: repeats, examples, doubled joints and split bounds fall together."""

import re
from dataclasses import replace

from trialhead.criteria.asking import DUTY
from trialhead.criteria.companions import BEFORE_LIMIT, with_companions
from trialhead.criteria.illnesses import grade_of
from trialhead.criteria.quantities import Quantity
from trialhead.criteria.tokens import Token
from trialhead.criteria.values import Moment


def significant(found: list[Token]) -> list[Token]:
    """Tokens without those that say nothing, names repeated in brackets, and final signs."""
    found = _with_bare_nouns(_with_use(_with_diagnosis(_with_duties(found))))
    kept = _with_examples([token for token in found if token.kind not in ("FILLER", "COLON")])
    kept = _with_bounds_behind(_without_lead_commas(kept))
    kept = _with_merged_qualities(_with_whole_bounds(_with_times_behind(kept)))
    kept = with_companions(_without_repeats(_without_repeats(kept)))
    while kept and kept[-1].kind in ("COMMA", "SEMI", "AND", "OR"):
        kept.pop()
    while kept and kept[0].kind in ("COMMA", "SEMI", "AND"):
        kept.pop(0)
    return _single_joints(kept)


#: Nouns that say nothing beside a name, but are something of their own between joints.
_NOUNS = re.compile(
    r"(?:diseases?|disorders?|conditions?|medications?|drugs?|therap(?:y|ies)|treatments?|agents?|use|"
    r"exposure|intake|regimens?)$",
    re.IGNORECASE,
)


def _with_bare_nouns(found: list[Token]) -> list[Token]:
    """ "drug abuse or drug use": nouns alone after a joint are words that were not understood."""
    kept = list(found)
    for at, token in enumerate(found):
        if at and _is_bare_disease(found, at):
            kept[at] = token._replace(kind="WORD")
        if at and token.kind in ("OR", "ANDOR", "AND", "COMMA", "SLASH", "SEMI"):
            end = at + 1
            while end < len(found) and found[end].kind == "FILLER":
                end += 1
            alone = found[at + 1 : end]
            closes = end == len(found) or found[end].kind in (*_JOINTS, "RPAR", "TIMING", "SPAN")
            if closes and any(_NOUNS.search(str(each.value)) for each in alone):
                if len(alone) == 1 and _repeats_noun(found[at - 1], str(alone[0].value)):
                    continue
                kept[at + 1 : end] = [each._replace(kind="WORD") for each in alone]
    return kept


def _is_bare_disease(found: list[Token], at: int) -> bool:
    """ "Severe systemic disease": described, but not named."""
    token, before = found[at], found[at - 1]
    if token.kind != "FILLER":
        return False
    if before.kind == "COND" and re.fullmatch(r"(?:a )?tests?", str(token.value), re.IGNORECASE):
        return True  # "COVID-19 test"
    if not _DISEASES.search(str(token.value)):
        return False
    if before.kind == "DRUG" or (before.kind == "COND" and before.value[0].key == "Inflammation"):
        return True  # "immunosuppressive condition"
    after = found[at + 1].kind if at + 1 < len(found) else "COMMA"
    return before.kind == "QUAL" and after in (
        *_JOINTS,
        "INCLUDING",
        "LPAR",
        "RPAR",
        "TIMING",
        "SPAN",
    )


_DISEASES = re.compile(r"(?:diseases?|disorders?|conditions?)$", re.IGNORECASE)


def _repeats_noun(before: Token, noun: str) -> bool:
    """ "bleeding disorder or disease", "immunosuppressive medication or therapy"."""
    if before.kind == "FILLER":
        return True
    is_disease = bool(_DISEASES.search(noun))
    return (before.kind == "COND" and is_disease) or (
        before.kind == "DRUG" and not is_disease and noun.lower() not in ("use", "exposure")
    )


def _with_use(found: list[Token]) -> list[Token]:
    """ "Metformin use" says no more than metformin; "contact lens use" is the use of it."""
    kept: list[Token] = []
    for token in found:
        if token.kind != "USED":
            kept.append(token)
        elif kept and kept[-1].kind == "PROC":
            kept.insert(len(kept) - 1, token._replace(kind="USE"))
        else:
            kept.append(token._replace(kind="FILLER"))
    return kept


_MUST = re.compile(r"(?:must|should|shall|need|has to|have to|required)\b", re.IGNORECASE)
_WHOM = ("FEMALE", "MALE", "WOCBP")
_BEFORE_DUTY = (*_WHOM, "FILLER", "LPAR", "RPAR", "AGE", "TBOUND", "OFAGE", "COMMA")


def _with_duties(found: list[Token]) -> list[Token]:
    """ "Women must have a negative test": a condition for women, not a demand to be one."""
    return [
        token._replace(value=f"{token.value}{DUTY}")
        if token.kind in _WHOM and _has_duty(found[at + 1 :])
        else token
        for at, token in enumerate(found)
    ]


def _has_duty(after: list[Token]) -> bool:
    for token in after:
        if token.kind == "FILLER" and _MUST.match(str(token.value)):
            return True
        if token.kind not in _BEFORE_DUTY:
            return False
    return False


def _with_diagnosis(found: list[Token]) -> list[Token]:
    """ "Diagnosed with lupus within 5 years": the time is that of the diagnosis."""
    if not any(token.kind in _TIMES and token.value.moment in _BACK for token in found):
        return found
    return [
        token._replace(kind="DIAGNOSED")
        if token.kind == "FILLER" and "diagnos" in str(token.value).lower()
        else token
        for token in found
    ]


_BACK = (Moment.WITHIN, Moment.LONGER_AGO)

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
        if token.kind == "INCLUDING" and not any(each.kind in (*_TIMES, "SPAN") for each in kept):
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


def _with_times_behind(found: list[Token]) -> list[Token]:
    """ "HbA1c at screening < 7 %": time after limit, name before limit, "history of" before a name."""
    kept = list(found)
    for at in range(2, len(kept)):
        name, time, bound = kept[at - 2 : at + 1]
        if name.kind in ("ANALYTE", "SCALE") and time.kind in _TIMES and bound.kind == "BOUND":
            kept[at - 1 : at + 1] = [bound, time]
    for at in range(1, len(kept)):
        if kept[at].kind == "GRADE" and kept[at - 1].kind == "SCALE":
            kept[at] = kept[at]._replace(kind="BOUND", value=Quantity(grade_of(kept[at]), ""))
        if kept[at].kind == "LIFEEXP" and kept[at - 1].kind == "TBOUND":
            kept[at - 1 : at + 1] = [kept[at], kept[at - 1]]
    if len(kept) > 1 and kept[-1].kind == "HIST" and kept[-2].kind in ("COND", "DRUG", "PROC"):
        kept.insert(0, kept.pop())
    return kept


def _with_bounds_behind(found: list[Token]) -> list[Token]:
    """ "18 ≤ age ≤ 70": both limits after the name, as one."""
    kept = list(found)
    for at, token in enumerate(found):
        if token.kind != "PREBOUND":
            continue
        end = at + 1
        while end < len(found) and found[end].kind in (*BEFORE_LIMIT, "AGE"):
            end += 1
        bound = token._replace(kind="BOUND")
        if end < len(found) and found[end].kind in ("BOUND", "TBOUND"):
            whole = _whole(bound, found[end])
            if whole is not None:
                kept[at : end + 1] = [*found[at + 1 : end], whole._replace(start=bound.start)]
                return kept
        kept[at:end] = [*found[at + 1 : end], bound]
        return kept
    return kept


def _without_lead_commas(found: list[Token]) -> list[Token]:
    """ "active, known or suspected": the comma parts nothing."""
    return [
        token
        for at, token in enumerate(found)
        if token.kind != "COMMA"
        or not 0 < at < len(found) - 1
        or found[at - 1].kind not in _QUALITIES
        or found[at + 1].kind not in ("SUSPECT", "HIST", "EVERP")
    ]


_QUALITIES = ("QUAL", "CUR")
_EITHER = ("OR", "ANDOR", "SLASH")


def _with_merged_qualities(found: list[Token]) -> list[Token]:
    """ "active or uncontrolled" before a name is one quality, told in those words; of "severe,
    active" each is a quality of its own."""
    kept: list[Token] = []
    at = 0
    while at < len(found):
        token = found[at]
        joints = _joints(found, at)
        after = at + len(joints)
        follows = kept and kept[-1].kind in _QUALITIES and joints and after < len(found)
        if not follows or found[after].kind not in _QUALITIES:
            kept.append(token)
            at += 1
            continue
        if any(joint.kind in _EITHER for joint in joints) or _ends_in_or(found, after):
            words = f"{kept[-1].value} or {found[after].value}"
            kept[-1] = Token("QUAL", words, kept[-1].start, found[after].end)
        else:
            kept.append(found[after])
        at = after + 1
    return kept


def _joints(found: list[Token], at: int) -> list[Token]:
    """The joints from ``at`` on, two at most: ", or"."""
    joints = []
    for token in found[at : at + 2]:
        if token.kind not in (*_EITHER, "COMMA", "AND"):
            break
        joints.append(token)
    return joints


def _ends_in_or(found: list[Token], at: int) -> bool:
    """Whether a list of qualities that goes on here ends in "or": "acute, chronic or latent"."""
    while at + 1 < len(found) and found[at].kind in _QUALITIES:
        joints = _joints(found, at + 1)
        if any(joint.kind in _EITHER for joint in joints):
            after = at + 1 + len(joints)
            return after < len(found) and found[after].kind in _QUALITIES
        if not joints:
            return False
        at += 1 + len(joints)
    return False


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
        if kept and _repeats_next(found[at], kept[-1]):  # "infection with HIV"
            kept[-1] = found[at]
            at += 1
            continue
        if _is_bracketed_class(found, at, kept):
            at += 3
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


def _is_bracketed_class(found: list[Token], at: int, kept: list[Token]) -> bool:
    """ "ECOG performance status (PS) 0-1", "MoCA < 26 / 30": nothing new."""
    kinds = [token.kind for token in found[at : at + 3]]
    return bool(kept) and kept[-1].kind == "SCALE" and kinds == ["LPAR", "CLASSWORD", "RPAR"]


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
    return bool(second[0].tree) and all(
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
