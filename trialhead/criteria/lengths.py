"""How long something went on up to an event: "for at least 4 weeks before screening".

Said of what must be, it is the length of a course that reaches the event. Under a denial it is how
far back the denial reaches: "no surgery for at least 4 weeks" bars surgery within 4 weeks.
"""

from dataclasses import replace

from trialhead.criteria.asking import NotUnderstood
from trialhead.criteria.quantities import Quantity
from trialhead.criteria.statement import Clause
from trialhead.criteria.tokens import Token
from trialhead.criteria.values import Bounds, Length, Moment
from trialhead.instruments import Duration, TimeUnit
from trialhead.vocabulary import Side

#: What goes on for a while, so that "not for more than 4 weeks" may deny only a longer course.
_COURSES = ("condition", "drug", "dosed", "investigational")


def resolved(clause: Clause, side: Side, *, narrow: bool, notes: list[str]) -> Clause:
    """The clause with every length as a window (TIMING) or as a course (TBOUND) up to its event;
    NotUnderstood where a denial could mean either."""
    if clause.led_by("NEG"):
        return _denied(clause, side)
    posts: list[Token] = []
    for post in clause.posts:
        if post.kind != "SPAN":
            posts.append(post)
            continue
        length: Length = post.value
        if length.bare and side is Side.EXCLUSION:
            notes.append("so long without a break, or at any time in it")
            if not narrow:
                posts.append(post._replace(kind="TIMING", value=length.at(Moment.WITHIN)))
                continue
        least = Bounds(low=length.least.amount, low_included=not length.more)
        quantity = Quantity(least, length.least.unit)
        moment = _reach(clause, narrow=narrow, notes=notes)
        posts += [
            post._replace(kind="TBOUND", value=quantity),
            post._replace(kind="TIMING", value=length.at(moment)),
        ]
    return replace(clause, posts=posts)


def _reach(clause: Clause, *, narrow: bool, notes: list[str]) -> Moment:
    """Whether it goes on at the event; of what is told as past, that stays open."""
    if not clause.is_past():
        return Moment.NOW
    notes.append("it may have to go on until then, or may have ended before")
    return Moment.NOW if narrow else Moment.EVER


def _denied(clause: Clause, side: Side) -> Clause:
    lengths = [found for found in map(_length, clause.posts) if found]
    if not lengths:
        return clause
    rest = [post for post in clause.posts if not _length(post) and post.kind != "FOR"]
    if side is Side.EXCLUSION:
        raise NotUnderstood("whether an exclusion asks for so long with it or without it")
    if lengths[0].more and clause.core in _COURSES:
        raise NotUnderstood("whether a denied length bars it altogether or only longer courses")
    if len(lengths) > 1 or any(post.kind in ("TIMING", "PLAINTIMING") for post in rest):
        raise NotUnderstood("a denied length beside a time")
    at = next(post for post in clause.posts if _length(post))
    window = at._replace(kind="TIMING", value=lengths[0].at(Moment.WITHIN))
    return replace(clause, posts=[*rest, window])


def _length(post: Token) -> Length | None:
    if post.kind == "SPAN":
        length: Length = post.value
        return length
    if post.kind != "TBOUND":
        return None
    bounds: Bounds = post.value.bounds
    if bounds.low is None or bounds.high is not None:
        return None
    least = Duration(bounds.low, TimeUnit(post.value.unit))
    return Length(least, more=not bounds.low_included)
