"""The conversation: a page for each question, everything in the form, nothing kept.

No request changes anything on the server, so there is nothing a forged one could do; without a
token against forgery these pages need no cookie either.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from trialhead.criteria import Leaf
from trialhead.portal.design.errors import explain, not_found
from trialhead.portal.prescreen import pages
from trialhead.portal.prescreen.answers import Answers, Who
from trialhead.portal.prescreen.asked import Asked, asked_by
from trialhead.portal.prescreen.form_views import answers_file
from trialhead.portal.prescreen.progress import progress
from trialhead.portal.prescreen.shortlist import enrolling, shortlist_page
from trialhead.portal.prescreen.turns import Turn, turn
from trialhead.portal.prescreen.uploads import Brought, InMemory, bring, too_large
from trialhead.portal.studies.models import StudyRecord
from trialhead.registry import Study

LONGEST_WORDS = 500
LONGEST_PLACE = 100


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def study(request: HttpRequest, registry_id: str) -> HttpResponse:
    """The questions of one study: the first page, then one question after the other."""
    record = StudyRecord.objects.filter(registry_id=registry_id).first()
    if record is None:
        return not_found(request, LookupError(registry_id))
    if record.withdrawn_at is not None:
        return explain(
            request,
            status=410,
            title=_("This study is no longer in its registry"),
            text=_("The registry has taken the record away, so it is not shown here any more."),
        )
    value = record.study()
    return _unkept(_conversation(request, value, asked_by(record, value)))


def _conversation(request: HttpRequest, study: Study, asked: Asked) -> HttpResponse:
    if request.method != "POST":
        return _page(request, "first", study, pages.first_page(Turn(answers=Answers())))
    today = timezone.localdate()
    now = _turn(request, asked.questions, today)
    if now.begin:
        return _page(request, "first", study, pages.first_page(now), status=_status(now))
    if request.POST.get("do") == "save":
        return answers_file(request, study, asked, now.answers)
    stand = progress(asked, now.answers, today, to_the_end=now.to_the_end)
    question = now.asked or (None if now.stopped else stand.next)
    if question is None:
        page = pages.summary_page(now, study, asked, stand, today)
        return _page(request, "summary", study, page)
    page = pages.question_page(now, question, asked, stand, request.POST)
    return _page(request, "question", study, page, status=_status(now))


def _fields(request: HttpRequest) -> QueryDict:
    """What was posted; a file with it stays in memory."""
    if not isinstance(request.upload_handlers[0], InMemory):
        request.upload_handlers = [InMemory(request)]
    return request.POST


def _turn(request: HttpRequest, questions: Iterable[Leaf], today: date) -> Turn:
    posted = _fields(request).dict()
    every = tuple(questions)
    keeper = request.upload_handlers[0]

    def brought(answers: Answers) -> Brought:
        if isinstance(keeper, InMemory) and keeper.too_large:
            return too_large(answers)
        return bring(answers, request.FILES.get("record"), every, today)

    return turn({name: str(value) for name, value in posted.items()}, brought, every, today)


def _status(now: Turn) -> int:
    return 422 if now.problem else 200


def _page(
    request: HttpRequest, name: str, study: Study, page: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    healthy = page.get("who") == Who.HEALTHY
    page |= {
        "study": study,
        "refuses_healthy": healthy and study.eligibility.healthy_volunteers is False,
    }
    return render(request, f"prescreen/{name}.html", page, status=status)


def _unkept(answer: HttpResponse) -> HttpResponse:
    """No browser and no proxy keeps a page with answers."""
    answer["Cache-Control"] = "no-store"
    return answer


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def studies(request: HttpRequest) -> HttpResponse:
    """The same answers on every enrolling study that a search finds."""
    given = request.GET if request.method != "POST" else _fields(request)
    words = " ".join(given.get("q", "").split())[:LONGEST_WORDS]
    near = " ".join(given.get("near", "").split())[:LONGEST_PLACE]
    search = {"words": words, "near": near}
    if request.method != "POST":
        page = pages.first_page(Turn(answers=Answers()))
        return _unkept(render(request, "prescreen/first.html", {"search": search, **page}))
    found = enrolling(words, near)
    now = _turn(request, found.questions, timezone.localdate())
    if now.begin:
        page = {"search": search, **pages.first_page(now)}
        return _unkept(render(request, "prescreen/first.html", page, status=_status(now)))
    page = shortlist_page(now, found, request.POST, timezone.localdate())
    page["search"] = search
    return _unkept(render(request, "prescreen/studies.html", page, status=_status(now)))
