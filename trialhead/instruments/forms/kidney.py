"""Forms of the formulas for kidney function and body surface."""

from collections.abc import Callable, Mapping
from typing import Any

from trialhead.instruments.forms.form import Instrument, Result
from trialhead.instruments.forms.readers import number, word
from trialhead.instruments.interval import Interval
from trialhead.instruments.kidney import (
    body_surface,
    ckd_epi_2009,
    ckd_epi_2021,
    cockcroft_gault,
    creatinine_from_umol_l,
    indexed,
    mdrd_175,
)

_PERSON = (
    number("creatinine_mg_dl", "creatinine in serum"),
    number("creatinine_umol_l", "creatinine in serum"),
    number("age_years", "age"),
    word("sex", "sex", ("female", "male")),
)
_NEEDS = (("creatinine_mg_dl", "creatinine_umol_l"), ("age_years",), ("sex",))
_STEADY = "Only for stable creatinine without dialysis."


def _person(values: Mapping[str, Any]) -> dict[str, Any]:
    creatinine = values["creatinine_mg_dl"]
    if creatinine is None:
        creatinine = creatinine_from_umol_l(values["creatinine_umol_l"])
    return {
        "creatinine_mg_dl": creatinine,
        "age_years": values["age_years"],
        "sex": values["sex"],
    }


def _filtration(formula: Callable[..., float]) -> Callable[[Mapping[str, Any]], Result]:
    def compute(values: Mapping[str, Any]) -> Result:
        filtration = formula(**_person(values))
        return Result(interval=Interval.exactly(filtration), notes=(_STEADY,))

    return compute


def _clearance(values: Mapping[str, Any]) -> Result:
    clearance = cockcroft_gault(**_person(values), weight_kg=values["weight_kg"])
    parts = {}
    if values["height_cm"] is not None:
        surface = body_surface(height_cm=values["height_cm"], weight_kg=values["weight_kg"])
        related = indexed(clearance, body_surface_m2=surface)
        parts = {"mL/min/1.73 m²": Interval.exactly(related)}
    return Result(interval=Interval.exactly(clearance), parts=parts, notes=(_STEADY,))


def _surface(values: Mapping[str, Any]) -> Result:
    surface = body_surface(height_cm=values["height_cm"], weight_kg=values["weight_kg"])
    return Result(interval=Interval.exactly(surface))


def _formula(name: str, title: str, formula: Callable[..., float], source: str) -> Instrument:
    return Instrument(
        name=name,
        title=title,
        unit="mL/min/1.73 m²",
        inputs=_PERSON,
        needs=_NEEDS,
        compute=_filtration(formula),
        source=source,
    )


KIDNEY = (
    _formula(
        "ckd-epi-2021",
        "Filtration by CKD-EPI 2021 from creatinine",
        ckd_epi_2021,
        "kidney.org's formula; published values of pharmaverse/admiral",
    ),
    _formula(
        "ckd-epi-2009",
        "Filtration by CKD-EPI 2009 from creatinine",
        ckd_epi_2009,
        "coefficients of USEPA httk; published values of ellessenne/SCREAM",
    ),
    _formula(
        "mdrd-175",
        "Filtration by MDRD for standardised creatinine",
        mdrd_175,
        "coefficients general knowledge; published values of pharmaverse/admiral",
    ),
    Instrument(
        name="cockcroft-gault",
        title="Creatinine clearance by Cockcroft and Gault",
        unit="mL/min",
        inputs=(*_PERSON, number("weight_kg"), number("height_cm", "height, to relate to 1.73 m²")),
        needs=(*_NEEDS, ("weight_kg",)),
        compute=_clearance,
        source="pharmaverse/admiral with its published values; indexing general knowledge",
    ),
    Instrument(
        name="body-surface",
        title="Body surface by Mosteller",
        unit="m²",
        inputs=(number("height_cm"), number("weight_kg")),
        needs=(("height_cm",), ("weight_kg",)),
        compute=_surface,
        source="general knowledge",
    ),
)
