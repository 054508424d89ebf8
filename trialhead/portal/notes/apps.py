"""Names the feature for Django."""

from django.apps import AppConfig


class NotesConfig(AppConfig):
    """The notes feature."""

    name = "trialhead.portal.notes"
    label = "notes"
