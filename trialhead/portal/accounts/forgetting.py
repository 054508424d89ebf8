"""What accounts need not keep."""

from datetime import datetime, timedelta

from trialhead.portal.accounts import actions

#: How long an expired invitation is still listed.
KEEP_INVITATIONS = timedelta(days=30)


def forget(*, now: datetime) -> int:
    """Erase old invitations and expired sessions; how many rows."""
    invitations = actions.forget_invitations(before=now - KEEP_INVITATIONS)
    return invitations + actions.forget_sessions(before=now)
