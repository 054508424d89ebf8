"""Names the feature for Django and registers what it forgets in time."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    """The privacy feature."""

    name = "trialhead.portal.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Register what is forgotten."""
        from trialhead.portal.privacy import actions, retention

        retention.register(
            "privacy: counts of requests",
            actions.forget_counts,
            keeps=_("until their limit counts anew, a day at most"),
        )
        retention.register(
            "privacy: secrets of past days",
            actions.forget_day_secrets,
            keeps=_("until the day is over (UTC)"),
        )
