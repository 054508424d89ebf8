"""Pages behind a private link: nobody keeps, lists or passes on their address."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from trialhead.portal.design.errors import explain

View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """Not to be kept by browser or proxy, not listed by search engines, not told to other sites."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        answer["Cache-Control"] = "no-store, private"
        answer["X-Robots-Tag"] = "noindex, nofollow"
        answer["Referrer-Policy"] = "no-referrer"
        return answer

    return guarded


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
