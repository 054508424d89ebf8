"""What the outside may set, read once from environment variables."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

#: Every variable the portal reads and what it means; docs/reference/settings.md lists the same.
VARIABLES = {
    "TRIALHEAD_HOME": "Folder of database, search index, place list and local mail; "
    "default `.trialhead` in the working folder.",
    "DATABASE_URL": "A PostgreSQL (`postgresql://user:password@host/name`); "
    "default an SQLite file in TRIALHEAD_HOME.",
    "TRIALHEAD_ADDRESS": "The public address (`https://trials.example.org`); "
    "default: only this machine may open the portal.",
    "TRIALHEAD_SECRET_KEY": "The signing key when several machines serve one portal; "
    "default a key made once in TRIALHEAD_HOME.",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Environment:
    """The settings of one installation. ``address`` is empty or scheme://host without a slash."""

    home: Path
    database_url: str
    address: str
    secret_key: str

    @property
    def hosts(self) -> list[str]:
        """Host names the portal answers to."""
        own = [urlsplit(self.address).hostname or ""] if self.address else []
        return [*own, "localhost", "127.0.0.1", "[::1]"]

    @property
    def secure(self) -> bool:
        """Whether the public address is https."""
        return self.address.startswith("https://")


def read_environment(variables: Mapping[str, str] = os.environ) -> Environment:
    """The environment; makes the home folder and its key on first use.

    Raises ValueError for an address that is not http(s)://host.
    """
    home = Path(variables.get("TRIALHEAD_HOME") or ".trialhead").resolve()
    home.mkdir(parents=True, exist_ok=True)
    return Environment(
        home=home,
        database_url=variables.get("DATABASE_URL") or f"sqlite:///{home / 'trialhead.sqlite3'}",
        address=_address(variables.get("TRIALHEAD_ADDRESS") or ""),
        secret_key=variables.get("TRIALHEAD_SECRET_KEY") or _kept_key(home / "secret-key"),
    )


def _address(text: str) -> str:
    parts = urlsplit(text)
    if text and not (parts.scheme in ("http", "https") and parts.hostname):
        raise ValueError(
            f"TRIALHEAD_ADDRESS is {text!r}; write it as https://trials.example.org, "
            "or leave it out."
        )
    return f"{parts.scheme}://{parts.netloc}" if text else ""


def _kept_key(path: Path) -> str:
    """The key in the file. Two processes starting together agree: linking fails for the second."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()
