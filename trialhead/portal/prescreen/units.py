"""The units a result may be given in, and whether a number in one can be."""

from functools import lru_cache
from math import sqrt

from trialhead.errors import TrialheadError
from trialhead.vocabulary import analytes, convert

#: Units that laboratory reports print, the most usual first.
_PRINTED = (
    "umol/L", "mmol/L", "mg/dL", "g/dL", "g/L", "mg/L", "nmol/L", "pmol/L", "ng/mL", "ug/mL",
    "pg/mL", "ug/L", "mmol/mol", "%", "10*9/L", "{n}/uL", "[IU]/L", "m[IU]/L", "[IU]/mL",
    "m[IU]/mL", "mL/min/{1.73_m2}", "mL/min", "mm[Hg]", "kg", "[lb_av]", "kg/m2", "cm", "m",
    "Cel", "[degF]", "ms", "mg/g", "mg/mmol", "mm/h", "/min", "meq/L", "{copies}/mL",
)  # fmt: skip
#: What another analyte tells, worked out by a formula.
_WORKED_OUT = {"eGFR": ("creatinine",)}
_SMALLEST, _LARGEST = 0.2, 5000.0
#: Units of large numbers.
_COUNTED = ("{n}/uL", "{copies}/mL")
_MOST = 5


@lru_cache(maxsize=512)
def measures(analyte: str) -> tuple[tuple[str, str], ...]:
    """Each analyte and unit that answers a question about ``analyte``, its usual unit first."""
    names = (analyte, *_WORKED_OUT.get(analyte, ()))
    return tuple((name, unit) for name in names for unit in _units(name))


def is_possible(of: str, value: float, unit: str) -> bool:
    """Whether a living body can have this result."""
    try:
        return analytes().is_plausible(analytes().get(of), value, unit)
    except TrialheadError:
        return False


def _units(analyte: str) -> tuple[str, ...]:
    usual = analytes().get(analyte).unit
    others = [unit for unit in _PRINTED if unit != usual and _is_used(analyte, unit)]
    return (usual, *others)[:_MOST]


def _is_used(analyte: str, unit: str) -> bool:
    """Whether a middling result is a number of a size that people write."""
    known = analytes().get(analyte)
    try:
        middling = convert(sqrt(known.low * known.high), known.unit, unit, analyte=analyte)
    except TrialheadError:
        return False
    return middling >= _SMALLEST and (middling <= _LARGEST or unit in _COUNTED)
