"""Translating a study's words: the English edition in force beside a box for each sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from trialhead.errors import NotAllowed
from trialhead.overview import CHARACTERS, Mismatch, Section, mismatches
from trialhead.portal.accounts.door import Member
from trialhead.portal.studies.actions import words as actions
from trialhead.portal.studies.models import StudyRecord, WordsEdition
from trialhead.portal.studies.overviews import section_titles
from trialhead.portal.studies.words import ENGLISH, edition_in_force, newest
from trialhead.portal.teams.languages import language_name, other_languages


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """An English sentence, its translation as typed, and in what they differ."""

    number: int
    source: str
    text: str
    mismatches: tuple[Mismatch, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """The pairs of one section."""

    section: Section
    title: str
    pairs: tuple[Pair, ...]


def translation(request: Member, record: StudyRecord, language: str) -> HttpResponse:
    """The form; a POST checks it or proposes it."""
    source = _source(request, record)
    if source is None:
        return _page(request, record, language, (), source=None)
    if request.method != "POST":
        told = _begun(record, source, language)
        return _page(request, record, language, parts(source, told), source=source)
    texts = [
        request.POST.get(f"sentence-{number}", "").replace("\r\n", "\n").strip()
        for number in range(1, len(source.sentences) + 1)
    ]
    found = parts(source, dict(enumerate(texts, 1)))
    faulty = sum(bool(pair.mismatches) for part in found for pair in part.pairs)
    if faulty:
        problem = _("Sentences that do not fit yet: %(n)s. Nothing you typed is lost.") % {
            "n": faulty
        }
        return _page(request, record, language, found, source=source, status=422, problem=problem)
    if "propose" in request.POST:
        return _proposed(request, record, language, found, source)
    return _page(request, record, language, found, source=source)


def _source(request: Member, record: StudyRecord) -> WordsEdition | None:
    """The edition that is translated: what the form was made for, else the one in force."""
    number = request.POST.get("source", "")
    if number.isdecimal():
        published = record.words_editions.filter(language=ENGLISH).exclude(published_at=None)
        return published.filter(number=int(number)).first()
    return edition_in_force(record, ENGLISH)


def _begun(record: StudyRecord, source: WordsEdition, language: str) -> Mapping[int, str]:
    """What the last translation said of the same sentences."""
    last = newest(record, language)
    if last is None or last.source is None:
        return {}
    told = dict(zip(last.source.sentences, last.sentences, strict=True))
    return {number: told.get(each, "") for number, each in enumerate(source.sentences, 1)}


def parts(source: WordsEdition, told: Mapping[int, str]) -> tuple[Part, ...]:
    """Every sentence beside what is told of it, by section."""
    titles, found, number = section_titles(), [], 0
    for section in Section:
        pairs = []
        for sentence in source.sections.get(section, ()):
            number += 1
            pairs.append(_pair(number, sentence, told.get(number, "")))
        if pairs:
            found.append(Part(section=section, title=titles[section], pairs=tuple(pairs)))
    return tuple(found)


def _pair(number: int, source: str, text: str) -> Pair:
    found = mismatches(source, text)
    return Pair(number=number, source=source, text=text, mismatches=found)


def _proposed(
    request: Member,
    record: StudyRecord,
    language: str,
    found: tuple[Part, ...],
    source: WordsEdition,
) -> HttpResponse:
    seen = request.POST.get("seen", "")
    try:
        edition = actions.propose_translation(
            source=source,
            language=language,
            sections={str(part.section): [pair.text for pair in part.pairs] for part in found},
            seen=int(seen) if seen.isdecimal() else 0,
            by=request.user,
            at=timezone.now(),
        )
    except NotAllowed as error:
        told = _("Nothing you typed is lost.")
        problem = f"{error} {told}"
        return _page(request, record, language, found, source=source, status=422, problem=problem)
    messages.success(request, _("Proposed. A second person can publish it now."))
    return redirect("teams:words-edition", record.registry_id, language, edition.number)


def _page(
    request: Member,
    record: StudyRecord,
    language: str,
    found: tuple[Part, ...],
    *,
    source: WordsEdition | None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    editions = record.words_editions.filter(language=language)
    last = newest(record, language)
    context = {
        "record": record,
        "language": language,
        "language_name": language_name(language),
        "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "parts": found,
        "source": source,
        "longest": CHARACTERS,
        "checked": request.method == "POST",
        "editions": editions.select_related("author", "publisher").order_by("-number"),
        "seen": last.number if last else 0,
        "languages": other_languages(),
        **more,
    }
    return render(request, "teams/words_translation.html", context, status=status)
