"""Letters from templates, in the reader's language where they are translated (``spoken``).

A feature keeps `notifications/letters/<name>.subject.txt`, `.txt` and, if it wants, `.html` among
its templates. The HTML extends `notifications/letters/page.html` and fills its block `letter`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template import Context, Engine, TemplateDoesNotExist
from django.utils import translation

from trialhead.portal.notifications.spoken import spoken

FOLDER = "notifications/letters"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it will be sent; ``html`` is empty if there is only text. ``language`` is the one
    it is written in."""

    subject: str
    text: str
    html: str
    language: str


def render(template: str, context: Mapping[str, Any], language: str) -> Letter:
    """The letter of this name for a reader of this language. Nothing is escaped in subject and
    text; everything is in HTML.

    The subject becomes one line whatever it is made of.
    """
    names = _names(template)
    written_in = spoken(names, language)
    with translation.override(written_in):
        given = {
            **context,
            "language": written_in,
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
        }
        subject, text = (_fill(name, given, autoescape=False) for name in names[:2])
        html = "".join(_fill(name, given, autoescape=True) for name in names[2:])
    return Letter(
        subject=" ".join(subject.split()),
        text=f"{text.strip()}\n",
        html=html.strip(),
        language=written_in,
    )


def _names(template: str) -> tuple[str, ...]:
    """Subject and text, and HTML if there is any."""
    names = [f"{FOLDER}/{template}{end}" for end in (".subject.txt", ".txt", ".html")]
    try:
        Engine.get_default().get_template(names[-1])
    except TemplateDoesNotExist as missing:
        if missing.args[0] != names[-1]:
            raise
        names.pop()
    return tuple(names)


def _fill(name: str, given: dict[str, Any], *, autoescape: bool) -> str:
    template = Engine.get_default().get_template(name)
    return template.render(Context(given, autoescape=autoescape))
