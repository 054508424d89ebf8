"""Roles of a study team and what each may do; the one table that says so."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is in a team."""

    OPERATOR = "operator", _("Operator of the portal")
    OWNER = "owner", _("Study owner")
    COORDINATOR = "coordinator", _("Site coordinator")
    REVIEWER = "reviewer", _("Reviewer")
    READER = "reader", _("Reader")


class Permission(StrEnum):
    """What may be done to a study or a site."""

    SEE_PEOPLE = "see what people wrote"
    ANSWER = "answer enquiries"
    EXPORT = "take enquiries out of the portal"
    SEE_NUMBERS = "see the numbers"
    REVIEW = "review criteria and words"
    INVITE = "invite members"
    RUN = "run the portal"


#: An operator runs the portal without reading what people wrote, but for enquiries to sites whose
#: address nobody has confirmed: those were sent to the operator (see ``contact``).
GRANTS: dict[Role, frozenset[Permission]] = {
    Role.OPERATOR: frozenset({Permission.RUN, Permission.INVITE, Permission.SEE_NUMBERS}),
    Role.OWNER: frozenset(
        {
            Permission.SEE_PEOPLE,
            Permission.ANSWER,
            Permission.EXPORT,
            Permission.SEE_NUMBERS,
            Permission.REVIEW,
            Permission.INVITE,
        }
    ),
    Role.COORDINATOR: frozenset(
        {
            Permission.SEE_PEOPLE,
            Permission.ANSWER,
            Permission.EXPORT,
            Permission.SEE_NUMBERS,
        }
    ),
    Role.REVIEWER: frozenset({Permission.REVIEW, Permission.SEE_NUMBERS}),
    Role.READER: frozenset({Permission.SEE_NUMBERS}),
}


def grants(role: str, permission: Permission) -> bool:
    """Whether a role may do something in its scope."""
    return permission in GRANTS[Role(role)]
