"""Search results, suggestions and study pages."""

import gzip
from collections.abc import Iterable

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trialhead.portal.design.context import origin
from trialhead.portal.design.errors import explain, not_found
from trialhead.portal.privacy import periods
from trialhead.portal.studies.engine import gazetteer
from trialhead.portal.studies.models import Alias, StudyRecord
from trialhead.portal.studies.results_page import results_page
from trialhead.portal.studies.study_page import study_page
from trialhead.portal.switches import offers
from trialhead.vocabulary import Place, conditions

SUGGESTIONS = 8
LONGEST_START = 60


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Search results; the address is the whole search."""
    query = {name: request.GET.getlist(name) for name in request.GET}
    page = results_page(query)
    status = 404 if page["beyond_last_page"] else 200
    return render(request, "studies/search.html", page, status=status)


@require_safe
def study(request: HttpRequest, registry_id: str) -> HttpResponse:
    """One study's page; 410 once the registry dropped the study."""
    record = StudyRecord.objects.filter(registry_id=registry_id).first()
    if record is None:
        return _elsewhere(request, registry_id)
    if record.withdrawn_at is not None:
        return explain(
            request,
            status=410,
            title=_("This study is no longer in its registry"),
            text=_("The registry has taken the record away, so it is not shown here any more."),
        )
    near_words = request.GET.get("near", "").strip()[:100]
    if near_words:
        return HttpResponse(_study_page(request, record, near_words))
    return _kept_page(request, record)


def _kept_page(request: HttpRequest, record: StudyRecord) -> HttpResponse:
    """The page that is the same for every reader until its record changes, kept compressed."""
    # What the operator has chosen, as of now.
    chosen = f"{offers.edition(request)}/{periods.edition(request)}"
    edition = f"{record.change}/{record.edition_on(timezone.localdate())}/{chosen}"
    key = f"{record.registry_id}/{edition}/{get_language()}/{origin(request)}"
    packed = caches["pages"].get(key)
    if packed is None:
        packed = gzip.compress(_study_page(request, record, "").encode(), mtime=0)
        caches["pages"].set(key, packed)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        answer = HttpResponse(packed, headers={"Content-Encoding": "gzip"})
    else:
        answer = HttpResponse(gzip.decompress(packed))
    patch_vary_headers(answer, ["Accept-Encoding"])
    return answer


def _study_page(request: HttpRequest, record: StudyRecord, near_words: str) -> str:
    near = _place(near_words)
    page = study_page(record, record.study(), near=near, address=origin(request) + request.path)
    page["near"] = near
    page["near_words"] = near_words
    if near_words and near is None:
        page["near_problem"] = _("No such place is known. Try a larger town nearby.")
    return render_to_string("studies/study.html", page, request)


def _elsewhere(request: HttpRequest, registry_id: str) -> HttpResponse:
    """Small letters and earlier numbers lead to the study; anything else is not found."""
    wanted = registry_id.strip().upper()
    alias = Alias.objects.filter(registry_id=wanted).select_related("record").first()
    found = alias.record.registry_id if alias else wanted
    if found != registry_id and StudyRecord.objects.filter(registry_id=found).exists():
        return HttpResponsePermanentRedirect(reverse("studies:study", args=[found]))
    return not_found(request, LookupError(registry_id))


def _place(words: str) -> Place | None:
    places = gazetteer().find(words, limit=1) if words else ()
    return places[0] if places else None


@require_safe
def suggest_conditions(request: HttpRequest) -> JsonResponse:
    """Conditions beginning with what has been typed, as ``{"suggestions": [{value, note}]}``."""
    start = request.GET.get("q", "")[:LONGEST_START]
    found = conditions().suggest(start, limit=SUGGESTIONS)
    return _suggestions(
        (item.words, "" if item.words == item.concept.name else item.concept.name) for item in found
    )


@require_safe
def suggest_places(request: HttpRequest) -> JsonResponse:
    """Places beginning with what has been typed, as ``{"suggestions": [{value, note}]}``."""
    start = request.GET.get("q", "")[:LONGEST_START]
    return _suggestions((p.label, "") for p in gazetteer().suggest(start, limit=SUGGESTIONS))


def _suggestions(found: Iterable[tuple[str, str]]) -> JsonResponse:
    answer = JsonResponse({"suggestions": [{"value": v, "note": n} for v, n in found]})
    answer["Cache-Control"] = "private, max-age=600"
    return answer
