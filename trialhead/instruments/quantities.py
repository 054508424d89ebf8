"""What instruments take: numbers with unit and plausible range by parameter name, and sex.

The ranges only catch slips of the unit or the finger; they are no reference limits. Source of
every range: project choice, wider than any value measured in a living person is likely to be.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from reprlib import repr as brief
from types import MappingProxyType
from typing import Literal

from trialhead.errors import Unreadable

Sex = Literal["female", "male"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number from ``low`` to ``high`` in ``unit``; ``hint`` helps after a slip."""

    low: float
    high: float
    unit: str
    hint: str = ""


_PER_L = "A count per µL is divided by 1000 to give 10⁹/L."
QUANTITIES: Mapping[str, Quantity] = MappingProxyType(
    {
        "age_years": Quantity(0, 125, "years"),
        "amenorrhoea_months": Quantity(0, 1200, "months"),
        "body_surface_m2": Quantity(0.1, 5, "m²"),
        "c3": Quantity(0, 1e4, "as its limit"),
        "c3_lln": Quantity(1e-6, 1e4, "as C3"),
        "c4": Quantity(0, 1e4, "as its limit"),
        "c4_lln": Quantity(1e-6, 1e4, "as C4"),
        "ch50": Quantity(0, 1e4, "as its limit"),
        "ch50_lln": Quantity(1e-6, 1e4, "as CH50"),
        "anti_dsdna": Quantity(0, 1e6, "as its limit"),
        "anti_dsdna_uln": Quantity(1e-6, 1e6, "as anti-dsDNA"),
        "clearance_ml_min": Quantity(0, 1000, "mL/min"),
        "creatinine_mg_dl": Quantity(0.05, 60, "mg/dL", "A value in µmol/L is divided by 88.4."),
        "creatinine_umol_l": Quantity(4.4, 5304, "µmol/L", "A value in mg/dL is times 88.4."),
        "days_before_visit": Quantity(0, 45000, "days", "A day after the visit does not count."),
        "egfr": Quantity(0, 1000, "mL/min/1.73 m²"),
        "every_days": Quantity(1, 31, "days", "Daily is 1, alternate days are 2."),
        "hcg_iu_l": Quantity(0, 1e8, "IU/L"),
        "height_cm": Quantity(40, 280, "cm", "A height in metres is times 100."),
        "joints_pain_and_inflammation": Quantity(0, 200, "joints"),
        "limit": Quantity(1e-9, 1e12, "limit_unit"),
        "mg": Quantity(0, 10000, "mg"),
        "mg_per_day": Quantity(0, 10000, "mg/d"),
        "platelets_e9_l": Quantity(0, 9000, "10⁹/L", _PER_L),
        "protein_g_24h": Quantity(0, 150, "g/24 h", "A value in mg is divided by 1000."),
        "rbc_hpf": Quantity(0, 1e5, "per high-power field"),
        "temperature_c": Quantity(10, 47, "°C", "Write degrees Celsius."),
        "threshold": Quantity(1e-6, 10000, "mg/kg/d"),
        "upcr_g_g": Quantity(0, 150, "g/g", "A value in mg/g is divided by 1000."),
        "value": Quantity(0, 1e12, "unit"),
        "wbc_e9_l": Quantity(0, 2000, "10⁹/L", _PER_L),
        "wbc_hpf": Quantity(0, 1e5, "per high-power field"),
        "weight_kg": Quantity(1, 700, "kg"),
    }
)


def check(name: str, value: object) -> float:
    """``value`` of the parameter ``name``, a key of :data:`QUANTITIES`, as a float.

    Raises Unreadable when it is no number or outside the plausible range.
    """
    wanted = QUANTITIES[name]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unreadable(
            f"{name} is {brief(value)}, which is no number.", fix=f"Give {_told(wanted)}."
        )
    if not wanted.low <= value <= wanted.high:
        raise Unreadable(
            f"{name} is {brief(value)} {wanted.unit}, which cannot be.",
            fix=f"Check value and unit: {_told(wanted)}. {wanted.hint}".strip(),
        )
    return float(value)


def check_sex(sex: object) -> Sex:
    """``sex``, which must be "female" or "male"; raises Unreadable otherwise."""
    if sex == "female":
        return "female"
    if sex == "male":
        return "male"
    raise Unreadable(f"sex is {brief(sex)}.", fix="Write female or male.")


def _told(quantity: Quantity) -> str:
    return f"a number from {quantity.low:g} to {quantity.high:g} in {quantity.unit}"
