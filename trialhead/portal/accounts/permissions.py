"""Who may do what to which study and site; asked of the database at every click."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from trialhead.errors import NotAllowed
from trialhead.portal.accounts.models import User
from trialhead.portal.accounts.roles import GRANTS, Permission, Role, grants


@dataclass(frozen=True, slots=True)
class Scope:
    """A study and a site of it; empty means every one."""

    study: str = ""
    site: str = ""

    def __str__(self) -> str:
        return "/".join(filter(None, (self.study, self.site))) or "portal"

    def covers(self, other: "Scope") -> bool:
        """Whether everything in ``other`` is in this one."""
        return self.study in ("", other.study) and self.site in ("", other.site)


def scopes(user: User, permission: Permission) -> tuple[Scope, ...]:
    """Where an account may do something."""
    held = user.memberships.all() if user.is_active else ()
    return tuple(
        Scope(one.registry_id, one.site_key) for one in held if grants(one.role, permission)
    )


def can(user: User, permission: Permission, scope: Scope | None = None) -> bool:
    """Whether an account may do something in a scope; without one: anywhere at all."""
    held = scopes(user, permission)
    return bool(held) if scope is None else any(one.covers(scope) for one in held)


def permitted(user: User) -> frozenset[Permission]:
    """All that an account may do anywhere."""
    held = user.memberships.all() if user.is_active else ()
    return frozenset().union(*(GRANTS[Role(one.role)] for one in held))


def holders(permission: Permission, study: str) -> QuerySet[User]:
    """The accounts that may do something in a whole study by a role that they hold in it."""
    roles = [role for role in Role if grants(role, permission)]
    held = {"memberships__registry_id": study, "memberships__site_key": ""}
    found = User.objects.filter(is_active=True, memberships__role__in=roles, **held)
    return found.distinct().order_by("pk")


def check(user: User, permission: Permission, scope: Scope | None = None) -> None:
    """NotAllowed unless :func:`can`."""
    if not can(user, permission, scope):
        where = "" if scope is None else f" at {scope}"
        raise NotAllowed(
            f"Your account may not {permission}{where}.",
            fix="Ask the study's owner or the operator for the role.",
        )


def within(user: User, permission: Permission, *, study: str, site: str) -> Q:
    """A filter for rows in an account's scopes; ``study`` and ``site`` name their columns."""
    held = scopes(user, permission)
    if Scope() in held:
        return Q()
    allowed = Q(pk__in=())
    for scope in held:
        here = Q(**{study: scope.study})
        allowed |= here & Q(**{site: scope.site}) if scope.site else here
    return allowed
