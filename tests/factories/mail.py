"""A real mail server for tests, which says what it is told to say."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

TAKEN = "250 OK"


@dataclass
class Post:
    """A server's letter box. ``answer`` says what to answer to the n-th mail, from 1."""

    answer: Callable[[int], str] = lambda number: TAKEN
    taken: list[EmailMessage] = field(default_factory=list)
    seen: int = 0
    port: int = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep the mail if the answer is that it is taken."""
        self.seen += 1
        said = self.answer(self.seen)
        if said.startswith("250"):
            mail = message_from_bytes(envelope.content, policy=default)
            assert isinstance(mail, EmailMessage)
            self.taken.append(mail)
        return said

    @property
    def ids(self) -> list[str]:
        """The Message-IDs of what was taken, in order."""
        return [str(mail["Message-ID"]) for mail in self.taken]


@contextmanager
def mail_server(answer: Callable[[int], str] | None = None) -> Iterator[Post]:
    """A server on a free port of this machine."""
    post = Post(answer) if answer else Post()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        post.port = probe.getsockname()[1]
    controller = Controller(post, hostname="127.0.0.1", port=post.port)
    controller.start()
    try:
        yield post
    finally:
        controller.stop()
