"""Forms of multiples of a limit and of the infections that exclude."""

from collections.abc import Mapping
from typing import Any

from trialhead.errors import Unreadable
from trialhead.instruments.forms.form import Instrument, Result, answered
from trialhead.instruments.forms.readers import number, text, word, yes_no
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
from trialhead.instruments.limits import multiple_of_limit
from trialhead.instruments.truth import Truth

_SOURCE = "clinical specification, section 5"


def _multiple(values: Mapping[str, Any]) -> Result:
    ratio = multiple_of_limit(
        values["value"],
        values["unit"],
        limit=values["limit"],
        limit_unit=values["limit_unit"] or "",
        analyte=values["analyte"],
    )
    return Result(interval=ratio, missing=() if values["limit"] is not None else ("limit",))


def _hepatitis_b(values: Mapping[str, Any]) -> Result:
    markers = {"hbsag": values["hbsag"], "hbcab": values["hbcab"]}
    load = values["hbv_dna"]
    found = hepatitis_b(**markers, hbv_dna=ViralLoad(load) if load else None)
    due = hepatitis_b_may_reactivate(**markers) is Truth.YES
    notes = ("Reactivation is possible: plan prophylaxis and monitoring of HBV DNA.",)
    return answered(found, values, *(notes if due else ()))


def _hepatitis_c(values: Mapping[str, Any]) -> Result:
    load = values["hcv_rna"]
    found = hepatitis_c(hcv_ab=values["hcv_ab"], hcv_rna=ViralLoad(load) if load else None)
    return answered(found, values)


def _tuberculosis(values: Mapping[str, Any]) -> Result:
    tests = {name: values[name] for name in ("igra", "chest_imaging_normal")}
    settled, state = tuberculosis_from_tests(**tests), values["state"]
    if state is None:
        return answered(tuberculosis(settled), tests)
    if Tuberculosis.UNKNOWN not in (settled, state) and settled != state:
        raise Unreadable(
            f"state is {state}, but the tests say {settled}.",
            fix="Give the state alone when a diagnosis stands above the tests.",
        )
    return answered(tuberculosis(Tuberculosis(state)), tests)


LABORATORY = (
    Instrument(
        name="multiple-of-limit",
        title="A result as a multiple of its limit of normal",
        unit="× limit",
        inputs=(
            number("value", "the result"),
            text("unit", "its unit, such as U/L"),
            number("limit", "the limit printed with it"),
            text("limit_unit", "unit of the limit, if another"),
            text("analyte", "what was measured, to convert mass and amount"),
        ),
        needs=(("value",), ("unit",)),
        compute=_multiple,
        source=_SOURCE,
    ),
    Instrument(
        name="hepatitis-b",
        title="Hepatitis B that excludes, under both readings",
        inputs=(
            yes_no("hbsag", "HBsAg positive"),
            yes_no("hbcab", "HBcAb positive"),
            word("hbv_dna", "HBV DNA", tuple(ViralLoad)),
        ),
        compute=_hepatitis_b,
        source=f"{_SOURCE}, A-18",
    ),
    Instrument(
        name="hepatitis-c",
        title="Hepatitis C that excludes, under both readings",
        inputs=(
            yes_no("hcv_ab", "HCV antibody positive"),
            word("hcv_rna", "HCV RNA", tuple(ViralLoad)),
        ),
        compute=_hepatitis_c,
        source=f"{_SOURCE}, A-18",
    ),
    Instrument(
        name="hiv",
        title="HIV that excludes",
        inputs=(yes_no("hiv_ab", "HIV antibody positive"),),
        compute=lambda values: answered(hiv(**values), values),
        source=_SOURCE,
    ),
    Instrument(
        name="syphilis",
        title="Syphilis that excludes, under both readings",
        inputs=(
            yes_no("treponemal", "treponemal test positive"),
            yes_no("nontreponemal", "non-treponemal test positive"),
        ),
        compute=lambda values: answered(syphilis(**values), values),
        source=f"{_SOURCE}, A-19",
    ),
    Instrument(
        name="tuberculosis",
        title="Active tuberculosis of the lungs",
        inputs=(
            word("state", "the diagnosis", tuple(Tuberculosis)),
            yes_no("igra", "interferon-gamma release assay positive"),
            yes_no("chest_imaging_normal", "imaging of the chest normal"),
        ),
        compute=_tuberculosis,
        source=f"{_SOURCE}, A-26",
    ),
)
