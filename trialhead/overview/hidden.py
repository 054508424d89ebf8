"""Signs that hide from a reader what is written, and markup that no sentence needs."""

import re
import unicodedata
from collections.abc import Iterator

#: Letters of other alphabets that look like Latin ones.
_LOOKALIKE = re.compile(
    r"\w*(?:[A-Za-zÀ-ÿ][\u0370-\u03ff]*[\u0400-\u052f\u0530-\u058f\u13a0-\u13ff]"
    r"|[\u0400-\u052f\u0530-\u058f\u13a0-\u13ff][\u0370-\u03ff]*[A-Za-zÀ-ÿ]"
    r"|[a-zà-ÿ][ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο]|[οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ][a-zà-ÿ])\w*"
)
_MARKUP = re.compile(
    r"</?[a-z!][^>]*>?|\bjavascript:[^\s“”]*|\bdata:\w+/[^\s“”]*|\bhttps?://[^\s“”]+|\bwww\.[^\s“”]+|\]\([^)]*\)|[{}]{2}|&#?\w+;",
    re.IGNORECASE,
)


def hidden(text: str, record: str) -> Iterator[str]:
    """What no honest sentence holds, unless the record itself has it."""
    if not (text.isascii() and text.isprintable()):
        for sign in dict.fromkeys(text):
            if unicodedata.category(sign) in ("Cf", "Cc", "Co", "Cn") and sign not in "\n\t":
                yield f"U+{ord(sign):04X}"
        for word in _LOOKALIKE.findall(text):
            if word not in record:
                yield word
    for markup in _MARKUP.findall(text):
        if markup not in record:
            yield markup
