"""Numbers, bands and answers that clinicians work out: pure functions, each with its source."""

from trialhead.instruments.calendar import (
    Duration,
    TimeUnit,
    completed_years,
    edges_after,
    edges_before,
    longer_ago,
    shifted,
    within,
)
from trialhead.instruments.childbearing import HcgBand, childbearing_potential, hcg_band
from trialhead.instruments.eular_acr import (
    EULAR_ACR_ITEMS,
    EularAcr,
    EularAcrItem,
    eular_acr_2019,
)
from trialhead.instruments.forms import Input, Instrument, Result
from trialhead.instruments.infections import (
    Tuberculosis,
    ViralLoad,
    hepatitis_b,
    hepatitis_b_may_reactivate,
    hepatitis_c,
    hiv,
    syphilis,
    tuberculosis,
    tuberculosis_from_tests,
)
from trialhead.instruments.interval import TOLERANCE, UNKNOWN_QUANTITY, Interval
from trialhead.instruments.kidney import (
    body_surface,
    ckd_epi_2009,
    ckd_epi_2021,
    cockcroft_gault,
    creatinine_from_umol_l,
    egfr_below,
    indexed,
    mdrd_175,
)
from trialhead.instruments.limits import multiple_of_limit
from trialhead.instruments.quantities import QUANTITIES, Quantity, Sex
from trialhead.instruments.scores import INSTRUMENTS, instrument, score
from trialhead.instruments.sledai import SLEDAI_2K_WEIGHTS, SLEDAI_BANDS, Sledai, sledai_2k
from trialhead.instruments.sledai_items import (
    SLEDAI_WINDOWS,
    Finding,
    sledai_item,
    sledai_item_facts,
)
from trialhead.instruments.steroid_course import THREE_MONTHS, Course, Run, longest_course
from trialhead.instruments.steroids import (
    EQUAL_TO_PREDNISONE_5_MG,
    STEROID_ROUTES,
    Segment,
    prednisone_equivalent,
    prednisone_per_kg,
)
from trialhead.instruments.truth import Truth, TwoReadings, all_of, any_of, at_least

__all__ = [
    "EQUAL_TO_PREDNISONE_5_MG",
    "EULAR_ACR_ITEMS",
    "INSTRUMENTS",
    "QUANTITIES",
    "SLEDAI_2K_WEIGHTS",
    "SLEDAI_BANDS",
    "SLEDAI_WINDOWS",
    "STEROID_ROUTES",
    "THREE_MONTHS",
    "TOLERANCE",
    "UNKNOWN_QUANTITY",
    "Course",
    "Duration",
    "EularAcr",
    "EularAcrItem",
    "Finding",
    "HcgBand",
    "Input",
    "Instrument",
    "Interval",
    "Quantity",
    "Result",
    "Run",
    "Segment",
    "Sex",
    "Sledai",
    "TimeUnit",
    "Truth",
    "Tuberculosis",
    "TwoReadings",
    "ViralLoad",
    "all_of",
    "any_of",
    "at_least",
    "body_surface",
    "childbearing_potential",
    "ckd_epi_2009",
    "ckd_epi_2021",
    "cockcroft_gault",
    "completed_years",
    "creatinine_from_umol_l",
    "edges_after",
    "edges_before",
    "egfr_below",
    "eular_acr_2019",
    "hcg_band",
    "hepatitis_b",
    "hepatitis_b_may_reactivate",
    "hepatitis_c",
    "hiv",
    "indexed",
    "instrument",
    "longer_ago",
    "longest_course",
    "mdrd_175",
    "multiple_of_limit",
    "prednisone_equivalent",
    "prednisone_per_kg",
    "score",
    "shifted",
    "sledai_2k",
    "sledai_item",
    "sledai_item_facts",
    "syphilis",
    "tuberculosis",
    "tuberculosis_from_tests",
    "within",
]
