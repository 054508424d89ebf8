"""Names the feature for Django and registers what it does by itself."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk feature."""

    name = "trialhead.portal.desk"
    label = "desk"

    def ready(self) -> None:
        """Register the mails of reminders."""
        from trialhead.portal.desk.reminders import remind
        from trialhead.portal.notifications import chores

        chores.register("desk: reminders", remind)
