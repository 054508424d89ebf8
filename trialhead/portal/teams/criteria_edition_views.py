"""One edition of a study's criteria, beside the one before."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trialhead.criteria import Side, sentence
from trialhead.portal.accounts.door import Member, members
from trialhead.portal.accounts.roles import Permission
from trialhead.portal.studies.models import CriteriaEdition
from trialhead.portal.teams.drafts import criteria_in
from trialhead.portal.teams.moved import edition_changes
from trialhead.portal.teams.reviewed import reviewed_record


@members(Permission.REVIEW)
@require_safe
def edition(request: Member, registry_id: str, number: int) -> HttpResponse:
    """What an edition asks, who wrote and published it, and how it differs from the one before."""
    record = reviewed_record(request.user, registry_id)
    editions = record.criteria_editions.select_related("author", "publisher")
    shown = editions.filter(number=number).first()
    if shown is None:
        raise Http404
    before = editions.filter(number__lt=number).order_by("-number").first()
    after = editions.filter(number__gt=number).order_by("number").first()
    context = {
        "record": record,
        "edition": shown,
        "before": before,
        "after": after,
        "sides": _sides(shown),
        "changes": edition_changes(record, shown, before),
    }
    return render(request, "teams/edition.html", context)


def _sides(shown: CriteriaEdition) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Id, title and sentence of every criterion, side by side."""
    criteria = criteria_in(shown.document).criteria
    told = {
        str(side): [(one.id, one.title, sentence(one.node)) for one in criteria if one.side is side]
        for side in Side
    }
    return [(side, listed) for side, listed in told.items() if listed]
