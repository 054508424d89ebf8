"""How long a new link may be chosen to live."""

from django import template

from trialhead.portal.privacy.models import Kept
from trialhead.portal.privacy.periods import kept_days, told

register = template.Library()
OFFERED_DAYS = (1, 7, 14, 30)
USUAL_DAYS = 7


@register.simple_tag
def share_days() -> list[tuple[int, str, bool]]:
    """Days, the same in words, and whether they are chosen at first; the longest comes last."""
    longest = kept_days(Kept.SHARES)
    days = sorted({one for one in OFFERED_DAYS if one < longest} | {longest})
    return [(one, told(one), one == min(USUAL_DAYS, longest)) for one in days]
