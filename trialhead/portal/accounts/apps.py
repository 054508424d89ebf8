"""Names the feature for Django and registers what it forgets and seals anew."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """The accounts feature."""

    name = "trialhead.portal.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Register the daily work and the secrets kept in the account library's tables."""
        from allauth.usersessions.models import UserSession
        from django.db.models.signals import pre_save

        from trialhead.portal.accounts import forgetting, own_sessions, second_factor
        from trialhead.portal.privacy import opening, retention, rotating

        retention.register(
            "accounts: invitations and ended sessions",
            forgetting.forget,
            keeps=_("invitations 30 days after they expired, sessions until they end"),
        )
        rotating.register(second_factor.reseal_secrets)
        opening.register(second_factor.sealed_secrets)
        pre_save.connect(own_sessions.keep_little, sender=UserSession)
