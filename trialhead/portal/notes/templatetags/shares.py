"""How long a new link may be chosen to live."""

from django import template
from django.template import Context

from trialhead.portal.privacy.models import Kept
from trialhead.portal.privacy.periods import periods_of, told

register = template.Library()
OFFERED_DAYS = (1, 7, 14, 30)
USUAL_DAYS = 7


@register.simple_tag(takes_context=True)
def share_days(context: Context) -> list[tuple[int, str, bool]]:
    """Days, the same in words, and whether they are chosen at first; the longest comes last."""
    longest = periods_of(context["request"])[Kept.SHARES]
    days = sorted({one for one in OFFERED_DAYS if one < longest} | {longest})
    return [(one, told(one), one == min(USUAL_DAYS, longest)) for one in days]
