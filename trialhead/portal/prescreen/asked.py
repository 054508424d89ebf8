"""What a study asks for: written by people where that fits its record, else read by machine."""

from dataclasses import dataclass, replace

from django.core.cache import caches

from trialhead.criteria import (
    Age,
    All,
    Bounds,
    Criterion,
    Leaf,
    Sex,
    Side,
    StudyCriteria,
    leaves,
    place,
    read_text,
)
from trialhead.portal.studies.models import StudyRecord
from trialhead.portal.studies.written import Written, written_criteria
from trialhead.registry import AgeRange, Study

#: Units of age that the criteria count in.
_UNITS = {"YEAR": "year", "MONTH": "month", "WEEK": "week", "DAY": "day"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """The criteria of one version of a record. ``words`` are the registry's own, by criterion;
    ``authored`` when people wrote the criteria, not a machine."""

    criteria: StudyCriteria
    authored: bool
    words: dict[str, str]

    @property
    def questions(self) -> tuple[Leaf, ...]:
        """Every single question, once, in the order of the text."""
        every = (leaf for one in self.criteria.criteria for leaf in leaves(one.node))
        return tuple(dict.fromkeys(every))


def asked_by(record: StudyRecord, study: Study) -> Asked:
    """What the study asks for, remembered until its record changes."""
    key = f"asked/{record.registry_id}/{record.change}/{record.edition}"
    asked = caches["pages"].get(key)
    if asked is None:
        asked = read_asked(study, written_criteria(record))
        caches["pages"].set(key, asked)
    return asked  # type: ignore[no-any-return]


def read_asked(study: Study, written: Written | None) -> Asked:
    """What people wrote if each criterion still fits the words of the record, else what a machine
    reads, with the limits of age and sex that the record states beside its text."""
    text = study.eligibility.criteria
    if written is not None:
        placed, mismatches = place(written.criteria, text)
        if not mismatches:
            return Asked(criteria=placed, authored=True, words=_words(placed, text))
    read = read_text(text)
    criteria = (*_stated(study), *read.criteria)
    machine = replace(read, study=study.registry_id, criteria=criteria)
    return Asked(criteria=machine, authored=False, words=_words(machine, text))


def _words(criteria: StudyCriteria, text: str) -> dict[str, str]:
    return {
        one.id: one.words.of(text).strip() for one in criteria.criteria if one.words is not None
    }


def _stated(study: Study) -> tuple[Criterion, ...]:
    """The age and sex of the record's own fields, as criteria."""
    ages = _ages(study.eligibility.ages)
    stated = []
    if ages:
        stated.append(_criterion("Age", All(parts=ages)))
    if study.eligibility.sex in ("FEMALE", "MALE"):
        stated.append(_criterion("Sex", Sex(sex=str(study.eligibility.sex).lower())))
    return tuple(stated)


def _criterion(name: str, node: All | Sex) -> Criterion:
    return Criterion(id=name, side=Side.INCLUSION, node=node, title=name)


def _ages(ages: AgeRange) -> tuple[Age, ...]:
    found = []
    if ages.minimum is not None and ages.minimum.unit in _UNITS:
        low = Bounds(low=ages.minimum.amount)
        found.append(Age(bounds=low, unit=_UNITS[ages.minimum.unit]))
    if ages.maximum is not None and ages.maximum.unit in _UNITS:
        high = Bounds(high=ages.maximum.amount)
        found.append(Age(bounds=high, unit=_UNITS[ages.maximum.unit]))
    return tuple(found)
