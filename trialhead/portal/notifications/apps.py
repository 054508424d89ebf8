"""Names the feature for Django and registers what it forgets in time."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """The notifications feature."""

    name = "trialhead.portal.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Register what is forgotten."""
        from trialhead.portal.notifications import actions, delivery
        from trialhead.portal.privacy import retention

        retention.register("notifications: old messages", actions.forget_old)
        retention.register("notifications: local mail", delivery.forget_local_mail)
