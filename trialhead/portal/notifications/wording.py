"""What may stand in the head of a mail: one line each, one address, no header of ours."""

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from trialhead.errors import Unreadable

#: Longer lines are against RFC 5322.
LINE_LENGTH = 900
#: Written by us for every mail.
OURS = frozenset(
    [
        "from",
        "to",
        "cc",
        "bcc",
        "sender",
        "reply-to",
        "return-path",
        "subject",
        "date",
        "message-id",
        "mime-version",
        "content-type",
        "content-transfer-encoding",
        "content-language",
        "auto-submitted",
    ]
)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
_PRINTABLE = re.compile(r"[\x20-\x7e]*")


def check_head(*, to: str, subject: str, headers: Mapping[str, str]) -> None:
    """Refuse what could smuggle in another header or recipient. Unreadable, naming no value."""
    _check_address(to)
    if _CONTROL.search(subject):
        raise Unreadable("The subject of the mail is not one line.", fix="Take out line breaks.")
    if len(subject) > LINE_LENGTH:
        raise Unreadable("The subject of the mail is too long.", fix="Shorten it.")
    for name, value in headers.items():
        _check_header(name, value)


def _check_address(to: str) -> None:
    try:
        validate_email(to)
    except ValidationError as error:
        raise Unreadable(
            "The mail's recipient is not one e-mail address.",
            fix="Write it like name@example.org.",
        ) from error


def _check_header(name: str, value: str) -> None:
    if not _NAME.fullmatch(name) or name.casefold() in OURS:
        raise Unreadable(
            "A header of the mail may not be set.", fix="Leave out what every mail has already."
        )
    if not _PRINTABLE.fullmatch(value) or len(value) > LINE_LENGTH:
        raise Unreadable(
            f"The header {name} of the mail is not one plain line.",
            fix="Use printable ASCII only and no line break.",
        )
