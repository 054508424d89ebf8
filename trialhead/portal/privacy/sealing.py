"""Columns that a thief of the database cannot read, and whose texts nobody can move elsewhere.

A sealed column holds ciphertext (Fernet: AES-128-CBC with HMAC-SHA-256); the model's attribute
holds the text. Empty stays empty. The ciphertext tells when it was sealed and about how long the
text is. A sealed column cannot be searched: keep a digest beside it where one must be found.

Each column has keys of its own, made of the portal's keys and the column's name, so what is sealed
in one column opens in no other. It is not bound to its row: a new row has its number only after its
texts are sealed, and many texts are written and read without their row at hand. A column that gets
another name needs a migration that seals its texts anew.
"""

from typing import Any, Final

from cryptography.fernet import InvalidToken, MultiFernet
from django.db import models
from django.db.models.lookups import Lookup

from trialhead.errors import NotReady
from trialhead.portal.privacy import keys

#: Begins what is sealed for its column; without it stands what was sealed before there was such
#: a thing, which opens until it is sealed anew.
_BOUND: Final = "c:"


def seal(text: str, *, place: str) -> str:
    """The ciphertext of a text for a column, with the newest key."""
    return f"{_BOUND}{keys.ring(place).encrypt(text.encode()).decode()}" if text else ""


def unseal(sealed: str, *, place: str) -> str:
    """The text of a ciphertext of this column. NotReady if no key opens it."""
    if not sealed:
        return ""
    ring, token = _read(sealed, place)
    try:
        return ring.decrypt(token).decode()
    except InvalidToken as error:
        raise _closed() from error


def reseal(sealed: str, *, place: str) -> str:
    """The same text, sealed with the newest key; the time of the first sealing stays."""
    if not sealed:
        return ""
    text = unseal(sealed, place=place).encode()
    ring, token = _read(sealed, place)
    anew = keys.ring(place).encrypt_at_time(text, ring.extract_timestamp(token))
    return f"{_BOUND}{anew.decode()}"


def _read(sealed: str, place: str) -> tuple[MultiFernet, str]:
    """What opens a ciphertext, and what Fernet made."""
    ring = keys.ring(place) if sealed.startswith(_BOUND) else keys.ring()
    return ring, sealed.removeprefix(_BOUND)


def _closed() -> NotReady:
    return NotReady(
        f"Something in the database was sealed with a key that is not in {keys.place()}, or was "
        "moved to a column that it was not sealed for.",
        fix="Put back the keys that belong to this database; they are kept apart from it. Without "
        "them the sealed texts cannot be read by anybody.",
    )


class SealedTextField(models.TextField):  # type: ignore[type-arg]
    """A text whose column holds ciphertext; it can be compared with nothing but NULL."""

    @property
    def place(self) -> str:
        """The column that its texts are sealed for."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        """Open what was read."""
        return None if value is None else unseal(value, place=self.place)

    def get_prep_value(self, value: Any) -> Any:
        """Seal what is written."""
        return seal(value, place=self.place) if isinstance(value, str) else value

    def get_lookup(self, lookup_name: str) -> "type[Lookup[Any]] | None":
        """Only `isnull`; Django then says that no other comparison is supported."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None
