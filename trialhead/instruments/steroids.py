"""Systemic glucocorticoids: what a dose amounts to in prednisone, and stretches of treatment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from trialhead.errors import Unreadable
from trialhead.instruments.interval import UNKNOWN_QUANTITY, Interval
from trialhead.instruments.quantities import check
from trialhead.instruments.truth import Truth

#: Milligrams that equal 5 mg of prednisone. Source: NHS formulary 6.3 and globalrph converter; the
#: label's set agrees exactly. Betamethasone is also printed as 0.6, deflazacort as 7.5.
EQUAL_TO_PREDNISONE_5_MG: Mapping[str, float] = MappingProxyType(
    {
        "prednisone": 5,
        "prednisolone": 5,
        "methylprednisolone": 4,
        "triamcinolone": 4,
        "deflazacort": 6,
        "dexamethasone": 0.75,
        "betamethasone": 0.75,
        "hydrocortisone": 20,
        "cortisone": 25,
    }
)

#: Whether a dose by this route counts as systemic. An intramuscular depot is converted by explicit
#: rule only. Source: clinical specification, section 4, a project choice.
STEROID_ROUTES: Mapping[str, Truth] = MappingProxyType(
    {
        "oral": Truth.YES,
        "intravenous": Truth.YES,
        "intramuscular": Truth.NO,
        "topical": Truth.NO,
        "inhaled": Truth.NO,
        "nasal": Truth.NO,
        "ophthalmic": Truth.NO,
        "intra-articular": Truth.NO,
        "": Truth.UNKNOWN,
    }
)

#: Given by mouth only, so that an unnamed route is no doubt. Source: general knowledge.
_ORAL_ONLY = frozenset({"prednisone", "deflazacort"})

#: Prednisone mg/d from which a stretch is a pulse: 250 mg of methylprednisolone, the least that
#: is given as one. Source: general knowledge and a project choice; the clinical specification
#: names 500 to 1000 mg for three days as examples.
_PULSE_MG = 312.5


def prednisone_equivalent(drug: str, mg: float) -> float:
    """What ``mg`` of ``drug`` amount to in mg of prednisone.

    Raises Unreadable for a drug that is not in :data:`EQUAL_TO_PREDNISONE_5_MG` and for a dose that
    cannot be. Source: as there.
    """
    return check("mg", mg) * 5 / EQUAL_TO_PREDNISONE_5_MG[_known(drug)]


def prednisone_per_kg(drug: str, mg_per_day: float, weight_kg: float | None) -> Interval:
    """Prednisone equivalent in mg/kg/d; the widest interval when the weight is None (unknown).

    Raises as :func:`prednisone_equivalent`, and for a weight that cannot be.
    """
    dose = prednisone_equivalent(drug, check("mg_per_day", mg_per_day))
    if weight_kg is None:
        return UNKNOWN_QUANTITY
    return Interval.exactly(dose / check("weight_kg", weight_kg))


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """One drug at one dose from ``start`` to ``end``, both days included.

    ``mg`` is given every ``every_days`` days (2: alternate days); None is an unknown dose. ``end``
    None means still given. ``route`` is a key of :data:`STEROID_ROUTES`, empty when not stated.
    Raises Unreadable for an unknown drug or route, an impossible dose, and dates that cross.
    """

    drug: str
    mg: float | None
    start: date
    end: date | None = None
    route: str = ""
    every_days: int = 1

    def __post_init__(self) -> None:
        _known(self.drug)
        if self.mg is not None and check("mg", self.mg) == 0:
            raise Unreadable(
                f"{self.drug} at 0 mg is no treatment.", fix="Leave it out, or give its dose."
            )
        if self.route not in STEROID_ROUTES:
            known = ", ".join(route for route in STEROID_ROUTES if route)
            raise Unreadable(f"{self.route!r} is no route of a steroid.", fix=f"Use: {known}.")
        check("every_days", self.every_days)
        if self.end is not None and self.end < self.start:
            raise Unreadable(
                f"{self.drug} ends on {self.end}, before its start on {self.start}.",
                fix="Exchange or correct the two dates.",
            )

    @property
    def systemic(self) -> Truth:
        """Whether it reaches the whole body; unknown when the route is not stated."""
        if not self.route and self.drug in _ORAL_ONLY:
            return Truth.YES
        return STEROID_ROUTES[self.route]

    @property
    def prednisone_per_day(self) -> float | None:
        """Prednisone equivalent in mg/d; None when the dose is unknown."""
        if self.mg is None:
            return None
        return prednisone_equivalent(self.drug, self.mg) / self.every_days

    @property
    def pulse(self) -> bool:
        """Whether the dose is one of a pulse, which is no part of a continuous course."""
        dose = self.prednisone_per_day
        return dose is not None and dose >= _PULSE_MG


def _known(drug: str) -> str:
    if drug not in EQUAL_TO_PREDNISONE_5_MG:
        raise Unreadable(
            f"{drug!r} is no glucocorticoid with a known equivalent.",
            fix=f"Use one of: {', '.join(EQUAL_TO_PREDNISONE_5_MG)}.",
        )
    return drug
