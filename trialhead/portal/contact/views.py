"""Choosing a site and writing to it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from trialhead.errors import TooMany
from trialhead.portal.contact import actions, keys
from trialhead.portal.contact.actions import Sent, Target
from trialhead.portal.contact.consents import Agreed
from trialhead.portal.contact.forms import (
    LONGEST_ANSWERS,
    LONGEST_DATA,
    LONGEST_MESSAGE,
    EnquiryForm,
    mark_refused,
    sent_too_often,
)
from trialhead.portal.contact.models import CENTRAL, Behalf, Purpose
from trialhead.portal.contact.progress import current
from trialhead.portal.contact.sent_notes import LONGEST_NOTE, LONGEST_WRITTEN
from trialhead.portal.contact.sites import (
    SiteChoice,
    central_contact,
    choice_with_key,
    next_nearest,
    rough_place,
    site_choices,
    unit_for,
)
from trialhead.portal.design.context import origin
from trialhead.portal.design.forms import problems
from trialhead.portal.privacy.private import private
from trialhead.portal.privacy.same_site import same_site
from trialhead.portal.privacy.throttle import check_rate, client
from trialhead.portal.studies.engine import gazetteer
from trialhead.portal.studies.models import StudyRecord
from trialhead.portal.studies.site_list import site_map
from trialhead.portal.switches.models import Feature
from trialhead.portal.switches.offers import needs
from trialhead.registry import Study
from trialhead.vocabulary import Place

#: Sites shown at once; the others are folded.
SHOWN = 8
#: What is carried from page to page, so that nothing is typed twice; consents never are.
CARRIED = (
    "answers",
    "answer_data",
    "behalf",
    "name",
    "channel",
    "email",
    "phone",
    "times",
    "language",
    "message",
)
#: A healthy volunteer among those for whom questions are answered.
HEALTHY = "healthy"
PER_ADDRESS, PER_CLIENT = 5, 20
RATE_PERIOD = timedelta(days=1)


@private
@needs(Feature.ENQUIRIES)
@same_site
@require_http_methods(["GET", "HEAD", "POST"])
def choose_site(request: HttpRequest, registry_id: str) -> HttpResponse:
    """The study's sites to write to, the nearest first."""
    record = _record(registry_id)
    if record is None:
        return redirect("studies:study", registry_id)
    study = record.study()
    page = _where(request, record, study)
    choices: tuple[SiteChoice, ...] = page["choices"]
    dots = tuple(replace(c.listed, enrolling=c.open) for c in choices if c.listed is not None)
    page |= {
        "record": record,
        "study": study,
        "shown": choices[:SHOWN],
        "folded": choices[SHOWN:],
        "open": sum(choice.open for choice in choices),
        "site_map": site_map(dots),
        "carried": _carried(request.POST),
    }
    return render(request, "contact/choose.html", page)


@private
@needs(Feature.ENQUIRIES)
@same_site
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, registry_id: str, site_key: str) -> HttpResponse:
    """The enquiry to one site. A POST without a form's mark hands over what was typed before."""
    record = _record(registry_id)
    if record is None:
        return redirect("studies:study", registry_id)
    page = _where(request, record, record.study())
    choice = choice_with_key(site_key, page["choices"], page["central"])
    if choice is None:
        return redirect("contact:enquire", registry_id)
    page |= {"record": record, "choice": choice, "carried": _carried(request.POST)}
    if not choice.open:
        page["next"] = next_nearest(page["choices"])
        return render(request, "contact/closed.html", page)
    mark = request.POST.get("mark", "")
    if not mark:
        return _form(request, page, EnquiryForm(initial=page["carried"]), mark=keys.new_form())
    form = EnquiryForm(request.POST)
    if not keys.is_ours(mark):
        mark_refused(form)
        mark = keys.new_form()
    if not form.is_valid():
        return _form(request, page, form, mark=mark)
    return _send(request, page, form, mark=mark)


def _send(
    request: HttpRequest, page: dict[str, Any], form: EnquiryForm, *, mark: str
) -> HttpResponse:
    now, draft = timezone.now(), form.draft()
    rates = (
        ("enquiry by address", draft.address.casefold(), PER_ADDRESS),
        ("enquiry by client", client(request), PER_CLIENT),
    )
    try:
        for scope, who, limit in rates:
            check_rate(scope=scope, who=who, limit=limit, per=RATE_PERIOD, at=now)
    except TooMany as refusal:
        sent_too_often(form)
        return _form(request, page, form, mark=mark, status=refusal.outcome.http_status)
    choice: SiteChoice = page["choice"]
    sent = actions.send_enquiry(
        target=Target(
            record=page["record"],
            site_key=choice.key,
            site_name=choice.name,
            near=rough_place(page["near"]),
        ),
        draft=draft,
        agreed=Agreed(purposes=(Purpose.SHARE, *draft.later), locale=get_language() or "en"),
        mark=mark,
        origin=origin(request),
        at=now,
    )
    return _after(request, page, sent)


def _after(request: HttpRequest, page: dict[str, Any], sent: Sent) -> HttpResponse:
    if sent.token:
        return redirect("contact:sent", sent.token)
    page |= {"enquiry": sent.enquiry, "state": current(sent.enquiry)}
    return render(request, "contact/again.html", page)


def _form(
    request: HttpRequest,
    page: dict[str, Any],
    form: EnquiryForm,
    *,
    mark: str,
    status: int = 200,
) -> HttpResponse:
    answers = form["answers"].value() or ""
    page |= {
        "form": form,
        "problems": problems(form),
        "mark": mark,
        "answers": answers,
        "answer_data": form["answer_data"].value() or "",
        "answer_lines": answers.splitlines(),
        "longest": LONGEST_MESSAGE,
        "longest_note": LONGEST_NOTE,
        "central": page["choice"].key == CENTRAL,
    }
    return render(request, "contact/enquire.html", page, status=status)


def _where(request: HttpRequest, record: StudyRecord, study: Study) -> dict[str, Any]:
    """The sites as seen from the place that was typed, if any."""
    told = request.POST or request.GET
    words = told.get("near", "").strip()[:100]
    near = _place(words)
    unit = unit_for(told.get("unit", ""), near)
    return {
        "near": near,
        "near_words": words,
        "unit": unit,
        "choices": site_choices(record, study, near=near, unit=unit, on=timezone.localdate()),
        "central": central_contact(study),
    }


def _carried(told: Mapping[str, str]) -> dict[str, str]:
    """What was typed on an earlier page and is not empty."""
    found = {name: told.get(name, "")[:LONGEST_ANSWERS] for name in CARRIED}
    found["answer_data"] = told.get("answer_data", "")[:LONGEST_DATA]
    found["notes"] = told.get("notes", "")[:LONGEST_WRITTEN]
    found["behalf"] = _behalf(told)
    return {name: value for name, value in found.items() if value}


def _behalf(told: Mapping[str, str]) -> str:
    """For whom somebody writes; the questions ask the same (``who``) before it comes to that."""
    named = told.get("behalf") or told.get("who", "")
    named = Behalf.SELF if named == HEALTHY else named
    return named if named in Behalf else ""


def _record(registry_id: str) -> StudyRecord | None:
    return StudyRecord.objects.filter(registry_id=registry_id, withdrawn_at=None).first()


def _place(words: str) -> Place | None:
    places = gazetteer().find(words, limit=1) if words else ()
    return places[0] if places else None
