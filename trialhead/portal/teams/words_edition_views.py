"""One edition of a study's words: read once more, approved, published or withdrawn."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trialhead.errors import NotFound
from trialhead.overview import judge
from trialhead.portal.accounts.door import Member, members
from trialhead.portal.accounts.permissions import Scope, check
from trialhead.portal.accounts.roles import Permission
from trialhead.portal.studies.actions import words as actions
from trialhead.portal.studies.models import WordsEdition
from trialhead.portal.studies.overviews import criteria_in_force, section_titles
from trialhead.portal.studies.words import (
    ENGLISH,
    approval_in_force,
    draft_of,
    edition_in_force,
    newest,
    stale,
    unconfirmed,
)
from trialhead.portal.teams.forms import ApprovalChoice, ApprovalForm
from trialhead.portal.teams.languages import language_name
from trialhead.portal.teams.reviewed import reviewed_record
from trialhead.portal.teams.translation_views import parts
from trialhead.portal.teams.words import row


@members(Permission.REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def edition(request: Member, registry_id: str, language: str, number: int) -> HttpResponse:
    """An edition as it is or would be published; a POST records an approval of it."""
    found = _edition(request, registry_id, language, number)
    if request.method != "POST":
        return _page(request, found, ApprovalForm())
    form = ApprovalForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    actions.record_approval(
        edition=found,
        given=actions.Given(**form.cleaned_data),
        by=request.user,
        at=timezone.now(),
        on=timezone.localdate(),
    )
    messages.success(request, _("The approval is recorded. It waits for a second person."))
    return redirect("teams:words-edition", registry_id, language, number)


@members(Permission.REVIEW, afresh=True)
@require_POST
def publish(request: Member, registry_id: str, language: str, number: int) -> HttpResponse:
    """Put the newest edition in force; never by its author."""
    found = _edition(request, registry_id, language, number)
    check(request.user, Permission.REVIEW, Scope(registry_id))
    actions.publish_words(
        edition=found, by=request.user, at=timezone.now(), on=timezone.localdate()
    )
    messages.success(request, _("Published. Readers see these words from now on."))
    return redirect("teams:words-edition", registry_id, language, number)


@members(Permission.REVIEW, afresh=True)
@require_POST
def confirm(request: Member, registry_id: str, language: str, number: int) -> HttpResponse:
    """Have an approval hold that somebody else recorded."""
    found = _edition(request, registry_id, language, number)
    check(request.user, Permission.REVIEW, Scope(registry_id))
    asked = ApprovalChoice(request.POST)
    approval = None
    if asked.is_valid():
        approval = found.approvals.filter(pk=asked.cleaned_data["approval"]).first()
    if approval is None:
        raise NotFound("There is no such approval.", fix="Look at the edition again.")
    now, today = timezone.now(), timezone.localdate()
    actions.confirm_approval(approval=approval, by=request.user, at=now, on=today)
    messages.success(request, _("Confirmed. The approval holds from now on."))
    return redirect("teams:words-edition", registry_id, language, number)


@members(Permission.REVIEW, afresh=True)
@require_POST
def withdraw(request: Member, registry_id: str, language: str, number: int) -> HttpResponse:
    """Take a proposal back, or an edition off the page."""
    found = _edition(request, registry_id, language, number)
    check(request.user, Permission.REVIEW, Scope(registry_id))
    actions.withdraw_words(edition=found, by=request.user, at=timezone.now())
    messages.success(request, _("Withdrawn. The page does not show these words."))
    return redirect("teams:words-edition", registry_id, language, number)


def _edition(request: Member, registry_id: str, language: str, number: int) -> WordsEdition:
    record = reviewed_record(request.user, registry_id)
    found = record.words_editions.filter(language=language, number=number).first()
    if found is None:
        raise NotFound("There is no such edition.", fix="Look at the newest one.")
    return found


def _page(
    request: Member, found: WordsEdition, form: ApprovalForm, *, status: int = 200
) -> HttpResponse:
    last = newest(found.record, found.language)
    shown = edition_in_force(found.record, found.language)
    today, own = timezone.localdate(), found.author_id == request.user.pk
    waits = tuple(unconfirmed(found, today))
    approval = approval_in_force(found, today)
    approvable = any(one.recorder_id != request.user.pk for one in waits)
    waiting = found == last and found.published_at is None and found.withdrawn_at is None
    context = {
        "record": found.record,
        "edition": found,
        "language_name": language_name(found.language),
        "direction": "rtl" if get_language_info(found.language)["bidi"] else "ltr",
        "in_force": shown is not None and shown.pk == found.pk,
        "waiting": waiting,
        "own": own,
        "publishable": not found.beyond or approval is not None or approvable,
        "approval": approval,
        "unconfirmed": waits,
        "approvals": found.approvals.select_related("recorder", "confirmer").order_by(
            "-expires_on"
        ),
        "form": form,
        **(_judged(found) if found.language == ENGLISH else _paired(found)),
    }
    return render(request, "teams/words_edition.html", context, status=status)


def _judged(found: WordsEdition) -> dict[str, Any]:
    """The sentences as the record bears them out now."""
    study = found.record.study()
    judgement = judge(draft_of(found), study, criteria_in_force(found.record, study))
    titles = section_titles()
    chapters = [
        (titles[section], tuple(map(row, part)))
        for section, part in judgement.sections.items()
        if part
    ]
    return {"chapters": chapters, "stale": {each.text for each in stale(found, judgement)}}


def _paired(found: WordsEdition) -> dict[str, Any]:
    """The sentences beside their English ones."""
    if found.source is None:
        raise ValueError("A translation has a source.")
    return {"parts": parts(found.source, dict(enumerate(found.sentences, 1)))}
