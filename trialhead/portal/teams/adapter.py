"""How the account library lets people in and sends its mails: through our outbox."""

import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from trialhead.portal.design.context import origin
from trialhead.portal.notifications import actions as outbox
from trialhead.portal.privacy.throttle import client_address


class TeamAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up; mails are delivered and tracked like every other."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by invitation."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whom tries are counted for: the address that our own proxy tells, not the proxy's."""
        return client_address(request)

    def format_email_subject(self, subject: str) -> str:
        """The subject, with whom it is from."""
        return f"trialhead: {subject}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Post a mail of the account library to the outbox."""
        given = {
            "request": self.request,
            "email": email,
            "current_site": {"name": "trialhead", "domain": origin(self.request)},
            **context,
        }
        mail = self.render_mail(template_prefix, email, given)
        outbox.post(
            key=f"account:{uuid.uuid4()}",
            to=email,
            subject=str(mail.subject),
            text=str(mail.body),
            language=get_language() or settings.LANGUAGE_CODE,
            at=timezone.now(),
        )
