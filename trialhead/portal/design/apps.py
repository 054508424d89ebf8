"""Names the feature for Django."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """The design feature."""

    name = "trialhead.portal.design"
    label = "design"
