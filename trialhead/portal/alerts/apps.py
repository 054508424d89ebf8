"""Names the feature for Django and registers what it does by itself."""

from datetime import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlertsConfig(AppConfig):
    """The alerts feature."""

    name = "trialhead.portal.alerts"
    label = "alerts"

    def ready(self) -> None:
        """Register mails about changes, and what is forgotten."""
        from trialhead.portal.notifications import chores
        from trialhead.portal.privacy import retention

        chores.register("alerts: mails about what changed", _gather)
        retention.register(
            "alerts: addresses nobody confirmed", _forget_unconfirmed, keeps=_("46 hours")
        )
        retention.register(
            "alerts: proof of consents taken back",
            _forget_proof,
            keeps=_("as long as set, counted from when it was taken back"),
        )


# The jobs load what they need when they run: alerts bring the rooms of search and criteria, which
# most commands do not need.


def _gather(*, now: datetime) -> int:
    from trialhead.portal.alerts import gathering

    return gathering.gather(now=now)


def _forget_unconfirmed(*, now: datetime) -> int:
    from trialhead.portal.alerts import actions

    return actions.forget_unconfirmed(now=now)


def _forget_proof(*, now: datetime) -> int:
    from trialhead.portal.alerts import actions

    return actions.forget_proof(now=now)
