"""FHIR's Quantity as an amount in the vocabulary's unit."""

from dataclasses import replace

from trialhead.patients.amounts import Amount, in_units
from trialhead.patients.elements import Element


def quantity(element: Element) -> Amount | None:
    """A Quantity in the vocabulary's unit, by its code or else its unit as printed."""
    number = element.number("value")
    if number is None:
        return None
    spellings = [unit for unit in (element.text("code"), element.text("unit")) if unit]
    amounts = [in_units(number, unit) for unit in spellings] or [in_units(number, "")]
    amount = next((one for one in amounts if one.known), amounts[-1])
    return replace(amount, value_is=element.text("comparator") or "=")
