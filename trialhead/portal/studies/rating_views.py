"""Was this easy to understand? A plain form at the end of a study page, and its thanks."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from trialhead.errors import TooMany
from trialhead.portal.design.forms import problems
from trialhead.portal.privacy.same_site import same_site
from trialhead.portal.privacy.throttle import check_rate, client
from trialhead.portal.studies import actions
from trialhead.portal.studies.forms import SCORES, RatingForm, asked_too_often
from trialhead.portal.studies.models import StudyRecord
from trialhead.portal.studies.understanding import understanding
from trialhead.portal.switches.models import Feature
from trialhead.portal.switches.offers import needs

PER_CLIENT, PER_CLIENT_AND_STUDY = 30, 3
RATE_PERIOD = timedelta(days=1)


@needs(Feature.RATINGS)
@same_site
@require_http_methods(["GET", "HEAD", "POST"])
def rating(request: HttpRequest, registry_id: str) -> HttpResponse:
    """The form by itself, and where it is sent. The study page carries no cookie, nor does this."""
    record = _record(registry_id)
    if request.method != "POST":
        return _form(request, record, RatingForm())
    form = RatingForm(request.POST)
    if not form.is_valid():
        return _form(request, record, form, status=422)
    now, who = timezone.now(), client(request)
    try:
        check_rate(scope="rating", who=who, limit=PER_CLIENT, per=RATE_PERIOD, at=now)
        scope = f"rating {record.registry_id}"
        check_rate(scope=scope, who=who, limit=PER_CLIENT_AND_STUDY, per=RATE_PERIOD, at=now)
    except TooMany as refusal:
        asked_too_often(form)
        return _form(request, record, form, status=refusal.outcome.http_status)
    told = form.cleaned_data
    actions.rate(
        record=record,
        version=min(told["version"] or record.latest, record.latest),
        section=told["section"],
        score=told["score"],
        sentence=told["sentence"],
        on=now.date(),
    )
    return redirect("studies:rated", record.registry_id)


@needs(Feature.RATINGS)
@require_safe
def rated(request: HttpRequest, registry_id: str) -> HttpResponse:
    """Thanks, and what readers say together once enough have."""
    record = _record(registry_id)
    page = {"record": record, "understanding": understanding(record)}
    return render(request, "studies/rated.html", page)


def _record(registry_id: str) -> StudyRecord:
    record = StudyRecord.objects.filter(registry_id=registry_id, withdrawn_at=None).first()
    if record is None:
        raise Http404
    return record


def _form(
    request: HttpRequest, record: StudyRecord, form: RatingForm, *, status: int = 200
) -> HttpResponse:
    page = {"record": record, "form": form, "problems": problems(form), "scores": SCORES}
    return render(request, "studies/rating.html", page, status=status)
