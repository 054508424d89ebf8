"""Every write about shared notes; each is one transaction."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from trialhead.portal.notes.models import Answer, Opening, Share, Tries
from trialhead.portal.notes.verifying import hashed
from trialhead.portal.privacy.models import Kept
from trialhead.portal.privacy.periods import BOUNDS, kept_for
from trialhead.portal.privacy.tokens import digest, new_token

#: Wrong passcodes until a link is locked.
WRONG_PASSCODES = 5
#: Answers a share can hold.
ANSWERS = 200
#: How long wrong tries for ids without a share are remembered: longer than any share lives.
KEEP_TRIES = timedelta(days=BOUNDS[Kept.SHARES].longest_days + 1)


@transaction.atomic
def make_share(
    *, share_id: str, verifier: str, sealed: str, days: int, openings: int, at: datetime
) -> str | None:
    """Keep sealed notes; the owner's token, which is told once. None if the id is taken."""
    token = new_token()
    _, made = Share.objects.get_or_create(
        digest=digest(share_id),
        defaults={
            "owner": digest(token),
            "verifier": hashed(verifier),
            "sealed": sealed,
            "created_at": at,
            "expires_at": at + timedelta(days=days),
            "openings_left": openings,
        },
    )
    return token if made else None


@transaction.atomic
def begin_try(*, share_digest: str, at: datetime) -> bool:
    """Count a try as wrong before it is looked at; False if there were too many.

    Counted first, so that no number of tries at the same time is ever looked at in excess.
    """
    Tries.objects.get_or_create(digest=share_digest, defaults={"last_at": at})
    row = Tries.objects.filter(digest=share_digest, wrong__lt=WRONG_PASSCODES)
    return bool(row.update(wrong=F("wrong") + 1, last_at=at))


@transaction.atomic
def take_back_try(*, share_digest: str) -> None:
    """The try was right after all."""
    Tries.objects.filter(digest=share_digest, wrong__gt=0).update(wrong=F("wrong") - 1)


@transaction.atomic
def note_opening(*, share: Share, at: datetime) -> bool:
    """Use up one opening and note when; False if none was left or the share is gone."""
    taken = Share.objects.filter(pk=share.pk, openings_left__gt=0)
    if not taken.update(openings_left=F("openings_left") - 1):
        return False
    Opening.objects.create(share=share, at=at)
    return True


@transaction.atomic
def keep_answer(*, share: Share, sealed: str, at: datetime) -> bool:
    """Keep a sealed answer for the sharer; False if the share is gone or full."""
    locked = Share.objects.select_for_update().filter(pk=share.pk).first()
    if locked is None or locked.answers.count() >= ANSWERS:
        return False
    Answer.objects.create(share=locked, sealed=sealed, at=at)
    return True


@transaction.atomic
def extend_share(*, share: Share, days: int, at: datetime) -> datetime:
    """Let a link live so many days from now, counted from when it was made at most as long as
    shares are kept; until when."""
    until = min(at + timedelta(days=days), share.created_at + kept_for(Kept.SHARES))
    Share.objects.filter(pk=share.pk, expires_at__lt=until).update(expires_at=until)
    return max(share.expires_at, until)


@transaction.atomic
def revoke_share(*, share: Share) -> None:
    """Delete a share with all that belongs to it."""
    Share.objects.filter(pk=share.pk).delete()


@transaction.atomic
def forget_shares(*, now: datetime) -> int:
    """Delete shares whose time is over, and counts of tries that can matter to none; how many."""
    _, kinds = Share.objects.filter(expires_at__lte=now).delete()
    Tries.objects.filter(last_at__lte=now - KEEP_TRIES).delete()
    return kinds.get(Share._meta.label, 0)
