"""Proposing another site to a person, and taking the proposal back."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trialhead.errors import NotAllowed
from trialhead.portal.accounts.door import Member, members
from trialhead.portal.accounts.roles import Permission
from trialhead.portal.contact.handover.choices import open_proposal
from trialhead.portal.desk import actions
from trialhead.portal.desk.models import OVER, Case
from trialhead.portal.desk.views import READS, handover_form, open_one, shown


@members(*READS)
@require_POST
def propose(request: Member, reference: uuid.UUID) -> HttpResponse:
    """Ask the person whether another site may have the enquiry."""
    case = open_one(request, reference, to=Permission.ANSWER)
    if case.stage in OVER:
        raise NotAllowed("This enquiry is over.", fix="Change its stage first.")
    form = handover_form(case, request.POST)
    if not form.is_valid():
        return shown(request, case, handover_form=form, status=422)
    told = form.cleaned_data
    asked = actions.propose_handover(
        case=case,
        version=told["version"],
        to=form.to,
        message=told["message"],
        by=request.user,
        at=timezone.now(),
    )
    if not asked:
        return _quicker(request, case, told["site"], told["message"])
    messages.success(request, _("The person is asked. Nothing is passed on before they say yes."))
    return redirect("desk:enquiry", reference)


@members(*READS)
@require_POST
def call_back(request: Member, reference: uuid.UUID) -> HttpResponse:
    """Take the proposal back."""
    case = open_one(request, reference, to=Permission.ANSWER)
    now, version = timezone.now(), request.POST.get("version", "")
    proposal = open_proposal(case.enquiry, now)
    if proposal is None:
        messages.info(request, _("The proposal is no longer open."))
        return redirect("desk:enquiry", reference)
    if not actions.call_back_handover(
        case=case,
        version=int(version) if version.isdecimal() else -1,
        proposal=proposal,
        by=request.user,
        at=now,
    ):
        return _quicker(request, case)
    messages.success(request, _("Taken back."))
    return redirect("desk:enquiry", reference)


def _quicker(request: Member, case: Case, site: str = "", message: str = "") -> HttpResponse:
    """Somebody else was quicker: nothing has changed, and nothing typed is lost."""
    case.refresh_from_db()
    typed = handover_form(case)
    typed.initial.update({"site": site, "message": message})
    return shown(request, case, handover_form=typed, quicker=True, status=409)
