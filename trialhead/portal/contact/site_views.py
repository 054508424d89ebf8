"""The site's page behind the link in its mail: see the enquiry, answer it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from trialhead.portal.contact import actions
from trialhead.portal.contact.links import enquiry_behind
from trialhead.portal.contact.models import CENTRAL, Enquiry, Side, State
from trialhead.portal.contact.private import no_such_link
from trialhead.portal.contact.reply_form import LONGEST_REPLY, ReplyForm
from trialhead.portal.contact.sent_notes import read
from trialhead.portal.contact.sites import central_contact, choice_with_key, site_choices
from trialhead.portal.design.forms import problems
from trialhead.portal.privacy.private import private
from trialhead.portal.privacy.same_site import same_site
from trialhead.registry import Contact


@private
@same_site
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """A cover page at first: programs that follow every link in a mail see and open nothing."""
    now = timezone.now()
    enquiry = enquiry_behind(token, side=Side.SITE, now=now)
    if enquiry is None:
        return no_such_link(request)
    if request.method != "POST" or enquiry.state == State.WITHDRAWN:
        return render(request, "contact/reply_cover.html", {"enquiry": enquiry})
    enquiry = actions.open_enquiry(enquiry=enquiry, at=now)
    if "answer" not in request.POST:
        return _page(request, enquiry, ReplyForm())
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _page(request, enquiry, form)
    told = form.cleaned_data
    kept = actions.answer_enquiry(
        enquiry=enquiry, state=form.state(), text=told["text"], until=told["until"], at=now
    )
    enquiry.refresh_from_db()
    return render(request, "contact/replied.html", {"enquiry": enquiry, "kept": kept})


def _page(request: HttpRequest, enquiry: Enquiry, form: ReplyForm) -> HttpResponse:
    page: dict[str, Any] = {
        "enquiry": enquiry,
        "form": form,
        "problems": problems(form),
        "longest": LONGEST_REPLY,
        "answer_lines": enquiry.answers.splitlines(),
        "notes": read(enquiry.notes),
        "contacts": _public_contacts(enquiry) if enquiry.to_operator else (),
    }
    return render(request, "contact/reply.html", page)


def _public_contacts(enquiry: Enquiry) -> tuple[Contact, ...]:
    """Whom the registry names for the site, for the operator who passes the enquiry on."""
    study = enquiry.record.study()
    choices = site_choices(enquiry.record, study, near=None, on=timezone.localdate())
    choice = choice_with_key(enquiry.site_key, choices, central_contact(study))
    found = choice.contacts if choice else ()
    return found if found or enquiry.site_key == CENTRAL else study.contacts
