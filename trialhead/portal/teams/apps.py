"""Names the feature for Django and registers what it does by itself."""

from datetime import datetime

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    """The teams feature."""

    name = "trialhead.portal.teams"
    label = "teams"

    def ready(self) -> None:
        """Register the mails about approvals that end."""
        from trialhead.portal.notifications import chores

        chores.register("teams: approvals that end", _tell)


def _tell(*, now: datetime) -> int:
    # Words bring the room of overviews, which most commands do not need.
    from trialhead.portal.teams import ending

    return ending.tell(now=now)
