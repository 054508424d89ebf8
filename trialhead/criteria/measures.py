"""Procedures, other studies, the study's own drug."""

import re

from trialhead.criteria.asking import Context, NotUnderstood
from trialhead.criteria.combinators import AnyNode
from trialhead.criteria.leaves import Judgement, Participation, Procedure
from trialhead.criteria.treatments import ahead, allergy, open_tense, tense
from trialhead.criteria.values import EVER, NOW, Moment, Timing


def procedure(context: Context) -> AnyNode:
    of = tuple(procedure.key for procedure in context.clause.items[0].value)
    if context.lead("PLAN"):
        timing = ahead(context.timing(Timing(moment=Moment.AHEAD, event_stated=False)))
        context.lead("USE", "RECV")
        qualities = context.qualities()
        context.done()
        return Procedure(of=of, timing=timing, qualities=qualities)
    if context.lead("CONTRAINDICATED"):
        context.done()
        return Judgement(statement=f"{' or '.join(of)} is contraindicated")
    needs = context.lead("USE")
    if needs is not None and str(needs.value).lower().startswith(("requir", "need")):
        context.lead("CUR")
        qualities = context.qualities()
        context.done()
        return Procedure(of=of, timing=NOW, needed=True, qualities=qualities)
    context.must_be_led()
    used = needs is not None
    timing = context.timing(tense(context) or (open_tense(context) if used else EVER))
    qualities = context.qualities()
    context.done()
    return Procedure(of=of, timing=timing, qualities=qualities)


def participation(context: Context) -> AnyNode:
    words = str(context.clause.items[0].value).lower()
    context.lead("HIST", "CUR", "EVERP", "RECV", "TAKE")
    default = _open_or_stated(words, context)
    timing = context.timing(default)
    context.done()
    drug = re.search(r"interventional|investigational|drug|device|experimental|treatment", words)
    return Participation(timing=timing, interventional=bool(drug))


def _open_or_stated(words: str, context: Context) -> Timing:
    if re.search(r"current|concurrent|simultaneous|concomitant|participating|active", words):
        return NOW
    if re.search(r"previous|prior|participated|took part|taken part", words):
        return EVER
    if any(post.kind in ("TIMING", "PLAINTIMING", "SPAN") for post in context.clause.posts):
        return NOW
    return open_tense(context)


def study_drug(context: Context) -> AnyNode:
    if not context.lead("ALLERGY", "CONTRAINDICATED", "INTOL"):
        raise NotUnderstood("what of the study drug")
    return allergy(context, ("allergy to the study drug",))
