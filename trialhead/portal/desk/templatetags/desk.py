"""Parts of a study's page in words."""

from django import template

from trialhead.portal.desk.passages import SECTIONS

register = template.Library()


@register.filter
def section_title(section: str) -> str:
    """What the page calls a section."""
    return str(SECTIONS[section])
