"""Names the feature for Django and registers what it does hour by hour."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """The alerts feature."""

    name = "trialhead.portal.alerts"
    label = "alerts"

    def ready(self) -> None:
        """Register the hourly work."""
        from trialhead.portal.alerts import actions, gathering
        from trialhead.portal.privacy import retention

        retention.register("alerts: mails about what changed", gathering.gather)
        retention.register("alerts: addresses nobody confirmed", actions.forget_unconfirmed)
        retention.register("alerts: proof of consents taken back", actions.forget_proof)
