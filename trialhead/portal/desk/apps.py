"""Names the feature for Django and registers what it does by itself."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from trialhead.portal.contact.models import Enquiry


class DeskConfig(AppConfig):
    """The desk feature."""

    name = "trialhead.portal.desk"
    label = "desk"

    def ready(self) -> None:
        """Register the mails of reminders and the counting of questions."""
        from trialhead.portal.contact import received
        from trialhead.portal.desk.reminders import remind
        from trialhead.portal.notifications import chores
        from trialhead.portal.privacy import retention

        chores.register("desk: reminders", remind)
        received.register("desk: questions", _count)
        retention.register(
            "desk: questions counted long ago", _forget, keeps=_("as long as proof of consents")
        )


# Counting brings the rooms of criteria and screening, which most commands do not need.


def _count(enquiry: "Enquiry", *, at: datetime) -> None:
    from trialhead.portal.desk import questions

    questions.count(enquiry, at=at)


def _forget(*, now: datetime) -> int:
    from trialhead.portal.desk import questions

    return questions.forget(now=now)
