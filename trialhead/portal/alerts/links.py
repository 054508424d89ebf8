"""Which alert or subscriber a private link leads to, and the addresses of such links."""

from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation

from trialhead.portal.alerts.models import AlertLink, Subscriber, Use
from trialhead.portal.privacy.tokens import digest

#: Longer than any token of ours.
_LONGEST = 100


def link_behind(token: str, *, use: Use, now: datetime) -> AlertLink | None:
    """The link of a token; None for a wrong or expired one, and for one of another use."""
    if len(token) > _LONGEST:
        return None
    works = Q(expires_at=None) | Q(expires_at__gt=now)
    found = AlertLink.objects.filter(works, digest=digest(token), use=use)
    return found.select_related("subscriber", "alert__record", "alert__subscriber").first()


def address_of(subscriber: Subscriber, use: Use, token: str) -> str:
    """The whole address of a private link, in the subscriber's language."""
    return absolute(subscriber, f"alerts:{use}", token)


def absolute(subscriber: Subscriber, name: str, *arguments: str) -> str:
    """The whole address of a page, in the subscriber's language."""
    with translation.override(subscriber.locale):
        path = reverse(name, args=arguments)
    return f"{origin_of(subscriber)}{path}"


def origin_of(subscriber: Subscriber) -> str:
    """Scheme and host before every path in a mail."""
    return settings.TRIALHEAD_ADDRESS or subscriber.origin
