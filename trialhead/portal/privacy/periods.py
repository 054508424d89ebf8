"""How long things are kept: as long as the operator has set, and never longer than a bound."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.http import HttpRequest
from django.utils.translation import ngettext, npgettext

from trialhead.errors import Unreadable
from trialhead.portal.privacy.models import Kept, Period

YEAR_DAYS: Final = 365


@dataclass(frozen=True, slots=True)
class Bounds:
    """The shortest and the longest period in whole days; unless it is set, the longest holds."""

    shortest_days: int
    longest_days: int

    def __post_init__(self) -> None:
        if not 1 <= self.shortest_days <= self.longest_days:
            raise ValueError("a period is at least a day, and the longest no shorter than that")


BOUNDS: Final[dict[Kept, Bounds]] = {
    Kept.CLOSED_ENQUIRIES: Bounds(1, 90),
    Kept.SHARES: Bounds(1, 30),
    # Three years, a leap day among them. A proof must outlast the enquiry it belongs to.
    Kept.PROOF: Bounds(YEAR_DAYS, 3 * YEAR_DAYS + 1),
}


def every_period() -> dict[Kept, int]:
    """For how many days each is kept, whatever stands in the database never beyond its bounds."""
    stored = dict(Period.objects.values_list("what", "days"))
    return {
        what: min(
            max(stored.get(what, bounds.longest_days), bounds.shortest_days), bounds.longest_days
        )
        for what, bounds in BOUNDS.items()
    }


def kept_days(what: Kept) -> int:
    """For how many days it is kept."""
    return every_period()[what]


def periods_of(request: HttpRequest) -> dict[Kept, int]:
    """Every period, asked of the database once for one page."""
    found: dict[Kept, int] | None = getattr(request, "kept_days", None)
    if found is None:
        found = every_period()
        request.kept_days = found  # type: ignore[attr-defined]
    return found


def kept_for(what: Kept) -> timedelta:
    """For how long it is kept."""
    return timedelta(days=kept_days(what))


def check_period(what: Kept, days: int) -> None:
    """Unreadable unless something may be kept so long."""
    bounds = BOUNDS[what]
    if not bounds.shortest_days <= days <= bounds.longest_days:
        raise Unreadable(
            f"This cannot be kept for {days} days.",
            fix=f"Choose from {bounds.shortest_days} to {bounds.longest_days} days.",
        )


def told(days: int) -> str:
    """A period in words: whole years where it is that, with or without leap days."""
    years, rest = divmod(days, YEAR_DAYS)
    if years and rest <= years // 3:
        told = npgettext("length of time", "%(n)s year", "%(n)s years", years)
        return told % {"n": years}
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


def edition(request: HttpRequest) -> str:
    """A name for the periods in force, for who keeps a page that tells them."""
    return "-".join(f"{what}:{days}" for what, days in periods_of(request).items())
