"""Secrets and keyed digests of alerts: they tell nothing to who only has the database."""

import base64
import hashlib
import hmac
from uuid import UUID

from django.conf import settings

from trialhead.portal.alerts.models import Use

_SALT = "trialhead.alerts"


def address_digest(address: str) -> str:
    """The same for the same address, whatever its capitals."""
    return _keyed("address", address.strip().casefold()).hex()


def about_digest(about: str) -> str:
    """The same for the same study or search."""
    return _keyed("about", about).hex()


def lasting_token(use: Use, reference: UUID) -> str:
    """The token of a link that stands in every mail (256 bits): the same each time."""
    return base64.urlsafe_b64encode(_keyed("token", use, str(reference))).rstrip(b"=").decode()


def _keyed(purpose: str, *parts: str) -> bytes:
    told = "\n".join((_SALT, purpose, *parts)).encode()
    return hmac.new(settings.SECRET_KEY.encode(), told, hashlib.sha256).digest()
