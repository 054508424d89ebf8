"""Names the feature for Django and registers what it does by itself."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk feature."""

    name = "trialhead.portal.desk"
    label = "desk"

    def ready(self) -> None:
        """Register the mails of reminders and the counting of questions."""
        from trialhead.portal.contact import received
        from trialhead.portal.desk import questions
        from trialhead.portal.desk.reminders import remind
        from trialhead.portal.notifications import chores
        from trialhead.portal.privacy import retention

        chores.register("desk: reminders", remind)
        received.register("desk: questions", questions.count)
        retention.register("desk: questions counted long ago", questions.forget)
