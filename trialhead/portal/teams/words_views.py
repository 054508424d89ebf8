"""Reviewing a study's overview: the draft, its checks, and proposals."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trialhead.errors import NotAllowed, NotFound
from trialhead.overview import Section
from trialhead.portal.accounts.door import Member, members
from trialhead.portal.accounts.roles import Permission
from trialhead.portal.studies.actions import words as actions
from trialhead.portal.studies.models import StudyRecord
from trialhead.portal.studies.words import ENGLISH, newest
from trialhead.portal.teams.languages import language_name, other_languages
from trialhead.portal.teams.reviewed import reviewed_record, reviewed_records
from trialhead.portal.teams.translation_views import translation
from trialhead.portal.teams.words import (
    Checkup,
    Typed,
    checkup,
    field_of,
    shown_now,
    typed_from,
)
from trialhead.portal.teams.words_tasks import standing_of
from trialhead.registry import Study


@members(Permission.REVIEW)
@require_safe
def words(request: Member) -> HttpResponse:
    """The studies whose words one may review: what is to be done first, then how each is told."""
    today = timezone.localdate()
    listed = [standing_of(record, on=today) for record in reviewed_records(request.user)]
    tasks = [task for one in listed for task in one.tasks]
    return render(request, "teams/words.html", {"listed": listed, "tasks": tasks})


@members(Permission.REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def study(request: Member, registry_id: str, language: str) -> HttpResponse:
    """The English words beside what the checks find, or a translation beside the English."""
    record = reviewed_record(request.user, registry_id)
    if language_name(language) is None:
        raise NotFound("There is no such language.", fix="Go back to the list.")
    if language != ENGLISH:
        return translation(request, record, language)
    value = record.study()
    if request.method != "POST":
        return _page(request, record, checkup(record, value, _begun(request, record, value)))
    found = checkup(record, value, _typed(request))
    if "propose" in request.POST:
        return _proposed(request, record, found)
    return _page(request, record, found, status=200 if found.may_be_proposed else 422)


def _begun(request: Member, record: StudyRecord, value: Study) -> Typed:
    """What a draft begins with: the newest edition, unless the rules' words are wanted."""
    last = newest(record, ENGLISH)
    if last is None or "rules" in request.GET:
        return shown_now(record, value, by_rules="rules" in request.GET)
    return typed_from(last)


def _typed(request: Member) -> Typed:
    return {
        section: request.POST.get(field_of(section), "").replace("\r\n", "\n")
        for section in Section
    }


def _proposed(request: Member, record: StudyRecord, found: Checkup) -> HttpResponse:
    if not found.may_be_proposed:
        problem = _("Mend what cannot stand, then propose again. Nothing you typed is lost.")
        return _page(request, record, found, status=422, problem=problem)
    seen = request.POST.get("seen", "")
    try:
        edition = actions.propose_words(
            record=record,
            draft=found.draft,
            seen=int(seen) if seen.isdecimal() else 0,
            by=request.user,
            at=timezone.now(),
        )
    except NotAllowed:
        problem = _(
            "Somebody has proposed another edition since you began. Look at it below; proposing "
            "again puts yours after it. Nothing you typed is lost."
        )
        return _page(request, record, found, status=422, problem=problem)
    messages.success(request, _("Proposed. A second person can publish it now."))
    return redirect("teams:words-edition", record.registry_id, ENGLISH, edition.number)


def _page(
    request: Member, record: StudyRecord, found: Checkup, *, status: int = 200, **more: Any
) -> HttpResponse:
    editions = record.words_editions.filter(language=ENGLISH).select_related("author", "publisher")
    last = newest(record, ENGLISH)
    context = {
        "record": record,
        "checkup": found,
        "editions": editions.order_by("-number"),
        "seen": last.number if last else 0,
        "languages": other_languages(),
        **more,
    }
    return render(request, "teams/words_study.html", context, status=status)
