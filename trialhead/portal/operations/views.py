"""The operator's first page, and what the registry's records were refused for."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from trialhead.portal.accounts.door import Member, members
from trialhead.portal.accounts.roles import Permission
from trialhead.portal.operations.health import Weight, lines
from trialhead.portal.operations.paging import asked_page, part
from trialhead.portal.operations.remedies import REMEDIES
from trialhead.portal.studies.models import Refused

LONGEST_WORDS = 200


@members(Permission.RUN)
@require_safe
def overview(request: Member) -> HttpResponse:
    """Everything that can be wrong with the portal on one screen, the worst first."""
    found = lines(now=timezone.now())
    page = {
        "lines": found,
        "wrong": sum(line.weight is Weight.WRONG for line in found),
        "look": sum(line.weight is Weight.LOOK for line in found),
    }
    return render(request, "operations/overview.html", page)


@members(Permission.RUN)
@require_safe
def quarantine(request: Member) -> HttpResponse:
    """Refusals that still stand, by source, each with what to do."""
    words = asked_words(request)
    rows = Refused.objects.order_by("source", "pk")
    for word in words.split():
        rows = rows.filter(
            Q(source__icontains=word)
            | Q(place__icontains=word)
            | Q(registry_id__icontains=word)
            | Q(code__icontains=word)
            | Q(reason__icontains=word)
        )
    found = part(rows, asked_page(request))
    page = {
        "words": words,
        "part": found,
        "refusals": [(one, REMEDIES.get(one.code, "")) for one in found.rows],
    }
    return render(request, "operations/quarantine.html", page)


def asked_words(request: Member) -> str:
    """The words that are looked for."""
    return " ".join(request.GET.get("q", "").replace("\x00", "")[:LONGEST_WORDS].split())
