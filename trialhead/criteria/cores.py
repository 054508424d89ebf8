"""What one clause asks: the leaf its core makes, with what leads and follows it."""

from collections.abc import Callable

from trialhead.criteria.ages import bare
from trialhead.criteria.amounts import again, measured, pressure
from trialhead.criteria.asking import Context
from trialhead.criteria.combinators import AnyNode
from trialhead.criteria.illnesses import condition, suspected
from trialhead.criteria.leaves import Aspect
from trialhead.criteria.measures import participation, procedure, study_drug
from trialhead.criteria.offspring import planning, pregnancy_test, reproduction
from trialhead.criteria.results import found, named, scored, survival
from trialhead.criteria.statement import Clause
from trialhead.criteria.treatments import dosed, drug, investigational
from trialhead.vocabulary import Side


def core_node(clause: Clause, side: Side, *, narrow: bool, notes: list[str]) -> AnyNode:
    """The node of a clause's core, without its negation, age and sex; NotUnderstood if unsure."""
    if not clause.core:
        return bare(clause)
    make = _CORES[clause.core]
    node = make(Context(clause, side, narrow, notes))
    return suspected(node) if clause.led_by("SUSPECT") else node


_CORES: dict[str, Callable[[Context], AnyNode]] = {
    "condition": condition,
    "drug": drug,
    "dosed": dosed,
    "investigational": investigational,
    "procedure": procedure,
    "participation": participation,
    "study_drug": study_drug,
    "pregnant": reproduction(Aspect.PREGNANT),
    "breastfeeding": reproduction(Aspect.BREASTFEEDING),
    "planning": planning,
    "pregnancy_test": pregnancy_test,
    "measured": measured,
    "named": named,
    "again": again,
    "pressure": pressure,
    "found": found,
    "scored": scored,
    "survival": survival,
}
