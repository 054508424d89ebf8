"""The page of one criterion of a draft: looked at, corrected in a form, left to people."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trialhead.criteria import ROOT, Typed, part_at, read_typed
from trialhead.errors import Unreadable
from trialhead.portal.accounts.door import Member, members
from trialhead.portal.accounts.roles import Permission
from trialhead.portal.studies.models import StudyRecord
from trialhead.portal.teams import actions
from trialhead.portal.teams.criterion import (
    corrected,
    deleted,
    left_to_people,
    split_off,
    unfinished,
)
from trialhead.portal.teams.criterion_page import (
    Looked,
    checked,
    looked,
    neighbours,
    page,
    told,
    trial,
)
from trialhead.portal.teams.drafts import Draft, draft_of
from trialhead.portal.teams.entered import Act, act_of, head_in, reshaped, touched, typed_in
from trialhead.portal.teams.review import document_faults
from trialhead.portal.teams.reviewed import reviewed_record
from trialhead.registry import Study


@members(Permission.REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def criterion(request: Member, registry_id: str, name: str) -> HttpResponse:
    """One criterion in its form; a POST keeps what was typed, whatever it is."""
    record = reviewed_record(request.user, registry_id)
    study = record.study()
    draft = draft_of(record, study, request.user)
    if document_faults(registry_id, draft.document):
        messages.info(request, _("Mend the text of the draft first."))
        return redirect("teams:review", registry_id)
    desk = _Desk(request, record, study, draft, name)
    if all(one.id != name for one in draft.criteria.criteria):
        raise Http404
    return desk.answer() if request.method == "POST" else desk.page(looked(draft, name))


class _Desk:
    """One criterion of one draft before its author."""

    def __init__(
        self, request: Member, record: StudyRecord, study: Study, draft: Draft, name: str
    ) -> None:
        self.request, self.record, self.study = request, record, study
        self.draft, self.name = draft, name

    def answer(self) -> HttpResponse:
        """What a button does. A form that cannot be read changes nothing."""
        act = act_of(self.request.POST)
        try:
            if act.verb in ("leave", "delete"):
                return self._set_aside(act.verb)
            head, before = head_in(self.request.POST), typed_in(self.request.POST)
            root = reshaped(before, act, self.request.POST)
            seen = checked(head, root, self.draft.criteria)
            if act.verb == "look":
                return JsonResponse(self._look(seen))
            if act.verb == "split":
                return self._split(before, act, seen)
            return self._keep(act, seen, opened=(touched(before, act),))
        except Unreadable as error:
            return self.page(looked(self.draft, self.name), problem=str(error), status=422)

    def _set_aside(self, verb: str) -> HttpResponse:
        if verb == "delete":
            after = neighbours(self.draft, self.name)
            to = after["next"] or after["previous"]
            kept = self._kept(deleted(self.draft, self.name))
        else:
            to = self.name
            kept = self._kept(left_to_people(self.draft, self.name, self.study))
        if not kept:
            return self.stale(looked(self.draft, self.name))
        return self._to(to) if to else redirect("teams:review", self.record.registry_id)

    def _look(self, seen: Looked) -> dict[str, Any]:
        """What is wrong and what it would mean, while somebody types; nothing is kept."""
        said = told(self.draft, self.name, seen)
        faults = [
            {"field": f"{one.part}:{one.key}", "told": f"{one.mistake} {one.fix}"}
            for one in seen.faults
        ]
        oddities = [f"{one.what} {one.remedy}" for one in said["oddities"]]
        return {"faults": faults, "sentence": said["sentence"], "oddities": oddities}

    def _split(self, before: Typed, act: Act, seen: Looked) -> HttpResponse:
        """A part becomes a criterion of its own; it must be whole."""
        node, faults = read_typed(part_at(before, act.part))
        if node is None:
            raise Unreadable(f"{faults[0].mistake}", fix="Mend the part, then split it off.")
        first = self._changed(seen)
        draft, new = split_off(first, self.name, node)
        return self._to(new) if self._kept(draft) else self.stale(seen)

    def _keep(self, act: Act, seen: Looked, *, opened: tuple[str, ...]) -> HttpResponse:
        draft = self._changed(seen)
        done = act.verb == "right" and seen.node is not None
        draft = draft.deciding([self.name]) if done else draft
        if not self._kept(draft):
            return self.stale(seen)
        if act.verb == "try" or (seen.node is None and act.verb in ("check", "right")):
            self.draft = draft_of(self.record, self.study, self.request.user)
            return self.page(seen, status=200 if act.verb == "try" else 422, opened=opened)
        if done:
            messages.success(self.request, _("%(id)s is decided.") % {"id": self.name})
            return self._to(neighbours(draft, self.name)["next_undecided"])
        return self._to(self.name, opened=opened)

    def _changed(self, seen: Looked) -> Draft:
        if seen.node is None:
            return unfinished(self.draft, self.name, seen.head, seen.root)
        draft = corrected(self.draft, self.name, seen.head, seen.node)
        faults = document_faults(self.record.registry_id, draft.document)
        if faults:
            raise Unreadable(faults[0].mistake, fix=faults[0].fix)
        return draft

    def _kept(self, draft: Draft) -> bool:
        """Whether it was kept: the page must have shown the draft as it is."""
        if self.request.POST.get("stamp", "") != self.draft.stamp:
            return False
        stamp = actions.keep_draft(
            record=self.record, draft=draft, by=self.request.user, at=timezone.now()
        )
        return stamp is not None

    def stale(self, seen: Looked) -> HttpResponse:
        """Another window was quicker: nothing of it is overwritten, nothing typed here is lost."""
        self.draft = draft_of(self.record, self.study, self.request.user)
        return self.page(seen, status=409, stale=True)

    def _to(self, name: str, opened: tuple[str, ...] = ()) -> HttpResponse:
        if not name:
            return redirect("teams:review", self.record.registry_id)
        where = reverse("teams:criterion", args=[self.record.registry_id, name])
        query = f"?{urlencode({'open': opened[0]})}#{opened[0]}" if opened else ""
        return redirect(f"{where}{query}")

    def page(
        self, seen: Looked, *, status: int = 200, opened: tuple[str, ...] = (), **more: Any
    ) -> HttpResponse:
        """The form as it was typed."""
        asked = (*opened, *self.request.GET.getlist("open")[:20])
        given = self.request.POST.dict()
        shown = page(self.record, self.study, self.draft, self.name, seen, opened=asked)
        tried = trial(self.draft, self.name, seen, given, timezone.localdate())
        context = {**shown, **tried, "root": ROOT, **more}
        return render(self.request, "teams/criterion.html", context, status=status)
