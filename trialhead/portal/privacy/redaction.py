"""Log lines without what opens a private page or reaches a person."""

import logging
import re

#: What a link's token looks like: long, of one word, with letters and digits.
_TOKEN = re.compile(r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9_-]{20,}(?![\w-])")
_ADDRESS = re.compile(r"[^\s<>\"'(),;:]+@[^\s<>\"'(),;:]+")


class Redacting(logging.Formatter):
    """Formats a record, traceback included, and blots out tokens and e-mail addresses."""

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


def redacted(text: str) -> str:
    """The text with every token and every e-mail address as an ellipsis."""
    return _TOKEN.sub("…", _ADDRESS.sub("…", text))
