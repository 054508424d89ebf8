"""The door of the team's pages: no page behind it opens without a rule.

A view under ``/team/`` names its rule with :func:`members`, :func:`own_account` or
:func:`anybody`. One that names none answers 403 to everybody.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from allauth.account.decorators import reauthentication_required
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.middleware import UserSessionsMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from trialhead.errors import NotAllowed
from trialhead.portal.accounts.models import User
from trialhead.portal.accounts.permissions import can, check
from trialhead.portal.accounts.roles import Permission
from trialhead.portal.design.errors import explain

View = Callable[..., HttpResponseBase]
#: Where the team's pages begin; the session's cookie goes nowhere else.
TEAM: Final = "/team/"
#: Rules beside permissions.
OWN: Final = "own account"
ANYBODY: Final = "anybody"


class Member(HttpRequest):
    """A request of somebody signed in."""

    user: User


def members(*permissions: Permission, afresh: bool = False) -> Callable[[View], View]:
    """Open to accounts with a second factor that hold one of the permissions somewhere; the view
    narrows it to the study and site at hand. ``afresh``: who they are is asked again before."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: Member, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not is_mfa_enabled(request.user):
                return redirect("mfa_index")
            if not any(can(request.user, one) for one in permissions):
                check(request.user, permissions[0])
            return view(request, *args, **kwargs)

        asked: Any = reauthentication_required(guarded) if afresh else guarded
        return _ruled(_signed_in(asked), " or ".join(permissions))

    return guard


def own_account(view: View) -> View:
    """Open to everybody signed in, for what is their own."""
    return _ruled(_signed_in(view), OWN)


def anybody(view: View) -> View:
    """Open without signing in: what it shows hangs on a secret in its address."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return _ruled(guarded, ANYBODY)


def _signed_in(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def _ruled(view: View, rule: str) -> View:
    view.rule = rule  # type: ignore[attr-defined]
    return view


def rule_of(view: Any) -> str:
    """The rule a view names; empty if none. The account library's pages are one's own account."""
    named: str = getattr(view, "rule", "")
    if not named and getattr(view, "__module__", "").startswith("allauth."):
        return OWN
    return named


class Door:
    """Closes pages of the team that name no rule, and says why where a rule forbids."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        if request.path.startswith(TEAM):
            answer["Cache-Control"] = "no-store, private"
            answer["X-Robots-Tag"] = "noindex, nofollow"
            # Our own forms must say where they come from, or no token is believed.
            answer["Referrer-Policy"] = "same-origin"
            if getattr(request.resolver_match, "url_name", "") == "mfa_activate_totp":
                answer._csp_update = {"img-src": "data:"}  # type: ignore[attr-defined] # its QR code
        return answer

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """403 for a page without a rule."""
        if request.path.startswith(TEAM) and not rule_of(view):
            raise PermissionDenied
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for what an account may not do."""
        if not isinstance(error, NotAllowed):
            return None
        status = error.outcome.http_status
        return explain(request, status=status, title=_("This is not open to you"), text=str(error))


def track_sessions(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Keep the list of a member's sessions, on the team's pages alone."""
    tracking = UserSessionsMiddleware(get_response)

    def tracked(request: HttpRequest) -> HttpResponseBase:
        follow = tracking if request.path.startswith(TEAM) else get_response
        answer: HttpResponseBase = follow(request)
        return answer

    return tracked
