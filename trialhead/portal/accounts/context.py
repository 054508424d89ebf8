"""What the layout of the team's pages needs: who is signed in, and where they may go."""

from typing import Any

from django.http import HttpRequest

from trialhead.portal.accounts.door import TEAM
from trialhead.portal.accounts.permissions import permitted


def team(request: HttpRequest) -> dict[str, Any]:
    """Nothing on the public pages: they ask no session."""
    user = getattr(request, "user", None)
    if not request.path.startswith(TEAM) or user is None or not user.is_authenticated:
        return {}
    may = {one.name.lower(): True for one in permitted(user)}
    return {"user": user, "member": user, "may": may}
