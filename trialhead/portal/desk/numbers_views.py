"""The dashboard: numbers as drawn bars, each with its table."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from trialhead.portal.accounts.door import Member, members
from trialhead.portal.accounts.roles import Permission
from trialhead.portal.desk.funnel import FEWEST, Bar, numbers, widest
from trialhead.portal.desk.models import Stage

#: The numbers reach back so far.
REACH = timedelta(days=365)


@members(Permission.SEE_NUMBERS)
@require_safe
def dashboard(request: Member) -> HttpResponse:
    """The numbers of my studies and sites of the last year."""
    found = numbers(request.user, since=timezone.now() - REACH)
    named = {"received": _("Enquiries"), **{str(one): str(one.label) for one in Stage}}
    context = {
        "steps": _drawn(found.steps, named),
        "failures": _drawn(found.failures, {}),
        "waiting": found.waiting,
        "within": found.half_answered_within,
        "fewest": FEWEST,
    }
    return render(request, "desk/numbers.html", context)


def _drawn(bars: tuple[Bar, ...], named: dict[str, str]) -> list[dict[str, Any]]:
    """Bars to a hundred; one too small to tell has no length."""
    most = widest(bars) or 1
    return [
        {
            "name": named.get(bar.name, bar.name),
            "number": bar.number if bar.told else None,
            "length": round(100 * bar.number / most) if bar.told else 0,
        }
        for bar in bars
    ]
