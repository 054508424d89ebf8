"""Whether a sentence says that something is so or is not so, and what the record says."""

import re
from collections.abc import Iterator

from trialhead.criteria import AnyNode, Criterion, Leaf, Not, Read, Side, Unless, children
from trialhead.overview.claims import claims, node_claims
from trialhead.overview.terms import named_terms, stands_in

#: Negations that belong to a comparator say nothing of their own.
_COMPARING = re.compile(
    r"\b(?:no|not) (?:more|less|fewer|greater|higher|lower|older|younger|longer|shorter|later) than"
    r"|\bnot? exceed(?:ing|s)?\b|\bwhether or not\b|\bnot only\b|\bno longer than\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|no|never|nobody|none|nothing|neither|without|cannot|unable|exclude[sd]?|excluding"
    r"|absence|lack of|free of|barred|kept out|left out|called off)\b|n['’]t\b",
    re.IGNORECASE,
)
#: Codes whose meaning holds a negation; "yes" and "no" speak for themselves.
_NEGATIVE = frozenset(
    [
        "no",
        "SINGLE",
        "DOUBLE",
        "TRIPLE",
        "QUADRUPLE",
        "PARTICIPANT",
        "CARE_PROVIDER",
        "INVESTIGATOR",
        "OUTCOMES_ASSESSOR",
        "NOT_YET_RECRUITING",
        "ACTIVE_NOT_RECRUITING",
        "NON_RANDOMIZED",
        "NO_INTERVENTION",
        "NO_LONGER_AVAILABLE",
        "TEMPORARILY_NOT_AVAILABLE",
        "WITHHELD",
        "UNKNOWN",
        "OBSERVATIONAL",
        "WITHDRAWN",
    ]
)
#: Codes that may be told with or without a negation.
_EITHER = frozenset(
    ["COMPLETED", "TERMINATED", "SUSPENDED", "ENROLLING_BY_INVITATION", "OTHER", "NA"]
)
_CODE = re.compile(r"yes|no|[A-Z][A-Z_]+\d?")


def negations(text: str) -> int:
    """How many negations a text holds."""
    return len(_NEGATION.findall(_COMPARING.sub(" ", text)))


def is_negative(text: str) -> bool:
    """Whether a text says that something is not so; two negations undo each other."""
    return negations(text) % 2 == 1


def field_is_negative(field: str, words: str) -> bool | None:
    """Whether what a field holds is a negation; None where both ways of telling it are right."""
    if not words:
        return True
    if field == "design.enrolment_actual":  # "no" means planned
        return None
    if _CODE.fullmatch(words):
        return None if words in _EITHER else words in _NEGATIVE
    return None


def criterion_is_negative(criterion: Criterion, words: str, line: str) -> bool | None:
    """Whether what one line tells of a criterion must not be so; None where that is open."""
    if criterion.side is Side.GENERAL:
        return None
    against = criterion.side is Side.EXCLUSION
    if "“" in line:
        return against
    if criterion.read is not Read.FULL:
        held = negations(words)
        return against ^ bool(held) if held < 2 else None
    meant = {wanted for _, wanted in _closest(criterion.node, line, wanted=not against)}
    return not meant.pop() if len(meant) == 1 else None


def _closest(node: AnyNode, line: str, *, wanted: bool) -> list[tuple[Leaf, bool]]:
    """The questions that a line is about, with whether each is to be so."""
    all_leaves = list(_asked(node, wanted=wanted))
    scores = [leaf_told(leaf, line) for leaf, _ in all_leaves]
    best = max(scores, default=0)
    return [each for each, score in zip(all_leaves, scores, strict=True) if score == best]


def _asked(node: AnyNode, *, wanted: bool) -> Iterator[tuple[Leaf, bool]]:
    if isinstance(node, Not):
        yield from _asked(node.part, wanted=not wanted)
    elif isinstance(node, Unless):
        yield from _asked(node.part, wanted=wanted)
        yield from _asked(node.exception, wanted=not wanted)
    elif below := children(node):
        for part in below:
            yield from _asked(part, wanted=wanted)
    else:
        yield node, wanted  # type: ignore[misc]


def leaf_told(leaf: Leaf, text: str) -> float:
    """How much of a question's names and numbers a text holds, from 0 to 1."""
    names = names_of(leaf)
    numbers = {claim.value for claim in node_claims(leaf)}
    told = {claim.value for claim in claims(text)}
    held = sum(is_named(name, text) for name in names) + len(numbers & told)
    return held / max(1, len(names) + len(numbers))


def names_of(leaf: Leaf) -> tuple[str, ...]:
    """What a question asks about, as keys or words."""
    named = getattr(leaf, "of", ())
    for part in ("analyte", "scale", "sex", "aspect"):
        if value := getattr(leaf, part, ""):
            named = (*named, str(value))
    return tuple(named)


def is_named(name: str, text: str) -> bool:
    """Whether a text names something by this or another of its names."""
    return stands_in(name, text) or any(name in term.meanings for term in named_terms(text))
