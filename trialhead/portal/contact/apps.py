"""Names the feature for Django and registers what it does day by day."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactConfig(AppConfig):
    """The contact feature."""

    name = "trialhead.portal.contact"
    label = "contact"

    def ready(self) -> None:
        """Register the daily work."""
        from trialhead.portal.contact.follow_up import follow_up, tidy_enquiries
        from trialhead.portal.contact.handover.actions import lapse_proposals
        from trialhead.portal.privacy import retention

        retention.register(
            "contact: unanswered enquiries",
            follow_up,
            keeps=_("closed 30 days after another site was offered"),
        )
        retention.register(
            "contact: proposals not answered",
            lapse_proposals,
            keeps=_("14 days"),
        )
        retention.register(
            "contact: closed enquiries",
            tidy_enquiries,
            keeps=_("as long as set; links to sites 60 days; events and consents like proof"),
        )
