"""Every write about accounts; each is one transaction with its line in the log."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from trialhead.errors import NotAllowed, NotFound, Unreadable
from trialhead.portal.accounts.audit import MARK, Line, code
from trialhead.portal.accounts.models import (
    AuditEntry,
    AuditHead,
    Invitation,
    Membership,
    Remembered,
    User,
)
from trialhead.portal.accounts.permissions import Scope
from trialhead.portal.accounts.roles import Role
from trialhead.portal.privacy.tokens import digest, new_token

#: How long an invitation can be accepted.
INVITATION_LASTS = timedelta(days=7)


def name_of(user: User | None) -> str:
    """How the log names an account; empty for the portal itself and for people without one."""
    return "" if user is None else f"account:{user.pk}"


@transaction.atomic
def note(*, actor: User | None, action: str, subject: str, detail: str = "", at: datetime) -> None:
    """Add a line to the log. Nothing of what people wrote may stand in it."""
    head = _head()
    line = Line(
        number=head.number + 1,
        at=at,
        actor=name_of(actor),
        action=action,
        subject=subject,
        detail=detail,
    )
    mac = code(line, before=head.mac, key=head.key)
    AuditEntry.objects.create(
        number=line.number,
        at=at,
        actor=line.actor,
        action=action,
        subject=subject,
        detail=detail,
        mac=mac,
    )
    head.number, head.mac = line.number, mac
    head.save(update_fields=["number", "mac"])


def _head() -> AuditHead:
    """The end of the log, held to the end of the transaction: lines are added one by one."""
    AuditHead.objects.get_or_create(pk=1, defaults={"key": MARK + secrets.token_hex(32)})
    return AuditHead.objects.select_for_update().get(pk=1)


@transaction.atomic
def invite(*, email: str, role: Role, scope: Scope, by: User | None, at: datetime) -> str:
    """Open a door for somebody; returns the secret of its link. An earlier one closes."""
    check_scope(role, scope)
    address = email.strip().casefold()
    _close_invitations(email=address, role=role, scope=scope, at=at)
    token = new_token()
    Invitation.objects.create(
        email=address,
        role=role,
        registry_id=scope.study,
        site_key=scope.site,
        digest=digest(token),
        invited_by=by,
        sent_at=at,
        expires_at=at + INVITATION_LASTS,
    )
    note(actor=by, action="invited", subject=str(scope), detail=role, at=at)
    return token


def check_scope(role: Role, scope: Scope) -> None:
    """A role fits its scope. Unreadable if not."""
    if role is Role.OPERATOR and scope != Scope():
        raise Unreadable("An operator runs the whole portal.", fix="Give no study and no site.")
    if role is not Role.OPERATOR and not scope.study:
        raise Unreadable("Every role but operator is held in a study.", fix="Give its number.")
    if role is Role.COORDINATOR and not scope.site:
        raise Unreadable("A coordinator is one of a site.", fix="Give the site's key.")


def _close_invitations(*, email: str, role: Role, scope: Scope, at: datetime) -> None:
    Invitation.objects.filter(
        email=email, role=role, registry_id=scope.study, site_key=scope.site, used_at=None
    ).update(used_at=at)


@transaction.atomic
def call_back(*, invitation: Invitation, by: User, at: datetime) -> None:
    """Close a door nobody has come through."""
    if Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=at):
        subject = str(Scope(invitation.registry_id, invitation.site_key))
        note(actor=by, action="invitation called back", subject=subject, at=at)


@transaction.atomic
def accept(
    *, invitation: Invitation, user: User | None, name: str, password: str, at: datetime
) -> User:
    """Come through the door once: make the account, or give ``user`` the role.

    NotFound if the door has closed. An address that has an account must be signed in: the link
    alone changes no password and opens no account that stands.
    """
    if not Invitation.objects.filter(pk=invitation.pk, used_at=None, expires_at__gt=at).update(
        used_at=at
    ):
        raise NotFound("This invitation has been used or has expired.", fix="Ask for a new one.")
    member = user or _new_user(invitation.email, name=name, password=password, at=at)
    if member.email != invitation.email:
        raise NotAllowed("This invitation is for another address.", fix="Sign in with that one.")
    Membership.objects.get_or_create(
        user=member,
        role=invitation.role,
        registry_id=invitation.registry_id,
        site_key=invitation.site_key,
        defaults={"since": at},
    )
    subject = str(Scope(invitation.registry_id, invitation.site_key))
    note(actor=member, action="joined", subject=subject, detail=invitation.role, at=at)
    return member


def _new_user(email: str, *, name: str, password: str, at: datetime) -> User:
    if User.objects.filter(email=email).exists():
        raise NotAllowed("This address has an account.", fix="Sign in, then open the link again.")
    user = User(email=email, name=name, joined_at=at)
    user.set_password(password)
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


@transaction.atomic
def end_membership(*, membership: Membership, by: User, at: datetime) -> None:
    """Take a role away; it holds from the next click on. The last operator stays."""
    held = Membership.objects.select_for_update().get(pk=membership.pk)
    others = Membership.objects.filter(role=Role.OPERATOR).exclude(user=held.user)
    if held.role == Role.OPERATOR and not others.exists():
        raise NotAllowed("This is the only operator.", fix="Invite another one first.")
    subject = f"account:{held.user_id}"
    detail = f"{held.role} {Scope(held.registry_id, held.site_key)}"
    held.delete()
    note(actor=by, action="role taken away", subject=subject, detail=detail, at=at)


@transaction.atomic
def end_sessions(*, user: User, by: User, at: datetime) -> None:
    """Sign an account out everywhere."""
    for session in UserSession.objects.filter(user=user):
        session.end()
    note(actor=by, action="sessions ended", subject=name_of(user), at=at)


@transaction.atomic
def forget_invitations(*, before: datetime) -> int:
    """Erase invitations that expired before."""
    return Invitation.objects.filter(expires_at__lt=before).delete()[0]


@transaction.atomic
def forget_sessions(*, before: datetime) -> int:
    """Erase sessions that expired before, and what was listed of sessions that are no more."""
    erased = Session.objects.filter(expire_date__lt=before).delete()[0]
    alive = Session.objects.values("session_key")
    return erased + int(UserSession.objects.exclude(session_key__in=alive).delete()[0])


@transaction.atomic
def remember(*, digest: str, value: Any, until: datetime) -> None:
    """Keep a value for every process."""
    told = {"value": value, "ends_at": until}
    Remembered.objects.update_or_create(digest=digest, defaults=told)


@transaction.atomic
def remember_first(*, digest: str, value: Any, until: datetime, at: datetime) -> bool:
    """Keep a value unless there is one; of two processes at once, one is told True."""
    told = {"value": value, "ends_at": until}
    _, made = Remembered.objects.get_or_create(digest=digest, defaults=told)
    return made or bool(Remembered.objects.filter(digest=digest, ends_at__lte=at).update(**told))


@transaction.atomic
def forget_remembered(**which: Any) -> int:
    """Erase remembered values; how many."""
    erased, _ = Remembered.objects.filter(**which).delete()
    return erased
