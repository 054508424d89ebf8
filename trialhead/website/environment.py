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
    "TRIALHEAD_KEYS": "The keys that seal what people write, newest first, separated by spaces; "
    "default the file `keys` in TRIALHEAD_HOME, made at first use. Keep a copy apart from the "
    "database: without the keys nobody can read those texts.",
    "TRIALHEAD_MAIL": "The mail server (`smtp://user:password@host:port?tls=starttls`, or "
    "`tls=implicit`); default a file a mail in the folder `outbox` of TRIALHEAD_HOME.",
    "TRIALHEAD_MAIL_FROM": "The sender of every mail (`trials@example.org`); "
    "default trialhead at the host of TRIALHEAD_ADDRESS.",
    "TRIALHEAD_OPERATOR": "Where mail to study sites goes that no site team has confirmed; "
    "default operator@localhost.",
    "TRIALHEAD_REDIS": "A Redis (`redis://host:6379/0`) that wakes the worker when several "
    "machines serve one portal; default a file in TRIALHEAD_HOME.",
    "TRIALHEAD_ANSWER_DAYS": "After how many working days (1 to 30) a study site that has not "
    "answered an enquiry is reminded; default 3.",
    "TRIALHEAD_SMS": "`1` asks people whether they agree to text messages, if you can send them; "
    "default they are not asked.",
    "TRIALHEAD_MODEL_ADDRESS": "A language model for overviews, behind an address that speaks "
    "OpenAI's chat completions (`http://localhost:8000/v1`); default none is asked.",
    "TRIALHEAD_MODEL": "The name of that model.",
    "TRIALHEAD_MODEL_KEY": "The key it asks for; default none.",
    "TRIALHEAD_DEBUG": "`1` shows defects in full and local mail at /dev/outbox. Only for "
    "development on this machine: it is refused together with TRIALHEAD_ADDRESS.",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Environment:
    """The settings of one installation. ``address`` is empty or scheme://host without a slash."""

    home: Path
    database_url: str
    address: str
    secret_key: str
    keys: str
    mail: str
    mail_from: str
    operator: str
    redis: str
    answer_days: int
    sms: bool
    model_address: str
    model: str
    model_key: str
    debug: bool

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

    Raises ValueError for an address that is not http(s)://host, for debugging with an address, and
    for a model without an address or the other way round.
    """
    home = Path(variables.get("TRIALHEAD_HOME") or ".trialhead").resolve()
    home.mkdir(parents=True, exist_ok=True)
    address = _address(variables.get("TRIALHEAD_ADDRESS") or "")
    mail_host = urlsplit(address).hostname or "localhost"
    return Environment(
        home=home,
        database_url=variables.get("DATABASE_URL") or f"sqlite:///{home / 'trialhead.sqlite3'}",
        address=address,
        secret_key=variables.get("TRIALHEAD_SECRET_KEY") or _kept_key(home / "secret-key"),
        keys=variables.get("TRIALHEAD_KEYS") or "",
        mail=variables.get("TRIALHEAD_MAIL") or "",
        mail_from=variables.get("TRIALHEAD_MAIL_FROM") or f"trialhead@{mail_host}",
        operator=variables.get("TRIALHEAD_OPERATOR") or "operator@localhost",
        redis=variables.get("TRIALHEAD_REDIS") or "",
        answer_days=_answer_days(variables.get("TRIALHEAD_ANSWER_DAYS") or "3"),
        sms=variables.get("TRIALHEAD_SMS") == "1",
        model_address=_model_address(variables),
        model=variables.get("TRIALHEAD_MODEL") or "",
        model_key=variables.get("TRIALHEAD_MODEL_KEY") or "",
        debug=_debug(variables.get("TRIALHEAD_DEBUG") or "", address),
    )


def _model_address(variables: Mapping[str, str]) -> str:
    address, model = variables.get("TRIALHEAD_MODEL_ADDRESS"), variables.get("TRIALHEAD_MODEL")
    if bool(address) != bool(model):
        raise ValueError("TRIALHEAD_MODEL_ADDRESS and TRIALHEAD_MODEL go together; set both.")
    if address and not address.startswith(("http://", "https://")):
        raise ValueError(
            f"TRIALHEAD_MODEL_ADDRESS is {address!r}; write it as http://localhost:8000/v1."
        )
    return address or ""


def _answer_days(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 30):
        raise ValueError(f"TRIALHEAD_ANSWER_DAYS is {text!r}; write a number from 1 to 30.")
    return int(text)


def _debug(text: str, address: str) -> bool:
    if text not in ("", "0", "1"):
        raise ValueError(f"TRIALHEAD_DEBUG is {text!r}; write 1, or leave it out.")
    if text == "1" and address:
        raise ValueError("TRIALHEAD_DEBUG shows secrets and mail; leave it out of a public portal.")
    return text == "1"


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
