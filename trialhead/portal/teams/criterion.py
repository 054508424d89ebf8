"""One criterion of a draft changed, left to people, split, added or deleted."""

from dataclasses import dataclass, replace

from trialhead.criteria import (
    Ambiguity,
    AnyNode,
    Criterion,
    Readings,
    Side,
    StudyCriteria,
    Typed,
    Unread,
    children,
    place,
    sentence,
)
from trialhead.errors import Unreadable
from trialhead.portal.teams.drafts import Draft
from trialhead.portal.teams.review import words_of
from trialhead.registry import Study

_LETTERS = {Side.INCLUSION: "I", Side.EXCLUSION: "E", Side.GENERAL: "G"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """What is said of a criterion beside what it asks; ``doubts`` are those its readings name."""

    title: str
    side: Side
    manual: bool
    assumptions: tuple[str, ...]
    doubts: tuple[Ambiguity, ...] = ()


def head_of(criteria: StudyCriteria, one: Criterion) -> Head:
    """The head of a criterion as its draft has it."""
    return Head(
        title=one.title,
        side=one.side,
        manual=one.manual,
        assumptions=one.assumptions,
        doubts=doubts_of(criteria, one.node),
    )


def doubts_of(criteria: StudyCriteria, node: AnyNode) -> tuple[Ambiguity, ...]:
    """The doubts that readings below a node name; one nobody has declared yet is blank."""
    declared = {one.id: one for one in criteria.ambiguities}
    return tuple(
        declared.get(name, Ambiguity(id=name, doubt="", default="", question=""))
        for name in dict.fromkeys(_named(node))
    )


def _named(node: AnyNode) -> list[str]:
    own = [node.ambiguity] if isinstance(node, Readings) else []
    return [*own, *(name for part in children(node) for name in _named(part))]


def corrected(draft: Draft, name: str, head: Head, node: AnyNode) -> Draft:
    """The draft with a criterion as its form says; accepted no more where anything differs."""
    criteria = draft.criteria
    old = criteria.criterion(name)
    new = replace(
        old,
        title=head.title,
        side=head.side,
        manual=head.manual,
        assumptions=head.assumptions,
        node=node,
    )
    told = _declared(criteria.ambiguities, head.doubts)
    same = new == old and told == criteria.ambiguities and name not in draft.unfinished
    if same:
        return draft
    changed = replace(criteria, criteria=_put(criteria, name, [new]), ambiguities=told)
    return draft.with_criteria(changed, undecided=[name])


def unfinished(draft: Draft, name: str, head: Head, typed: Typed) -> Draft:
    """The draft with what was typed of a criterion, which has faults: its node stays as it was."""
    node = draft.criteria.criterion(name).node
    kept = corrected(draft, name, head, node)
    accepted = tuple(one for one in kept.accepted if one != name)
    return replace(kept, accepted=accepted, unfinished={**kept.unfinished, name: typed})


def _declared(doubts: tuple[Ambiguity, ...], said: tuple[Ambiguity, ...]) -> tuple[Ambiguity, ...]:
    """The doubts of a file with those of a form, which count once anything is said of them."""
    told = {one.id: one for one in said}
    known = {one.id for one in doubts}
    new = [
        one for one in said if one.id not in known and (one.doubt or one.default or one.question)
    ]
    return (*(told.get(one.id, one) for one in doubts), *new)


def left_to_people(draft: Draft, name: str, study: Study) -> Draft:
    """The draft with one criterion as the record's own words, which a human answers."""
    criteria, text = draft.criteria, study.eligibility.criteria
    one = place(criteria, text)[0].criterion(name)
    words = words_of(one, text) or sentence(one.node)
    left = replace(one, node=Unread(statement=words), manual=True)
    changed = replace(criteria, criteria=_put(criteria, name, [left]))
    return draft.with_criteria(changed, undecided=[name]).deciding([name])


def split_off(draft: Draft, name: str, node: AnyNode) -> tuple[Draft, str]:
    """The draft with a part of a criterion as a further one right after it, and its id."""
    criteria = draft.criteria
    old = criteria.criterion(name)
    new = replace(old, id=next_id(criteria, old.side), node=node, title="")
    changed = replace(criteria, criteria=_put(criteria, name, [old, new]))
    return draft.with_criteria(changed, undecided=[]), new.id


def added(draft: Draft, side: Side) -> tuple[Draft, str]:
    """The draft with a further criterion at the end of a side, and its id."""
    criteria = draft.criteria
    blank = Unread(statement="to be written")
    new = Criterion(id=next_id(criteria, side), side=side, node=blank)
    changed = replace(criteria, criteria=(*criteria.criteria, new))
    return draft.with_criteria(changed, undecided=[]), new.id


def deleted(draft: Draft, name: str) -> Draft:
    """The draft without a criterion."""
    criteria = draft.criteria
    criteria.criterion(name)
    return draft.with_criteria(
        replace(criteria, criteria=_put(criteria, name, [])), undecided=[name]
    )


def next_id(criteria: StudyCriteria, side: Side) -> str:
    """The first id of a side that no criterion has; the ids of those deleted come again."""
    taken = {one.id for one in criteria.criteria}
    number = 1
    while f"{_LETTERS[side]}{number}" in taken:
        number += 1
    return f"{_LETTERS[side]}{number}"


def _put(criteria: StudyCriteria, name: str, new: list[Criterion]) -> tuple[Criterion, ...]:
    return tuple(each for one in criteria.criteria for each in (new if one.id == name else [one]))


def side_named(word: str) -> Side:
    """The side a form names; Unreadable for another word."""
    try:
        return Side(word)
    except ValueError:
        raise Unreadable(f"{word!r} is no side.", fix=f"Choose from: {', '.join(Side)}.") from None
