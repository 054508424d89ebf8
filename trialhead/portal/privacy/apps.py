"""Names the feature for Django and registers what it forgets in time."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """The privacy feature."""

    name = "trialhead.portal.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Register what is forgotten."""
        from trialhead.portal.privacy import actions, retention

        retention.register("privacy: counts of requests", actions.forget_counts)
        retention.register("privacy: secrets of past days", actions.forget_day_secrets)
