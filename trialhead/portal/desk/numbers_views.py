"""The dashboard: numbers as drawn bars, each with its table."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from trialhead.portal.accounts.door import Member, members
from trialhead.portal.accounts.roles import Permission
from trialhead.portal.desk.funnel import Asked, Bar, numbers, widest
from trialhead.portal.desk.models import Asking, Stage
from trialhead.portal.desk.passages import SECTIONS, words_of
from trialhead.portal.desk.understood import hard_sentences, ratings_for, sections

#: The numbers reach back so far.
REACH = timedelta(days=365)
#: The rows of the table of waits.
_WAITS = (
    gettext_lazy("Within a day"),
    gettext_lazy("Within 3 days"),
    gettext_lazy("Within a week"),
    gettext_lazy("Within 2 weeks"),
    gettext_lazy("Later"),
    gettext_lazy("Never so far, after 2 weeks and more"),
)
#: Ratings are from 1 to 5; a bar is drawn to a hundred.
_HARDEST, _EASIEST = 1, 5


@members(Permission.SEE_NUMBERS)
@require_safe
def dashboard(request: Member) -> HttpResponse:
    """The numbers of my studies and sites of the last year."""
    now = timezone.now()
    found = numbers(request.user, since=now - REACH, now=now)
    ratings, since = ratings_for(request.user), (now - REACH).date()
    waits = found.waits
    context = {
        "steps": _bars(found.steps, {"received": _("Enquiries"), **_stages()}),
        "failures": _bars(found.failures, {}),
        "asked": _asked(found.asked),
        "waiting": found.waiting,
        "waits": _drawn(zip(_WAITS, waits.answered.counts, strict=True)),
        "waits_total": waits.answered.total,
        "half": waits.half,
        "understood": [_understood(one) for one in sections(ratings, since=since)],
        "hard": hard_sentences(ratings, since=since),
    }
    return render(request, "desk/numbers.html", context)


def _stages() -> dict[str, str]:
    return {str(one): str(one.label) for one in Stage}


def _bars(bars: tuple[Bar, ...], named: dict[str, str]) -> list[dict[str, Any]]:
    drawn = _drawn(
        (named.get(one.name, one.name), one.number if one.told else None) for one in bars
    )
    return [one | {"share": bar.share} for one, bar in zip(drawn, bars, strict=True)]


def _drawn(rows: Iterable[tuple[Any, int | None]]) -> list[dict[str, Any]]:
    """Bars to a hundred; one that is not told has no length."""
    told = list(rows)
    most = widest(number for _name, number in told) or 1
    return [
        {"name": name, "number": number, "length": round(100 * (number or 0) / most)}
        for name, number in told
    ]


def _asked(asked: tuple[Asked, ...]) -> list[dict[str, Any]]:
    """What was asked about, in the words of the study where the number is told."""
    drawn = _bars(tuple(one.bar for one in asked), {})
    return [
        bar
        | {
            "study": one.study,
            "asking": Asking(one.asking).label,
            "name": SECTIONS.get(one.about[1:], one.about) if one.about[0] == "#" else one.about,
            "words": words_of(one.study, one.about) if one.bar.told else "",
        }
        for one, bar in zip(asked, drawn, strict=True)
    ]


def _understood(rated: Any) -> dict[str, Any]:
    length = round(100 * (rated.mean - _HARDEST) / (_EASIEST - _HARDEST))
    name = SECTIONS.get(rated.section, rated.section) if rated.section else _("The whole page")
    return {"rated": rated, "name": name, "length": length}
