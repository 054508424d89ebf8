"""Enquiries in words: languages, consents and how long sites take to answer."""

from datetime import timedelta

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trialhead.portal.contact import languages
from trialhead.portal.contact.models import Purpose
from trialhead.portal.contact.response_time import median_answer_time

register = template.Library()
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


@register.filter
def language_name(tag: str) -> str:
    """The language's own name."""
    return languages.language_name(tag)


@register.filter
def purpose_label(purpose: str) -> str:
    """What was agreed to, in short."""
    return str(Purpose(purpose).label)


@register.simple_tag
def answer_time(registry_id: str) -> str:
    """How long the study's sites take to answer; empty before enough have."""
    median = median_answer_time(registry_id)
    if median is None:
        return ""
    days = round(median / _DAY)
    if days:
        told = ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    else:
        hours = max(1, round(median / _HOUR))
        told = ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    return _("Half of the enquiries sent from here were answered within %(time)s.") % {"time": told}


@register.simple_tag
def described(field: BoundField, *more: str) -> SafeString:
    """The attributes that link a field to its hint and its problem."""
    named = [f"{field.id_for_label or field.auto_id}-{part}" for part in more]
    if field.errors:
        named.append(f"{field.auto_id}-problem")
    links = format_html(' aria-describedby="{}"', " ".join(named)) if named else SafeString("")
    return format_html("{}{}", links, SafeString(' aria-invalid="true"') if field.errors else "")
