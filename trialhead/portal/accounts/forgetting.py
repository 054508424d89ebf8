"""What accounts need not keep."""

from datetime import datetime, timedelta

from trialhead.portal.accounts import actions

#: How long an expired invitation is still listed.
KEEP_INVITATIONS = timedelta(days=30)


def forget(*, now: datetime) -> int:
    """Erase old invitations, sessions that are over and what need not be remembered; how many."""
    invitations = actions.forget_invitations(before=now - KEEP_INVITATIONS)
    remembered = actions.forget_remembered(ends_at__lte=now)
    return invitations + remembered + actions.forget_sessions(before=now)
