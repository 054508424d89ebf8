"""Every write about a study's team, with the mails it causes."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from trialhead.portal.accounts import actions as accounts
from trialhead.portal.accounts.models import User
from trialhead.portal.accounts.permissions import Scope
from trialhead.portal.accounts.roles import Role
from trialhead.portal.notifications import actions as outbox
from trialhead.portal.notifications import letters


@dataclass(frozen=True, kw_only=True, slots=True)
class Invited:
    """Whom an invitation is for, and to what."""

    email: str
    role: Role
    scope: Scope


@transaction.atomic
def invite(*, invited: Invited, by: User | None, origin: str, language: str, at: datetime) -> str:
    """Open a door and send its address; the address is returned for who runs the command."""
    token = accounts.invite(
        email=invited.email, role=invited.role, scope=invited.scope, by=by, at=at
    )
    address = f"{settings.TRIALHEAD_ADDRESS or origin}{reverse('teams:join', args=[token])}"
    context = {"link": address, "role": invited.role, "scope": invited.scope, "by": by}
    letter = letters.render("team_invitation", context, language)
    outbox.post(
        key=f"invitation:{uuid.uuid4()}",
        to=invited.email,
        subject=letter.subject,
        text=letter.text,
        language=language,
        at=at,
    )
    return address
