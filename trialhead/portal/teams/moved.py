"""What has changed beside a draft: the record it was written for, and the team's editions."""

from dataclasses import dataclass, replace

from trialhead.criteria import Difference, Mismatch, differences, place, read_text
from trialhead.portal.studies.models import CriteriaEdition, StudyRecord
from trialhead.portal.studies.written import shipped
from trialhead.portal.teams.drafts import Draft, criteria_in
from trialhead.portal.teams.review import document_faults, of_marked
from trialhead.registry import Change, Study
from trialhead.registry import differences as record_differences


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """What has changed since somebody looked: fields of the record, criteria whose words are not
    found any more or differ, and how a newer edition differs from the one looked at."""

    fields: tuple[Change, ...] = ()
    lost: tuple[Mismatch, ...] = ()
    edition: CriteriaEdition | None = None
    differences: tuple[Difference, ...] = ()


def moved_since(record: StudyRecord, study: Study, draft: Draft) -> Moved | None:
    """What its author has not looked at yet; None if the draft is up to date."""
    newer = record.criteria_editions.filter(number__gt=draft.edition).order_by("-number").first()
    fields, lost = record_moved(record, study, draft.version, draft.document)
    if newer is None and not fields:
        return None
    told = () if newer is None else differences_between(draft.begun_with, newer.document)
    return Moved(fields=fields, lost=lost, edition=newer, differences=told)


def record_moved(
    record: StudyRecord, study: Study, version: int, document: str
) -> tuple[tuple[Change, ...], tuple[Mismatch, ...]]:
    """How the eligibility in the record differs from a version of it, and which criteria of a
    document have other words now."""
    if version == record.latest:
        return (), ()
    then = record.versions.get(number=version).study()
    fields = tuple(one for one in record_differences(then, study) if one.section == "eligibility")
    if document_faults(record.registry_id, document):
        return fields, ()
    criteria = criteria_in(document)
    return fields, of_marked(criteria, place(criteria, study.eligibility.criteria)[1])


def differences_between(before: str, after: str) -> tuple[Difference, ...]:
    """How one document differs from another, in plain words."""
    return differences(criteria_in(before), criteria_in(after))


def published_moved(record: StudyRecord) -> Moved | None:
    """What changed in the record since the criteria in force were written; None without such."""
    last = record.criteria_editions.exclude(published_at=None).order_by("-number").first()
    if last is None or last.version == record.latest:
        return None
    fields, lost = record_moved(record, record.study(), last.version, last.document)
    return Moved(fields=fields, lost=lost, edition=last) if fields else None


def up_to_date(record: StudyRecord, draft: Draft) -> Draft:
    """The draft of an author who has looked at what changed; criteria whose words are not in the
    record any more are to be decided again."""
    fields, lost = record_moved(record, record.study(), draft.version, draft.document)
    gone = {one.criterion for one in lost} if fields else set()
    last = record.criteria_editions.order_by("-number").first()
    return replace(
        draft,
        version=record.latest,
        edition=last.number if last else 0,
        accepted=tuple(name for name in draft.accepted if name not in gone),
    )


def edition_changes(
    record: StudyRecord, edition: CriteriaEdition, before: CriteriaEdition | None
) -> tuple[Difference, ...]:
    """How an edition differs from the one before; the first, from what was asked without it."""
    if before is not None:
        return differences_between(before.document, edition.document)
    written = shipped(record.registry_id)
    study = record.versions.get(number=edition.version).study()
    text = study.eligibility.criteria
    then = written.criteria if written else read_text(text, study=record.registry_id)
    return differences(then, criteria_in(edition.document))
