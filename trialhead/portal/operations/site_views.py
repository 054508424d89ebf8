"""Sites and contacts: finding a study, its sites, and confirming where one gets its enquiries."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from trialhead.portal.accounts.door import Member, members
from trialhead.portal.accounts.roles import Permission
from trialhead.portal.contact import actions as contact
from trialhead.portal.design.forms import problems
from trialhead.portal.operations.forms import ContactForm
from trialhead.portal.operations.paging import asked_page, part
from trialhead.portal.operations.sites import SiteRow, site_rows, studies, with_words
from trialhead.portal.operations.views import asked_words
from trialhead.portal.operations.waiting import with_the_operator
from trialhead.portal.studies.models import StudyRecord

#: So many sites with waiting enquiries stand above the list of studies.
MOST_WAITING = 10


@members(Permission.RUN)
@require_safe
def sites(request: Member) -> HttpResponse:
    """Sites whose enquiries wait with the operator, and every study by number, words or town."""
    words = asked_words(request)
    waiting = with_the_operator()
    page = {
        "words": words,
        "waiting": waiting[:MOST_WAITING],
        "more_waiting": max(0, waiting.count() - MOST_WAITING),
        "part": studies(words, asked_page(request)),
    }
    return render(request, "operations/sites.html", page)


@members(Permission.RUN)
@require_safe
def study(request: Member, registry_id: str) -> HttpResponse:
    """One study's sites."""
    record = _record(registry_id)
    words = asked_words(request)
    rows = site_rows(record)
    page = {
        "record": record,
        "words": words,
        "all": len(rows),
        "part": part(with_words(rows, words), asked_page(request)),
    }
    return render(request, "operations/study.html", page)


@members(Permission.RUN, afresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def site(request: Member, registry_id: str, site_key: str) -> HttpResponse:
    """Where one site gets its enquiries: confirm, change or remove it."""
    record = _record(registry_id)
    row = next((one for one in site_rows(record) if one.key == site_key), None)
    if row is None:
        raise Http404(site_key)
    if request.method != "POST":
        return _form(request, record, row, ContactForm(initial=_initial(request, row)))
    if request.POST.get("do") == "remove":
        return _remove(request, record, row)
    form = ContactForm(request.POST)
    if not form.is_valid():
        return _form(request, record, row, form, status=422)
    told = form.cleaned_data
    contact.confirm_contact(
        record=record,
        site_key=row.key,
        email=told["email"],
        second_email=told["second_email"],
        at=timezone.now(),
        by=request.user,
    )
    messages.success(request, _("Confirmed. Enquiries to this site go to it from now on."))
    return redirect("operations:site", record.registry_id, row.key)


def _remove(request: Member, record: StudyRecord, row: SiteRow) -> HttpResponse:
    if contact.remove_contact(record=record, site_key=row.key, at=timezone.now(), by=request.user):
        messages.success(request, _("Removed. Enquiries to this site come to you from now on."))
    return redirect("operations:study", record.registry_id)


def _initial(request: Member, row: SiteRow) -> dict[str, str]:
    """What is confirmed; or what the registry names, if somebody wants that taken over."""
    kept = row.contact
    told = {"email": kept.email, "second_email": kept.second_email} if kept else {}
    wanted = request.GET.get("take", "")[:4]
    if wanted.isascii() and wanted.isdecimal() and int(wanted) < len(row.named):
        told["email"] = row.named[int(wanted)].email
    return told


def _form(
    request: Member, record: StudyRecord, row: SiteRow, form: ContactForm, *, status: int = 200
) -> HttpResponse:
    page: dict[str, Any] = {
        "record": record,
        "row": row,
        "form": form,
        "problems": problems(form),
        "taken": not form.is_bound and "take" in request.GET,
    }
    return render(request, "operations/site.html", page, status=status)


def _record(registry_id: str) -> StudyRecord:
    record = StudyRecord.objects.filter(registry_id=registry_id).first()
    if record is None:
        raise Http404(registry_id)
    return record
