"""Names the feature for Django."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The pages feature."""

    name = "trialhead.portal.pages"
    label = "pages"
