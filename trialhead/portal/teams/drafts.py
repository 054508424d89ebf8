"""A reviewer's draft of a study's criteria: what it is now, and what it begins with."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from trialhead.criteria import (
    StudyCriteria,
    Typed,
    mark_of,
    read_criteria,
    read_text,
    typed_as_data,
    typed_from_data,
    write_criteria,
)
from trialhead.portal.accounts.models import User
from trialhead.portal.studies.models import CriteriaEdition, StudyRecord
from trialhead.portal.teams.models import CriteriaDraft
from trialhead.registry import Study

#: Longer than any file of criteria.
LONGEST = 200_000
#: How a draft is called in faults.
NAME = "the draft"


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A draft as its author left it. ``stamp`` is empty where nothing is kept yet; ``unfinished``
    are criteria as typed, by id, that have faults; ``version`` and ``edition`` are the newest of
    the record and of the team that its author has looked at."""

    document: str
    begun_with: str
    version: int
    edition: int
    accepted: tuple[str, ...] = ()
    unfinished: Mapping[str, Typed] = field(default_factory=dict)
    stamp: str = ""

    @property
    def criteria(self) -> StudyCriteria:
        """The criteria; Unreadable if its text has faults."""
        return criteria_in(self.document)

    def with_criteria(self, criteria: StudyCriteria, *, undecided: Collection[str]) -> "Draft":
        """The draft with other criteria; what its author thought of some does not hold any more."""
        known = {one.id for one in criteria.criteria} - set(undecided)
        kept = {name: one for name, one in self.unfinished.items() if name in known}
        return replace(
            self,
            document=write_criteria(criteria),
            accepted=tuple(name for name in self.accepted if name in known),
            unfinished=kept,
        )

    def deciding(self, names: Collection[str]) -> "Draft":
        """The draft with some more criteria accepted."""
        return replace(self, accepted=tuple(dict.fromkeys((*self.accepted, *names))))


@lru_cache(maxsize=32)
def criteria_in(document: str) -> StudyCriteria:
    """The criteria in a draft or an edition; a page asks more than once. Raises Unreadable."""
    return read_criteria(document, name=NAME)


def draft_of(record: StudyRecord, study: Study, user: User) -> Draft:
    """What a reviewer has kept, or else what they would begin with."""
    kept = CriteriaDraft.objects.filter(record=record, author=user).first()
    return begun(record, study) if kept is None else _read(kept)


def _read(kept: CriteriaDraft) -> Draft:
    unfinished = json.loads(kept.unfinished or "{}")
    return Draft(
        document=kept.document,
        begun_with=kept.begun_with,
        version=kept.version,
        edition=kept.edition,
        accepted=tuple(kept.accepted),
        unfinished={name: typed_from_data(data) for name, data in unfinished.items()},
        stamp=kept.stamp,
    )


def unfinished_written(draft: Draft) -> str:
    """The criteria with faults as they are kept."""
    return json.dumps({name: typed_as_data(one) for name, one in draft.unfinished.items()})


def begun(record: StudyRecord, study: Study, *, machine: bool = False) -> Draft:
    """The newest edition, or the machine's reading where there is none or it is wanted."""
    last = newest_edition(record)
    if last is None or machine:
        document, accepted = machine_document(record, study), ()
    else:
        document, accepted = last.document, tuple(last.accepted)
    # An edition may be older than the record: whoever begins with it has to look at that first.
    seen = record.latest if last is None or machine else last.version
    return Draft(
        document=document,
        begun_with=document,
        version=seen,
        edition=last.number if last else 0,
        accepted=accepted,
    )


def newest_edition(record: StudyRecord) -> CriteriaEdition | None:
    """The newest edition of the team, published or not."""
    return record.criteria_editions.order_by("-number").first()


def machine_document(record: StudyRecord, study: Study) -> str:
    """The machine's reading of the record, in the language of criteria files."""
    text = study.eligibility.criteria
    read = read_text(text, study=record.registry_id)
    marked = tuple(
        replace(one, mark=mark_of(one.words.of(text)) if one.words else "") for one in read.criteria
    )
    return write_criteria(replace(read, record=f"version {record.latest}", criteria=marked))
