"""What a person is asked to agree to: one text a purpose, with a version that is kept as proof."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from trialhead.portal.contact.models import Purpose

#: Changes whenever one of the texts below does.
TEXT_VERSION = "2026-12"

TEXTS = {
    Purpose.SHARE: _(
        "I agree that what I wrote here, with the answers and notes that I ticked, is passed on to "
        "this study site, so that it can answer me. It can show that I may have an illness."
    ),
    Purpose.EMAIL: _(
        "I agree that the people who run this website may write to me by e-mail later about "
        "studies like this one."
    ),
    Purpose.SMS: _(
        "I agree that the people who run this website may send me text messages later about "
        "studies like this one."
    ),
    Purpose.HANDOVER: _(
        "I agree that my enquiry, with everything I wrote in it, is passed on to the other study "
        "site named here, so that it can answer me. It can show that I may have an illness."
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreed:
    """The purposes a person ticked, and the language in which they read the texts."""

    purposes: tuple[Purpose, ...]
    locale: str
    text_version: str = TEXT_VERSION
