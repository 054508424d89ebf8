"""Names the feature for Django."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """The operations feature."""

    name = "trialhead.portal.operations"
    label = "operations"
