"""Members of study teams, invited and signed in."""

import time
from typing import Any

from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from trialhead.portal.accounts import actions
from trialhead.portal.accounts.models import Invitation, User
from trialhead.portal.accounts.permissions import Scope
from trialhead.portal.accounts.roles import Role
from trialhead.portal.accounts.sessions import SessionStore
from trialhead.portal.privacy.tokens import digest

PASSWORD = "a long word for tests only"
#: The secret of every test member's authenticator app.
SECRET = "JBSWY3DPEHPK3PXP"


def member(
    role: Role, *, study: str = "", site: str = "", email: str = "", second_factor: bool = True
) -> User:
    """Somebody with one role."""
    address = email or f"{role}-{site or study or 'portal'}@team.example".lower()
    user = join(address, role, Scope(study, site))
    if second_factor:
        TOTP.activate(user, SECRET)
    return user


def join(address: str, role: Role, scope: Scope) -> User:
    """Invited and accepted."""
    now = timezone.now()
    known = User.objects.filter(email=address).first()
    token = actions.invite(email=address, role=role, scope=scope, by=None, at=now)
    invitation = Invitation.objects.get(digest=digest(token))
    name = f"Test {role.label}"
    return actions.accept(invitation=invitation, user=known, name=name, password=PASSWORD, at=now)


def signed_in(user: User, *, afresh: bool = True) -> Client:
    """A browser of this member; ``afresh``: who they are was asked just now."""
    request = HttpRequest()
    session = request.session = SessionStore()
    login(request, user, "allauth.account.auth_backends.AuthenticationBackend")
    if afresh:
        session["account_authentication_methods"] = [
            {"method": "password", "at": time.time(), "email": user.email, "reauthenticated": True}
        ]
        session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.secret
    return client


def session_of(client: Client) -> SessionStore:
    """The session that a browser's cookie opens."""
    return SessionStore.behind(client.cookies[settings.SESSION_COOKIE_NAME].value)


def planted_in(client: Client) -> str:
    """A cookie that somebody else has put into a browser, of a session that is there."""
    session = SessionStore()
    session["planted"] = "by somebody else"
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.secret
    return session.secret


def code_now(secret: str = SECRET) -> str:
    """What the authenticator app shows."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def give_code(client: Client, path: str, *, secret: str = SECRET, **more: str) -> Any:
    """Send what the app shows; what it shows next, if its half minute ended on the way."""
    code = code_now(secret)
    answer = client.post(path, {"code": code, **more})
    if answer.status_code == 200 and code != code_now(secret):
        answer = client.post(path, {"code": code_now(secret), **more})
    return answer


def client_of(role: Role, **scope: Any) -> Client:
    """A browser of a new member."""
    return signed_in(member(role, **scope))
