"""Which share somebody may see: the receiver with link and passcode, the sharer with a token."""

from dataclasses import dataclass
from datetime import datetime

from trialhead.portal.notes import actions
from trialhead.portal.notes.models import Share, Tries
from trialhead.portal.notes.verifying import matches
from trialhead.portal.privacy.tokens import digest


@dataclass(frozen=True, slots=True)
class State:
    """What the sharer is told of a share: times only, nobody's name or address."""

    share: Share
    locked: bool
    openings: tuple[datetime, ...]
    answers: tuple[str, ...]


def opened_with(*, share_id: str, verifier: str, at: datetime) -> Share | None:
    """The share with this id if the verifier is its own.

    Nothing tells a wrong passcode from a share that is locked, over, revoked or never was: the
    same work is done and the same answer given.
    """
    share_digest = digest(share_id)
    allowed = actions.begin_try(share_digest=share_digest, at=at)
    share = Share.objects.filter(digest=share_digest, expires_at__gt=at).first()
    stored = share.verifier if share and allowed else None
    if not matches(stored, verifier):
        return None
    actions.take_back_try(share_digest=share_digest)
    return share


def owned_with(token: str, *, at: datetime) -> Share | None:
    """The share whose owner has this token, if it is not over."""
    return Share.objects.filter(owner=digest(token), expires_at__gt=at).first()


def state_of(share: Share) -> State:
    """How a share stands."""
    wrong = Tries.objects.filter(digest=share.digest, wrong__gte=actions.WRONG_PASSCODES)
    return State(
        share,
        locked=wrong.exists(),
        openings=tuple(share.openings.order_by("at").values_list("at", flat=True)),
        answers=tuple(share.answers.order_by("pk").values_list("sealed", flat=True)),
    )
