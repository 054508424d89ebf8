"""Treatments from FHIR: what was ordered, stated, administered, and vaccinated."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from trialhead.patients.coded import Coded, coded
from trialhead.patients.dosage import daily_dose
from trialhead.patients.drug_names import drugs_in
from trialhead.patients.elements import Element
from trialhead.patients.facts import Fact, Treatment
from trialhead.patients.fhir_codes import cvx_names, route_in, route_of
from trialhead.patients.fhir_reading import Reading
from trialhead.patients.fhir_times import period
from trialhead.patients.naming import drug_key
from trialhead.patients.when import When
from trialhead.vocabulary import drugs

_ORDERS = frozenset({"order", "original-order", "reflex-order", "filler-order", "instance-order"})
_KNOWN = frozenset({"active", "on-hold", "completed", "stopped", "unknown"})
_ADMINISTERED = frozenset({"in-progress", "on-hold", "completed", "stopped"})
#: Whether it goes on, by status. A filled order does not tell when the last tablet is taken.
_ORDER_LASTS = {"active": True, "stopped": False}
_LASTS = {"active": True, "in-progress": True, "stopped": False, "completed": False}


def read_request(element: Element, reading: Reading, source: str) -> Iterator[Fact]:
    """A MedicationRequest that is an order; an order is no proof of taking."""
    status, intent = element.text("status"), element.text("intent")
    if status not in _KNOWN or intent not in _ORDERS or element.flag("doNotPerform"):
        return
    dosages = element.children("dosageInstruction")
    start, end = _bounds(dosages)
    ordered = Treatment(
        drug="",
        start=start or element.when("authoredOn"),
        end=end,
        ongoing=_ORDER_LASTS.get(status),
        qualities={"requested": True},
        source=source,
    )
    yield from _of_each_drug(_dosed(ordered, dosages), element, reading)


def read_statement(element: Element, reading: Reading, source: str) -> Iterator[Fact]:
    """A MedicationStatement of something taken; a single day in it is no beginning and no end."""
    status = element.text("status")
    if status not in _KNOWN:
        return
    start, end = period(element.child("effectivePeriod"))
    stated = Treatment(drug="", start=start, end=end, ongoing=_LASTS.get(status), source=source)
    yield from _of_each_drug(_dosed(stated, element.children("dosage")), element, reading)


def read_administration(element: Element, reading: Reading, source: str) -> Iterator[Fact]:
    """A MedicationAdministration that took place, if only in part."""
    status, moment = element.text("status"), element.when("effectiveDateTime")
    if status not in _ADMINISTERED:
        return
    start, end = period(element.child("effectivePeriod"))
    given = Treatment(
        drug="",
        start=start or moment,
        end=end or moment,
        ongoing=_LASTS.get(status),
        route=route_of(coded(element.child("dosage").child("route"))),
        source=source,
    )
    yield from _of_each_drug(given, element, reading)


def read_immunization(element: Element, reading: Reading, source: str) -> Iterator[Fact]:
    """An Immunization that was given, as a treatment of one day with each thing the vaccine is."""
    vaccine = coded(element.child("vaccineCode"))
    if element.text("status") != "completed" or not vaccine:
        return
    on = element.when("occurrenceDateTime")
    for drug in _vaccines(vaccine, reading, source):
        yield Treatment(
            drug=drug,
            start=on,
            end=on,
            ongoing=False,
            route=route_of(coded(element.child("route"))),
            source=source,
        )


def _vaccines(vaccine: Coded, reading: Reading, source: str) -> Sequence[str]:
    """All the vocabulary knows it as, such as influenza vaccine and live vaccine; a class that
    another of them belongs to is left out."""
    names = cvx_names(vaccine)
    keys = {key for name in names if (key := drug_key(name)) is not None}
    if not keys:
        return [reading.names.drug(*names, *vaccine.all_names, source=source)]
    is_a = drugs().is_a
    return sorted(
        key for key in keys if not any(other != key and is_a(other, key) for other in keys)
    )


def _dosed(treatment: Treatment, dosages: Sequence[Element]) -> Treatment:
    """The treatment with the route and the daily dose that its instructions agree on."""
    dose, unit = daily_dose(dosages)
    routes = {route_of(coded(dosage.child("route"))) for dosage in dosages}
    route = routes.pop() if len(routes) == 1 else ""
    return replace(treatment, dose=dose, dose_unit=unit, route=route)


def _bounds(dosages: Sequence[Element]) -> tuple[When | None, When | None]:
    """The period of the only instruction."""
    if len(dosages) != 1:
        return None, None
    return period(dosages[0].child("timing").child("repeat").child("boundsPeriod"))


def _of_each_drug(treatment: Treatment, element: Element, reading: Reading) -> Iterator[Treatment]:
    """The treatment with each drug of the product; the dose of a mixture is no drug's own."""
    product = _product(element, reading)
    if not product:
        return
    named = drugs_in(product.name)
    if len(named) == 1:
        named = ((*named[0], *product.all_names),)
    else:
        treatment = replace(treatment, dose=None, dose_unit="")
    route = treatment.route or route_in(product.name)
    reason = reading.reason(element)
    for wordings in named:
        drug = reading.names.drug(*wordings, source=treatment.source)
        yield replace(treatment, drug=drug, route=route, reason=reason)


def _product(element: Element, reading: Reading) -> Coded:
    """The product, coded in place, or in the Medication referred to."""
    if product := coded(element.child("medicationCodeableConcept")):
        return product
    reference = element.child("medicationReference")
    medication = reading.referred(reference, element)
    return coded(medication.child("code")) or Coded.named(reference.text("display"))
