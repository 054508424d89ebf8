"""Shared notes of every state in the database of a benchmark."""

import secrets
from datetime import timedelta

from django.utils import timezone

from trialhead.portal.notes import actions
from trialhead.portal.notes.models import Share, Tries
from trialhead.portal.privacy.tokens import digest

Keys = dict[str, str]


def make(*, links: int, each: int) -> dict[str, list[Keys]]:
    """Keys of links that open, and of so many of each kind that does not."""
    found = {
        "alive": [_share() for _ in range(links)],
        "wrong": [_share() | {"verifier": _keys()["verifier"]} for _ in range(each)],
        "locked": [_share() for _ in range(each)],
        "expired": [_share(days_ago=8) for _ in range(each)],
        "revoked": [_share() for _ in range(each)],
        "absent": [_keys() for _ in range(each)],
    }
    for keys in found["locked"]:
        for _ in range(actions.WRONG_PASSCODES):
            actions.begin_try(share_digest=digest(keys["id"]), at=timezone.now())
    Share.objects.filter(digest__in=[digest(keys["id"]) for keys in found["revoked"]]).delete()
    return found


def tries() -> list[int]:
    """Wrong passcodes looked at, for every id that was tried."""
    return list(Tries.objects.values_list("wrong", flat=True))


def _keys() -> Keys:
    return {"id": secrets.token_urlsafe(16), "verifier": secrets.token_urlsafe(32)}


def _share(days_ago: int = 0) -> Keys:
    keys = _keys()
    actions.make_share(
        share_id=keys["id"],
        verifier=keys["verifier"],
        sealed=secrets.token_urlsafe(300),
        days=7,
        openings=50,
        at=timezone.now() - timedelta(days=days_ago),
    )
    return keys
