"""What a parsed statement asks: clauses become leaves, joints become all or any.

Where words leave it open how far something reaches ("A, B or C within 6 months"), the narrow and
the wide meaning are both kept as two readings.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from trialhead.criteria.ages import about, demographics
from trialhead.criteria.asking import GOVERNING, NotUnderstood, has_duty
from trialhead.criteria.combinators import All, Any, AnyNode, Not, Readings, Unless
from trialhead.criteria.cores import core_node
from trialhead.criteria.leaves import Condition, Unread
from trialhead.criteria.lengths import resolved
from trialhead.criteria.statement import Clause, Statement
from trialhead.criteria.tokens import Token
from trialhead.criteria.values import Moment
from trialhead.vocabulary import Side

#: What is governed: bare names. A measurement with its bound is a statement of its own.
GOVERNED = ("condition", "drug", "procedure", "investigational", "pregnant", "breastfeeding",
            "planning", "study_drug", "participation", "dosed")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sense:
    """How to take what is open: ``narrow`` as reaching further, so that fewer people fit."""

    side: Side
    narrow: bool


def meaning(
    statement: Statement, side: Side, rest: Unread | None = None
) -> tuple[AnyNode, tuple[str, ...]]:
    """The node of a statement and the assumptions made; NotUnderstood if a part makes no sense.

    ``rest`` is unread text after the statement that narrows it; it stands inside a negation.
    """
    assumptions: list[str] = []
    narrow = _listed(statement, Sense(side, narrow=True), assumptions, rest)
    if not assumptions:  # nothing was left open
        return narrow, ()
    wide = _listed(statement, Sense(side, narrow=False), assumptions, rest)
    if narrow == wide:
        return narrow, tuple(dict.fromkeys(assumptions))
    fewer_fit = narrow if side is not Side.EXCLUSION else wide
    more_fit = wide if side is not Side.EXCLUSION else narrow
    if _is_negated(statement):
        fewer_fit, more_fit = more_fit, fewer_fit
    node = Readings(
        ambiguity="wording",
        conservative=fewer_fit,
        lenient=more_fit,
        explanation=_doubt(assumptions),
    )
    return node, tuple(dict.fromkeys(assumptions))


def _doubt(assumptions: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(assumptions)) or "the words leave open how far they reach"


def _is_negated(statement: Statement) -> bool:
    return bool(statement.clauses) and statement.clauses[0].led_by("NEG")


def _listed(statement: Statement, sense: Sense, notes: list[str], unread: Unread | None) -> AnyNode:
    clauses = _inherited(_named_again(statement.clauses), sense, notes)
    first, rest = _peeled(clauses, sense.side)
    parts: list[AnyNode] = [demographics(clause) for clause in first]
    if rest:
        parts.append(_joined(rest, statement.exceptions, sense, notes, unread))
    elif statement.exceptions:
        raise NotUnderstood("an exception from ages or sexes")
    elif unread:
        parts.append(unread)
    return parts[0] if len(parts) == 1 else All(parts=tuple(parts))


def _peeled(clauses: list[Clause], side: Side) -> tuple[list[Clause], list[Clause]]:
    """Leading clauses of age and sex alone, which hold for all that follows in an inclusion."""
    first: list[Clause] = []
    rest = list(clauses)
    while rest and not rest[0].core and (side is not Side.EXCLUSION or not rest[1:]):
        if len(rest) > 1 and rest[1].joint in ("OR", "ANDOR", "SLASH"):
            break
        first.append(rest.pop(0))
    return first, rest


def _inherited(clauses: list[Clause], sense: Sense, notes: list[str]) -> list[Clause]:
    """Every clause with the leads that govern it, and in the narrow sense what else may reach it."""
    whole: list[Clause] = []
    for clause in clauses:
        before = whole[-1] if whole else None
        leads = list(clause.leads)
        if before is not None and clause.core in GOVERNED and not clause.led_by(*GOVERNING):
            leads = [lead for lead in before.leads if _reaches(lead, clause)] + leads
            if before.core in GOVERNED and before.led_by("QUAL") and not clause.led_by("QUAL"):
                notes.append(f"“{_words(before, 'QUAL')}” may describe all that follows")
                if sense.narrow:
                    leads += [lead for lead in before.leads if lead.kind == "QUAL"]
        whole.append(replace(clause, leads=leads))
    whole = [resolved(one, sense.side, narrow=sense.narrow, notes=notes) for one in whole]
    return _with_shared_times(whole, sense, notes)


#: What is so now, whatever was named before.
_PRESENT = re.compile(
    r"active|current|ongoing|uncontrolled|untreated|present|existing", re.IGNORECASE
)


def _reaches(lead: Token, clause: Clause) -> bool:
    """Whether a lead governs a later clause: a history does not make "active hepatitis" past."""
    if lead.kind not in GOVERNING:
        return False
    return lead.kind not in ("HIST", "EVERP") or not _PRESENT.search(_words(clause, "QUAL"))


def _words(clause: Clause, kind: str) -> str:
    return " ".join(str(lead.value) for lead in clause.leads if lead.kind == kind)


def _named_again(clauses: list[Clause]) -> list[Clause]:
    """ "≥ 10 for women and ≥ 11 for men": the second limit is of the same measurement."""
    whole: list[Clause] = []
    for clause in clauses:
        if clause.core == "again" and whole and whole[-1].core == "measured":
            names = whole[-1].items[0]
            clause = replace(clause, core="measured", items=[names, *clause.items])
        whole.append(clause)
    return whole


def _for_both_sexes(clauses: list[Clause]) -> bool:
    """Whether every clause is a limit for one sex."""
    return all(any(post.kind in ("FEMALE", "MALE") for post in clause.posts) for clause in clauses)


def _with_shared_times(clauses: list[Clause], sense: Sense, notes: list[str]) -> list[Clause]:
    """A window after the last of a list may reach those before it."""
    if len(clauses) < 2:
        return clauses
    last = clauses[-1]
    times = [post for post in last.posts if post.kind in _TIMES]
    shared = [
        clause
        for clause in clauses[:-1]
        if clause.core in GOVERNED and not _has_time(clause) and last.joint != "SEMI"
    ]
    if not times or not shared or last.core not in GOVERNED:
        return clauses
    notes.append("the time at the end may hold for the whole list")
    return [
        replace(clause, posts=[*clause.posts, *times])
        if clause in shared and sense.narrow is not _widened(clause, times)
        else clause
        for clause in clauses
    ]


def _widened(clause: Clause, times: list[Token]) -> bool:
    """Whether more people fit a clause with these times than without: what is asked of now may
    have ended within a window; what is asked of all time may not."""
    if clause.led_by("DIAGNOSED"):  # its times say when it began
        return False
    back = all(time.kind != "TBOUND" and time.value.moment in _REACHES_BACK for time in times)
    return back and _speaks_of_now(clause)


_REACHES_BACK = (Moment.WITHIN, Moment.EVER, Moment.SINCE)


def _speaks_of_now(clause: Clause) -> bool:
    if clause.is_past() or any(_never(lead) for lead in clause.leads):
        return False
    if clause.core == "condition":
        return not str(clause.items[0].value[0].key).startswith("allergy to ")
    return clause.core in ("pregnant", "breastfeeding") or clause.led_by("TAKE", "CUR")


def _never(lead: Token) -> bool:
    return str(lead.value).lower().startswith("never")


_TIMES = ("TIMING", "PLAINTIMING", "TBOUND")


def _has_time(clause: Clause) -> bool:
    return any(post.kind in _TIMES for post in clause.posts)


def _joined(
    clauses: list[Clause],
    exceptions: list[Clause],
    sense: Sense,
    notes: list[str],
    unread: Unread | None,
) -> AnyNode:
    """The clauses by their joints, under one negation if the first is negated, less exceptions."""
    if sense.side is Side.EXCLUSION and _says_no(clauses[0]):
        raise NotUnderstood("whether an exclusion that begins with “no” excludes or requires")
    if sense.side is Side.EXCLUSION and len(clauses) > 1 and any(map(_names_a_sex, clauses)):
        raise NotUnderstood("whether a sex is meant by itself or says whom the rest is about")
    nodes = [_node(clause, sense, notes) for clause in clauses]
    clauses, nodes = _with_companions(clauses, nodes, sense, notes)
    joints = {clause.joint for clause in clauses[1:]}
    if "AND" in joints and joints & {"OR", "ANDOR", "SLASH"}:
        raise NotUnderstood("and beside or, without a sign of which binds")
    negated = [clause.led_by("NEG") for clause in clauses]
    together = len(clauses) > 1 and all(negated) and not exceptions_differ(clauses)
    if exceptions:
        nodes = _less(nodes, exceptions, sense, notes)
    if together or (len(nodes) == 1 and negated[0]):
        either: AnyNode = nodes[0] if len(nodes) == 1 else Any(parts=tuple(nodes))
        return Not(part=All(parts=(either, unread)) if unread else either)
    if unread and any(negated):
        raise NotUnderstood("unread words after a negation of one part")
    signed = [Not(part=node) if no else node for node, no in zip(nodes, negated, strict=True)]
    combined = _combined(signed, clauses, joints, sense, notes)
    return All(parts=(combined, unread)) if unread else combined


def _names_a_sex(clause: Clause) -> bool:
    """Whether a clause is nothing but "women", "men" or "women who can have children"."""
    kinds = {lead.kind for lead in clause.leads}
    return not clause.core and bool(kinds) and kinds <= {"FEMALE", "MALE", "WOCBP", "SEXBOTH"}


def _says_no(clause: Clause) -> bool:
    return any(
        lead.kind == "NEG" and str(lead.value).lower().split()[0] in ("no", "not")
        for lead in clause.leads
    )


def _with_companions(
    clauses: list[Clause], nodes: list[AnyNode], sense: Sense, notes: list[str]
) -> tuple[list[Clause], list[AnyNode]]:
    """Clauses with the limits that belong to them: both must hold, or one defines the other."""
    heads: list[Clause] = []
    whole: list[AnyNode] = []
    for clause, node in zip(clauses, nodes, strict=True):
        if clause.joint not in ("WITH", "DEFINED"):
            heads.append(clause)
            whole.append(node)
            continue
        if clause.led_by("NEG") and not heads[-1].led_by("NEG"):
            raise NotUnderstood("a limit that is denied")
        together: AnyNode = All(parts=(whole[-1], node))
        if clause.joint == "DEFINED":
            notes.append("a limit beside a name may define it or be asked for besides")
            together = together if sense.narrow else Any(parts=(whole[-1], node))
        whole[-1] = together
    return heads, whole


def exceptions_differ(clauses: list[Clause]) -> bool:
    """Whether clauses are joined as statements of their own, by semicolons."""
    return any(clause.joint == "SEMI" for clause in clauses)


def _combined(
    nodes: list[AnyNode],
    clauses: list[Clause],
    joints: set[str],
    sense: Sense,
    notes: list[str],
) -> AnyNode:
    if len(nodes) == 1:
        return nodes[0]
    both: AnyNode = All(parts=tuple(nodes))
    either: AnyNode = Any(parts=tuple(nodes))
    if _for_both_sexes(clauses):
        return either if sense.side is Side.EXCLUSION else both
    if joints & {"OR", "ANDOR", "SLASH"}:
        return either
    if "AND" not in joints:
        return either if sense.side is Side.EXCLUSION else both
    if sense.side is not Side.EXCLUSION and any(clause.core not in GOVERNED for clause in clauses):
        return both
    notes.append("“and” may join what must come together or list what counts alone")
    return both if sense.narrow else either


def _node(clause: Clause, sense: Sense, notes: list[str]) -> AnyNode:
    node = core_node(clause, sense.side, narrow=sense.narrow, notes=notes)
    whom = about(clause) if clause.core else None
    if whom is None:
        return node
    if sense.side is not Side.EXCLUSION and has_duty(clause):
        return Any(parts=(Not(part=whom), node))
    return All(parts=(whom, node))


def _less(
    nodes: list[AnyNode], exceptions: list[Clause], sense: Sense, notes: list[str]
) -> list[AnyNode]:
    """Exceptions of the same kind look at the same illness; others stand beside the statement."""
    except_nodes = [
        core_node(clause, sense.side, narrow=not sense.narrow, notes=notes) for clause in exceptions
    ]
    if all(isinstance(node, Condition) for node in (*nodes, *except_nodes)):
        excepted = tuple(node for node in except_nodes if isinstance(node, Condition))
        return [replace(node, but_not=excepted) for node in nodes if isinstance(node, Condition)]
    exception = except_nodes[0] if len(except_nodes) == 1 else Any(parts=tuple(except_nodes))
    if len(nodes) == 1 and sense.side is Side.EXCLUSION:
        return [Unless(part=nodes[0], exception=exception)]
    raise NotUnderstood("an exception from a list of different things")
