"""The inbox, and one person's enquiry with what the team does about it."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from trialhead.errors import NotAllowed, NotFound
from trialhead.portal.accounts.door import Member, members
from trialhead.portal.accounts.models import User
from trialhead.portal.accounts.permissions import Scope, can
from trialhead.portal.accounts.roles import Permission
from trialhead.portal.contact import actions as contact
from trialhead.portal.contact.export import consents
from trialhead.portal.contact.handover.choices import open_proposal, sites_for
from trialhead.portal.contact.models import Enquiry, State
from trialhead.portal.contact.reply_form import ReplyForm
from trialhead.portal.contact.sent_notes import read
from trialhead.portal.desk import actions
from trialhead.portal.desk.forms import AgainForm, CommentForm, HandoverForm, MoveForm, short
from trialhead.portal.desk.listing import VIEWS, Wish, due, find, overdue, visible
from trialhead.portal.desk.models import OVER, Case, Stage
from trialhead.portal.desk.passages import placed
from trialhead.portal.desk.standing import criteria_of, standing
from trialhead.portal.desk.templated import language_of, openings

#: Who comes to the desk; which enquiries they see there, ``visible`` says.
READS = (Permission.SEE_PEOPLE, Permission.RUN)
_VIEW_NAMES = (
    gettext_lazy("Waiting"),
    gettext_lazy("Open"),
    gettext_lazy("Overdue"),
    gettext_lazy("Reminders due"),
    gettext_lazy("Mine"),
    gettext_lazy("All"),
)


@members(*READS)
@require_safe
def inbox(request: Member) -> HttpResponse:
    """Enquiries to my sites: how many are overdue, and the ones asked for."""
    now = timezone.now()
    wish = _wish(request)
    page = find(request.user, wish, now)
    if page.enquiries:
        names = tuple(short(one) for one in page.enquiries)
        actions.note_list(found=len(names), names=names, by=request.user, at=now)
    late = visible(request.user).filter(overdue(now))
    context = {
        "page": page,
        "wish": wish,
        "late": late.count(),
        "due": visible(request.user).filter(due(now)).count(),
        "late_ones": set(
            late.filter(pk__in=[one.pk for one in page.enquiries]).values_list("pk", flat=True)
        ),
        "views": list(zip(VIEWS, _VIEW_NAMES, strict=True)),
        "stages": Stage.choices,
        "may_export": can(request.user, Permission.EXPORT),
    }
    return render(request, "desk/inbox.html", context)


def _wish(request: Member) -> Wish:
    told = request.GET
    view, stage = told.get("view", ""), told.get("stage", "")
    return Wish(
        view=view if view in VIEWS else VIEWS[0],
        stage=stage if stage in Stage else "",
        words=told.get("q", "").strip()[:200],
        after=told.get("after", "")[:80],
    )


@members(*READS)
@require_safe
def enquiry(request: Member, reference: uuid.UUID) -> HttpResponse:
    """Everything about one person, and what can be done."""
    case = open_one(request, reference)
    return shown(request, case)


@members(*READS)
@require_POST
def show_contact(request: Member, reference: uuid.UUID) -> HttpResponse:
    """The address before the first reply; that somebody looked is kept."""
    case = open_one(request, reference)
    actions.show_contact(enquiry=case.enquiry, by=request.user, at=timezone.now())
    return shown(request, case, contact_shown=True)


@members(*READS)
@require_POST
def reply(request: Member, reference: uuid.UUID) -> HttpResponse:
    """The first answer, or a further one."""
    case = open_one(request, reference, to=Permission.ANSWER)
    if case.enquiry.replied and "again" in request.POST:
        return _reply_again(request, case)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return shown(request, case, reply_form=form, status=422)
    told = form.cleaned_data
    kept = contact.answer_enquiry(
        enquiry=case.enquiry,
        state=form.state(),
        text=told["text"],
        until=told["until"],
        at=timezone.now(),
        by=request.user,
    )
    if not kept:
        return _quicker(request, case, told["text"])
    messages.success(request, _("The answer is on its way."))
    return redirect("desk:enquiry", reference)


def _reply_again(request: Member, case: Case) -> HttpResponse:
    form = AgainForm(request.POST)
    if not form.is_valid():
        return shown(request, case, again_form=form, status=422)
    text = form.cleaned_data["text"]
    sent = contact.reply_again(enquiry=case.enquiry, text=text, at=timezone.now(), by=request.user)
    if not sent:
        return _quicker(request, case, text)
    messages.success(request, _("The answer is on its way."))
    return redirect("desk:enquiry", case.enquiry.reference)


def _quicker(request: Member, case: Case, text: str) -> HttpResponse:
    """Somebody else has answered meanwhile: nothing was sent, and nothing typed is lost."""
    case.enquiry.refresh_from_db()
    form = AgainForm(initial={"text": text})
    return shown(request, case, again_form=form, quicker=True, status=409)


@members(*READS)
@require_POST
def move(request: Member, reference: uuid.UUID) -> HttpResponse:
    """Stage, assignment and reminder."""
    case = open_one(request, reference, to=Permission.ANSWER)
    form = move_form(case, request.POST)
    if not form.is_valid():
        return shown(request, case, move_form=form, status=422)
    if not actions.move(case=case, to=form.move(), by=request.user, at=timezone.now()):
        case.refresh_from_db()
        return shown(request, case, quicker=True, status=409)
    messages.success(request, _("Kept."))
    return redirect("desk:enquiry", reference)


@members(*READS)
@require_POST
def comment(request: Member, reference: uuid.UUID) -> HttpResponse:
    """A note for colleagues."""
    case = open_one(request, reference, to=Permission.ANSWER)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return shown(request, case, comment_form=form, status=422)
    text = form.cleaned_data["text"]
    actions.comment(case=case, text=text, by=request.user, at=timezone.now())
    return redirect("desk:enquiry", reference)


def open_one(request: Member, reference: uuid.UUID, *, to: Permission | None = None) -> Case:
    """The case of an enquiry that is one's own to see. NotFound for others, as for none at all;
    NotAllowed where seeing is all one may do, or the person has withdrawn."""
    found = visible(request.user).filter(reference=reference).first()
    if found is None:
        raise NotFound("There is no such enquiry.", fix="Go back to the list.")
    if to is not None:
        _check(request.user, found, to)
    return actions.open_case(enquiry=found, by=request.user, at=timezone.now())


def _check(user: User, enquiry: Enquiry, permission: Permission) -> None:
    scope = Scope(enquiry.record.registry_id, enquiry.site_key)
    in_place = enquiry.to_operator and can(user, Permission.RUN)
    if not can(user, permission, scope) and not in_place:
        raise NotAllowed("Your role may not do this.", fix="Ask the study's owner.")
    if enquiry.state == State.WITHDRAWN:
        raise NotAllowed("The person has withdrawn the enquiry.", fix="Do not write to them.")


def move_form(case: Case, posted: Any = None) -> MoveForm:
    """The form of a case, filled as it stands."""
    asked = criteria_of(case.enquiry)
    criteria = [
        (one.id, f"{one.id}: {asked.words.get(one.id, one.title)[:90]}")
        for one in asked.criteria.criteria
    ]
    colleagues = {str(user.pk): user for user in _colleagues(case.enquiry)}
    initial = MoveForm.of(case)
    return MoveForm(posted, initial=initial, criteria=criteria, colleagues=colleagues)


def handover_form(case: Case, posted: Any = None) -> HandoverForm:
    """The form that proposes another site."""
    sites = sites_for(case.enquiry, timezone.localdate())
    return HandoverForm(posted, initial={"version": case.version}, sites=sites)


def _colleagues(enquiry: Enquiry) -> list[User]:
    scope = Scope(enquiry.record.registry_id, enquiry.site_key)
    near = User.objects.filter(
        is_active=True, memberships__registry_id__in=("", scope.study)
    ).distinct()
    return [user for user in near if can(user, Permission.ANSWER, scope)]


def shown(
    request: Member,
    case: Case,
    *,
    status: int = 200,
    contact_shown: bool = False,
    quicker: bool = False,
    **forms: Any,
) -> HttpResponse:
    """The page of one enquiry; a form with a problem stays as it was typed."""
    about = case.enquiry
    if about.state == State.WITHDRAWN:
        return render(request, "desk/withdrawn.html", {"enquiry": about})
    asked = criteria_of(about)
    context = {
        "case": case,
        "enquiry": about,
        "notes": [placed(note, asked) for note in read(about.notes)],
        "short": short(about),
        "standing": standing(about, timezone.localdate()),
        "answer_lines": about.answers.splitlines(),
        "consents": consents(about),
        "contact_shown": contact_shown or about.replied,
        "quicker": quicker,
        "comments": case.comments.select_related("author").order_by("at"),
        "worksheets": case.worksheets.order_by("-pk"),
        "openings": openings(about),
        "reply_language": language_of(about),
        "reply_form": forms.get("reply_form") or ReplyForm(),
        "again_form": forms.get("again_form") or AgainForm(),
        "comment_form": forms.get("comment_form") or CommentForm(),
        "move_form": forms.get("move_form") or move_form(case),
        "proposal": open_proposal(about, timezone.now()),
        "proposed": about.handovers.exclude(decided_at=None).order_by("pk"),
        "handover_form": forms.get("handover_form") or handover_form(case),
        "over": case.stage in OVER,
    }
    return render(request, "desk/enquiry.html", context, status=status)
