"""Names the feature for Django."""

from django.apps import AppConfig


class SwitchesConfig(AppConfig):
    """The switches feature."""

    name = "trialhead.portal.switches"
    label = "switches"
