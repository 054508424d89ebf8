"""Results, scores and pregnancy from FHIR's Observations."""

from collections.abc import Iterator
from dataclasses import dataclass

from trialhead.patients.amounts import Amount, as_limit
from trialhead.patients.coded import Coded, coded
from trialhead.patients.elements import Element
from trialhead.patients.facts import Fact, Measurement, Reproduction, ScoreFact
from trialhead.patients.fhir_codes import (
    PREGNANCY_STATUS,
    Target,
    is_pregnant,
    measured_by,
    result_in_words,
)
from trialhead.patients.fhir_quantities import quantity
from trialhead.patients.fhir_reading import Reading
from trialhead.patients.fhir_times import some_day
from trialhead.patients.naming import analyte_key, scale_key
from trialhead.patients.when import When

_VALID = frozenset({"final", "amended", "corrected"})
_BLOOD = ("blood", "serum", "plasma")
_NORMAL = "normal"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Circumstances:
    """What a result shares with the others of its Observation."""

    on: When | None
    specimen: str
    source: str


def read_observation(element: Element, reading: Reading, source: str) -> Iterator[Fact]:
    """A final Observation and its components; one about someone else's body is left out."""
    if element.text("status") not in _VALID or element.has("focus"):
        return
    shared = _Circumstances(
        on=some_day(element, "effective", reading.born),
        specimen=_specimen(element, reading),
        source=source,
    )
    for one in (element, *element.children("component")):
        concept = coded(one.child("code"))
        if concept and not one.has("dataAbsentReason"):
            yield from _facts(one, concept, shared, reading)


def _facts(
    element: Element, concept: Coded, shared: _Circumstances, reading: Reading
) -> Iterator[Fact]:
    value, result = _value(element), _result(element)
    if PREGNANCY_STATUS in concept.codes:
        pregnant = is_pregnant(coded(element.child("valueCodeableConcept")))
        if pregnant is not None:
            yield Reproduction(on=shared.on, pregnant=pregnant, source=shared.source)
    elif value is not None or result:
        target = _target(concept, shared, reading)
        if target.kind == "scale":
            yield from _score(target, value, shared)
        else:
            yield _measurement(element, target, value, result, shared, reading)


def _target(concept: Coded, shared: _Circumstances, reading: Reading) -> Target:
    """What was measured: by code, otherwise by a name the vocabulary knows."""
    if known := measured_by(concept):
        return known
    in_blood = not shared.specimen or any(word in shared.specimen for word in _BLOOD)
    names = [name if in_blood else f"{name} in {shared.specimen}" for name in concept.all_names]
    for name in names:
        if analyte_key(name) is None and (scale := scale_key(name)) is not None:
            return Target("scale", scale, "")
    analyte = reading.names.analyte(*names, source=shared.source)
    return Target("analyte", analyte, "")


def _score(target: Target, value: Amount | None, shared: _Circumstances) -> Iterator[Fact]:
    if value is not None and value.value_is == "=":
        yield ScoreFact(scale=target.name, on=shared.on, value=value.value, source=shared.source)


def _measurement(
    element: Element,
    target: Target,
    value: Amount | None,
    result: str,
    shared: _Circumstances,
    reading: Reading,
) -> Measurement:
    if value is not None:
        reading.names.unit(value, target.name, source=shared.source)
    lower, upper, limit_unit = _limits(element, value)
    return Measurement(
        analyte=target.name,
        on=shared.on,
        value=value.value if value else None,
        value_is=value.value_is if value else "=",
        unit=value.unit if value else "",
        result=result,
        lower=lower,
        upper=upper,
        limit_unit=limit_unit,
        specimen=target.specimen or shared.specimen,
        source=shared.source,
    )


def _value(element: Element) -> Amount | None:
    if element.has("valueInteger"):
        number = element.number("valueInteger")
        return Amount(value=number) if number is not None else None
    return quantity(element.child("valueQuantity"))


def _result(element: Element) -> str:
    """A result in words; a titre as it is written."""
    if element.has("valueCodeableConcept"):
        return result_in_words(coded(element.child("valueCodeableConcept")))
    if element.has("valueBoolean"):
        return "positive" if element.flag("valueBoolean") else "negative"
    ratio = element.child("valueRatio")
    numbers = [ratio.child(part).number("value") for part in ("numerator", "denominator")]
    if None not in numbers:
        return ":".join(f"{number:g}" for number in numbers)
    return element.text("valueString")


def _limits(element: Element, value: Amount | None) -> tuple[float | None, float | None, str]:
    """The limits of normal and their unit, if exactly one range is given."""
    ranges = [one for one in element.children("referenceRange") if _is_normal(one)]
    if len(ranges) != 1:
        return None, None, ""
    low, high = (as_limit(quantity(ranges[0].child(end)), value) for end in ("low", "high"))
    units = {limit.unit for limit in (low, high) if limit}
    if len(units) != 1:
        return None, None, ""
    return low.value if low else None, high.value if high else None, units.pop()


def _is_normal(limits: Element) -> bool:
    kind = coded(limits.child("type"))
    return not kind or any(_NORMAL in code for _, code in kind.codes) or _NORMAL in kind.names


def _specimen(element: Element, reading: Reading) -> str:
    reference = element.child("specimen")
    kind = coded(reading.referred(reference, element).child("type"))
    return (kind.name if kind else reference.text("display")).lower()
