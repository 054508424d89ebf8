"""Limits on how often somebody may do something, without storing who.

Only keyed digests are kept, and only until their window is over.
"""

import hashlib
import hmac
import ipaddress
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from trialhead.errors import TooMany
from trialhead.portal.privacy import actions

#: One household or machine owns a whole network of this size.
IPV6_PREFIX = 64


def check_rate(*, scope: str, who: str, limit: int, per: timedelta, at: datetime) -> None:
    """Count one more of ``scope`` by ``who``; TooMany if that is over ``limit`` in ``per``.

    Inside a transaction that is rolled back later the count is rolled back with it.
    """
    ends_at = actions.count_request(
        who=salted_hmac(f"trialhead.throttle.{scope}", who, algorithm="sha256").hexdigest(),
        limit=limit,
        per=per,
        at=at,
    )
    if ends_at is not None:
        raise TooMany.until(ends_at, at=at)


def client(request: HttpRequest) -> str:
    """A name for who asks that holds for today and cannot be traced back to an address."""
    return name_of(client_address(request), at=timezone.now())


def name_of(address: str, *, at: datetime) -> str:
    """The name of an address on one day (UTC): keyed with a secret that goes with the day."""
    secret = actions.day_secret(day=at.date())
    return hmac.new(secret.encode(), address.encode(), hashlib.sha256).hexdigest()


def client_address(request: HttpRequest) -> str:
    """Whom the request comes from, as told by the proxy if there is one; IPv6 by its network.

    An installation with an https address has a proxy before it: the one that speaks TLS. Only the
    last address in X-Forwarded-For was written by that proxy; those before it anybody can make up.
    """
    told = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        told = request.headers.get("X-Forwarded-For", told).split(",")[-1].strip()
    try:
        address = ipaddress.ip_address(told)
    except ValueError:
        return "unknown"
    if address.version == 6:
        address = address.ipv4_mapped or address
    if address.version == 6:
        return str(ipaddress.ip_network((address, IPV6_PREFIX), strict=False))
    return str(address)
