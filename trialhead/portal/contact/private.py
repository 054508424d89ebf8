"""What somebody without a working private link is told."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from trialhead.portal.design.errors import explain


def no_such_link(request: HttpRequest) -> HttpResponse:
    """The one answer to a wrong, an expired and a missing token."""
    return explain(
        request,
        status=404,
        title=_("This link does not work"),
        text=_(
            "It may be cut off, it may have expired, or what it led to has been erased. Look for "
            "the newest mail about this enquiry and use the link in it."
        ),
    )
