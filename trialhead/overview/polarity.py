"""Whether a sentence says that something is so or is not so, and what the record says."""

import re
from collections.abc import Iterator, Mapping

from trialhead.criteria import (
    AnyNode,
    Criterion,
    Judgement,
    Leaf,
    Not,
    Read,
    Side,
    Unless,
    children,
)
from trialhead.overview.claims import claims, node_claims
from trialhead.overview.sentences import NO_FIELD, Support
from trialhead.overview.terms import named_terms, stands_in
from trialhead.overview.wording import content, numbers

#: Negations that belong to a comparator say nothing of their own.
_COMPARING = re.compile(
    r"\b(?:no|not) (?:more|less|fewer|greater|higher|lower|older|younger|longer|shorter|later) than"
    r"|\bnot? (?:to )?exceed(?:ing|s)?\b|\bnot (?:be )?(?:limited|restricted) to\b|\bwhether or not\b|\bnot only\b|\bno longer than\b"
    r"|\b(?:did|does|do|has|have) not (?:respond\w*|work\w*|help\w*|succeed\w*)|\bnot responded\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|no|never|nobody|none|nothing|neither|without|cannot|unable|exclude[sd]?|excluding"
    r"|absence|lack of|free (?:of|from)|barred|kept out|left out|called off|unless|hardly|barely"
    r"|contraindicat\w*|inability|incapab\w+|refus\w+|unwilling\w*|unfit|inappropriate|unsuitable"
    r"|ineligible|\w*blind(?:ed)?|unaware)\b|n['’]t\b"
    # "Non-small" and the like only tell kinds of an illness, a drug or a test apart.
    r"|\bnon[- ](?=(?:[a-z]+[- ])?(?:speak|complian|adher|smok|pregnan|lactat|drink|consent|ambulat|respon|use|using)"
    r"|(?:English|Spanish|French|German|Arabic|Chinese)\b)",
    re.IGNORECASE,
)
#: What only says again that a criterion is one against taking part.
_AGAIN = re.compile(
    r"\b(?:(?:is|are|was|were|will be|must be|should be) )?(?:excluded|ineligible"
    r"|not (?:eligible|allowed|permitted|included|recruited|accepted|enrolled))\b"
    r"|\b(?:will|do|does|should|can|must) ?not (?:be )?(?:recruit|enrol\w*|include\w*|accept\w*|participate|take part)\b",
    re.IGNORECASE,
)
#: Words with a no in them, of which a question that was read has no trace.
_IN_A_WORD = re.compile(
    r"contraindicat|inability|\bunable|incapab|refus|unwilling|unfit|inappropriate|unsuitable",
    re.IGNORECASE,
)
_STATEMENT = re.compile(r"(?:[^.;\n]|[.;](?!\s|$))+")
_ITEM = re.compile(r"(?:\bwithout\b)?(?:(?!,|\bor\b|\band\b|/|\bwithout\b).)+", re.DOTALL)
#: What a criterion against taking part lets in all the same.
_LET_IN = r"allowed|permitted|acceptable|eligible|not excluded|(?:may|can) (?:be (?:included|enrolled)|join|enrol|participate|take part)"
_EXCEPTED = re.compile(
    rf"\((?P<in_brackets>[^()]*\b(?:{_LET_IN})\b[^()]*)\)"
    r"|\b(?:except(?:ing|ions?)?(?: (?:for|of|is|are))?|other than|apart from|aside from)\b(?P<behind>[^.;)]*)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\([^()]*\)")
_LETS_IN = re.compile(
    rf"\b(?:{_LET_IN}|except\w*|other than|apart from|aside from|unless|but)\b", re.IGNORECASE
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
#: A text as long as this says much, with and without a no.
_LONG = 400
_CODE = re.compile(r"yes|no|[A-Z][A-Z_]+\d?")


def is_code(words: str) -> bool:
    """Whether a field holds a code of the registry, or yes or no."""
    return bool(_CODE.fullmatch(words))


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
    if is_code(words):
        return None if words in _EITHER else words in _NEGATIVE
    return None


def criterion_is_negative(criterion: Criterion, words: str, line: str) -> bool | None:
    """Whether what one line tells of a criterion must not be so; None where that is open."""
    if criterion.side is Side.GENERAL:
        return _is_denied(words, line) or None
    against = criterion.side is Side.EXCLUSION
    if "“" in line:
        return against
    if against and is_let_in(words, line):
        return False
    as_it_stands = criterion.read is not Read.FULL or isinstance(criterion.node, Judgement)
    if as_it_stands or _IN_A_WORD.search(words):
        held = _negations_of(_AGAIN.sub(" ", words) if against else words, line)
        return None if held is None else against ^ bool(held % 2)
    meant = {wanted for _, wanted in _closest(criterion.node, line, wanted=not against)}
    return not meant.pop() if len(meant) == 1 else None


def is_let_in(words: str, line: str) -> bool:
    """Whether a line tells of what a criterion lets in: skin cancer, of any "cancer but skin
    cancer"."""
    if _LETS_IN.search(line):
        return False
    wanted = content(line)
    for found in _EXCEPTED.finditer(words):
        excepted = found["in_brackets"] or found["behind"]
        around = _ASIDE.sub(" ", words[: found.start()] + words[found.end() :])
        part, rest = content(excepted), content(around)
        if wanted & part - rest and len(wanted & part) > len(wanted & rest):
            return True
        if _names_in(excepted, wanted) and not _names_in(around, wanted):
            return True
    return False


def _names_in(text: str, wanted: frozenset[str]) -> bool:
    """Whether a text names something of which a line has every word."""
    return any(content(term.words) <= wanted for term in named_terms(text))


def _is_denied(words: str, line: str) -> bool:
    """Whether the record has a no right before every name of a line: "no prior paclitaxel"."""
    names = [re.escape(term.words) for term in named_terms(line)]
    return bool(names) and all(
        re.search(rf"\b(?:no|without|never)\s+(?:\w+\s+){{0,2}}{name}\b", words, re.IGNORECASE)
        for name in names
    )


def _negations_of(words: str, line: str) -> int | None:
    """How many negations hold for that part of a criterion which a line tells; None where that is
    open. One at the head of a statement holds for all its items: "no asthma, stroke or lupus"."""
    wanted = content(line)
    statements = [each.group() for each in _STATEMENT.finditer(words)]
    statement = max(statements, key=lambda each: len(wanted & content(each)), default=words)
    items = list(_ITEM.finditer(statement))
    told = [each for each in items if wanted & content(each.group())]
    figures = numbers(line)
    told = told or [each for each in items if figures & numbers(each.group())]
    if not told:
        held = negations(words)
        return held if held < 2 else None
    within = negations(statement[told[0].start() : told[-1].end()])
    before = negations(statement[: told[0].start()])
    if within or not before:
        return within
    return before if negations(" ".join(statement.split()[:3])) else None


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


def is_named(name: str, *texts: str) -> bool:
    """Whether one of the texts names something by this or another of its names."""
    return any(
        stands_in(name, text) or any(name in term.meanings for term in named_terms(text))
        for text in texts
    )


def meant(
    support: tuple[Support, ...], line: str, criteria: Mapping[str, Criterion]
) -> set[bool | None]:
    """What the record says of a line: not so (True), so (False), or (None) either."""
    found: set[bool | None] = set()
    for each in support:
        criterion = criteria.get(each.criterion)
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
    if "“" in line:
        return False
    if len(words) >= _LONG:
        return None
    wanted = content(line)
    parts = [each.group() for each in _STATEMENT.finditer(words)]
    shared = [len(wanted & content(each)) for each in parts]
    closest = {
        is_negative(part) for part, held in zip(parts, shared, strict=True) if held == max(shared)
    }
    return closest.pop() if len(closest) == 1 else is_negative(words)
