"""The team's own pages: coming in, one's account, members, the log."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from trialhead.portal.accounts import actions as accounts
from trialhead.portal.accounts import audit
from trialhead.portal.accounts.door import Member, anybody, members, own_account
from trialhead.portal.accounts.models import AuditEntry, Invitation
from trialhead.portal.accounts.permissions import can
from trialhead.portal.accounts.roles import Permission
from trialhead.portal.privacy.tokens import digest
from trialhead.portal.teams.forms import JoinForm

#: So many lines of the log are on one page.
LINES = 100


@own_account
@require_safe
def home(request: Member) -> HttpResponse:
    """Where somebody goes who has signed in."""
    sees = can(request.user, Permission.SEE_PEOPLE) or can(request.user, Permission.RUN)
    return redirect("desk:inbox" if sees else "teams:account")


@own_account
@require_safe
def account(request: Member) -> HttpResponse:
    """One's own roles, and where the account is kept safe."""
    held = request.user.memberships.order_by("role", "registry_id", "site_key")
    return render(request, "teams/account.html", {"memberships": held})


@anybody
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Coming in by invitation. Opening the page uses nothing up."""
    now = timezone.now()
    door = Invitation.objects.filter(digest=digest(token), used_at=None, expires_at__gt=now)
    invitation = door.first()
    if invitation is None:
        return render(request, "teams/join_closed.html", status=404)
    signed_in: Any = request.user if request.user.is_authenticated else None
    form = JoinForm(request.POST or None)
    if request.method == "POST" and (signed_in or form.is_valid()):
        told = {"name": "", "password": ""} if signed_in else form.cleaned_data
        return _come_in(request, invitation, signed_in, told)
    page = {"invitation": invitation, "form": form, "signed_in": signed_in}
    return render(request, "teams/join.html", page)


def _come_in(
    request: HttpRequest, invitation: Invitation, signed_in: Any, told: dict[str, str]
) -> HttpResponse:
    user = accounts.accept(
        invitation=invitation,
        user=signed_in,
        name=told["name"],
        password=told["password"],
        at=timezone.now(),
    )
    if signed_in is None:
        login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
        record_authentication(request, user, method="password", reauthenticated=True)
    return redirect("mfa_index" if signed_in is None else "teams:home")


@members(Permission.RUN)
@require_safe
def log(request: Member) -> HttpResponse:
    """The newest lines of the log, and whether all of it stands."""
    found = audit.verify()
    lines = AuditEntry.objects.order_by("-number")[:LINES]
    return render(request, "teams/log.html", {"lines": lines, "finding": found})


@members(Permission.RUN, afresh=True)
@require_safe
def log_file(request: Member) -> StreamingHttpResponse:
    """The whole log as a file."""
    accounts.note(actor=request.user, action="log taken", subject="portal", at=timezone.now())
    answer = StreamingHttpResponse(
        audit.as_text(audit.entries()), content_type="application/jsonl; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="trialhead-log.jsonl"'
    return answer
