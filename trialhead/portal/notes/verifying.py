"""Whether somebody knows the passcode of a share, from a verifier the browser derives.

The verifier is 256 bits wide and hangs on a secret that stands only in the link, so that even the
stored hash gives no hold for guessing. Argon2id with the least parameters that OWASP's Password
Storage Cheat Sheet names (19 MiB of memory, 2 rounds, 1 thread).
"""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


@cache
def _nobody() -> str:
    """Verified where there is nothing to verify, so that this takes as long."""
    return _HASHER.hash("there is no share with this id")


def hashed(verifier: str) -> str:
    """What is stored of a verifier."""
    return _HASHER.hash(verifier)


def matches(stored: str | None, verifier: str) -> bool:
    """Whether a verifier is the stored one; without a stored one never, and no faster."""
    nobody = _nobody()  # made before it is known whether it is needed
    try:
        _HASHER.verify(stored or nobody, verifier)
    except VerifyMismatchError:
        return False
    return stored is not None
