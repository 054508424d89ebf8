"""Treatment with drugs: now, before or planned, how long, with what outcome."""

from dataclasses import replace

from trialhead.criteria.asking import Context, NotUnderstood
from trialhead.criteria.combinators import AnyNode
from trialhead.criteria.illnesses import duration, severity_of
from trialhead.criteria.leaves import Condition, Treatment
from trialhead.criteria.tokens import Token
from trialhead.criteria.values import EVER, NOW, Moment, Timing
from trialhead.instruments import Duration


def drug(context: Context) -> AnyNode:
    of = tuple(drug.key for drug in context.clause.items[0].value)
    allergic = context.lead("ALLERGY")
    if allergic is not None:
        return allergy(context, tuple(f"allergy to {name}" for name in of))
    return _treatment(context, of)


def allergy(context: Context, names: tuple[str, ...]) -> Condition:
    """An allergy, as severe as asked; once had, it counts ever after."""
    context.lead("HIST", "EVERP", "CUR")
    severity, qualities = severity_of(context.qualities())
    context.done()
    return Condition(of=names, timing=EVER, severity=severity, qualities=qualities)


def investigational(context: Context) -> AnyNode:
    return _treatment(context, ("investigational drug",))


def dosed(context: Context) -> AnyNode:
    """A drug with a dose: "prednisone > 10 mg/day"."""
    quantity = context.clause.items[1].value
    if quantity.unit not in ("mg/d", "mg/kg/d", "g/d", "ug/d"):
        raise NotUnderstood("a dose without its day")
    node = drug(context)
    if not isinstance(node, Treatment):
        raise NotUnderstood("what has a dose")
    return replace(node, dose=quantity.bounds, dose_unit=quantity.unit)


def _treatment(context: Context, of: tuple[str, ...]) -> AnyNode:
    outcomes: tuple[str, ...] = ()
    if context.lead("PLAN"):
        return _planned(context, of)
    if context.lead("FAILEDORINTOL"):
        outcomes = ("failed", "intolerant")
    elif context.lead("FAILED"):
        outcomes = ("failed",)
    elif context.lead("INTOL"):
        outcomes = ("intolerant",)
    elif context.lead("CONTRAINDICATED"):
        outcomes = ("contraindicated",)
    context.must_be_led()
    default = EVER if outcomes else tense(context)
    timing = context.timing(default or NOW)
    if timing.moment is Moment.AHEAD and default is NOW and _says_current(context):
        raise NotUnderstood("a treatment now that is also asked of later")
    lasting = _lasting(context)
    if default is None and timing is NOW:
        timing = open_tense(context)
    qualities, routes = context.qualities(), context.routes()
    context.done()
    return Treatment(
        of=of, timing=timing, outcomes=outcomes, lasting=lasting, qualities=qualities, routes=routes
    )


def _says_current(context: Context) -> bool:
    return any(str(lead.value).lower().startswith("current") for lead in context.clause.leads)


def _planned(context: Context, of: tuple[str, ...]) -> AnyNode:
    timing = context.timing(Timing(moment=Moment.AHEAD, event_stated=False))
    qualities, routes = context.qualities(), context.routes()
    context.lead("TAKE", "USE", "RECV")
    context.done()
    return Treatment(of=of, timing=ahead(timing), qualities=qualities, routes=routes)


def ahead(timing: Timing) -> Timing:
    """A plan looks ahead, whatever window is named."""
    if timing.moment is Moment.AHEAD:
        return timing
    raise NotUnderstood("a plan with a window behind it")


def tense(context: Context) -> Timing | None:
    """Whether being on it or having had it is meant; None when the words leave it open."""
    tense: Timing | None = None
    while lead := context.lead("RECV", "HIST", "EVERP", "TAKE", "CUR", "USE"):
        if lead.kind in ("RECV", "HIST", "EVERP"):
            tense = EVER if context.clause.is_past() else NOW
        elif (lead.kind in ("TAKE", "CUR") or _is_need(lead)) and tense is None:
            tense = NOW
    return tense


def _is_need(lead: Token) -> bool:
    """ "Requires" speaks of now; "use of" leaves it open."""
    return str(lead.value).lower().startswith(("requir", "need"))


def open_tense(context: Context) -> Timing:
    context.notes.append("“use of” may mean now or ever")
    return NOW if context.narrow else EVER


def _lasting(context: Context) -> Duration | None:
    length = context.post("TBOUND")
    context.post("FOR")
    if length is None:
        return None
    quantity = length.value
    if quantity.bounds.low is None or quantity.bounds.high is not None:
        raise NotUnderstood("how long a treatment lasted")
    return duration(quantity.bounds.low, quantity)
