"""Names the feature for Django and registers what it forgets."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotesConfig(AppConfig):
    """The notes feature."""

    name = "trialhead.portal.notes"
    label = "notes"

    def ready(self) -> None:
        """Register the hourly work."""
        from trialhead.portal.notes.actions import forget_shares
        from trialhead.portal.privacy import retention

        retention.register(
            "notes: shares that are over",
            forget_shares,
            keeps=_("until the time its maker chose, at most as long as set"),
        )
