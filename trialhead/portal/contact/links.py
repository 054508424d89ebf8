"""Which enquiry a private link leads to."""

from datetime import datetime

from django.db.models import Q

from trialhead.portal.contact.models import Enquiry, Side
from trialhead.portal.privacy.tokens import digest

#: Longer than any token of ours.
_LONGEST = 100


def enquiry_behind(token: str, *, side: Side, now: datetime) -> Enquiry | None:
    """The enquiry of a token; None for a wrong or expired one, and for one of the other side."""
    if len(token) > _LONGEST:
        return None
    works = Q(links__expires_at=None) | Q(links__expires_at__gt=now)
    found = Enquiry.objects.filter(works, links__digest=digest(token), links__side=side)
    return found.select_related("record").first()
