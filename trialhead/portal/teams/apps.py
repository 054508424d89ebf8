"""Names the feature for Django."""

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    """The teams feature."""

    name = "trialhead.portal.teams"
    label = "teams"
