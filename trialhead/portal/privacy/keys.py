"""The keys that seal what people wrote; they lie beside the database, never in it."""

import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

from trialhead.errors import NotReady

FILE = "keys"
#: Made by the settings, unless TRIALHEAD_SECRET_KEY holds it.
SIGNING_FILE = "secret-key"


def ring() -> MultiFernet:
    """The keys in force: the newest seals, every one opens."""
    given: str = settings.TRIALHEAD_KEYS
    if given:
        return _read(given, "TRIALHEAD_KEYS")
    path = keys_file()
    if not path.exists():
        _make(path)
    return _ring_of_file(path, path.stat().st_mtime_ns)


def keys_file() -> Path:
    """Where the keys lie unless TRIALHEAD_KEYS holds them."""
    home: Path = settings.TRIALHEAD_HOME
    return home / FILE


def place() -> str:
    """Where an operator finds the keys, for messages."""
    return "TRIALHEAD_KEYS" if settings.TRIALHEAD_KEYS else str(keys_file())


def signing_place() -> str:
    """Where an operator finds the key that signs forms and makes digests of addresses."""
    home: Path = settings.TRIALHEAD_HOME
    path = home / SIGNING_FILE
    made_here = path.exists() and path.read_text() == settings.SECRET_KEY
    return str(path) if made_here else "TRIALHEAD_SECRET_KEY"


def at_hand() -> bool:
    """Whether there are keys already; asking makes none."""
    return bool(settings.TRIALHEAD_KEYS) or keys_file().exists()


def add_key() -> None:
    """Put a new key first and keep the one before it; older ones open nothing any more.

    The one before is kept because another process may still seal with it until it sees the file.
    Call it only when everything is sealed with the newest key: :mod:`.rotating` does.
    """
    ring()  # makes the first key, and refuses a damaged file before it is written over
    path = keys_file()
    newest = path.read_text().split()[0]
    draft = _draft(path, f"{Fernet.generate_key().decode()}\n{newest}\n")
    draft.replace(path)


@lru_cache(maxsize=4)
def _ring_of_file(path: Path, _changed_ns: int) -> MultiFernet:
    return _read(path.read_text(), str(path))


def _read(text: str, where: str) -> MultiFernet:
    try:
        keys = [Fernet(key) for key in text.replace(",", " ").split()]
    except ValueError as error:
        raise _unusable(f"{where} holds something that is not a key.") from error
    if not keys:
        raise _unusable(f"{where} holds no key.")
    return MultiFernet(keys)


def _unusable(mistake: str) -> NotReady:
    return NotReady(
        mistake,
        fix="Put back the kept copy. One key a line, the newest first; a key is 32 bytes in "
        "URL-safe base64.",
    )


def _make(path: Path) -> None:
    """The first key. Two processes starting together agree: linking fails for the second."""
    draft = _draft(path, f"{Fernet.generate_key().decode()}\n")
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _draft(path: Path, text: str) -> Path:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_text(text)
    return draft
