"""Reviewing a study's criteria: the draft, its proposals, and publication by a second person."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trialhead.errors import NotAllowed, TrialheadError
from trialhead.portal.accounts.door import Member, members
from trialhead.portal.accounts.permissions import Scope, check
from trialhead.portal.accounts.roles import Permission
from trialhead.portal.studies import actions
from trialhead.portal.studies.models import CriteriaEdition, StudyRecord
from trialhead.portal.studies.written import written_criteria
from trialhead.portal.teams.review import (
    LONGEST,
    Review,
    left_to_people,
    machine_document,
    review,
    tried,
)
from trialhead.portal.teams.reviewed import reviewed_record, reviewed_records
from trialhead.registry import Study

#: A made-up person to begin trying with.
PERSON = "synthetic: true\nborn: 1980\nsex: female\n"


@members(Permission.REVIEW)
@require_safe
def reviews(request: Member) -> HttpResponse:
    """The studies whose criteria one may review, and who wrote those in force."""
    listed = [(record, written_criteria(record)) for record in reviewed_records(request.user)]
    return render(request, "teams/reviews.html", {"listed": listed})


@members(Permission.REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def study(request: Member, registry_id: str) -> HttpResponse:
    """The draft beside the record's text; a POST checks it, tries it, changes it or proposes it."""
    record = reviewed_record(request.user, registry_id)
    value = record.study()
    if request.method != "POST":
        document, accepted = _begun(request, record, value)
        return _page(request, record, value, review(record, value, document, accepted))
    document = request.POST.get("document", "")[:LONGEST].replace("\r\n", "\n")
    accepted = request.POST.getlist("accepted")
    left = request.POST.get("leave", "")
    if left:
        document = _left(document, left, value)
        accepted = [*accepted, left]
    found = review(record, value, document, accepted)
    if "propose" in request.POST and not found.faults:
        return _proposed(request, record, found)
    status = 422 if found.faults else 200
    more = _tried(request, document) if "try" in request.POST and not found.faults else {}
    return _page(request, record, value, found, status=status, **more)


def _begun(request: Member, record: StudyRecord, value: Study) -> tuple[str, list[str]]:
    """What a draft begins with: the newest edition, unless the machine's reading is wanted."""
    last = record.criteria_editions.order_by("-number").first()
    if last is None or "machine" in request.GET:
        return machine_document(record, value), []
    return last.document, list(last.accepted)


def _left(document: str, criterion: str, value: Study) -> str:
    try:
        return left_to_people(document, criterion, value)
    except TrialheadError:
        return document  # the page tells its faults


def _proposed(request: Member, record: StudyRecord, found: Review) -> HttpResponse:
    if found.undecided:
        problem = _("Accept every criterion or leave it to people; %(n)s are undecided.")
        return _page(
            request,
            record,
            record.study(),
            found,
            status=422,
            problem=problem % {"n": found.undecided},
        )
    actions.propose_criteria(
        record=record,
        document=found.document,
        accepted=[row.id for row in found.rows],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, _("Proposed. A second person can publish it now."))
    return redirect("teams:review", record.registry_id)


def _tried(request: Member, document: str) -> dict[str, Any]:
    person = request.POST.get("person", "")[:LONGEST]
    try:
        return {"tried": tried(document, person, timezone.localdate()), "person": person}
    except TrialheadError as error:
        return {"person_problem": str(error), "person": person}


def _page(
    request: Member,
    record: StudyRecord,
    value: Study,
    found: Review,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    editions = record.criteria_editions.select_related("author", "publisher").order_by("-number")
    newest = editions.first()
    context = {
        "record": record,
        "text": value.eligibility.criteria,
        "review": found,
        "editions": editions,
        "newest": newest,
        "may_publish": newest
        and newest.published_at is None
        and newest.author_id != request.user.pk,
        "person": PERSON,
        **more,
    }
    return render(request, "teams/review.html", context, status=status)


@members(Permission.REVIEW, afresh=True)
@require_POST
def publish(request: Member, registry_id: str) -> HttpResponse:
    """Put the newest edition in force; never by its author."""
    record = reviewed_record(request.user, registry_id)
    check(request.user, Permission.REVIEW, Scope(registry_id))
    number = request.POST.get("number", "")
    edition = CriteriaEdition.objects.filter(
        record=record, number=int(number) if number.isdecimal() else 0
    ).first()
    if edition is None:
        raise NotAllowed("There is no such edition.", fix="Look at the newest one.")
    actions.publish_criteria(edition=edition, by=request.user, at=timezone.now())
    messages.success(request, _("Published. Readers are asked by these criteria from now on."))
    return redirect("teams:review", registry_id)
