"""Secrets and keyed digests of an enquiry: they tell nothing to who only has the database."""

import base64
import hashlib
import hmac
import secrets

from django.conf import settings
from django.core import signing

_SALT = "trialhead.contact"


def new_form() -> str:
    """The signed mark of one form as it was shown; sending it twice is one sending."""
    return signing.dumps(secrets.token_urlsafe(32), salt=_SALT)


def is_ours(mark: str) -> bool:
    """Whether :func:`new_form` made this mark."""
    try:
        signing.loads(mark, salt=_SALT)
    except signing.BadSignature:
        return False
    return True


def address_digest(address: str) -> str:
    """The same for the same address, whatever its capitals."""
    return _keyed("address", address.strip().casefold()).hex()


def once(*, mark: str, registry_id: str, site_key: str, address: str) -> str:
    """What one sending of a form to a site is known by."""
    return _keyed("once", mark, registry_id, site_key, address.casefold()).hex()


def person_token(once: str) -> str:
    """The token of the person's first link (256 bits). The same sending gives the same token."""
    return base64.urlsafe_b64encode(_keyed("token", once)).rstrip(b"=").decode()


def _keyed(purpose: str, *parts: str) -> bytes:
    told = "\n".join((_SALT, purpose, *parts)).encode()
    return hmac.new(settings.SECRET_KEY.encode(), told, hashlib.sha256).digest()
