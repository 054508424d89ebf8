"""How long something is kept, in words."""

from django import template

from trialhead.portal.privacy.models import Kept
from trialhead.portal.privacy.periods import kept_days, told

register = template.Library()


@register.simple_tag
def kept(what: str) -> str:
    """``{% kept "closed-enquiries" as closed %}`` gives "90 days"."""
    return told(kept_days(Kept(what)))
