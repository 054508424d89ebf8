"""Codes and ages of a study in words."""

from django import template
from django.utils.translation import gettext as _

from trialhead.portal.design.templatetags.design import age
from trialhead.portal.studies import labels
from trialhead.registry import AgeRange, Phase, Site

register = template.Library()


@register.filter
def status_label(code: str) -> str:
    """A recruitment status in words."""
    return str(labels.STATUS[code])


@register.filter
def status_meaning(code: str) -> str:
    """What a recruitment status means for a reader."""
    return str(labels.STATUS_MEANING[code])


@register.filter
def kind_label(code: str) -> str:
    """The kind of study in words."""
    return str(labels.KIND[code])


@register.filter
def sex_label(code: str) -> str:
    """The sexes a study takes, in words."""
    return str(labels.SEX[code])


@register.filter
def age_group_label(code: str) -> str:
    """The registry's age group in words."""
    return str(labels.AGE_GROUP.get(code, code))


@register.filter
def phase_label(phases: tuple[Phase, ...]) -> str:
    """The phases in words, such as ``Phase 1 / Phase 2``."""
    return " / ".join(str(labels.PHASE[phase]) for phase in phases)


@register.filter
def rank_label(rank: str) -> str:
    """Main, further or other outcomes."""
    return str(labels.RANK[rank])


@register.filter
def sharing_label(code: str) -> str:
    """Whether participants' data will be shared."""
    return str(labels.SHARING.get(code, code))


@register.filter
def section_label(section: str) -> str:
    """The heading of a section that changed."""
    return str(labels.SECTION[section])


@register.filter
def in_words(code: str) -> str:
    """Any other code in words."""
    return labels.in_words(code)


@register.filter
def age_range(ages: AgeRange) -> str:
    """Whom the study takes by age; an open end is said, not filled in."""
    if ages.minimum and ages.maximum and ages.minimum.unit == ages.maximum.unit:
        low = f"{ages.minimum.amount:g}"
        return _("%(low)s to %(high)s") % {"low": low, "high": age(ages.maximum)}
    if ages.minimum and ages.maximum:
        return _("%(low)s to %(high)s") % {"low": age(ages.minimum), "high": age(ages.maximum)}
    if ages.minimum:
        return _("%(low)s and older") % {"low": age(ages.minimum)}
    if ages.maximum:
        return _("up to %(high)s") % {"high": age(ages.maximum)}
    return _("No age limit given")


@register.filter
def town(site: Site) -> str:
    """Town, region, postcode and country on one line."""
    return ", ".join(filter(None, (site.city, site.state, site.postcode, site.country)))


@register.filter
def is_web_address(url: str) -> bool:
    """Whether a record's link may become a link here; ``javascript:`` and the like may not."""
    return url.startswith(("https://", "http://"))
