"""Handing mail to a server by SMTP; one connection for many mails."""

import smtplib
import ssl
from typing import Self

from trialhead.portal.notifications.carriers import TAKEN, Answer, Fate
from trialhead.portal.notifications.mail_server import MailServer

TIMEOUT_SECONDS = 30.0
_CLOSING = 421
_TOO_LARGE = 552
_FAULTS = (smtplib.SMTPException, OSError, UnicodeError)


class SmtpCarrier:
    """Hands mails to one server. A lost connection is opened again for the next mail."""

    def __init__(
        self, server: MailServer, *, sender: str, timeout_seconds: float = TIMEOUT_SECONDS
    ) -> None:
        self.server = server
        self.sender = sender
        self.timeout_seconds = timeout_seconds
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection is not None:
            try:
                self._connection.quit()
            except _FAULTS:
                self._hang_up()

    def carry(self, *, name: str, to: str, content: bytes) -> Answer:
        """Hand over one mail. Only the server's final "250" counts as taken."""
        try:
            connection = self.connect()
        except _FAULTS as error:
            return Answer(Fate.NOBODY_THERE, f"no connection: {_kind(error)}")
        try:
            connection.sendmail(self.sender, [to], content)
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            return self._refused("recipient", code, words)
        except smtplib.SMTPSenderRefused as error:
            return self._sender_refused(error)
        except smtplib.SMTPResponseException as error:
            return self._refused("mail", error.smtp_code, error.smtp_error)
        except _FAULTS as error:
            self._hang_up()
            return Answer(Fate.LATER, f"the connection was lost: {_kind(error)}")
        return TAKEN

    def connect(self) -> smtplib.SMTP:
        """The open connection, encrypted and signed in as the settings say."""
        if self._connection is None:
            self._connection = self._opened()
            try:
                self._sign_in(self._connection)
            except _FAULTS:
                self._hang_up()
                raise
        return self._connection

    def _opened(self) -> smtplib.SMTP:
        server = self.server
        if server.tls == "implicit":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(
                server.host, server.port, timeout=self.timeout_seconds, context=context
            )
        return smtplib.SMTP(server.host, server.port, timeout=self.timeout_seconds)

    def _sign_in(self, connection: smtplib.SMTP) -> None:
        if self.server.tls == "starttls":
            connection.starttls(context=ssl.create_default_context())
        if self.server.user:
            connection.login(self.server.user, self.server.password)

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _sender_refused(self, error: smtplib.SMTPSenderRefused) -> Answer:
        """All mails have the same sender: what is wrong with it is not the fault of this one."""
        if error.smtp_code == _TOO_LARGE:
            return self._refused("mail", error.smtp_code, error.smtp_error)
        self._hang_up()
        return Answer(Fate.NOBODY_THERE, f"the sender was refused with {error.smtp_code}")

    def _refused(self, what: str, code: int, words: bytes | str) -> Answer:
        reason = f"the {what} was refused with {code}{_detail(words)}"
        if code == _CLOSING:
            self._hang_up()
            return Answer(Fate.NOBODY_THERE, reason)
        return Answer(Fate.REFUSED if code >= 500 else Fate.LATER, reason)


def _detail(words: bytes | str) -> str:
    """The enhanced status code (RFC 3463) at the beginning; the rest can hold the address."""
    text = words.decode("ascii", "replace") if isinstance(words, bytes) else words
    first = text.split(maxsplit=1)[:1]
    digits = first[0].split(".") if first else []
    known = len(digits) == 3 and all(part.isascii() and part.isdigit() for part in digits)
    return f" {first[0][:12]}" if known else ""


def _kind(error: Exception) -> str:
    """What went wrong without the words of the server, which can hold anything."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"the server answered {error.smtp_code}"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return type(error).__name__
