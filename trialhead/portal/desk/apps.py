"""Names the feature for Django."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The desk feature."""

    name = "trialhead.portal.desk"
    label = "desk"
