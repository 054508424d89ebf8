"""Marks the words of a record that the glossary tells, without a change to any text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from trialhead.vocabulary import Entry, glossary

register = template.Library()

#: Sections that tell of names and numbers; their words are no terms.
_NAMES_ONLY = {"where", "contacts", "sponsor", "references", "record"}

#: Inside these nothing is marked: a link within a link cannot be, a name is a name.
_CLOSED = {"a", "bdi", "button", "summary", "label", "h3", "h4", "script", "template", "time"}
_EMPTY = {"br", "img", "input", "link", "meta", "hr", "image", "circle", "path"}

#: Our templates escape every ``<`` and ``>`` of a text and of an attribute.
_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-zA-Z0-9]+)")
_LANGUAGE = re.compile(r'\slang="([^"]*)"')


@register.tag
def defined(parser: Parser, token: Token) -> "_Defined":
    """Mark in ``{% defined section.id %}…{% enddefined %}`` the first time each term is used."""
    _, section = token.split_contents()
    inside = parser.parse(("enddefined",))
    parser.delete_first_token()
    return _Defined(inside, template.Variable(section))


class _Defined(template.Node):
    def __init__(self, nodelist: NodeList, section: template.Variable) -> None:
        self.nodelist = nodelist
        self.section = section

    def render(self, context: Context) -> SafeString:
        """The same text, with links around terms."""
        html = self.nodelist.render(context)
        if self.section.resolve(context) in _NAMES_ONLY:
            return html
        used: dict[str, Entry] = {}
        marked = "".join(_marked(html, used))
        _all_used(context).update(used)
        return mark_safe(marked)  # noqa: S308


@register.simple_tag(takes_context=True)
def definitions_used(context: Context) -> tuple[Entry, ...]:
    """The entries marked so far on this page."""
    return tuple(_all_used(context).values())


def _all_used(context: Context) -> dict[str, Entry]:
    """One list for the whole page, wherever in it a tag stands."""
    first = context.dicts[0]
    used: dict[str, Entry] = first.setdefault("definitions used", {})
    return used


class _Open(NamedTuple):
    """An open element: whether it, or one around it, is closed; whether its text is marked."""

    name: str
    closed: bool
    marked: bool


_NOTHING = _Open("", closed=False, marked=False)


def _marked(html: str, used: dict[str, Entry]) -> Iterator[str]:
    """The pieces of ``html``; text in English outside closed elements has its terms marked."""
    open_elements: list[_Open] = []
    for piece in _TAG.split(html):
        if piece.startswith("<"):
            _follow(piece, open_elements)
            yield piece
        elif open_elements and open_elements[-1].marked and not piece.isspace():
            yield from _linked(piece, used)
        else:
            yield piece


def _follow(tag: str, open_elements: list[_Open]) -> None:
    """Keep the open elements after a tag."""
    named = _NAME.match(tag)
    name = named.group(1).lower() if named else ""
    if not name or name in _EMPTY or tag.endswith("/>"):
        return
    if tag.startswith("</"):
        while open_elements and open_elements.pop().name != name:
            pass
        return
    around = open_elements[-1] if open_elements else _NOTHING
    told = _LANGUAGE.search(tag) if "lang=" in tag else None
    closed = around.closed or name in _CLOSED
    english = told.group(1) == "en" if told else around.marked
    open_elements.append(_Open(name, closed, english and not closed))


def _linked(text: str, used: dict[str, Entry]) -> Iterator[str]:
    """Escaped text with a link around each term that was not used before."""
    end = 0
    for found in glossary().mentions(text):
        if found.entry.key in used:
            continue
        used[found.entry.key] = found.entry
        yield text[end : found.start]
        yield format_html(
            '<a class="term" href="{}#{}" data-term="{}">{}</a>',
            reverse("pages:glossary"),
            found.entry.key,
            found.entry.key,
            mark_safe(text[found.start : found.end]),  # noqa: S308
        )
        end = found.end
    yield text[end:]
