"""Illness: whether it is or was, how severe, which stage, since when."""

import re
from dataclasses import replace

from trialhead.criteria.asking import Context, NotUnderstood
from trialhead.criteria.coined import is_coined
from trialhead.criteria.combinators import Any, AnyNode, Not
from trialhead.criteria.leaves import Condition, Judgement
from trialhead.criteria.quantities import Quantity
from trialhead.criteria.tokens import Token
from trialhead.criteria.values import EVER, NOW, Bounds, Moment, Timing
from trialhead.instruments import Duration, TimeUnit
from trialhead.vocabulary import Side


def condition(context: Context) -> AnyNode:
    token = context.clause.items[0]
    concepts = tuple(concept.key for concept in token.value)
    result = context.lead("POSITIVE", "NEGATIVE") or context.post("POSITIVE", "NEGATIVE")
    if result is not None and not _is_infection(token):
        raise NotUnderstood("a test of an illness")
    default = EVER if concepts[0].startswith("allergy to ") else NOW
    while context.lead("HIST", "EVERP"):
        default = EVER
    if context.never():
        default = EVER
    if _had(context):
        default = EVER
    context.lead("CUR")
    if context.lead("ALLERGY"):
        raise NotUnderstood("an allergy to an illness")
    stage = context.lead("STAGE") or context.post("STAGE")
    grade = context.lead("GRADE") or context.post("GRADE")
    timing, onset = _when(context, default)
    severity, qualities = severity_of(context.qualities())
    context.done()
    node = Condition(
        of=concepts,
        timing=timing,
        severity=severity,
        stages=_stages(stage),
        grade=(grade_of(grade) if grade else None),
        onset=onset,
        qualities=qualities,
    )
    if result is not None and result.kind == "NEGATIVE":
        return Not(part=node)
    if node.grade is not None and node.grade.low is None and _asks_for(context):
        return _no_worse(node, node.grade)
    return node


def _asks_for(context: Context) -> bool:
    return context.side is not Side.EXCLUSION and not context.clause.led_by("NEG")


def _no_worse(node: Condition, grade: Bounds) -> AnyNode:
    """ "Neuropathy must be ≤ grade 1" asks that it is no worse, not that there is one."""
    worse = Bounds(low=grade.high, low_included=not grade.high_included)
    return Not(part=replace(node, grade=worse))


def _is_infection(token: Token) -> bool:
    meanings = token.value
    if is_coined(meanings):
        return str(meanings[0].key).endswith(("infection", "infections"))
    return all(
        number.startswith(("C01", "C10.228.140")) or "Infect" in concept.key
        for concept in meanings
        for number in concept.tree[:1]
    )


def _had(context: Context) -> bool:
    """Whether "had" leads: "patients who had a stroke"; "received" a disease says nothing."""
    received = context.lead("RECV")
    if received is None:
        return False
    if str(received.value).lower().split()[-1] in ("had", "experienced"):
        return True
    raise NotUnderstood("having received an illness")


def _when(context: Context, default: Timing) -> tuple[Timing, Timing | None]:
    """When it must be had, and when it must have begun: at the diagnosis, where that is dated."""
    diagnosed = context.lead("DIAGNOSED")
    timing = context.timing(default)
    if diagnosed is None or timing is default:
        return timing, _onset(context, timing)
    return default, timing


def _onset(context: Context, at: Timing) -> Timing | None:
    """ "for at least 6 months" after an illness: how long before ``at`` it began."""
    length = context.post("TBOUND")
    if length is None:
        context.post("FOR")
        return None
    context.post("FOR")
    quantity = length.value
    low, high = quantity.bounds.low, quantity.bounds.high
    if (low is None) == (high is None):
        raise NotUnderstood("how long an illness has lasted")
    if low is not None:
        begun, ago = Moment.LONGER_AGO, duration(low, quantity)
    else:
        begun, ago = Moment.WITHIN, duration(high, quantity)
    return Timing(moment=begun, duration=ago, event=at.event, event_stated=at.event_stated)


def duration(amount: float, quantity: Quantity) -> Duration:
    return Duration(amount, TimeUnit(quantity.unit))


_SEVERITIES = ("mild", "moderate", "severe")


def severity_of(qualities: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The least step of severity and the other qualities.

    "moderate to severe" is at least moderate; "mild" alone is no least step but a quality."""
    for words, step in (("moderate to severe", "moderate"), ("severe", "severe")):
        if words in qualities:
            return step, tuple(word for word in qualities if word != words)
    return "", qualities


def _stages(token: Token | None) -> tuple[str, ...]:
    if token is None:
        return ()
    words = re.sub(r"(?i)stages?|AJCC|FIGO|TNM|UICC|Ann Arbor|clinical|pathologic(al)?|disease", "",
                   str(token.value))  # fmt: skip
    stages = re.findall(r"(?:IV|I{1,3}|V|[0-5])[A-Ca-c]?[1-3]?", words)
    if re.search(r"-|to|through", words) and len(stages) == 2:
        return _between(*stages)
    return tuple(stages)


_ROMAN = ("0", "I", "II", "III", "IV", "V")


def _between(first: str, last: str) -> tuple[str, ...]:
    """Stages from the first to the last: IIIB to IVB takes in IIIC and IVA."""
    low, from_letter = _parted(first)
    high, to_letter = _parted(last)
    scale = _ROMAN if low in _ROMAN[1:] else tuple("012345")
    if low not in scale or high not in scale:
        raise NotUnderstood("a range of stages")
    if low == high:
        return tuple(low + each for each in _letters(from_letter, to_letter))
    inner = scale[scale.index(low) + 1 : scale.index(high)]
    after = [low + each for each in _letters(from_letter, "C")] if from_letter else [low]
    before = [high + each for each in _letters("A", to_letter)] if to_letter else [high]
    return (*after, *inner, *before)


def _parted(stage: str) -> tuple[str, str]:
    """A stage without its letter, and the letter; what is finer than a letter stays unread."""
    plain = stage.rstrip("ABCabc")
    if plain[1:].rstrip("IV"):  # "IIIA2"
        raise NotUnderstood("a range of stages within a letter")
    return plain, stage[len(plain) :].upper()


def _letters(first: str, last: str) -> str:
    if not first or not last or first > last:
        raise NotUnderstood("a range of stages within one")
    return "ABC"["ABC".index(first) : "ABC".index(last) + 1]


def grade_of(token: Token) -> Bounds:
    """The bounds of a grade or class as it is written: "grade II or higher"."""
    words = str(token.value)
    ranks = [_ROMAN.index(r) if r in _ROMAN else int(r) for r in
             re.findall(r"[1-5]|IV|I{1,3}", words.replace("NCI", ""))]  # fmt: skip
    if re.search(r"≥|>=|or (?:higher|greater|above|more|worse)", words):
        return Bounds(low=ranks[0])
    if re.search(r"≤|<=", words):
        return Bounds(high=ranks[0])
    if re.search(r">", words):
        return Bounds(low=ranks[0], low_included=False)
    if re.search(r"<", words):
        return Bounds(high=ranks[0], high_included=False)
    return Bounds(low=min(ranks), high=max(ranks))


def suspected(node: AnyNode) -> AnyNode:
    """ "Known or suspected": a suspicion is for the team to tell."""
    if not isinstance(node, Condition):
        raise NotUnderstood("what is suspected")
    return Any(parts=(node, Judgement(statement=f"{' or '.join(node.of)} is suspected")))
