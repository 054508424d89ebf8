"""Columns that a thief of the database cannot read.

A sealed column holds ciphertext (Fernet: AES-128-CBC with HMAC-SHA-256); the model's attribute
holds the text. Empty stays empty. The ciphertext tells when it was sealed and about how long the
text is. A sealed column cannot be searched: keep a digest beside it where one must be found.
"""

from typing import Any

from cryptography.fernet import InvalidToken
from django.db import models
from django.db.models.lookups import Lookup

from trialhead.errors import NotReady
from trialhead.portal.privacy import keys


def seal(text: str) -> str:
    """The ciphertext of a text, with the newest key."""
    return keys.ring().encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """The text of a ciphertext. NotReady if no key opens it."""
    if not sealed:
        return ""
    try:
        return keys.ring().decrypt(sealed).decode()
    except InvalidToken as error:
        raise _no_key() from error


def reseal(sealed: str) -> str:
    """The same text, sealed with the newest key; the time of the first sealing stays."""
    if not sealed:
        return ""
    try:
        return keys.ring().rotate(sealed).decode()
    except InvalidToken as error:
        raise _no_key() from error


def _no_key() -> NotReady:
    return NotReady(
        f"Something in the database was sealed with a key that is not in {keys.place()}.",
        fix="Put back the keys that belong to this database; they are kept apart from it. Without "
        "them the sealed texts cannot be read by anybody.",
    )


class SealedTextField(models.TextField):  # type: ignore[type-arg]
    """A text whose column holds ciphertext; it can be compared with nothing but NULL."""

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        """Open what was read."""
        return None if value is None else unseal(value)

    def get_prep_value(self, value: Any) -> Any:
        """Seal what is written."""
        return seal(value) if isinstance(value, str) else value

    def get_lookup(self, lookup_name: str) -> "type[Lookup[Any]] | None":
        """Only `isnull`; Django then says that no other comparison is supported."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None
