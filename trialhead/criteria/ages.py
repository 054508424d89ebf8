"""Age and sex: what the words before a statement say of whom it is about."""

from dataclasses import replace

from trialhead.criteria.asking import ABOUT, NotUnderstood, has_duty
from trialhead.criteria.combinators import All, Any, AnyNode, Not
from trialhead.criteria.leaves import Age, Aspect, Reproduction, Sex
from trialhead.criteria.statement import Clause
from trialhead.criteria.tokens import Token
from trialhead.criteria.values import Bounds, Moment
from trialhead.instruments import TimeUnit

ADULT_AGE = 18


def demographics(clause: Clause) -> AnyNode:
    """A clause that only says whom it is about; NotUnderstood if it says anything else."""
    node = about(clause)
    rest = [lead.kind for lead in clause.leads if lead.kind not in ABOUT and lead.kind != "NEG"]
    if rest or node is None:
        raise NotUnderstood("a statement without a core")
    if has_duty(clause):
        raise NotUnderstood("whether only people of a sex are meant, or nobody else")
    return Not(part=node) if clause.led_by("NEG") else node


def about(clause: Clause) -> AnyNode | None:
    """What a clause's leads say of age and sex; None if they say nothing."""
    event = _event(clause)
    nodes = [_on(node, event) for lead in clause.leads for node in _about(lead, clause)]
    ages = [node for node in nodes if isinstance(node, Age)]
    if len(ages) > 1:  # "adults aged 18 to 65": the number counts
        nodes = [node for node in nodes if node is not ages[0]]
    if len(nodes) > 1:
        return All(parts=tuple(nodes))
    return nodes[0] if nodes else None


def _event(clause: Clause) -> str | None:
    """The event at which an age is counted, when a clause of age and sex alone names one."""
    if clause.core or not clause.posts:
        return None
    timing = clause.posts[0].value
    if timing.moment is not Moment.NOW:
        raise NotUnderstood("an age over a stretch of time")
    event: str = timing.event
    return event


def _on(node: AnyNode, event: str | None) -> AnyNode:
    return replace(node, event=event) if event and isinstance(node, Age) else node


def bare(clause: Clause) -> AnyNode:
    """The same without its negation, which stands around it."""
    return demographics(replace(clause, leads=[x for x in clause.leads if x.kind != "NEG"]))


_ANYBODY = Any(parts=(Sex(sex="female"), Sex(sex="male")))


def _about(lead: Token, clause: Clause) -> list[AnyNode]:
    match lead.kind:
        case "FEMALE":
            return [Sex(sex="female")]
        case "MALE":
            return [Sex(sex="male")]
        case "SEXBOTH":
            return [] if len(clause.leads) > 1 or clause.core else [_ANYBODY]
        case "ADULT":
            return [Age(bounds=Bounds(low=ADULT_AGE))]
        case "WOCBP":
            return [Reproduction(aspect=Aspect.CHILDBEARING_POTENTIAL)]
        case "AGES" | "LENGTH":
            return [_age(lead, clause)]
        case _:
            return []


def _age(lead: Token, clause: Clause) -> Age:
    """An age; a lone length of time is one only in years, and beside nothing it could measure."""
    quantity = lead.value
    unit = quantity.unit or "year"
    if lead.kind == "LENGTH" and (unit != TimeUnit.YEAR or not _is_human(quantity.bounds)):
        raise NotUnderstood("a length of time that may not be an age")
    if quantity.bounds.low == quantity.bounds.high:
        raise NotUnderstood("an age without telling whether it is the least")
    if unit not in ("year", "month", "week", "day"):
        raise NotUnderstood("an age in an odd unit")
    if unit == "year" and not _is_human(quantity.bounds):
        raise NotUnderstood("an age nobody has")
    return Age(bounds=quantity.bounds, unit=str(unit))


def _is_human(bounds: Bounds) -> bool:
    return all(0 < end <= 120 for end in (bounds.low, bounds.high) if end is not None)
