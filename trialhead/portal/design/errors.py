"""Pages that say what went wrong and what to do."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from trialhead.errors import TrialheadError


class ExplainErrorsMiddleware:
    """Turns a TrialheadError into a page with the status of its row in the table of errors."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for an error raised on purpose; None leaves others to Django."""
        if not isinstance(error, TrialheadError):
            return None
        return explain(
            request,
            status=error.outcome.http_status,
            title=_("This cannot be shown just now"),
            text=_("The portal is missing something it needs. Please try again later."),
        )


def explain(request: HttpRequest, *, status: int, title: str, text: str) -> HttpResponse:
    """A page with one heading, one explanation and ways to go on."""
    return render(request, "design/error.html", {"title": title, "text": text}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return explain(
        request,
        status=400,
        title=_("The request could not be understood"),
        text=_("Something in the address or the form was not as expected."),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return explain(
        request,
        status=403,
        title=_("This is not open to you"),
        text=_("You may need to go back and start again from the page before."),
    )


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that did not come from a page of ours, or from one open for too long."""
    return explain(
        request,
        status=403,
        title=_("This form cannot be taken"),
        text=_("The page had been open for too long. Go back, load it again and send once more."),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return explain(
        request,
        status=404,
        title=_("There is no such page"),
        text=_("The address may be mistyped, or the page may have moved."),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """500; it asks nothing of the database."""
    return explain(
        request,
        status=500,
        title=_("Something went wrong on our side"),
        text=_("Nothing you entered was lost by you. Please try again in a moment."),
    )
