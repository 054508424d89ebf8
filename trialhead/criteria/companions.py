"""What belongs to a name beside it: its limit, its class, its examples in brackets."""

from trialhead.criteria.coined import is_coined
from trialhead.criteria.tokens import Token

#: What a limit can be of, with its words before the limit.
_LIMITED = ("ANALYTE", "SCALE", "BP")
BEFORE_LIMIT = (*_LIMITED, "SPECIMEN", "CLASSWORD", "QUAL")
_EITHER = ("OR", "ANDOR", "SLASH")


def with_companions(found: list[Token]) -> list[Token]:
    """Limits that belong to a name: "anaemia (Hb < 8 g/dL)", "NYHA class III heart failure"."""
    kept: list[Token] = []
    at = 0
    while at < len(found):
        token = found[at]
        if token.kind == "LPAR" and kept and (end := _bracketed_limit(found, at)):
            inside = found[at + 1 : end]
            opens = [] if inside[0].kind == "DEFINED" else [token._replace(kind="DEFINED")]
            kept += [*opens, *inside]
            at = end + 1
            continue
        if token.kind == "LPAR" and kept and (end := _bracketed_names(found, at, kept[-1])):
            names = found[at + 1 : end]
            several = len(names) > 1
            if not several and is_coined(kept[-1].value):  # "… disorder (COPD)": what it is
                kept[-1] = names[0]._replace(start=kept[-1].start, end=found[end].end)
                at = end + 1
                continue
            kept.append(token._replace(kind="OR" if several else "DEFINED"))
            kept += [x._replace(kind="OR") if x.kind in ("AND", "ANDOR") else x for x in names]
            at = end + 1
            continue
        if kept and _accompanies(kept, token, found[at:]):
            kept.append(token._replace(kind="WITH", end=token.start))
        kept.append(token)
        at += 1
    return kept


def _bracketed_limit(found: list[Token], at: int) -> int:
    """Where a bracket with nothing but a limit of something ends; 0 if this is none."""
    end = at + 1
    if end < len(found) and found[end].kind == "DEFINED":
        end += 1
    named = end
    while end < len(found) and found[end].kind in BEFORE_LIMIT:
        end += 1
    has_name = any(token.kind in _LIMITED for token in found[named:end])
    if not has_name or [token.kind for token in found[end : end + 2]] != ["BOUND", "RPAR"]:
        return 0
    return end + 1 if found[at - 1].kind in ("COND", "BOUND", "GRADE", "STAGE") else 0


def _bracketed_names(found: list[Token], at: int, before: Token) -> int:
    """Where a bracket with nothing but names of the kind before it ends; 0 if this is none."""
    end = at + 1
    if before.kind not in ("COND", "DRUG", "PROC"):
        return 0
    while end < len(found) and found[end].kind in (before.kind, *_EITHER, "COMMA", "AND"):
        end += 1
    closes = end < len(found) and found[end].kind == "RPAR" and end > at + 1
    return end if closes else 0


def _accompanies(kept: list[Token], token: Token, after: list[Token]) -> bool:
    """Whether a name follows right after a class ("Child-Pugh B cirrhosis"), or a limit right
    after a name ("heart failure with EF < 45 %")."""
    before = kept[-1]
    if token.kind in ("COND", "QUAL") and before.kind in ("BOUND", "NUMBER"):
        if token.start - before.end > 1:  # a full stop parts them
            return False
        scored = any(each.kind == "SCALE" for each in kept[-4:])
        return scored and next((x.kind for x in after if x.kind != "QUAL"), "") == "COND"
    if before.kind == "COND" and token.kind in ("ANALYTE", "SCALE", "SPECIMEN"):
        rest = iter(after)
        limit = next((x.kind for x in rest if x.kind not in BEFORE_LIMIT), "")
        return limit == "BOUND"
    return False
