"""The keys that seal what people wrote; they lie beside the database, never in it."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from trialhead.errors import NotReady

FILE = "keys"
#: Made by the settings, unless TRIALHEAD_SECRET_KEY holds it.
SIGNING_FILE = "secret-key"


def ring(place: str = "") -> MultiFernet:
    """The keys in force for a column: the newest seals, every one opens. Without a column, those
    that sealed before each had its own."""
    return _made_for(_held(), place)


def _held() -> tuple[str, ...]:
    given: str = settings.TRIALHEAD_KEYS
    if given:
        return _read(given, "TRIALHEAD_KEYS")
    path = keys_file()
    if not path.exists():
        _make(path)
    return _keys_of_file(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _made_for(held: tuple[str, ...], place: str) -> MultiFernet:
    return MultiFernet([Fernet(_made_of(key, place) if place else key) for key in held])


def _made_of(key: str, place: str) -> bytes:
    """A key that opens nothing but what one column holds."""
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"trialhead column {place}".encode())
    return urlsafe_b64encode(made.derive(urlsafe_b64decode(key)))


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
    _held()  # makes the first key, and refuses a damaged file before it is written over
    path = keys_file()
    newest = path.read_text().split()[0]
    draft = _draft(path, f"{Fernet.generate_key().decode()}\n{newest}\n")
    draft.replace(path)


@lru_cache(maxsize=4)
def _keys_of_file(path: Path, _changed_ns: int) -> tuple[str, ...]:
    return _read(path.read_text(), str(path))


def _read(text: str, where: str) -> tuple[str, ...]:
    held = tuple(text.replace(",", " ").split())
    try:
        for key in held:
            Fernet(key)
    except ValueError as error:
        raise _unusable(f"{where} holds something that is not a key.") from error
    if not held:
        raise _unusable(f"{where} holds no key.")
    return held


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
