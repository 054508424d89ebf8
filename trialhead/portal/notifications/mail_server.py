"""Which mail server the installation uses, read from TRIALHEAD_MAIL."""

from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from trialhead.errors import NotReady

_TLS = ("", "starttls", "implicit")
_PORTS = {"": 25, "starttls": 587, "implicit": 465}
_LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, kw_only=True, slots=True)
class MailServer:
    """Where and how to hand over mail. ``tls`` is empty, starttls or implicit."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    tls: str

    def __str__(self) -> str:
        return f"{self.host}:{self.port}, {self.tls or 'not encrypted'}"


def read_mail_server(address: str) -> MailServer:
    """The server of `smtp://user:password@host:port?tls=starttls`. NotReady, not telling it."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise _misspelt("is not an address") from error
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    tls = options.pop("tls", "")
    fault = _fault(parts, tls, options)
    if fault:
        raise _misspelt(fault)
    return MailServer(
        host=parts.hostname or "",
        port=port or _PORTS[tls],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=tls,
    )


def _fault(parts: SplitResult, tls: str, options: dict[str, str]) -> str:
    if parts.scheme != "smtp" or not parts.hostname or parts.path not in ("", "/"):
        return "is not of the form smtp://host"
    if tls not in _TLS:
        return "asks for an unknown kind of TLS"
    if options:
        return "holds an unknown option"
    if parts.username and not tls and parts.hostname not in _LOCAL:
        return "would send the password unencrypted"
    return ""


def _misspelt(fault: str) -> NotReady:
    return NotReady(
        f"TRIALHEAD_MAIL {fault}.",
        fix="Write smtp://user:password@mail.example.org:587?tls=starttls (or tls=implicit); "
        "encode signs such as @ and / in the password as %40 and %2F.",
    )
