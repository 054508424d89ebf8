"""What the page of one criterion shows: the form, the sentence, the questions, who passes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from trialhead.criteria import (
    Ambiguity,
    AnyNode,
    Criterion,
    Fault,
    Oddity,
    Side,
    StudyCriteria,
    Typed,
    doubt_fields,
    kinds,
    leaves,
    lint,
    place,
    question,
    read_typed,
    sentence,
    typed,
)
from trialhead.errors import TrialheadError
from trialhead.portal.studies.models import StudyRecord
from trialhead.portal.teams.criterion import Head, doubts_of, head_of
from trialhead.portal.teams.drafts import Draft
from trialhead.portal.teams.review import State, begun_criteria, state_of, words_of
from trialhead.portal.teams.shown import WRAPS, shown
from trialhead.portal.teams.suggested import suggestions
from trialhead.portal.teams.trying import Tried, sample_people, tried
from trialhead.registry import Study

#: A made-up person to begin trying with.
PERSON = "synthetic: true\nborn: 1980\nsex: female\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Looked:
    """A criterion as it is in its form. ``node`` is None while there are faults."""

    head: Head
    root: Typed
    node: AnyNode | None
    faults: tuple[Fault, ...]


def looked(draft: Draft, name: str) -> Looked:
    """The criterion as its author left it. NotFound if there is none."""
    criteria = draft.criteria
    one = criteria.criterion(name)
    root = draft.unfinished.get(name) or typed(one.node)
    return checked(head_of(criteria, one), root, criteria)


def checked(head: Head, root: Typed, criteria: StudyCriteria) -> Looked:
    """What was typed, read. Doubts that its readings name and the form does not yet are added."""
    node, faults = read_typed(root)
    if node is None:
        return Looked(head=head, root=root, node=None, faults=faults)
    said = {one.id: one for one in head.doubts}
    doubts = tuple(said.get(one.id, one) for one in doubts_of(criteria, node))
    return Looked(head=replace(head, doubts=doubts), root=root, node=node, faults=())


def criterion_now(draft: Draft, name: str, seen: Looked) -> Criterion | None:
    """The criterion as the form says; None while there are faults."""
    if seen.node is None:
        return None
    old = draft.criteria.criterion(name)
    head = seen.head
    return replace(old, title=head.title, side=head.side, manual=head.manual, node=seen.node)


def told(draft: Draft, name: str, seen: Looked) -> dict[str, Any]:
    """What the criterion means: its sentence, its questions, and what is odd about it."""
    now = criterion_now(draft, name, seen)
    if now is None:
        return {"sentence": "", "questions": [], "oddities": ()}
    asked = dict.fromkeys(question(leaf) for leaf in leaves(now.node))
    return {
        "sentence": sentence(now.node),
        "questions": list(asked),
        "oddities": _odd(draft.criteria, now),
    }


def _odd(criteria: StudyCriteria, now: Criterion) -> tuple[Oddity, ...]:
    others = tuple(now if one.id == now.id else one for one in criteria.criteria)
    found = lint(replace(criteria, criteria=others))
    return tuple(one for one in found if one.criterion == now.id)


def neighbours(draft: Draft, name: str) -> dict[str, Any]:
    """The criteria before and after, the next that is not decided, and where this one stands."""
    criteria = draft.criteria.criteria
    names = [one.id for one in criteria]
    at = names.index(name)
    before = begun_criteria(draft)
    open_ones = (State.UNDECIDED, State.UNFINISHED)
    undecided = [one.id for one in criteria if state_of(one, draft, before) in open_ones]
    later = [one for one in undecided if names.index(one) > at]
    others = [one for one in undecided if one != name]
    return {
        "previous": names[at - 1] if at else "",
        "next": names[at + 1] if at + 1 < len(names) else "",
        "next_undecided": (later or others or [""])[0],
        "number": at + 1,
        "total": len(names),
        "undecided": len(undecided),
        "state": state_of(criteria[at], draft, before),
    }


def trial(
    draft: Draft, name: str, seen: Looked, given: Mapping[str, str], today: date
) -> dict[str, Any]:
    """The criterion on the made-up people, and on one the author wrote, as of a day."""
    own = given.get("person", "")
    day, problem = _day(given.get("on", ""), today)
    people = sample_people()
    if own.strip() and own.replace("\r\n", "\n") != PERSON:
        people = (*people, ("yours", own))
    before, now = begun_criteria(draft).get(name), criterion_now(draft, name, seen)
    found: list[Tried] = []
    for one in people:
        try:
            found += tried((one,), before=before, now=now, on=day)
        except TrialheadError as error:
            problem = str(error)
    return {"tried": found, "person": own or PERSON, "on": day, "person_problem": problem}


def _day(told_day: str, today: date) -> tuple[date, str]:
    if not told_day:
        return today, ""
    try:
        return date.fromisoformat(told_day), ""
    except ValueError:
        return today, f"{told_day!r} is no day. Write it as 2026-06-15."


def _said(doubt: Ambiguity) -> list[tuple[str, str]]:
    """What is said of a doubt, by the keys of a file."""
    return [(one.key, getattr(doubt, one.key)) for one in doubt_fields()]


def page(
    record: StudyRecord,
    study: Study,
    draft: Draft,
    name: str,
    seen: Looked,
    *,
    opened: tuple[str, ...],
) -> dict[str, Any]:
    """All that the page shows but the trial."""
    text = study.eligibility.criteria
    criteria = draft.criteria
    one = place(replace(criteria, criteria=(criteria.criterion(name),)), text)[0].criteria[0]
    return {
        "record": record,
        "draft": draft,
        "name": name,
        "words": words_of(one, text),
        "marked": bool(one.mark),
        "text": text,
        "head": seen.head,
        "doubts": [(one.id, _said(one)) for one in seen.head.doubts],
        "sides": [str(side) for side in Side],
        "wraps": WRAPS,
        "every_kind": kinds(),
        "assumptions": (*seen.head.assumptions, ""),
        "part": shown(seen.root, seen.faults, opened),
        "faults": seen.faults,
        "lists": suggestions(text, criteria, seen.root),
        **neighbours(draft, name),
        **told(draft, name, seen),
    }
