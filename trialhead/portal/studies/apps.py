"""Names the feature for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StudiesConfig(AppConfig):
    """The studies feature."""

    name = "trialhead.portal.studies"
    label = "studies"

    def ready(self) -> None:
        """Register what is forgotten."""
        from trialhead.portal.privacy import retention
        from trialhead.portal.studies import actions

        retention.register(
            "studies: words of ratings",
            actions.forget_hard_sentences,
            keeps=_("a year; the scores stay"),
        )
