"""A study's overview as the page shows it, composed once for each version of its record."""

from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import gettext as _

from trialhead.criteria import StudyCriteria, place, read_text, shipped_criteria
from trialhead.overview import NO_FIELD, Overview, Section, Sentence, compose
from trialhead.portal.studies.models import StudyRecord
from trialhead.registry import Study


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownSentence:
    """A sentence: its first line, the items below it, and the record's words it rests on.

    ``quoted`` are the record's own words that stand in it, which are marked as such.
    """

    number: int
    head: str
    quoted: str
    items: tuple[str, ...]
    original: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownChapter:
    """One part of the overview with its title."""

    title: str
    sentences: tuple[ShownSentence, ...]


def criteria_in_force(study: Study) -> StudyCriteria:
    """What people wrote for this study, placed in its record; otherwise its text as read."""
    text = study.eligibility.criteria
    shipped = shipped_criteria(study.registry_id)
    return read_text(text, study=study.registry_id) if shipped is None else place(shipped, text)[0]


def overview_of(record: StudyRecord, study: Study) -> Overview:
    """The overview by rules of the version in force."""
    key = f"overview/{record.registry_id}/{record.digest}"
    kept: Overview | None = cache.get(key)
    if kept is None:
        kept = compose(study, criteria_in_force(study))
        cache.set(key, kept)
    return kept


def shown_overview(record: StudyRecord, study: Study) -> tuple[ShownChapter, ...]:
    """The overview's parts in page order."""
    titles = _titles()
    chapters, number = [], 0
    for chapter in overview_of(record, study).chapters:
        shown = tuple(_shown(each, number + at) for at, each in enumerate(chapter.sentences, 1))
        number += len(shown)
        chapters.append(ShownChapter(title=titles[chapter.section], sentences=shown))
    return tuple(chapters)


def _shown(sentence: Sentence, number: int) -> ShownSentence:
    head, *items = sentence.lines
    said, mark, rest = head.partition("“")
    return ShownSentence(
        number=number,
        head=said.strip(),
        quoted=rest.removesuffix("”") if mark else "",
        items=tuple(items),
        original=tuple(
            (each.field, " ".join(each.words.split()))
            for each in sentence.support
            if each.field != NO_FIELD
        ),
    )


def _titles() -> dict[Section, str]:
    return {
        Section.TESTED: _("What is tested, and why"),
        Section.WHO: _("Who may take part"),
        Section.STEPS: _("What happens, step by step"),
        Section.TIME: _("How long, and how often"),
        Section.BURDENS: _("Known burdens"),
        Section.UNKNOWN: _("What is not known"),
        Section.RUNS: _("Who runs it"),
        Section.JOIN: _("How to take part"),
    }
