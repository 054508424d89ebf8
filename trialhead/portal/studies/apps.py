"""Names the feature for Django."""

from django.apps import AppConfig


class StudiesConfig(AppConfig):
    """The studies feature."""

    name = "trialhead.portal.studies"
    label = "studies"
