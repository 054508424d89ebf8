"""Replies a team can begin with, in the person's language."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Opening:
    """A reply to begin with; ``name`` is what the team chooses it by."""

    key: str
    name: str
    text: str


def openings(locale: str, person: str) -> tuple[Opening, ...]:
    """All of them; the names in the reader's language, the texts in the person's."""
    names = {
        "call": _("We would like to talk"),
        "more": _("We need to know more"),
        "doctor": _("Please ask your doctor for records"),
        "not-this": _("This study does not fit"),
    }
    with translation.override(locale):
        texts = _texts(person)
    return tuple(Opening(key, name, texts[key]) for key, name in names.items())


def _texts(person: str) -> dict[str, str]:
    hello = _("Hello %(name)s,") % {"name": person}
    thanks = _("thank you for writing to us about our study.")
    told = {
        "call": _("We would like to talk with you about it. When can we reach you?"),
        "more": _("To see whether it may fit, we need to know a little more:"),
        "doctor": _(
            "Please ask your doctor for your latest letters and results, and bring or send them."
        ),
        "not-this": _(
            "From what you wrote, this study does not seem to fit. That says nothing about other"
            " studies or your treatment."
        ),
    }
    return {key: f"{hello}\n\n{thanks} {text}\n" for key, text in told.items()}
