"""Kidney function from serum creatinine, for adults in a steady state.

Creatinine is in mg/dL; estimated filtration is in mL/min/1.73 m² unless a name says otherwise.
With unstable creatinine or on dialysis no formula holds: treat the result as unknown (general
knowledge; clinical specification, section 3).
"""

import math

from trialhead.errors import Unreadable
from trialhead.instruments.interval import Interval
from trialhead.instruments.quantities import Sex, check, check_sex
from trialhead.instruments.truth import Truth, TwoReadings, all_of, any_of

#: Age from which the formulas hold.
_ADULT = 18
#: Creatinine of 1 mg/dL in µmol/L. Source: clinical specification, section 3; other programs divide
#: by 88.42, which moves the result by about 0.02.
_UMOL_L_PER_MG_DL = 88.4
#: Body surface to which filtration is related, in m².
_STANDARD_SURFACE_M2 = 1.73


def creatinine_from_umol_l(creatinine_umol_l: float) -> float:
    """Creatinine in mg/dL. Raises Unreadable for a value that cannot be."""
    return check("creatinine_umol_l", creatinine_umol_l) / _UMOL_L_PER_MG_DL


def ckd_epi_2021(*, creatinine_mg_dl: float, age_years: float, sex: Sex) -> float:
    """Filtration by CKD-EPI 2021, without race: the default.

    Raises Unreadable below 18 years, for a value that cannot be, and for an unknown sex. Source:
    kidney.org's formula; reproduced against published values of pharmaverse/admiral.
    """
    female = _check(creatinine_mg_dl, age_years, sex)
    kappa, alpha = (0.7, -0.241) if female else (0.9, -0.302)
    ratio = creatinine_mg_dl / kappa
    filtration = (
        142
        * math.pow(min(ratio, 1), alpha)
        * math.pow(max(ratio, 1), -1.200)
        * math.pow(0.9938, age_years)
    )
    return filtration * (1.012 if female else 1)


def ckd_epi_2009(*, creatinine_mg_dl: float, age_years: float, sex: Sex) -> float:
    """Filtration by CKD-EPI 2009, its historical term for race left out.

    Raises as :func:`ckd_epi_2021`. Source: the coefficients of USEPA httk and ellessenne/SCREAM.
    """
    female = _check(creatinine_mg_dl, age_years, sex)
    kappa, alpha = (0.7, -0.329) if female else (0.9, -0.411)
    ratio = creatinine_mg_dl / kappa
    filtration = (
        141
        * math.pow(min(ratio, 1), alpha)
        * math.pow(max(ratio, 1), -1.209)
        * math.pow(0.993, age_years)
    )
    return filtration * (1.018 if female else 1)


def mdrd_175(*, creatinine_mg_dl: float, age_years: float, sex: Sex) -> float:
    """Filtration by MDRD for standardised creatinine, its historical term for race left out.

    Raises as :func:`ckd_epi_2021`. Source: coefficients general knowledge; results reproduced
    against published values of pharmaverse/admiral.
    """
    female = _check(creatinine_mg_dl, age_years, sex)
    filtration = 175 * math.pow(creatinine_mg_dl, -1.154) * math.pow(age_years, -0.203)
    return filtration * (0.742 if female else 1)


def cockcroft_gault(
    *, creatinine_mg_dl: float, age_years: float, sex: Sex, weight_kg: float
) -> float:
    """Creatinine clearance in mL/min, not related to body surface.

    Raises as :func:`ckd_epi_2021`. Source: pharmaverse/admiral, with its published values.
    """
    female = _check(creatinine_mg_dl, age_years, sex)
    clearance = (140 - age_years) * check("weight_kg", weight_kg) / (72 * creatinine_mg_dl)
    return clearance * (0.85 if female else 1)


def body_surface(*, height_cm: float, weight_kg: float) -> float:
    """Body surface in m² by Mosteller. Raises Unreadable for a value that cannot be.

    Source: general knowledge (clinical specification, section 3).
    """
    return math.sqrt(check("height_cm", height_cm) * check("weight_kg", weight_kg) / 3600)


def indexed(clearance_ml_min: float, *, body_surface_m2: float) -> float:
    """A clearance in mL/min related to 1.73 m², to compare it with a limit so given.

    Raises Unreadable for a value that cannot be. Source: general knowledge.
    """
    clearance = check("clearance_ml_min", clearance_ml_min)
    return clearance * _STANDARD_SURFACE_M2 / check("body_surface_m2", body_surface_m2)


def egfr_below(
    limit: float, *, calculated: float | None = None, printed: float | None = None
) -> TwoReadings:
    """Whether filtration is below ``limit``, an exclusion, by the two values there may be.

    ``calculated`` is unrounded; ``printed`` is the laboratory's, often a whole number by an unnamed
    formula. The conservative reading takes the lower of those known, the lenient one the higher.
    All are in mL/min/1.73 m². Source: ambiguity A-15, a project choice.
    """
    known = [value for value in (calculated, printed) if value is not None]
    below = [Interval.exactly(check("egfr", value)).below(limit) for value in known]
    if not below:
        return TwoReadings.alike(Truth.UNKNOWN)
    return TwoReadings(conservative=any_of(below), lenient=all_of(below))


def _check(creatinine_mg_dl: float, age_years: float, sex: Sex) -> bool:
    """Whether the person is female, once all three can be what they say."""
    check("creatinine_mg_dl", creatinine_mg_dl)
    if check("age_years", age_years) < _ADULT:
        raise Unreadable(
            f"age_years is {age_years:g}; formulas from creatinine alone hold for adults only.",
            fix="Leave the filtration unknown, or take the one the laboratory printed.",
        )
    return check_sex(sex) == "female"
