"""Secrets of authenticator apps and recovery codes, sealed like everything else that opens."""

from collections.abc import Iterator

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.db import transaction

from trialhead.portal.privacy.sealing import reseal, seal, unseal

#: Where the account library keeps a sealed secret in its row.
SEALED = ("secret", "seed")
#: The column that they are sealed for.
PLACE = "mfa.authenticator.data"


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]
    """Seals what the account library keeps; the same keys as sealed columns."""

    def encrypt(self, text: str) -> str:
        """The sealed text."""
        return seal(text, place=PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        """The text."""
        return unseal(encrypted_text, place=PLACE)

    def get_totp_issuer(self) -> str:
        """What the app shows beside its code."""
        return "trialhead"


def sealed_secrets() -> Iterator[tuple[str, str]]:
    """Every secret as it is kept, with its column."""
    for row in Authenticator.objects.exclude(type="webauthn").iterator(chunk_size=500):
        yield from ((PLACE, row.data[name]) for name in SEALED if row.data.get(name))


@transaction.atomic
def reseal_secrets() -> int:
    """Seal every secret with the newest key; how many there were."""
    done = 0
    for row in Authenticator.objects.select_for_update().exclude(type="webauthn"):
        for name in SEALED:
            if row.data.get(name):
                row.data[name] = reseal(row.data[name], place=PLACE)
                done += 1
        row.save(update_fields=["data"])
    return done
