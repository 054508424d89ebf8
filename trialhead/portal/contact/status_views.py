"""The person's private page: what became of the enquiry, and taking it back."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from trialhead.portal.contact import actions
from trialhead.portal.contact.consents import TEXTS, Agreed
from trialhead.portal.contact.export import consents, export
from trialhead.portal.contact.handover import actions as handover
from trialhead.portal.contact.handover.choices import open_proposal, takes_it, written_before
from trialhead.portal.contact.links import enquiry_behind
from trialhead.portal.contact.models import LATER, Channel, Enquiry, Handover, Purpose, Side, State
from trialhead.portal.contact.next_site import next_site
from trialhead.portal.contact.private import no_such_link
from trialhead.portal.contact.progress import current, steps
from trialhead.portal.contact.sent_notes import read
from trialhead.portal.privacy.models import Kept
from trialhead.portal.privacy.periods import kept_for
from trialhead.portal.privacy.private import private
from trialhead.portal.privacy.same_site import same_site

#: States in which another site is worth asking.
DEAD_ENDS = (State.FULL, State.NOT_ENROLLING, State.UNANSWERED)


@private
@require_safe
def absent(request: HttpRequest) -> HttpResponse:
    """An address without its token."""
    return no_such_link(request)


@private
@require_safe
def sent(request: HttpRequest, token: str) -> HttpResponse:
    """The confirmation, with the private link to keep."""
    enquiry = _enquiry(token)
    if enquiry is None:
        return no_such_link(request)
    page = {"enquiry": enquiry, "token": token, "by_mail": enquiry.channel == Channel.EMAIL}
    return render(request, "contact/sent.html", page)


@private
@require_safe
def status(request: HttpRequest, token: str) -> HttpResponse:
    """How far the enquiry has come."""
    enquiry = _enquiry(token)
    if enquiry is None:
        return no_such_link(request)
    return render(request, "contact/status.html", _page(enquiry, token))


def _page(enquiry: Enquiry, token: str) -> dict[str, Any]:
    offers = enquiry.state in DEAD_ENDS or enquiry.offered_at is not None
    withdrawn = enquiry.state == State.WITHDRAWN
    given = consents(enquiry)
    proposal = open_proposal(enquiry, timezone.now())
    return {
        "enquiry": enquiry,
        "token": token,
        "state": current(enquiry),
        "steps": steps(enquiry),
        "consents": given,
        "revocable": [c for c in given if c.purpose in LATER and c.withdrawn_at is None],
        "proposal": proposal,
        "handover": proposal and _handover(proposal),
        "earlier": enquiry.earlier_sites.order_by("-pk"),
        "next": next_site(enquiry) if offers and not withdrawn and not proposal else None,
        "withdrawn": withdrawn,
        "carried": _carried(enquiry),
        "notes": read(enquiry.notes),
        "erased_on": enquiry.closed_at and enquiry.closed_at + kept_for(Kept.CLOSED_ENQUIRIES),
    }


def _handover(proposal: Handover) -> dict[str, Any]:
    """What the person is asked, and why a yes is of no use if it is not."""
    return {
        "takes_it": takes_it(proposal, timezone.localdate()),
        "written_before": written_before(proposal),
        "text": TEXTS[Purpose.HANDOVER],
    }


def _carried(enquiry: Enquiry) -> dict[str, str]:
    """What the form of the next site is filled with."""
    own = "email" if enquiry.channel == Channel.EMAIL else "phone"
    told = {
        "name": enquiry.name,
        "channel": enquiry.channel,
        own: enquiry.address,
        "times": enquiry.times,
        "language": enquiry.language,
        "behalf": enquiry.behalf,
        "message": enquiry.message,
        "answers": enquiry.answers,
        "answer_data": enquiry.answer_data,
        "notes": enquiry.notes,
    }
    return {name: value for name, value in told.items() if value}


@private
@require_safe
def export_json(request: HttpRequest, token: str) -> HttpResponse:
    """Everything kept about the enquiry, as a file."""
    enquiry = _enquiry(token)
    if enquiry is None:
        return no_such_link(request)
    answer = JsonResponse(export(enquiry), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="enquiry.json"'
    return answer


@private
@same_site
@require_POST
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """The person no longer wants an answer."""
    enquiry = _enquiry(token)
    if enquiry is None:
        return no_such_link(request)
    actions.withdraw_enquiry(enquiry=enquiry, at=timezone.now())
    return redirect("contact:status", token)


@private
@same_site
@require_POST
def take_back(request: HttpRequest, token: str) -> HttpResponse:
    """The person takes back one consent."""
    enquiry = _enquiry(token)
    if enquiry is None:
        return no_such_link(request)
    purpose = request.POST.get("purpose", "")
    if purpose in LATER:
        actions.withdraw_consent(enquiry=enquiry, purpose=Purpose(purpose), at=timezone.now())
    return redirect("contact:status", token)


@private
@same_site
@require_POST
def decide(request: HttpRequest, token: str) -> HttpResponse:
    """The person says whether another site gets the enquiry. Once it is decided, saying it again
    changes nothing."""
    now, enquiry = timezone.now(), _enquiry(token)
    if enquiry is None:
        return no_such_link(request)
    proposal = open_proposal(enquiry, now)
    if proposal is None or str(proposal.pk) != request.POST.get("proposal"):
        return redirect("contact:status", token)
    if request.POST.get("decision") == "no":
        handover.decline(proposal=proposal, at=now)
    elif request.POST.get("decision") == "yes":
        if "agree" not in request.POST:
            page = _page(enquiry, token) | {"unticked": True}
            return render(request, "contact/status.html", page, status=422)
        agreed = Agreed(purposes=(Purpose.HANDOVER,), locale=get_language() or "en")
        handover.accept(proposal=proposal, agreed=agreed, at=now)
    return redirect("contact:status", token)


@private
@same_site
@require_POST
def erase(request: HttpRequest, token: str) -> HttpResponse:
    """The person wants everything gone. From then on the link works no more."""
    enquiry = _enquiry(token)
    if enquiry is None:
        return no_such_link(request)
    actions.erase_enquiry(enquiry=enquiry, at=timezone.now())
    return render(request, "contact/erased.html", {"to_operator": enquiry.to_operator})


def _enquiry(token: str) -> Enquiry | None:
    return enquiry_behind(token, side=Side.PERSON, now=timezone.now())
