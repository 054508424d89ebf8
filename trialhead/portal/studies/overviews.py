"""A study's overview as the page shows it, made once for each version of its record."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.core.cache import caches
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from trialhead.criteria import StudyCriteria, place, read_text
from trialhead.overview import (
    BY_RULES,
    NO_FIELD,
    Overview,
    Section,
    Sentence,
    compose,
    going_on,
    held,
    in_parts,
)
from trialhead.portal.studies.models import Retelling, StudyRecord
from trialhead.portal.studies.words import ENGLISH, TeamWords, team_words
from trialhead.portal.studies.written import written_criteria
from trialhead.portal.switches.models import Feature
from trialhead.portal.switches.offers import offered
from trialhead.registry import Study

#: What begins an item in the record; on the page each has a line of its own.
_LIST_SIGN = re.compile(r"^[*•+‣·]\s+", re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownSentence:
    """A sentence: its first line, the items below it, and the record's words it rests on.

    Each item comes with whether it goes on from the line above instead of standing by itself.
    ``quoted`` are the record's own words in it, marked as such; ``below``: they begin a new line.
    ``plainer`` says that the sentence is the record's words made plainer. ``approved``: it rests on
    a board's approval instead of the record.
    """

    number: int
    language: str
    approved: bool
    head: SafeString
    quoted: str
    below: bool
    plainer: bool
    items: tuple[tuple[SafeString, bool], ...]
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
    """How an overview came about. ``model`` is empty if rules alone made it, or ``words`` tells
    what its team wrote.

    ``by_rules`` of ``sentences`` are made by rules: what a model left out, or told otherwise than
    the record does, in the version it was shown or in a later one.
    """

    model: str = ""
    made_at: datetime | None = None
    version: int = 0
    sentences: int = 0
    by_rules: int = 0
    words: TeamWords | None = None


def overview_of(
    record: StudyRecord, study: Study, *, language: str = ENGLISH
) -> tuple[Overview, Told]:
    """The overview of the version in force: what its team wrote or a model told of it, if that
    holds and the portal offers such texts; else by rules.

    A model tells studies in English only: in other languages it is by rules.
    """
    by_model = language == ENGLISH and record.retold_at is not None and offered(Feature.MODEL)
    day = timezone.localdate()
    key = f"overview/{record.registry_id}/{language}/{record.edition_on(day)}/{by_model}"
    kept: tuple[Overview, Told] | None = caches["pages"].get(key)
    if kept is None:
        by_team = _by_team(record, study, language, day)
        kept = by_team or _made(record, study, language, by_model=by_model)
        caches["pages"].set(key, kept)
    return kept


def _by_team(
    record: StudyRecord, study: Study, language: str, day: date
) -> tuple[Overview, Told] | None:
    if record.words_at is None:
        return None
    criteria = criteria_in_force(record, study)
    found = team_words(record, study, criteria, language=language, on=day)
    return None if found is None else (found[0], Told(words=found[1]))


def _made(
    record: StudyRecord, study: Study, language: str, *, by_model: bool
) -> tuple[Overview, Told]:
    criteria = criteria_in_force(record, study)
    if not by_model:
        return compose(study, criteria, language=language), Told()
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


def shown_overview(overview: Overview, told: Told) -> tuple[ShownChapter, ...]:
    """The overview's parts in page order."""
    titles = section_titles()
    chapters, number = [], 0
    for chapter in overview.chapters:
        shown = tuple(
            _shown(each, number + at, overview.language, told.words)
            for at, each in enumerate(chapter.sentences, 1)
        )
        number += len(shown)
        chapters.append(ShownChapter(title=titles[chapter.section], sentences=shown))
    return tuple(chapters)


def _shown(
    sentence: Sentence, number: int, language: str, words: TeamWords | None
) -> ShownSentence:
    head, *items = sentence.lines
    own = words if words is not None and sentence.text in words.own else None
    translated = own is not None and own.language != ENGLISH
    said, mark, rest = (head, "", "") if translated else head.partition("“")
    return ShownSentence(
        number=number,
        language=own.language if own else language,
        approved=own is not None and sentence.text in own.beyond,
        head=_marked(said.strip()),
        quoted=_LIST_SIGN.sub("", rest.removesuffix("”").strip()) if mark else "",
        below=rest.startswith("\n"),
        plainer=sentence.plainer,
        items=tuple(zip(map(_marked, items), going_on(sentence.lines), strict=True)),
        original=tuple(
            (each.field, " ".join(each.words.split()))
            for each in sentence.support
            if each.field != NO_FIELD
        ),
    )


def _marked(text: str) -> SafeString:
    """A text in which English words are marked as such, and kept together left to right."""
    plain, english = "{}", '<bdi lang="en" dir="ltr">{}</bdi>'
    parts = (format_html(english if marked else plain, part) for part, marked in in_parts(text))
    return format_html_join("", "{}", ((part,) for part in parts))


def section_titles() -> dict[Section, str]:
    """What the page calls each section."""
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
