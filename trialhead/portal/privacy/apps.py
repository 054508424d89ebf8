"""Names the feature for Django and registers what it forgets day by day."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """The privacy feature."""

    name = "trialhead.portal.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Register the daily work."""
        from trialhead.portal.privacy import actions, retention

        retention.register("privacy: counts of requests", actions.forget_counts)
        retention.register("privacy: secrets of past days", actions.forget_day_secrets)
