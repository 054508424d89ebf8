"""The members of a study's team: inviting, ending a role, signing somebody out."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trialhead.errors import NotFound, Unreadable
from trialhead.portal.accounts import actions as accounts
from trialhead.portal.accounts.door import Member, members
from trialhead.portal.accounts.models import Invitation, Membership
from trialhead.portal.accounts.permissions import Scope, check, within
from trialhead.portal.accounts.roles import Permission, Role
from trialhead.portal.design.context import origin
from trialhead.portal.teams import actions
from trialhead.portal.teams.forms import EndForm, InviteForm


@members(Permission.INVITE, afresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: Member) -> HttpResponse:
    """Members and open invitations in one's scopes, and a form to invite."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _invite(request, form):
        return redirect("teams:people")
    page = {
        "form": form,
        "memberships": _memberships(request),
        "invitations": _invitations(request),
    }
    return render(request, "teams/people.html", page)


def _invite(request: Member, form: InviteForm) -> bool:
    told = form.cleaned_data
    scope = Scope(told["study"], told["site"])
    check(request.user, Permission.INVITE, scope)
    if told["role"] == Role.OPERATOR:
        check(request.user, Permission.RUN)
    invited = actions.Invited(email=told["email"], role=Role(told["role"]), scope=scope)
    try:
        actions.invite(
            invited=invited,
            by=request.user,
            origin=origin(request),
            language=get_language() or "en",
            at=timezone.now(),
        )
    except Unreadable as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("The invitation is on its way."))
    return True


@members(Permission.INVITE, afresh=True)
@require_POST
def end(request: Member) -> HttpResponse:
    """End a role, call an invitation back, or sign a member out everywhere."""
    form = EndForm(request.POST)
    if not form.is_valid():
        raise Unreadable("Nothing was chosen.", fix="Go back and choose one member.")
    [(what, number)] = form.cleaned_data.items()
    now = timezone.now()
    if what == "invitation":
        invitation = _one(_invitations(request), number)
        accounts.call_back(invitation=invitation, by=request.user, at=now)
    else:
        membership = _one(_memberships(request), number)
        if what == "sessions":
            accounts.end_sessions(user=membership.user, by=request.user, at=now)
        else:
            accounts.end_membership(membership=membership, by=request.user, at=now)
    return redirect("teams:people")


def _memberships(request: Member) -> QuerySet[Membership]:
    mine = within(request.user, Permission.INVITE, study="registry_id", site="site_key")
    held = Membership.objects.filter(mine).select_related("user")
    return held.order_by("registry_id", "site_key", "user__name")


def _invitations(request: Member) -> QuerySet[Invitation]:
    mine = within(request.user, Permission.INVITE, study="registry_id", site="site_key")
    return Invitation.objects.filter(mine, used_at=None, expires_at__gt=timezone.now())


def _one(rows: Any, number: int) -> Any:
    found = rows.filter(pk=number).first()
    if found is None:
        raise NotFound("There is no such member.", fix="Go back to the list.")
    return found
