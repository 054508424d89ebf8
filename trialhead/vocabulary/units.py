"""Units of measurement: every spelling met in texts, one key for each, and how they convert.

Keys follow UCUM: mg/dL, 10*9/L, mL/min/{1.73_m2}, mm[Hg]. A count of cells is always 10*9/L.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from trialhead.errors import TrialheadError


class IncompatibleUnits(TrialheadError):
    """Two units do not measure the same kind of thing."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its key."""

    key: str

    def __str__(self) -> str:
        return self.key


_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

#: The upper part of a unit: spellings by canonical atom.
_AMOUNTS = {
    "kg": r"kg|kilograms?|kilos?|kgs",
    "mg": r"mg|milligrams?|mgs",
    "ug": r"[uµμ]g|mcg|micrograms?",
    "ng": r"ng|nanograms?",
    "pg": r"pg|picograms?",
    "g": r"g|gm|gms|grams?|gr",
    "mmol": r"mmol|millimoles?",
    "umol": r"[uµμ]mol|mcmol|micromol(?:es?)?|micromolar",
    "nmol": r"nmol|nanomol(?:es?)?",
    "pmol": r"pmol|picomol(?:es?)?",
    "mol": r"mol|moles?",
    "meq": r"mEq|meq|milliequivalents?",
    "m[IU]": r"mI\.?U\.?|mU|milli-?international units?|milliunits?",
    "u[IU]": r"[uµμ]I\.?U\.?|[uµμ]U|micro-?international units?",
    "k[IU]": r"kI\.?U\.?|kU",
    "[IU]": r"I\.?U\.?|U|international units?|units?",
    "{copies}": r"copies|cp|copy|gEq|genome copies|genome equivalents",
    "mL": r"mL|ml|millilit(?:er|re)s?|cc",
    "dL": r"dL|dl|decilit(?:er|re)s?",
    "L": r"L|l|lit(?:er|re)s?",
    "mm": r"mm|millimet(?:er|re)s?",
    "cm": r"cm|centimet(?:er|re)s?",
    "m": r"m|met(?:er|re)s?",
    "Gy": r"Gy|gray",
}
_COUNTS = {
    1e3: r"[Kk]|thousands?(?:\s+cells?)?|10\^3|x\s*1,?000",
    1e6: r"M|millions?(?:\s+cells?)?",
    1e9: r"G|Giga|billions?(?:\s+cells?)?",
    1.0: r"cells?|platelets?|leu[kc]ocytes?|neutrophils?|lymphocytes?|WBC|CFU|counts?|",
}
_VOLUMES = {  # litres
    "L": (1.0, r"L|l|lit(?:er|re)s?"),
    "dL": (0.1, r"dL|dl|decilit(?:er|re)s?|100\s*(?:mL|ml|cc)|0\.1\s*L"),
    "mL": (1e-3, r"mL|ml|millilit(?:er|re)s?|cc|cm3"),
    "uL": (
        1e-6,
        r"[uµμ][Ll]|mc[Ll]|microlit(?:er|re)s?|mm\s*\^?\s*\(?[3³]\)?|cu\.?\s*mm|cumm|cmm|"
        r"cubic\s+millimet(?:er|re)s?|mm\s*cubed|cu\s+millimet(?:er|re)",
    ),
}
_TIMES = {
    "min": r"min(?:ute)?s?\.?",
    "h": r"h(?:(?:ou)?rs?)?",
    "d": r"d(?:ays?)?|24\s*-?\s*h(?:(?:ou)?rs?)?|daily|QD|per\s+day|24h",
    "wk": r"w(?:ee)?ks?|weekly",
}
_MASSES = {
    "kg": r"kg|kilograms?",
    "g": r"g|gm?|grams?(?:\s+creatinine)?|gCr",
    "mg": r"mg",
    "mmol": r"mmol",
    "mol": r"mol(?:e)?",
}
_AREA = r"m\s*\^?\s*\(?[2²]\)?|sq(?:uare)?\.?\s*m(?:et(?:er|re)s?)?|meters?\s+squared|metres?\s+squared|m\s?2"
_SURFACE = rf"1[.,]73\s*-?(?:{_AREA})(?:\s*BSA)?(?:\s+body\s+surface(?:\s+area)?)?"
_PER = r"\s*(?:/|\bper\b|\s·\s|\ba\b)\s*"
_POWER = (
    r"(?:[x×X*·]\s*)?10\s*(?:(?:\^|\*\*|[eE]|\*)\s*\(?\+?(?P<exp>\d{1,2})\)?|"
    r"\(\s*(?P<exp2>\d{1,2})\s*\)|(?P<exp3>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})|(?P<exp4>9|12|6|3)(?=\s*(?:/|cells|per)))"
)


def _either(table: dict[str, str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in table.values())


_FLAT: tuple[tuple[str, float, str], ...] = (
    ("%", 1.0, r"%|per\s?cent(?:age)?\b"),
    ("mm[Hg]", 1.0, r"mm\s?\(?Hg\)?|millimet(?:er|re)s?\s+of\s+mercury|torr"),
    ("mm[Hg]", 7.50062, r"kPa"),
    ("cm[H2O]", 1.0, r"cm\s?H2O"),
    ("mm/h", 1.0, r"mm\s*/\s*(?:h(?:(?:ou)?r)?|1st\s+h(?:our)?)|millimeters?\s+per\s+hour"),
    ("ms", 1.0, r"m\s?secs?|ms|milli-?seconds?"),
    ("ms", 1000.0, r"secs?\.?(?:onds?)?|seconds?"),
    ("Cel", 1.0, r"(?:°|º|degrees?)\s*(?:C(?:elsius|entigrade)?)\b|℃|Celsius"),
    ("[degF]", 1.0, r"(?:°|º|degrees?)\s*F(?:ahrenheit)?\b|℉|Fahrenheit"),
    ("kg/m2", 1.0, rf"kgs?{_PER}(?:{_AREA})|kilograms?{_PER}(?:{_AREA})|kg\s*m-2|kg\s?\.?\s?m[-−]2|Kg/m2"),
    ("mg/m2", 1.0, rf"mg{_PER}(?:{_AREA})"),
    ("g/m2", 1.0, rf"g{_PER}(?:{_AREA})"),
    ("/min", 1.0, rf"(?:beats|breaths|bpm|b){_PER}min(?:ute)?s?|bpm|beats?\s+a\s+minute|/\s*min(?:ute)?"),
    ("[lb_av]", 1.0, r"lbs?\.?|pounds?"),
    ("cm", 2.54, r"inch(?:es)?"),
    ("/[HPF]", 1.0, rf"(?:RBCs?|WBCs?|cells?)?{_PER}(?:hpf|high[- ]power(?:ed)?\s+field)"),
    ("mL/min/{1.73_m2}", 1.0, rf"m[Ll]\s*/?\s*min(?:ute)?\.?s?\s*(?:/|per|x|\*|\s|·)\s*(?:{_SURFACE})"
     rf"|m[Ll]\s+per\s+min(?:ute)?\s+per\s+(?:{_SURFACE})|m[Ll]\s*/\s*min(?:ute)?\s*/\s*m(?:2|²)"),
    ("mL/min", 1.0, rf"(?:m[Ll]s?|cc|millilit(?:er|re)s?){_PER}min(?:ute)?\.?s?"),
    ("mL/min", 60.0, r"m[Ll]\s*/\s*s(?:ec)?"),
    ("{score}", 1.0, r"points?|pts?\.?"),
    ("mg/dL", 100.0, r"g%"),
    ("mg/dL", 1.0, r"mg%"),
)  # fmt: skip
_FLAT_PATTERN = re.compile(
    "|".join(f"(?P<f{n}>{pattern})" for n, (_, _, pattern) in enumerate(_FLAT)) + "", re.IGNORECASE
)
_CELLS = re.compile(
    rf"(?:{_POWER}\s*)?(?P<count>{'|'.join(_COUNTS.values())}){_PER}"
    rf"(?P<volume>{'|'.join(pattern for _, pattern in _VOLUMES.values())})"
)
_CONCENTRATION = re.compile(
    rf"(?P<amount>{_either(_AMOUNTS)}){_PER}(?:(?P<volume>"
    rf"{'|'.join(pattern for _, pattern in _VOLUMES.values())})|"
    rf"(?P<mass>{_either(_MASSES)})(?:{_PER}(?P<time2>{_either(_TIMES)}))?|(?P<time>{_either(_TIMES)}))"
)
_DAILY = re.compile(
    r"(?P<amount>mg|g|ug|mcg)\s+(?:daily|QD|a day|every day|once daily)", re.IGNORECASE
)
_LONE = re.compile(rf"(?P<amount>{_either(_AMOUNTS)})")
_NOT_AFTER = re.compile(r"[\w/^²³]")


@lru_cache(maxsize=2**16)
def _matched(text: str) -> tuple[Unit, float, int] | None:
    """The longest unit at the start of a short text."""
    best: tuple[str, float, int] | None = None
    for found in (_flat(text), _cells(text), _concentration(text), _daily(text), _lone(text)):
        if found and (best is None or found[2] > best[2]):
            best = found
    return (Unit(best[0]), best[1], best[2]) if best else None


#: Longer than any spelling of a unit.
_REACH = 48


def match_unit(text: str, start: int) -> tuple[Unit, float, int] | None:
    """The longest unit that begins at ``start``, spaces skipped.

    Returns the unit, the factor for the number before it (100 ×10³/µL is 100 × 1 in 10*9/L) and
    where the unit ends; None if there is none.
    """
    at = start
    while at < len(text) and text[at] in " -\n" and at - start < 3:
        at += 1
    found = _matched(text[at : at + _REACH])
    return (found[0], found[1], at + found[2]) if found else None


def _ends_well(text: str, end: int) -> bool:
    return end >= len(text) or not _NOT_AFTER.match(text[end]) or text[end - 1] in "%"


def _flat(text: str) -> tuple[str, float, int] | None:
    found = _FLAT_PATTERN.match(text)
    if not found or found.end() == 0 or not _ends_well(text, found.end()):
        return None
    key, factor, _ = _FLAT[int(str(found.lastgroup)[1:])]
    return key, factor, found.end()


def _cells(text: str) -> tuple[str, float, int] | None:
    found = _CELLS.match(text)
    if not found or not _ends_well(text, found.end()):
        return None
    powers = [found[name] for name in ("exp", "exp2", "exp3", "exp4") if found[name]]
    power = int(powers[0].translate(_SUPERSCRIPTS)) if powers else 0
    count = next(n for n, pattern in _COUNTS.items() if re.fullmatch(pattern, found["count"]))
    litres = next(
        size for size, pattern in _VOLUMES.values() if re.fullmatch(pattern, found["volume"])
    )
    return "10*9/L", round(count * 10**power / litres / 1e9, 15), found.end()


def _concentration(text: str) -> tuple[str, float, int] | None:
    found = _CONCENTRATION.match(text)
    if not found or not _ends_well(text, found.end()):
        return None
    amount = _atom(found["amount"], _AMOUNTS)
    if found["volume"]:
        below = next(k for k, (_, p) in _VOLUMES.items() if re.fullmatch(p, found["volume"]))
    elif found["mass"]:
        below = _atom(found["mass"], _MASSES)
        if found["time2"]:
            below += "/" + _atom(found["time2"], _TIMES)
    else:
        below = _atom(found["time"], _TIMES)
    return f"{amount}/{below}", 1.0, found.end()


def _daily(text: str) -> tuple[str, float, int] | None:
    found = _DAILY.match(text)
    return (f"{_atom(found['amount'], _AMOUNTS)}/d", 1.0, found.end()) if found else None


def _lone(text: str) -> tuple[str, float, int] | None:
    found = _LONE.match(text)
    if not found or not _ends_well(text, found.end()):
        return None
    return _atom(found["amount"], _AMOUNTS), 1.0, found.end()


def _atom(spelling: str, table: dict[str, str]) -> str:
    """The key of a spelling."""
    return next(key for key, pattern in table.items() if re.fullmatch(pattern, spelling))


#: What a unit measures and how much of the base unit it is. Bases: g/L, mol/L, [IU]/L, …
_MASS = {"kg": 1e3, "g": 1.0, "mg": 1e-3, "ug": 1e-6, "ng": 1e-9, "pg": 1e-12}
_MOLES = {"mol": 1.0, "mmol": 1e-3, "umol": 1e-6, "nmol": 1e-9, "pmol": 1e-12}
_INTERNATIONAL = {"[IU]": 1.0, "m[IU]": 1e-3, "u[IU]": 1e-6, "k[IU]": 1e3}
_LITRES = {name: size for name, (size, _) in _VOLUMES.items()}
_LENGTHS = {"m": 1.0, "cm": 1e-2, "mm": 1e-3}
_SYNONYMS = {"IU/L": "[IU]/L", "U/L": "[IU]/L", "U/mL": "[IU]/mL", "IU/mL": "[IU]/mL", "/uL": "{n}/uL",
             "10^9/L": "10*9/L", "10^12/L": "10*12/L", "mmHg": "mm[Hg]", "/mm3": "{n}/uL", "kg/m^2": "kg/m2",
             "mg/day": "mg/d", "copies/mL": "{copies}/mL", "degC": "Cel"}  # fmt: skip


@lru_cache(maxsize=4096)
def _scale(unit: str) -> tuple[str, float]:
    """What kind of thing a unit measures, and its size in the base unit of that kind."""
    unit = _SYNONYMS.get(unit, unit)
    if unit in ("10*9/L", "10*12/L", "{n}/uL"):
        return "count/volume", {"10*9/L": 1e9, "10*12/L": 1e12, "{n}/uL": 1e6}[unit]
    if unit == "[lb_av]":
        return "mass", 453.59237
    amount, _, below = unit.partition("/")
    kind, size = _amount(amount)
    if kind is None:
        return unit, 1.0
    if not below:
        return kind, size
    if below in _LITRES:
        return f"{kind}/volume", size / _LITRES[below]
    if below in _MASS and kind in ("mass", "moles"):
        return f"{kind}/mass", size / _MASS[below]
    if below in _MOLES and kind in ("mass", "moles"):
        return f"{kind}/moles", size / _MOLES[below]
    return f"{kind}/{below}", size


def _amount(atom: str) -> tuple[str | None, float]:
    for kind, table in (("mass", _MASS), ("moles", _MOLES), ("units", _INTERNATIONAL),
                        ("length", _LENGTHS)):  # fmt: skip
        if atom in table:
            return kind, table[atom]
    if atom == "meq":
        return "equivalents", 1e-3
    if atom == "{copies}":
        return "copies", 1.0
    return None, 1.0


#: Grams in a mole, as the factors laboratories use make them. Source: clinical specification,
#: section 5 (creatinine 88.4, bilirubin 17.1 µmol/L per mg/dL) and common conversion tables.
_MOLAR_MASS = {
    "creatinine": 1e4 / 88.4,
    "total bilirubin": 1e4 / 17.1,
    "direct bilirubin": 1e4 / 17.1,
    "bilirubin": 1e4 / 17.1,
    "glucose": 180.16,
    "fasting glucose": 180.16,
    "total cholesterol": 386.65,
    "LDL cholesterol": 386.65,
    "HDL cholesterol": 386.65,
    "triglycerides": 885.7,
    "calcium": 40.08,
    "corrected calcium": 40.08,
    "magnesium": 24.305,
    "phosphate": 30.97,
    "uric acid": 168.11,
    "BUN": 28.01,
    "urea": 60.06,
    "testosterone": 288.42,
    "vitamin D": 400.6,
    "hemoglobin": 16114.5,
    "cortisol": 362.46,
    "iron": 55.845,
    "UPCR": 1e3 / 8.84,
    "UACR": 1e3 / 8.84,
    "estradiol": 272.38,
    "lactate": 90.08,
    "ammonia": 17.03,
    "C-peptide": 3020.0,
    "homocysteine": 135.18,
}
#: Charges of ions, for milliequivalents.
_CHARGE = {
    "potassium": 1,
    "sodium": 1,
    "bicarbonate": 1,
    "chloride": 1,
    "magnesium": 2,
    "calcium": 2,
    "corrected calcium": 2,
}


def convert(value: float, unit: Unit | str, to: Unit | str, *, analyte: str | None = None) -> float:
    """``value`` of ``unit`` in the unit ``to``; exact within 1e-9 of the value.

    ``analyte`` is needed between mass and moles. Raises IncompatibleUnits when the units measure
    different things.
    """
    source, target = str(unit), str(to)
    if source == target:
        return value
    if {source, target} == {"Cel", "[degF]"}:
        return value * 9 / 5 + 32 if target == "[degF]" else (value - 32) * 5 / 9
    if analyte == "HbA1c" and {source, target} == {"%", "mmol/mol"}:
        # NGSP and IFCC: mmol/mol = 10.929 × (% − 2.15)
        return 10.929 * (value - 2.15) if target == "mmol/mol" else value / 10.929 + 2.15
    return value * _factor(source, target, analyte)


@lru_cache(maxsize=2**14)
def _factor(unit: str, to: str, analyte: str | None) -> float:
    kind, size = _scale(unit)
    wanted, base = _scale(to)
    if kind == wanted:
        return size / base
    if analyte in _MOLAR_MASS:
        grams = _MOLAR_MASS[analyte]
        ratio = analyte in ("UPCR", "UACR")  # protein over creatinine: the moles stand below
        if kind == "mass/volume" and wanted == "moles/volume":
            return size / base / grams
        if kind == "moles/volume" and wanted == "mass/volume":
            return size / base * grams
        if ratio and kind == "mass/moles" and wanted == "mass/mass":
            return size / base / grams
        if ratio and kind == "mass/mass" and wanted == "mass/moles":
            return size / base * grams
    if analyte in _CHARGE:
        if kind == "equivalents/volume" and wanted == "moles/volume":
            return size / base / _CHARGE[analyte]
        if kind == "moles/volume" and wanted == "equivalents/volume":
            return size / base * _CHARGE[analyte]
    about = f" of {analyte}" if analyte else ""
    raise IncompatibleUnits(
        f"{unit}{about} cannot be told in {to}.", fix="Give the value in a unit of the same kind."
    )
