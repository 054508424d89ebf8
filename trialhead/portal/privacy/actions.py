"""Every write of this feature; each is one transaction."""

import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Model, TextField, Value
from django.db.models.functions import Cast

from trialhead.portal.privacy.models import DaySecret, Kept, Period, RequestCount
from trialhead.portal.privacy.periods import BOUNDS, check_period


@transaction.atomic
def count_request(*, who: str, limit: int, per: timedelta, at: datetime) -> datetime | None:
    """Count one more; None if it is within the limit, else when the window ends.

    A window begins with its first request. What is over the limit is not counted and does not
    lengthen the window. A window that lies in the future (the clock was put back) is begun anew.
    """
    RequestCount.objects.get_or_create(who=who, defaults={"ends_at": at + per, "count": 0})
    row = RequestCount.objects.select_for_update().get(who=who)
    if not row.ends_at - per <= at < row.ends_at:
        row.ends_at, row.count = at + per, 0
    if row.count >= limit:
        return row.ends_at
    row.count += 1
    row.save(update_fields=["ends_at", "count"])
    return None


@transaction.atomic
def day_secret(*, day: date) -> str:
    """The secret of a day, made at its first use; those of other days go."""
    DaySecret.objects.exclude(day=day).delete()
    made = {"secret": secrets.token_hex(32)}
    kept, _ = DaySecret.objects.get_or_create(day=day, defaults=made)
    return str(kept.secret)


@transaction.atomic
def replace_sealed(*, model: type[Model], column: str, pk: object, old: str, new: str) -> None:
    """Put one ciphertext in the place of another, unless somebody has written meanwhile."""
    as_stored = Cast(column, TextField())  # past the field, which would open what it reads
    row = model._base_manager.filter(pk=pk).annotate(as_stored=as_stored).filter(as_stored=old)
    row.update(**{column: Value(new, output_field=TextField())})


@transaction.atomic
def forget_counts(*, now: datetime) -> int:
    """Delete windows that are over; how many."""
    return RequestCount.objects.filter(ends_at__lte=now).delete()[0]


@transaction.atomic
def forget_day_secrets(*, now: datetime) -> int:
    """Delete the secrets of other days; how many."""
    return DaySecret.objects.exclude(day=now.date()).delete()[0]


@transaction.atomic
def set_period(*, what: Kept, days: int, at: datetime) -> int:
    """Keep it so long from now on, what is here already too; how many days it was before.

    Unreadable if that is outside its bounds.
    """
    check_period(what, days)
    Period.objects.get_or_create(
        what=what, defaults={"days": BOUNDS[what].longest_days, "set_at": at}
    )
    row = Period.objects.select_for_update().get(what=what)
    before, row.days, row.set_at = row.days, days, at
    row.save(update_fields=["days", "set_at"])
    return before
