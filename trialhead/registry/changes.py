"""What changed between two versions of a record, section by section."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from trialhead.registry.facts import SECTIONS, facts
from trialhead.registry.study import Study


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One field of one section (see :data:`facts.SECTIONS`): lines gone and lines new."""

    section: str
    field: str
    removed: tuple[str, ...]
    added: tuple[str, ...]


def differences(earlier: Study, later: Study) -> tuple[Change, ...]:
    """The changed fields in page order. Raises ValueError for two different studies."""
    if earlier.registry_id != later.registry_id:
        raise ValueError(f"{earlier.registry_id} and {later.registry_id} are different studies.")
    before, after = facts(earlier), facts(later)
    return tuple(
        change
        for section in SECTIONS
        for change in _changes(section, before[section], after[section])
    )


def _changes(
    section: str, before: Mapping[str, tuple[str, ...]], after: Mapping[str, tuple[str, ...]]
) -> Iterator[Change]:
    for field in dict.fromkeys((*before, *after)):
        old, new = before.get(field, ()), after.get(field, ())
        if old != new:
            removed, added = _lines(old, new)
            yield Change(section=section, field=field, removed=removed, added=added)


def _lines(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    removed: list[str] = []
    added: list[str] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag != "equal":
            removed += old[i1:i2]
            added += new[j1:j2]
    return tuple(removed), tuple(added)
