"""A study's overview as the page shows it, made once for each version of its record."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.utils.translation import gettext as _

from trialhead.criteria import StudyCriteria, place, read_text
from trialhead.overview import (
    BY_RULES,
    NO_FIELD,
    Overview,
    Section,
    Sentence,
    compose,
    held,
)
from trialhead.portal.studies.models import Retelling, StudyRecord
from trialhead.portal.studies.written import written_criteria
from trialhead.registry import Study


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownSentence:
    """A sentence: its first line, the items below it, and the record's words it rests on.

    ``quoted`` are the record's own words that stand in it, which are marked as such; ``plainer``
    says that the sentence is the record's words made plainer.
    """

    number: int
    head: str
    quoted: str
    plainer: bool
    items: tuple[str, ...]
    original: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownChapter:
    """One part of the overview with its title."""

    title: str
    sentences: tuple[ShownSentence, ...]


def criteria_in_force(record: StudyRecord, study: Study) -> StudyCriteria:
    """What people wrote for this study, placed in its record; otherwise its text as read."""
    text = study.eligibility.criteria
    written = written_criteria(record)
    if written is None:
        return read_text(text, study=study.registry_id)
    return place(written.criteria, text)[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """How an overview came about. ``model`` is empty if rules alone made it.

    ``by_rules`` of ``sentences`` are made by rules: what a model left out, or told otherwise than
    the record does, in the version it was shown or in a later one.
    """

    model: str = ""
    made_at: datetime | None = None
    version: int = 0
    sentences: int = 0
    by_rules: int = 0


def overview_of(record: StudyRecord, study: Study) -> tuple[Overview, Told]:
    """The overview of the version in force: what a model told of it, if it holds; else by rules."""
    key = f"overview/{record.registry_id}/{record.edition}"
    kept: tuple[Overview, Told] | None = cache.get(key)
    if kept is None:
        kept = _made(record, study)
        cache.set(key, kept)
    return kept


def _made(record: StudyRecord, study: Study) -> tuple[Overview, Told]:
    criteria = criteria_in_force(record, study)
    if record.retold_at is None:
        return compose(study, criteria), Told()
    retelling = Retelling.objects.get(record=record)
    draft = {Section(name): told for name, told in retelling.draft.items()}
    overview = held(draft, study, criteria, made=retelling.model)
    if overview.made == BY_RULES:
        return overview, Told()
    own = {sentence for part in draft.values() for sentence in part}
    return overview, Told(
        model=retelling.model,
        made_at=retelling.made_at,
        version=retelling.version,
        sentences=len(overview.sentences),
        by_rules=sum(each.text not in own for each in overview.sentences),
    )


def shown_overview(overview: Overview) -> tuple[ShownChapter, ...]:
    """The overview's parts in page order."""
    titles = _titles()
    chapters, number = [], 0
    for chapter in overview.chapters:
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
        plainer=sentence.plainer,
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
