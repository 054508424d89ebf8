"""Studies whose criteria one may review, the draft of one, publication by a second person."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trialhead.criteria import Side
from trialhead.errors import NotAllowed, TrialheadError, Unreadable
from trialhead.portal.accounts.door import Member, members
from trialhead.portal.accounts.permissions import Scope, check
from trialhead.portal.accounts.roles import Permission
from trialhead.portal.studies import actions as studies
from trialhead.portal.studies.models import CriteriaEdition, StudyRecord
from trialhead.portal.studies.written import written_criteria
from trialhead.portal.teams import actions
from trialhead.portal.teams.criterion import added, side_named
from trialhead.portal.teams.criterion_page import PERSON
from trialhead.portal.teams.drafts import LONGEST, Draft, begun, draft_of
from trialhead.portal.teams.moved import moved_since, published_moved, up_to_date
from trialhead.portal.teams.review import accepting, document_faults, review, with_text
from trialhead.portal.teams.reviewed import reviewed_record, reviewed_records
from trialhead.portal.teams.trying import all_tried

#: What may be shown of the list.
_SHOW = ("all", "undecided")


@members(Permission.REVIEW)
@require_safe
def reviews(request: Member) -> HttpResponse:
    """The studies whose criteria one may review: first those whose record has changed since."""
    listed = [
        (record, written_criteria(record), published_moved(record))
        for record in reviewed_records(request.user)
    ]
    listed.sort(key=lambda one: one[2] is None)
    return render(request, "teams/reviews.html", {"listed": listed})


@members(Permission.REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def study(request: Member, registry_id: str) -> HttpResponse:
    """The draft, criterion by criterion; a POST decides, adds, takes a text in or proposes."""
    table = _Table(request, reviewed_record(request.user, registry_id))
    return table.answer() if request.method == "POST" else table.page()


class _Table:
    """The criteria of one study before one reviewer."""

    def __init__(self, request: Member, record: StudyRecord) -> None:
        self.request, self.record, self.study = request, record, record.study()
        self.draft = draft_of(record, self.study, request.user)

    def answer(self) -> HttpResponse:
        """What a button does. What cannot be read changes nothing."""
        if self.request.POST.get("stamp", "") != self.draft.stamp:
            return self.stale()
        acts = {
            "accept": self._accept,
            "propose": self._propose,
            "add": self._add,
            "text": self._text,
            "try": self._try,
            "seen": self._seen,
            "begin": self._begin,
        }
        act = acts.get(self.request.POST.get("do", ""))
        if act is None:
            return self.page(status=422, problem=_("No button was pressed."))
        try:
            return act()
        except Unreadable as error:
            return self.page(status=422, problem=str(error))

    def _accept(self) -> HttpResponse:
        return self._keep(self._ticked())

    def _ticked(self) -> Draft:
        return accepting(self.record, self.draft, self.request.POST.getlist("accepted"))

    def _add(self) -> HttpResponse:
        draft, new = added(self.draft, side_named(self.request.POST.get("side", "")))
        return self._keep(draft, "teams:criterion", self.record.registry_id, new)

    def _seen(self) -> HttpResponse:
        return self._keep(up_to_date(self.record, self.draft))

    def _begin(self) -> HttpResponse:
        machine = self.request.POST.get("with") == "machine"
        dropped = actions.drop_draft(
            record=self.record, stamp=self.draft.stamp, by=self.request.user, at=timezone.now()
        )
        if not dropped:
            return self.stale()
        self.draft = begun(self.record, self.study, machine=machine)
        return self._keep(self.draft)

    def _text(self) -> HttpResponse:
        """The whole draft as a text. One with faults is kept too, so that nothing is lost."""
        document = self.request.POST.get("document", "").replace("\r\n", "\n")
        faults = document_faults(self.record.registry_id, document)
        if len(document) > LONGEST:
            return self.page(status=422, problem=str(faults[0]))
        answer = self._keep(with_text(self.record, self.draft, document))
        if not faults or answer.status_code != 302:
            return answer
        self.draft = draft_of(self.record, self.study, self.request.user)
        return self.page(status=422)

    def _try(self) -> HttpResponse:
        person = self.request.POST.get("person", "")
        try:
            told = all_tried(self.draft.criteria, person, timezone.localdate())
        except TrialheadError as error:
            return self.page(status=422, person=person, person_problem=str(error))
        return self.page(person=person, tried=told)

    def _propose(self) -> HttpResponse:
        draft = self._ticked()
        found = review(self.record, self.study, draft)
        problem = ""
        if found.faults:
            problem = _("Mend the text of the draft first.")
        elif moved_since(self.record, self.study, draft):
            problem = _("Look at what has changed first.")
        elif found.undecided:
            told = _("Decide about every criterion first; %(n)s are undecided.")
            problem = told % {"n": found.undecided}
        if problem:
            return self.page(status=422, problem=problem)
        edition = actions.propose_draft(
            record=self.record, draft=draft, by=self.request.user, at=timezone.now()
        )
        if edition is None:
            return self.stale()
        messages.success(self.request, _("Proposed. A second person can publish it now."))
        return redirect("teams:review", self.record.registry_id)

    def _keep(self, draft: Draft, *to: str) -> HttpResponse:
        stamp = actions.keep_draft(
            record=self.record, draft=draft, by=self.request.user, at=timezone.now()
        )
        return self.stale() if stamp is None else redirect(*(to or self._here()))

    def _here(self) -> tuple[str, str]:
        return "teams:review", self.record.registry_id

    def stale(self) -> HttpResponse:
        """Another window was quicker: nothing of it is overwritten, nor a text typed here lost."""
        self.draft = draft_of(self.record, self.study, self.request.user)
        typed = self.request.POST.get("document", "").replace("\r\n", "\n")
        return self.page(status=409, stale=True, typed=typed[:LONGEST])

    def page(self, *, status: int = 200, **more: Any) -> HttpResponse:
        """The list of criteria."""
        found = review(self.record, self.study, self.draft)
        show = self.request.GET.get("show", "all")
        editions = self.record.criteria_editions.select_related("author", "publisher")
        newest = editions.order_by("-number").first()
        context = {
            "record": self.record,
            "text": self.study.eligibility.criteria,
            "draft": self.draft,
            "review": found,
            "rows": [row for row in found.rows if show != "undecided" or row.open],
            "sides": [str(side) for side in Side],
            "show": show if show in _SHOW else "all",
            "moved": moved_since(self.record, self.study, self.draft),
            "since": published_moved(self.record),
            "editions": editions.order_by("-number"),
            "newest": newest,
            "may_publish": newest
            and newest.published_at is None
            and newest.author_id != self.request.user.pk,
            "person": PERSON,
            **more,
        }
        return render(self.request, "teams/review.html", context, status=status)


@members(Permission.REVIEW, afresh=True)
@require_POST
def publish(request: Member, registry_id: str) -> HttpResponse:
    """Put the newest edition in force; never by its author."""
    record = reviewed_record(request.user, registry_id)
    check(request.user, Permission.REVIEW, Scope(registry_id))
    number = request.POST.get("number", "")
    edition = CriteriaEdition.objects.filter(
        record=record, number=int(number) if number.isdecimal() and len(number) < 9 else 0
    ).first()
    if edition is None:
        raise NotAllowed("There is no such edition.", fix="Look at the newest one.")
    studies.publish_criteria(edition=edition, by=request.user, at=timezone.now())
    messages.success(request, _("Published. Readers are asked by these criteria from now on."))
    return redirect("teams:review", registry_id)
