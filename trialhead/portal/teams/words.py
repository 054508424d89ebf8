"""A study's overview under review: the draft by section, and what the checks found in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from trialhead.overview import (
    CHARACTERS,
    HIGHEST_GRADE,
    NO_FIELD,
    SENTENCES,
    Draft,
    Judged,
    Judgement,
    Section,
    Standing,
    compose,
    judge,
    sentences_of,
)
from trialhead.portal.studies.models import StudyRecord, WordsEdition
from trialhead.portal.studies.overviews import criteria_in_force, overview_of, section_titles
from trialhead.portal.studies.words import draft_of
from trialhead.registry import Study

#: What stands in the boxes of the form, as typed.
Typed = Mapping[Section, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A sentence with what was found; ``basis`` are the record's words it rests on, by field."""

    judged: Judged
    basis: tuple[tuple[str, str], ...]

    @property
    def state(self) -> str:
        """ "holds", "beyond" or "wrong"."""
        return self.judged.standing.name.lower()


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """One section of the form: the name of its field, its text as typed, and its sentences."""

    field: str
    title: str
    text: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Checkup:
    """A draft with everything that was found. ``untold`` are criteria that no sentence tells, with
    the record's words; ``problems`` concern the draft as a whole."""

    boxes: tuple[Box, ...]
    draft: Draft
    judgement: Judgement
    untold: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]

    @property
    def wrong(self) -> int:
        """Sentences that cannot stand."""
        return self.judgement.count(Standing.WRONG)

    @property
    def beyond(self) -> int:
        """Sentences that need an approval."""
        return self.judgement.count(Standing.BEYOND)

    @property
    def too_hard(self) -> bool:
        """Whether the grade is higher than it should be."""
        return not self.judgement.readability.easy

    @property
    def highest_grade(self) -> float:
        """What the grade should not exceed."""
        return HIGHEST_GRADE

    @property
    def may_be_proposed(self) -> bool:
        """Whether nothing is left to mend."""
        return not self.wrong and not self.problems


def field_of(section: Section) -> str:
    """The name of a section's field."""
    return section.name.lower()


def typed_from(edition: WordsEdition) -> Typed:
    """An edition as it would be typed."""
    return {section: "\n".join(part) for section, part in draft_of(edition).items()}


def shown_now(record: StudyRecord, study: Study, *, by_rules: bool) -> Typed:
    """What the page shows now, or what the rules alone would tell, as it would be typed."""
    if by_rules:
        overview = compose(study, criteria_in_force(record, study))
    else:
        overview = overview_of(record, study)[0]
    return {
        chapter.section: "\n".join(each.text for each in chapter.sentences)
        for chapter in overview.chapters
    }


def checkup(record: StudyRecord, study: Study, typed: Typed) -> Checkup:
    """Everything the checks find in what was typed."""
    criteria = criteria_in_force(record, study)
    draft = {
        section: tuple(each.text for each in sentences_of(text)) for section, text in typed.items()
    }
    judgement = judge(draft, study, criteria)
    titles = section_titles()
    text = study.eligibility.criteria
    lost = {one.id: one.words.of(text) if one.words else "" for one in criteria.criteria}
    return Checkup(
        boxes=tuple(
            Box(
                field=field_of(section),
                title=titles[section],
                text=typed.get(section, ""),
                rows=tuple(map(row, judgement.sections[section])),
            )
            for section in Section
        ),
        draft=draft,
        judgement=judgement,
        untold=tuple((one, " ".join(lost[one].split())) for one in judgement.uncovered),
        problems=tuple(_problems(typed, draft)),
    )


def row(judged: Judged) -> Row:
    """A sentence beside the record's words that it was held to."""
    basis = tuple(
        (each.field, " ".join(each.words.split()))
        for each in judged.checked.support
        if each.field != NO_FIELD
    )
    return Row(judged=judged, basis=basis)


def _problems(typed: Typed, draft: Draft) -> list[str]:
    sentences = [each for part in draft.values() for each in part]
    found = []
    if not sentences:
        found.append("There are no words.")
    if len(sentences) > SENTENCES:
        found.append(f"There are {len(sentences)} sentences; at most {SENTENCES} can be kept.")
    if any(len(each) > CHARACTERS for each in sentences):
        found.append(f"A sentence is longer than {CHARACTERS} characters.")
    if any(line.lstrip().startswith("#") for text in typed.values() for line in text.splitlines()):
        found.append("A line that begins with # would be lost: the sections have their titles.")
    return found
