"""A study's questions, and the answers to them, as files of FHIR R4."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from trialhead.portal.design.context import origin
from trialhead.portal.prescreen.answers import Answers
from trialhead.portal.prescreen.asked import Asked, asked_by
from trialhead.portal.prescreen.questionnaire import Form, questionnaire
from trialhead.portal.prescreen.response import response
from trialhead.portal.studies.models import StudyRecord
from trialhead.registry import Study

FHIR = "application/fhir+json"


@require_safe
def form(request: HttpRequest, registry_id: str) -> HttpResponse:
    """The Questionnaire of a study."""
    record = StudyRecord.objects.filter(registry_id=registry_id, withdrawn_at=None).first()
    if record is None:
        raise Http404
    study = record.study()
    data = questionnaire(form_of(request, study, asked_by(record, study)))
    return JsonResponse(data, content_type=FHIR)


def answers_file(
    request: HttpRequest, study: Study, asked: Asked, answers: Answers
) -> HttpResponse:
    """The answers as a file; its name tells nothing of the person."""
    data = response(form_of(request, study, asked), answers)
    name = f"answers-{study.registry_id}.json"
    return JsonResponse(
        data,
        content_type=FHIR,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
        json_dumps_params={"indent": 1, "ensure_ascii": False},
    )


def form_of(request: HttpRequest, study: Study, asked: Asked) -> Form:
    """The form of a study, by the same name in every language."""
    with override("en"):
        path = reverse("prescreen:form", args=[study.registry_id])
    version = asked.criteria.record or str(study.standing.timeline.last_update or "1")
    return Form(study=study, asked=asked, url=origin(request) + path, version=version)
