"""How the criteria of a study differ from what they were: one plain sentence for each."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.fuzz import token_sort_ratio

from trialhead.criteria.model import Criterion, StudyCriteria
from trialhead.criteria.wording import sentence
from trialhead.vocabulary import Side

#: Likeness of two told sentences (of 100) below which they are taken for different criteria.
_ALIKE = 70
_NOW = {
    Side.INCLUSION: "asks for:",
    Side.EXCLUSION: "rules out:",
    Side.GENERAL: "says, on neither side:",
}
_THEN = {
    Side.INCLUSION: "asked for:",
    Side.EXCLUSION: "ruled out:",
    Side.GENERAL: "said, on neither side:",
}


class DifferenceKind(StrEnum):
    """What became of a criterion."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """One criterion that differs. ``criterion`` is its id now; of one removed, its id then."""

    criterion: str
    kind: DifferenceKind
    told: str


_Pair = tuple[Criterion, Criterion]


def differences(before: StudyCriteria, after: StudyCriteria) -> tuple[Difference, ...]:
    """Criteria changed and added in the order they stand in now, then those removed.

    Criteria written by people are the same when their ids are. Those read by machine take their
    ids from the order of the text, so they are the same when they say nearly the same.
    """
    authored = before.authored and after.authored
    pairs = _by_id(before, after) if authored else _by_likeness(before, after)
    was = {new.id: old for old, new in pairs}
    found = [difference for criterion in after.criteria for difference in _now(criterion, was=was)]
    kept = {old.id for old in was.values()}
    gone = (criterion for criterion in before.criteria if criterion.id not in kept)
    return (*found, *map(_removed, gone))


def _by_id(before: StudyCriteria, after: StudyCriteria) -> list[_Pair]:
    old = {criterion.id: criterion for criterion in before.criteria}
    return [(old[new.id], new) for new in after.criteria if new.id in old]


def _by_likeness(before: StudyCriteria, after: StudyCriteria) -> list[_Pair]:
    """The most alike first; of those equally alike, the ones that stand most nearly in place."""
    pairs: list[_Pair] = []
    taken_before: set[str] = set()
    taken_after: set[str] = set()
    for _, old, new in sorted(_candidates(before, after), key=lambda found: found[0]):
        if old.id not in taken_before and new.id not in taken_after:
            pairs.append((old, new))
            taken_before.add(old.id)
            taken_after.add(new.id)
    return pairs


def _candidates(
    before: StudyCriteria, after: StudyCriteria
) -> Iterator[tuple[tuple[bool, float, int], Criterion, Criterion]]:
    then, now = _told(before), _told(after)
    for place, (old, words) in enumerate(then):
        for new_place, (new, new_words) in enumerate(now):
            likeness = token_sort_ratio(words, new_words)
            if old.side is new.side and likeness >= _ALIKE:
                yield (old.node != new.node, -likeness, abs(place - new_place)), old, new


def _told(study: StudyCriteria) -> list[tuple[Criterion, str]]:
    return [(criterion, sentence(criterion.node)) for criterion in study.criteria]


def _now(criterion: Criterion, *, was: dict[str, Criterion]) -> Iterator[Difference]:
    old = was.get(criterion.id)
    if old is None:
        words = f"{criterion.id} is new: it {_NOW[criterion.side]} {sentence(criterion.node)}."
        yield Difference(criterion=criterion.id, kind=DifferenceKind.ADDED, told=words)
    elif (told := _change(old, criterion)) is not None:
        yield Difference(criterion=criterion.id, kind=DifferenceKind.CHANGED, told=told)


def _change(old: Criterion, new: Criterion) -> str | None:
    """What differs between a criterion then and now; None if nothing that is asked."""
    name = new.id if old.id == new.id else f"{new.id} (then {old.id})"
    then, now = sentence(old.node), sentence(new.node)
    if then != now or old.side is not new.side:
        return f"{name} {_THEN[old.side]} {then}; now it {_NOW[new.side]} {now}."
    if old.node != new.node:
        return f"{name} still {_NOW[new.side]} {now}, but differs in a detail that is not told."
    if old.manual != new.manual:
        decided = "only a human decides it now" if new.manual else "it is now judged on the record"
        return f"{name} still {_NOW[new.side]} {now}, but {decided}."
    return None


def _removed(criterion: Criterion) -> Difference:
    told = f"{criterion.id} is gone: it {_THEN[criterion.side]} {sentence(criterion.node)}."
    return Difference(criterion=criterion.id, kind=DifferenceKind.REMOVED, told=told)
