"""Names the feature for Django and registers what it forgets in time."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """The notifications feature."""

    name = "trialhead.portal.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Register what is forgotten."""
        from trialhead.portal.notifications import actions, delivery
        from trialhead.portal.privacy import retention

        retention.register(
            "notifications: old messages",
            actions.forget_old,
            keeps=_(
                "the words of a mail until it is sent; that it was sent 180 days; one that was "
                "given up 30 days"
            ),
        )
        retention.register(
            "notifications: local mail",
            delivery.forget_local_mail,
            keeps=_("30 days, in files of an installation without a mail server"),
        )
        retention.register(
            "notifications: workers",
            actions.forget_workers,
            keeps=_("7 days after one was last seen"),
        )
