"""Letters from templates, in the reader's language.

A feature keeps `notifications/letters/<name>.subject.txt`, `.txt` and, if it wants, `.html` among
its templates. The HTML extends `notifications/letters/page.html` and fills its block `letter`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template import Context, Engine, TemplateDoesNotExist
from django.utils import translation

FOLDER = "notifications/letters"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it will be sent; ``html`` is empty if there is only text."""

    subject: str
    text: str
    html: str


def render(template: str, context: Mapping[str, Any], language: str) -> Letter:
    """The letter of this name. Nothing is escaped in subject and text; everything is in HTML.

    The subject becomes one line whatever it is made of.
    """
    with translation.override(language):
        given = {
            **context,
            "language": language,
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
        }
        subject = _fill(f"{template}.subject.txt", given, autoescape=False)
        text = _fill(f"{template}.txt", given, autoescape=False)
        try:
            html = _fill(f"{template}.html", given, autoescape=True)
        except TemplateDoesNotExist as missing:
            if missing.args[0] != f"{FOLDER}/{template}.html":
                raise
            html = ""
    return Letter(subject=" ".join(subject.split()), text=f"{text.strip()}\n", html=html.strip())


def _fill(name: str, given: dict[str, Any], *, autoescape: bool) -> str:
    template = Engine.get_default().get_template(f"{FOLDER}/{name}")
    return template.render(Context(given, autoescape=autoescape))
