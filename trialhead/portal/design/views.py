"""The gallery: every component with an example, for those who build and those who test."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """All components on one page."""
    return render(request, "design/gallery.html")
