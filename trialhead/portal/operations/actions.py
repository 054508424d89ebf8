"""The operator's choices, each with its line in the log."""

from datetime import datetime

from django.db import transaction

from trialhead.portal.accounts import actions as log
from trialhead.portal.accounts.models import User
from trialhead.portal.privacy import actions as privacy
from trialhead.portal.privacy.models import Kept
from trialhead.portal.switches import actions as switches
from trialhead.portal.switches.models import Feature


@transaction.atomic
def set_period(*, what: Kept, days: int, by: User, at: datetime) -> bool:
    """Keep something so long; False if it was so. Unreadable outside its bounds."""
    before = privacy.set_period(what=what, days=days, at=at)
    if before == days:
        return False
    detail = f"{before} to {days} days"
    log.note(actor=by, action="period set", subject=f"period:{what}", detail=detail, at=at)
    return True


@transaction.atomic
def turn(*, feature: Feature, on: bool, by: User, at: datetime) -> bool:
    """Turn a feature on or off; False if it was so."""
    changed = switches.turn_on(feature=feature) if on else switches.turn_off(feature=feature, at=at)
    if changed:
        action = "feature turned on" if on else "feature turned off"
        log.note(actor=by, action=action, subject=f"feature:{feature}", at=at)
    return changed
