"""The general pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from trialhead.portal.studies.counts import registry_counts
from trialhead.vocabulary import glossary

#: Searches offered on the start page: the words searched for and their name.
TOPICS = (
    ("lupus", _("Lupus")),
    ("type 2 diabetes", _("Type 2 diabetes")),
    ("breast cancer", _("Breast cancer")),
    ("lung cancer", _("Lung cancer")),
    ("heart failure", _("Heart failure")),
    ("stroke", _("Stroke")),
    ("depression", _("Depression")),
    ("asthma", _("Asthma")),
    ("Alzheimer", _("Alzheimer's disease")),
    ("Parkinson", _("Parkinson's disease")),
    ("kidney disease", _("Kidney disease")),
    ("arthritis", _("Arthritis")),
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The start page with its search."""
    return render(request, "pages/home.html", {"counts": registry_counts(), "topics": TOPICS})


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """What people ask about taking part."""
    return render(request, "pages/questions.html")


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How to use the search and read a study page."""
    return render(request, "pages/help.html")


@require_safe
def words_explained(request: HttpRequest) -> HttpResponse:
    """Every term of the glossary; a study page links to each by its key."""
    return render(request, "pages/glossary.html", {"entries": glossary().entries})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What this site keeps about its readers."""
    return render(request, "pages/privacy.html")
