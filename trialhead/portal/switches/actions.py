"""Every write of this feature; each is one transaction. Who turns a switch writes it in the log."""

from datetime import datetime

from django.db import transaction

from trialhead.portal.switches.models import Feature, TurnedOff


@transaction.atomic
def turn_off(*, feature: Feature, at: datetime) -> bool:
    """Offer it no more; False if it was off."""
    return TurnedOff.objects.get_or_create(feature=feature, defaults={"since": at})[1]


@transaction.atomic
def turn_on(*, feature: Feature) -> bool:
    """Offer it again; False if it was on."""
    return bool(TurnedOff.objects.filter(feature=feature).delete()[0])
