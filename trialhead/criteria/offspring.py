"""Pregnancy, breastfeeding and the tests for it."""

import re
from collections.abc import Callable

from trialhead.criteria.asking import Context, NotUnderstood
from trialhead.criteria.combinators import Any, AnyNode, Not
from trialhead.criteria.leaves import Aspect, Judge, Judgement, Reproduction
from trialhead.criteria.values import NOW, Moment
from trialhead.vocabulary import Side


def reproduction(aspect: Aspect) -> Callable[[Context], AnyNode]:
    def make(context: Context) -> AnyNode:
        context.lead("CUR")
        timing = context.timing(NOW)
        if timing.moment not in (Moment.NOW, Moment.AHEAD):
            raise NotUnderstood("a pregnancy in the past")
        context.done()
        return Reproduction(aspect=aspect, timing=timing)

    return make


def planning(context: Context) -> AnyNode:
    context.lead("CUR")
    timing = context.timing(NOW)
    if timing.moment not in (Moment.NOW, Moment.AHEAD):
        raise NotUnderstood("a plan in the past")
    context.done()
    return Judgement(statement="plans to become pregnant", judge=Judge.PERSON)


def pregnancy_test(context: Context) -> AnyNode:
    words = str(context.clause.items[0].value).lower()
    blood = re.search(r"serum|blood|plasma|quantitative", words)
    urine = re.search(r"urin", words)
    specimen = "blood" if blood and not urine else "urine" if urine and not blood else ""
    positive = context.lead("POSITIVE") or context.post("POSITIVE")
    negative = context.lead("NEGATIVE") or context.post("NEGATIVE")
    timing = context.timing(NOW)
    context.post("FOR")
    told_whom = context.post("WOCBP", "FEMALE")
    context.done()
    if bool(positive) == bool(negative):
        raise NotUnderstood("which result of a pregnancy test")
    if positive:
        return Reproduction(aspect=Aspect.TEST_POSITIVE, timing=timing, specimen=specimen)
    test = Reproduction(aspect=Aspect.TEST_NEGATIVE, timing=timing, specimen=specimen)
    if context.side is Side.EXCLUSION or context.clause.led_by("WOCBP", "FEMALE"):
        return test
    if told_whom is None:
        context.notes.append("a pregnancy test is asked only of those who can become pregnant")
    able = Reproduction(aspect=Aspect.CHILDBEARING_POTENTIAL)
    return Any(parts=(Not(part=able), test))
