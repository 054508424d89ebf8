"""The screening worksheet of one person: filling in, judging, signing, printing."""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trialhead.errors import NotFound
from trialhead.portal.accounts.door import Member, members
from trialhead.portal.accounts.roles import Permission
from trialhead.portal.contact.models import Enquiry
from trialhead.portal.desk import actions
from trialhead.portal.desk.actions import Filled
from trialhead.portal.desk.items import ITEMS, asks_ana, instrument_of, items_read, items_written
from trialhead.portal.desk.models import Case, Worksheet
from trialhead.portal.desk.standing import answers_of, criteria_of
from trialhead.portal.desk.views import READS, open_one
from trialhead.portal.desk.worksheet import (
    Read,
    Sheet,
    judged,
    numbered,
    questions,
    read,
    row,
    scales_of,
)
from trialhead.portal.prescreen import state
from trialhead.portal.prescreen.answers import Who
from trialhead.portal.prescreen.asked import Asked
from trialhead.portal.prescreen.choices import choices, scale_ends, units
from trialhead.portal.prescreen.phrasing import phrase
from trialhead.screening import Overall


@members(*READS)
@require_http_methods(["GET", "HEAD", "POST"])
def worksheet(request: Member, reference: uuid.UUID) -> HttpResponse:
    """The newest worksheet; a first one begins with what the person answered."""
    case = open_one(request, reference, to=Permission.ANSWER)
    last = case.worksheets.order_by("-pk").first()
    if request.method != "POST":
        return _page(request, case, last, Read(sheet=_sheet(case, last), problems={}))
    found = read(criteria_of(case.enquiry), request.POST.dict(), timezone.localdate())
    if found.problems:
        return _page(request, case, last, found, status=422)
    kept = actions.save_worksheet(
        case=case,
        filled=_filled(request, case.enquiry, found.sheet),
        by=request.user,
        at=timezone.now(),
    )
    if kept is None:
        return _page(request, case, last, found, status=409, quicker=True)
    messages.success(request, _("Kept and judged."))
    return redirect("desk:worksheet", reference)


def _filled(request: Member, enquiry: Enquiry, sheet: Sheet) -> Filled:
    began = request.POST.get("version", "")
    return Filled(
        version=int(began) if began.isdecimal() else 0,
        screened_on=sheet.screened_on,
        answers=state.written(sheet.answers),
        instruments=items_written(sheet.items),
        criteria_change=str(enquiry.record.change),
    )


def _sheet(case: Case, last: Worksheet | None) -> Sheet:
    if last is None:
        on: date = timezone.localdate()
        return Sheet(screened_on=on, answers=answers_of(case.enquiry))
    return Sheet(
        screened_on=last.screened_on,
        answers=state.read(last.answers),
        items=items_read(last.instruments),
    )


@members(*READS, afresh=True)
@require_POST
def sign(request: Member, reference: uuid.UUID) -> HttpResponse:
    """Sign the worksheet as it was shown."""
    case = open_one(request, reference, to=Permission.ANSWER)
    last = case.worksheets.order_by("-pk").first()
    if last is None or str(last.version) != request.POST.get("version"):
        raise NotFound("This worksheet has changed.", fix="Look at it again, then sign.")
    name = request.user.name
    actions.sign_worksheet(worksheet=last, name=name, by=request.user, at=timezone.now())
    messages.success(request, _("Signed."))
    return redirect("desk:worksheet", reference)


def _page(
    request: Member,
    case: Case,
    last: Worksheet | None,
    found: Read,
    *,
    status: int = 200,
    quicker: bool = False,
) -> HttpResponse:
    asked = criteria_of(case.enquiry)
    lines, overall = judged(asked, found.sheet)
    context = {
        "case": case,
        "enquiry": case.enquiry,
        "last": last,
        "quicker": quicker,
        "problems": len(found.problems),
        "sheet": found.sheet,
        "sections": _sections(request, asked, found, lines),
        "scores": [_score(scale, found.sheet) for scale in scales_of(asked)],
        "overall": _OVERALL[overall],
        "authored": asked.authored,
    }
    return render(request, "desk/worksheet.html", context, status=status)


#: What the criteria come to; whether somebody takes part is for the study team to decide.
_OVERALL = {
    Overall.MAY_FIT: "may",
    Overall.NOT_POSSIBLE: "not",
    Overall.CANNOT_TELL: "open",
}


def _sections(request: Member, asked: Asked, found: Read, lines: Any) -> list[dict[str, Any]]:
    prefixes = {question: prefix for prefix, question in numbered(asked).items()}
    asking = questions(asked)
    return [
        {
            "line": line,
            "rows": [
                _row(request, prefixes[question], question, found) for question in asking[line.id]
            ],
        }
        for line in lines
    ]


def _row(request: Member, prefix: str, question: Any, found: Read) -> dict[str, Any]:
    shown = row(prefix, question, found.sheet)
    problem = found.problems.get(prefix)
    names = ("answer", "number", "unit", "lower", "upper", "source", "on")
    typed = {name: request.POST.get(f"{prefix}-{name}", "") for name in names}
    fields = typed if problem else {name: shown.fields.get(name, "") for name in names}
    return {
        "prefix": prefix,
        "phrase": phrase(question.topic, Who.PATIENT),
        "choices": choices(question),
        "units": units(question.topic),
        "ends": scale_ends(question.topic),
        "limits": question.topic.about == "result",
        "dated": question.topic.about in ("result", "score"),
        "window": shown.window,
        "fields": fields,
        "problem": problem,
    }


def _score(scale: str, sheet: Sheet) -> dict[str, Any]:
    entered = next((one for one in sheet.items if one.scale == scale), None)
    name = instrument_of(scale)
    return {
        "scale": scale,
        "prefix": name,
        "entered": entered,
        "result": entered.result if entered else None,
        "asks_ana": asks_ana(scale),
        "items": [
            (item, item.replace("_", " "), entered.state(item) if entered else "")
            for item in ITEMS[name]
        ],
    }
