"""Texts and dates of a record as HTML."""

from django import template
from django.utils import formats
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from trialhead.portal.design.bidi import left_to_right
from trialhead.registry import Age, Block, Paragraph, PartialDate, outlined

register = template.Library()
register.filter(left_to_right)


@register.filter
def paragraphs(text: str) -> SafeString:
    """A record's long text with its paragraphs and nested lists."""
    return blocks(outlined(text))


@register.filter
def blocks(content: tuple[Block, ...]) -> SafeString:
    """An outline as paragraphs and nested lists; every text is escaped."""
    return mark_safe("".join(map(_block, content)))  # noqa: S308


def _block(block: Block) -> SafeString:
    if isinstance(block, Paragraph):
        return format_html("<p>{}</p>", block.text)
    items = format_html_join(
        "",
        "<li{}>{}{}{}</li>",
        (
            (
                mark_safe(' class="numbered"') if item.marker else "",
                format_html('<span class="marker">{}</span> ', item.marker) if item.marker else "",
                item.text,
                blocks(item.blocks),
            )
            for item in block.items
        ),
    )
    return format_html("<ul>{}</ul>", items)


@register.filter
def day(value: PartialDate | None) -> SafeString:
    """A date as the reader's language writes it, no more exact than the record."""
    if value is None:
        return SafeString("")
    style = "DATE_FORMAT" if value.day else "YEAR_MONTH_FORMAT" if value.month else "Y"
    shown = formats.date_format(value.first_day(), style)
    return format_html('<time datetime="{}">{}</time>', str(value), shown)


@register.filter
def age(value: Age | None) -> str:
    """An age in words, such as ``6 months``."""
    if value is None:
        return ""
    number = int(value.amount) if value.amount.is_integer() else value.amount
    words: dict[str, str] = {
        "YEAR": ngettext("%(n)s year", "%(n)s years", number),
        "MONTH": ngettext("%(n)s month", "%(n)s months", number),
        "WEEK": ngettext("%(n)s week", "%(n)s weeks", number),
        "DAY": ngettext("%(n)s day", "%(n)s days", number),
        "HOUR": ngettext("%(n)s hour", "%(n)s hours", number),
        "MINUTE": ngettext("%(n)s minute", "%(n)s minutes", number),
    }
    return words[value.unit] % {"n": formats.localize(number)}
