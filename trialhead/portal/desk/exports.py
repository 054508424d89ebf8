"""Enquiries as a table and as a FHIR bundle, for the team's own systems."""

import csv
import json
import unicodedata
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from trialhead.portal.accounts.door import Member, members
from trialhead.portal.accounts.permissions import within
from trialhead.portal.accounts.roles import Permission
from trialhead.portal.contact.models import Channel, Enquiry, State
from trialhead.portal.contact.sent_notes import read
from trialhead.portal.desk import actions
from trialhead.portal.desk.models import Stage

COLUMNS = (
    "reference",
    "study",
    "site",
    "received",
    "state",
    "stage",
    "criterion",
    "name",
    "channel",
    "address",
    "times",
    "language",
    "behalf",
    "message",
    "answers",
    "notes",
)
#: A cell that begins so would be worked out as a formula by spreadsheet programs; some pass over
#: blanks before it, some take wide signs for narrow ones.
_FORMULA = ("=", "+", "-", "@")
_BREAKS = ("\t", "\r", "\n")
#: FHIR R4 ResearchSubject.status by stage.
_FHIR_STATUS = {
    Stage.NEW: "candidate",
    Stage.CONTACTED: "candidate",
    Stage.PRESCREENED: "screening",
    Stage.VISIT: "screening",
    Stage.CONSENTED: "eligible",
    Stage.ENROLLED: "on-study",
    Stage.FAILED: "ineligible",
    Stage.WITHDRAWN: "withdrawn",
}


class _Line:
    """Hands each line of the table on as it is written."""

    def write(self, line: str) -> str:
        return line


@members(Permission.EXPORT, afresh=True)
@require_safe
def csv_file(request: Member) -> StreamingHttpResponse:
    """One line an enquiry."""
    rows = _exported(request)
    actions.note_export(kind="csv", found=rows.count(), by=request.user, at=timezone.now())
    answer = StreamingHttpResponse(_table(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="enquiries.csv"'
    return answer


@members(Permission.EXPORT, afresh=True)
@require_safe
def fhir_file(request: Member) -> HttpResponse:
    """A FHIR R4 collection: a Patient and a ResearchSubject for each enquiry."""
    rows = _exported(request)
    actions.note_export(kind="fhir", found=rows.count(), by=request.user, at=timezone.now())
    entries = [entry for one in rows.iterator(chunk_size=500) for entry in _entries(one)]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    text = json.dumps(bundle, ensure_ascii=False)
    answer = HttpResponse(text, content_type="application/fhir+json")
    answer["Content-Disposition"] = 'attachment; filename="enquiries.fhir.json"'
    return answer


def _exported(request: Member) -> QuerySet[Enquiry]:
    """What may be taken out; nobody's who has withdrawn."""
    mine = within(request.user, Permission.EXPORT, study="record__registry_id", site="site_key")
    rows = Enquiry.objects.filter(mine).exclude(state=State.WITHDRAWN)
    return rows.select_related("record", "case").order_by("received_at", "pk")


def _table(rows: QuerySet[Enquiry]) -> Iterator[str]:
    writer: Any = csv.writer(_Line())
    yield writer.writerow(COLUMNS)
    for one in rows.iterator(chunk_size=500):
        yield writer.writerow([harmless(cell) for cell in _cells(one)])


def harmless(cell: str) -> str:
    """The cell, never a formula."""
    first = next((sign for sign in cell if unicodedata.category(sign)[0] not in "CZ"), "")
    is_formula = unicodedata.normalize("NFKC", first).startswith(_FORMULA)
    return f"'{cell}" if is_formula or cell.startswith(_BREAKS) else cell


def _cells(one: Enquiry) -> tuple[str, ...]:
    case = getattr(one, "case", None)
    return (
        str(one.reference),
        one.record.registry_id,
        one.site_name,
        one.received_at.isoformat(),
        one.state,
        case.stage if case else Stage.NEW,
        case.criterion if case else "",
        one.name,
        one.channel,
        one.address,
        one.times,
        one.language,
        one.behalf,
        one.message,
        one.answers,
        "\n\n".join(f"{note.quote}\n{note.note}" for note in read(one.notes)),
    )


def _entries(one: Enquiry) -> Iterator[dict[str, Any]]:
    case = getattr(one, "case", None)
    patient = f"urn:uuid:{one.reference}"
    system = "email" if one.channel == Channel.EMAIL else "phone"
    yield {
        "fullUrl": patient,
        "resource": {
            "resourceType": "Patient",
            "name": [{"text": one.name}],
            "telecom": [{"system": system, "value": one.address}],
            "communication": [{"language": {"coding": [{"code": one.language}]}}],
        },
    }
    yield {
        "resource": {
            "resourceType": "ResearchSubject",
            "status": _FHIR_STATUS[Stage(case.stage) if case else Stage.NEW],
            "study": {"identifier": {"value": one.record.registry_id}},
            "individual": {"reference": patient},
        },
    }
