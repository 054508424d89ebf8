"""Names the feature for Django and registers what it forgets and seals anew."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """The accounts feature."""

    name = "trialhead.portal.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Register the daily work and the secrets kept in the account library's tables."""
        from trialhead.portal.accounts import forgetting, second_factor
        from trialhead.portal.privacy import opening, retention, rotating

        retention.register(
            "accounts: invitations and ended sessions",
            forgetting.forget,
            keeps=_("invitations 30 days after they expired, sessions until they end"),
        )
        rotating.register(second_factor.reseal_secrets)
        opening.register(second_factor.sealed_secrets)
