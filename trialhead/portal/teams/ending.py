"""Mails before an approval ends and when it has: to those who may renew it, each once."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from trialhead.portal.studies.models import Approval
from trialhead.portal.studies.words import edition_in_force
from trialhead.portal.teams import actions

#: So many days before the end, and on the first day after it.
STEPS: Final = (30, 7, 0)


def tell(*, now: datetime) -> int:
    """Write the mails that are due; how many."""
    today = timezone.localdate(now)
    return sum(
        actions.tell_of_ending(approval=approval, step=step, at=now)
        for approval, step in list(_due(today))
    )


def step_on(day: date, *, ends: date) -> int | None:
    """The last step that a day has reached before or after an end; None if none yet."""
    left = (ends - day).days
    if left < 0:
        return 0
    return min((step for step in STEPS if step > 0 and left <= step), default=None)


def _due(today: date) -> Iterator[tuple[Approval, int]]:
    """Approvals of words that readers see, or saw until now, and the step to tell of. A step that
    nobody could tell in time is left out for the one after it."""
    near = Approval.objects.filter(expires_on__lte=today + timedelta(days=max(STEPS)))
    near = near.filter(Q(warned=None) | Q(warned__gt=0)).exclude(confirmed_at=None)
    for approval in near.select_related("edition__record").order_by("pk"):
        step = step_on(today, ends=approval.expires_on)
        told = approval.warned
        if step is not None and (told is None or step < told) and _matters(approval):
            yield approval, step


def _matters(approval: Approval) -> bool:
    """Whether words hang on it: nothing holds longer, and its edition is the one in force."""
    edition = approval.edition
    longer = edition.approvals.exclude(confirmed_at=None).filter(
        Q(expires_on__gt=approval.expires_on)
        | Q(expires_on=approval.expires_on, pk__gt=approval.pk)
    )
    shown = edition_in_force(edition.record, edition.language)
    return bool(edition.beyond) and shown == edition and not longer.exists()
