"""Names the feature for Django."""

from django.apps import AppConfig


class PrescreenConfig(AppConfig):
    """The prescreen feature; it has no tables, for nothing of a person is kept."""

    name = "trialhead.portal.prescreen"
    label = "prescreen"
