"""Replies a team can begin with, in the person's language."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from trialhead.portal.contact.models import Enquiry, State


@dataclass(frozen=True, slots=True)
class Opening:
    """A reply to begin with; ``name`` is what the team chooses it by, ``kind`` the answer it is."""

    key: str
    name: str
    text: str
    kind: State = State.ANSWERED


def openings(enquiry: Enquiry) -> tuple[Opening, ...]:
    """All of them; the names in the reader's language, the texts in the person's."""
    names = {
        "call": _("We would like to talk"),
        "call-us": _("Please call us"),
        "more": _("We need to know more"),
        "doctor": _("Please ask your doctor for records"),
        "not-this": _("This study does not fit"),
        "full": _("We are full"),
        "pause": _("Not enrolling until a day"),
    }
    kinds = {"full": State.FULL, "pause": State.NOT_ENROLLING}
    with translation.override(language_of(enquiry)):
        texts = _texts(enquiry.name)
    return tuple(
        Opening(key, name, texts[key], kinds.get(key, State.ANSWERED))
        for key, name in names.items()
    )


def language_of(enquiry: Enquiry) -> str:
    """The language the person wants the answer in if the portal speaks it, else that of the pages
    they used."""
    spoken = {tag for tag, _name in settings.LANGUAGES}
    return enquiry.language if enquiry.language in spoken else enquiry.locale


def _texts(person: str) -> dict[str, str]:
    hello = _("Hello %(name)s,") % {"name": person}
    thanks = _("thank you for writing to us about our study.")
    told = {
        "call": _("We would like to talk with you about it. When can we reach you?"),
        "call-us": _("Please call us, so that we can talk about it. You reach us under:"),
        "more": _("To see whether it may fit, we need to know a little more:"),
        "doctor": _(
            "Please ask your doctor for your latest letters and results, and bring or send them."
        ),
        "not-this": _(
            "From what you wrote, this study does not seem to fit. That says nothing about other"
            " studies or your treatment."
        ),
        "full": _(
            "Our site is full and takes nobody more at present. Other sites of this study, or other"
            " studies, may still take people."
        ),
        "pause": _(
            "Our site takes nobody until the day named here. You can write to us again after it."
        ),
    }
    return {key: f"{hello}\n\n{thanks} {text}\n" for key, text in told.items()}
