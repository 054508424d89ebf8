"""The page that opens shared notes, and what the browser asks of the host about them.

Link, passcode and notes never come here: the link's secret stands after its ``#``, and what the
browser sends is derived or sealed. Every question is a POST, so that no preview of a link and no
mail scanner uses anything up.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from trialhead.errors import TooMany
from trialhead.portal.notes import actions
from trialhead.portal.notes.forms import AnswerForm, ExtendForm, OpenForm, OwnerForm, ShareForm
from trialhead.portal.notes.models import Share
from trialhead.portal.notes.shares import opened_with, owned_with, state_of
from trialhead.portal.privacy.private import private
from trialhead.portal.privacy.same_site import same_site
from trialhead.portal.privacy.throttle import check_rate, client
from trialhead.portal.switches.models import Feature
from trialhead.portal.switches.offers import needs, offered

#: What one client may do in an hour.
PERIOD = timedelta(hours=1)
MADE, TRIED, ASKED = 20, 60, 600

_Form = TypeVar("_Form", bound=forms.Form)
_Answer = Callable[..., HttpResponseBase]


@private
@needs(Feature.NOTES)
@require_safe
def open_page(request: HttpRequest) -> HttpResponse:
    """The page where the passcode is typed: the same for every link."""
    return render(request, "notes/open.html")


def _asked(
    form_class: type[_Form], scope: str, limit: int, *, of_the_offer: bool = True
) -> Callable[[Callable[[_Form], JsonResponse]], _Answer]:
    """A view for a question of the browser: from our own pages, in measure, with a sound form.

    Those ``of_the_offer`` are answered only while the portal offers shared notes.
    """

    def asked(answer: Callable[[_Form], JsonResponse]) -> _Answer:
        @private
        @same_site
        @require_POST
        def view(request: HttpRequest) -> JsonResponse:
            if of_the_offer and not offered(Feature.NOTES):
                return JsonResponse({"error": "not offered"}, status=404)
            try:
                now = timezone.now()
                check_rate(scope=scope, who=client(request), limit=limit, per=PERIOD, at=now)
            except TooMany:
                return JsonResponse({"error": "too many"}, status=429)
            form = form_class(request.POST)
            if not form.is_valid():
                return JsonResponse({"error": "not understood"}, status=400)
            return answer(form)

        return view

    return asked


def _absent() -> JsonResponse:
    """The one answer to a wrong, locked, expired, revoked and missing share."""
    return JsonResponse({"error": "not opened"}, status=404)


@_asked(ShareForm, "notes: made", MADE)
def make(form: ShareForm) -> JsonResponse:
    """Keep sealed notes."""
    told = form.cleaned_data
    token = actions.make_share(
        share_id=told["id"],
        verifier=told["verifier"],
        sealed=told["sealed"],
        days=told["days"],
        openings=told["openings"],
        at=timezone.now(),
    )
    return JsonResponse({"owner": token}) if token else _absent()


@_asked(OpenForm, "notes: tried", TRIED)
def open_share(form: OpenForm) -> JsonResponse:
    """Hand out sealed notes to who knows the passcode, and use up one opening."""
    share = _opened(form)
    if share is None or not actions.note_opening(share=share, at=timezone.now()):
        return _absent()
    return JsonResponse({"sealed": share.sealed, "expires": share.expires_at})


@_asked(AnswerForm, "notes: tried", TRIED)
def answer(form: AnswerForm) -> JsonResponse:
    """Keep a receiver's sealed answer."""
    share = _opened(form)
    sealed, now = form.cleaned_data["sealed"], timezone.now()
    if share is None or not actions.keep_answer(share=share, sealed=sealed, at=now):
        return _absent()
    return JsonResponse({})


@_asked(OwnerForm, "notes: asked", ASKED, of_the_offer=False)
def state(form: OwnerForm) -> JsonResponse:
    """Tell the sharer how a share stands, with the sealed answers."""
    share = _owned(form)
    if share is None:
        return _absent()
    found = state_of(share)
    return JsonResponse(
        {
            "expires": share.expires_at,
            "left": share.openings_left,
            "locked": found.locked,
            "openings": found.openings,
            "answers": found.answers,
        }
    )


@_asked(ExtendForm, "notes: asked", ASKED)
def extend(form: ExtendForm) -> JsonResponse:
    """Let a link live longer."""
    share = _owned(form)
    if share is None:
        return _absent()
    days = form.cleaned_data["days"]
    return JsonResponse(
        {"expires": actions.extend_share(share=share, days=days, at=timezone.now())}
    )


@_asked(OwnerForm, "notes: asked", ASKED, of_the_offer=False)
def revoke(form: OwnerForm) -> JsonResponse:
    """Delete a share at once."""
    share = _owned(form)
    if share is None:
        return _absent()
    actions.revoke_share(share=share)
    return JsonResponse({})


def _opened(form: OpenForm | AnswerForm) -> Share | None:
    told = form.cleaned_data
    return opened_with(share_id=told["id"], verifier=told["verifier"], at=timezone.now())


def _owned(form: OwnerForm) -> Share | None:
    return owned_with(form.cleaned_data["owner"], at=timezone.now())
