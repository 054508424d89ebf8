"""Names the feature for Django and registers what it does day by day."""

from django.apps import AppConfig


class ContactConfig(AppConfig):
    """The contact feature."""

    name = "trialhead.portal.contact"
    label = "contact"

    def ready(self) -> None:
        """Register the daily work."""
        from trialhead.portal.contact.follow_up import follow_up, tidy_enquiries
        from trialhead.portal.contact.handover.actions import lapse_proposals
        from trialhead.portal.privacy import retention

        retention.register("contact: unanswered enquiries", follow_up)
        retention.register("contact: proposals not answered", lapse_proposals)
        retention.register("contact: closed enquiries", tidy_enquiries)
