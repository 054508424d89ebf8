"""A POST comes from a page of ours, checked without any cookie.

The pages that use this carry no cookie that another site's form could misuse: what a POST may do
hangs on a signed value in the form or on the secret in its address. Browsers say where a form was
sent from (``Sec-Fetch-Site``, or ``Origin`` in older ones); a form of another site is refused. Our
own forms name their origin as ``null``, because no page tells others where it stands.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]


def same_site(view: View) -> View:
    """Refuse what another site's page sends here; for views that need no cookie."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and _from_elsewhere(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return csrf_exempt(guarded)


def _from_elsewhere(request: HttpRequest) -> bool:
    told = request.headers.get("Sec-Fetch-Site")
    if told is not None:
        return told not in ("same-origin", "none")
    origin = request.headers.get("Origin", "null")
    return origin not in ("null", f"{request.scheme}://{request.get_host()}")
