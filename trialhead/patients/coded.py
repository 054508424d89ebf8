"""FHIR's CodeableConcept: codes of code systems, with the names that go with them."""

import re
from dataclasses import dataclass

from trialhead.patients.elements import Element

LOINC = "loinc"
SNOMED = "snomed"
CVX = "cvx"

_SYSTEMS = {
    "http://loinc.org": LOINC,
    "urn:oid:2.16.840.1.113883.6.1": LOINC,
    "http://snomed.info/sct": SNOMED,
    "urn:oid:2.16.840.1.113883.6.96": SNOMED,
    "http://hl7.org/fhir/sid/cvx": CVX,
    "urn:oid:2.16.840.1.113883.12.292": CVX,
}
#: What kind of thing a SNOMED name stands for, in brackets at its end.
_TAG = re.compile(
    r"\s*\((?:disorder|finding|situation|procedure|regime/therapy|qualifier value|substance"
    r"|product|medicinal product|medicinal product form|clinical drug|morphologic abnormality"
    r"|observable entity|event|body structure|organism|context-dependent category)\)$"
)


@dataclass(frozen=True, slots=True)
class Coded:
    """What a concept is called, best name first, and its codes by code system."""

    names: tuple[str, ...]
    codes: frozenset[tuple[str, str]]

    def __bool__(self) -> bool:
        return bool(self.names or self.codes)

    @classmethod
    def named(cls, name: str) -> "Coded":
        """A concept of which only the name is known."""
        return cls((name,) if name else (), frozenset())

    @property
    def name(self) -> str:
        """The best name; a code if nothing else is given."""
        return self.names[0] if self.names else next(iter(sorted(self.codes)))[1]

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every name, best first; a code if there is none."""
        return self.names or (self.name,)

    def codes_of(self, system: str) -> tuple[str, ...]:
        """Its codes in one code system."""
        return tuple(sorted(code for of, code in self.codes if of == system))


def coded(element: Element) -> Coded:
    """The concept in ``element``: its text, then the display names of its codes."""
    codings = element.children("coding")
    names = (element.text("text"), *(coding.text("display") for coding in codings))
    return Coded(
        names=tuple(dict.fromkeys(bare for name in names if (bare := without_tag(name)))),
        codes=frozenset(
            (_SYSTEMS.get(system := coding.text("system"), system), coding.text("code"))
            for coding in codings
            if coding.text("code")
        ),
    )


def code_of(element: Element) -> str:
    """The code of a status and the like, which has one code system; empty if absent."""
    return next((code for one in element.children("coding") if (code := one.text("code"))), "")


def without_tag(name: str) -> str:
    """A SNOMED name without the bracket that says what kind of thing it is."""
    return _TAG.sub("", name)
