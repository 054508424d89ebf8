"""Names the feature for Django and registers what it does by itself."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlertsConfig(AppConfig):
    """The alerts feature."""

    name = "trialhead.portal.alerts"
    label = "alerts"

    def ready(self) -> None:
        """Register mails about changes, and what is forgotten."""
        from trialhead.portal.alerts import actions, gathering
        from trialhead.portal.notifications import chores
        from trialhead.portal.privacy import retention

        chores.register("alerts: mails about what changed", gathering.gather)
        retention.register(
            "alerts: addresses nobody confirmed",
            actions.forget_unconfirmed,
            keeps=_("46 hours"),
        )
        retention.register(
            "alerts: proof of consents taken back",
            actions.forget_proof,
            keeps=_("as long as set, counted from when it was taken back"),
        )
