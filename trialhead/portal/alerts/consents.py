"""What somebody who wants alerts agrees to, with a version that is kept as proof."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

#: Changes whenever the text does.
TEXT_VERSION = "2026-11"

TEXT = _(
    "I agree that this website keeps my e-mail address together with what I follow, to write to "
    "me about it. It can show that I may have an illness."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreed:
    """The language in which somebody read the text they agreed to."""

    locale: str
    text_version: str = TEXT_VERSION
