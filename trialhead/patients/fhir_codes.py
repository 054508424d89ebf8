"""Codes that FHIR sources use, and what they are in our words."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from trialhead.patients.coded import CVX, LOINC, SNOMED, Coded
from trialhead.patients.facts import Severity


class Target(NamedTuple):
    """What a code measures: ``kind`` is "analyte" or "scale". The vocabulary need not know the
    name: "creatinine in urine" stands here so that it is not taken for creatinine."""

    kind: str
    name: str
    specimen: str


@cache
def measured_by_loinc() -> Mapping[str, Target]:
    """What each LOINC code known here measures."""
    return MappingProxyType(
        {code: Target(*fields) for code, *fields in _rows("loinc.tsv")},
    )


@cache
def vaccines_by_cvx() -> Mapping[str, tuple[str, ...]]:
    """The name and the class of the vaccine behind each CVX code known here."""
    return MappingProxyType({code: tuple(names) for code, *names in _rows("cvx.tsv")})


def _rows(name: str) -> list[list[str]]:
    text = (files("trialhead.patients") / "codes" / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]


#: Results in words: SNOMED qualifiers, LOINC answers and HL7 interpretations.
_RESULTS = {
    (SNOMED, "10828004"): "positive",
    (SNOMED, "260385009"): "negative",
    (SNOMED, "260373001"): "detected",
    (SNOMED, "260415000"): "not detected",
    (SNOMED, "11214006"): "reactive",
    (SNOMED, "131194007"): "non-reactive",
    (LOINC, "LA6576-8"): "positive",
    (LOINC, "LA6577-6"): "negative",
    (LOINC, "LA11882-0"): "detected",
    (LOINC, "LA11883-8"): "not detected",
}
_V3 = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"
_RESULTS |= {
    (_V3, "POS"): "positive",
    (_V3, "NEG"): "negative",
    (_V3, "DET"): "detected",
    (_V3, "ND"): "not detected",
}

_SEVERITIES = {
    (SNOMED, "255604002"): Severity.MILD,
    (SNOMED, "6736007"): Severity.MODERATE,
    (SNOMED, "24484000"): Severity.SEVERE,
}

#: LOINC's question whether someone is pregnant, and SNOMED's answers.
PREGNANCY_STATUS = (LOINC, "82810-3")
_PREGNANT = {(SNOMED, "77386006"): True, (SNOMED, "60001007"): False}

_ROUTES = {
    (SNOMED, "26643006"): "oral",
    (SNOMED, "47625008"): "intravenous",
    (SNOMED, "34206005"): "subcutaneous",
    (SNOMED, "78421000"): "intramuscular",
    (SNOMED, "6064005"): "topical",
    (SNOMED, "46713006"): "nasal",
    (SNOMED, "37161004"): "rectal",
    (SNOMED, "45890007"): "transdermal",
    (SNOMED, "16857009"): "vaginal",
    (SNOMED, "54485002"): "ophthalmic",
}
#: Words of routes and of the forms of drugs, and the route they mean.
_ROUTE_WORDS = {
    "oral": "oral",
    "chewable": "oral",
    "intravenous": "intravenous",
    "subcutaneous": "subcutaneous",
    "intramuscular": "intramuscular",
    "topical": "topical",
    "cutaneous": "topical",
    "nasal": "nasal",
    "inhaler": "inhaled",
    "inhalation": "inhaled",
    "inhaled": "inhaled",
    "rectal": "rectal",
    "transdermal": "transdermal",
    "vaginal": "vaginal",
    "ophthalmic": "ophthalmic",
    "otic": "otic",
    "injection": "injection",
    "injectable": "injection",
    "auto-injector": "injection",
}


def result_in_words(concept: Coded) -> str:
    """A coded result, such as "positive"; its name if the code is not known."""
    known = [_RESULTS[code] for code in sorted(concept.codes & _RESULTS.keys())]
    return known[0] if known else concept.name.lower() if concept else ""


def severity_of(concept: Coded) -> Severity | None:
    """The step of severity, by code or by exactly its word."""
    for code in concept.codes & _SEVERITIES.keys():
        return _SEVERITIES[code]
    words = {name.lower() for name in concept.names}
    return next((step for step in Severity if step in words), None)


def is_pregnant(concept: Coded) -> bool | None:
    """Whether a coded answer says pregnant; None for any other answer."""
    said = {_PREGNANT[code] for code in concept.codes & _PREGNANT.keys()}
    return said.pop() if len(said) == 1 else None


def route_of(concept: Coded) -> str:
    """The route by code, by a word of its name, or as written."""
    for code in concept.codes & _ROUTES.keys():
        return _ROUTES[code]
    return route_in(concept.name) or concept.name.lower() if concept else ""


def route_in(words: str) -> str:
    """The route that the name of a drug's form tells ("Oral Tablet"); empty if none or several."""
    routes = {_ROUTE_WORDS[word] for word in words.lower().split() if word in _ROUTE_WORDS}
    return routes.pop() if len(routes) == 1 else ""


def cvx_names(concept: Coded) -> tuple[str, ...]:
    """Names and classes of the vaccine behind its CVX codes."""
    return tuple(name for code in concept.codes_of(CVX) for name in vaccines_by_cvx().get(code, ()))


def measured_by(concept: Coded) -> Target | None:
    """What its LOINC codes measure; None if they are not known, or measure different things."""
    known = {
        target
        for code in concept.codes_of(LOINC)
        if (target := measured_by_loinc().get(code)) is not None
    }
    return known.pop() if len(known) == 1 else None
