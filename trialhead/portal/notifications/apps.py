"""Names the feature for Django and registers what it forgets day by day."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """The notifications feature."""

    name = "trialhead.portal.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Register the daily work."""
        from trialhead.portal.notifications import actions
        from trialhead.portal.privacy import retention

        retention.register("notifications: old messages", actions.forget_old)
