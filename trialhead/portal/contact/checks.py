"""Checks both forms share."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

#: A line break in a name could begin a line of its own in a mail's head.
one_line = RegexValidator(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", _("Write this on one line."), inverse_match=True
)


def within(text: str, longest: int) -> str:
    """The text with plain line ends; a refusal says how long it is."""
    plain = text.replace("\r\n", "\n")
    if len(plain) > longest:
        raise ValidationError(
            _("This is %(length)s characters long; shorten it to %(longest)s."),
            params={"length": len(plain), "longest": longest},
        )
    return plain
