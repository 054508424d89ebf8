"""English words and figures within text that runs from right to left."""

from django.utils.translation import get_language_bidi

_ISOLATE, _END = "\u2066", "\u2069"


def left_to_right(words: str) -> str:
    """The words kept in their own order, where the reader's language runs the other way: else the
    sign of "\u2265 6" is mirrored there and stands behind its number."""
    return f"{_ISOLATE}{words}{_END}" if words and get_language_bidi() else words
