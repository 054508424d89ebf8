"""Treatments: facts, a leaf, and what it says in both directions."""

import pytest

from tests.factories.people import (
    EDGE,
    EDGE_OPEN,
    FAILS,
    HOLDS,
    UNKNOWN,
    complete,
    day,
    judged,
    length,
    person,
    said,
    timing,
    within,
)
from trialhead.criteria import NOW, Bounds, Moment, Treatment
from trialhead.patients import Kind, Measurement, Outcome
from trialhead.patients import Treatment as Given

PRED, METHYL, GC = "prednisone", "methylprednisolone", "glucocorticoid"
VACCINE, LIVE = "vaccine", "live vaccine"
MMF, MTX, RTX = "mycophenolate mofetil", "methotrexate", "rituximab"
LISTED = (MMF, "mycophenolic acid", MTX, "azathioprine")
ALL_LISTED = complete(Kind.TREATMENTS)
FAILED, INTOLERANT = Outcome.FAILED, Outcome.INTOLERANT


def given(drug: str, start: str = "", end: str = "", **fields: object) -> Given:
    """A treatment."""
    return Given(
        drug=drug, start=day(start) if start else None, end=day(end) if end else None, **fields
    )


def pred(start: str, end: str = "", mg: float | None = 60, **fields: object) -> Given:
    """Prednisone by mouth."""
    unit = "mg/d" if mg is not None else ""
    return given(PRED, start, end, dose=mg, dose_unit=unit, route="oral", **fields)


def weight(kilograms: float, on: str = "2026-01-01") -> Measurement:
    """A body weight."""
    return Measurement(analyte="body weight", value=kilograms, unit="kg", on=day(on))


def asks(*names: str, **fields: object) -> Treatment:
    """The question for a drug."""
    return Treatment(of=names, **fields)


NAMES = {
    "nothing known": ((), asks(PRED), UNKNOWN),
    "the drug itself": ((given(PRED),), asks(PRED), HOLDS),
    "a drug of the class": ((given(RTX),), asks("biologic DMARD"), HOLDS),
    "a class may be the drug": ((given(GC), *ALL_LISTED), asks(PRED), UNKNOWN),
    "another drug": ((given(RTX), *ALL_LISTED), asks(PRED), FAILS),
    "never given": ((given(PRED, given=False),), asks(PRED), FAILS),
    "never a drug of the class": ((given(GC, given=False),), asks(PRED), FAILS),
    "never this drug of a class": ((given(PRED, given=False),), asks(GC), UNKNOWN),
    "a name nobody knows": ((given("Compound 7"),), asks("compound 7"), HOLDS),
    "only prescribed": (
        (given(PRED, qualities={"requested": True}), *ALL_LISTED),
        asks(PRED),
        UNKNOWN,
    ),
}

TIMES = {
    "now": ((given(PRED, "2026-01-01", ongoing=True),), asks(PRED, timing=NOW), HOLDS),
    "whether it goes on is not told": (
        (given(PRED, "2026-01-01"), *ALL_LISTED),
        asks(PRED, timing=NOW),
        UNKNOWN,
    ),
    "stopped": (
        (given(PRED, "2026-01-01", ongoing=False), *ALL_LISTED),
        asks(PRED, timing=NOW),
        FAILS,
    ),
    "stopped yesterday": (
        (given(PRED, "2026-01-01", "2026-06-14"), *ALL_LISTED),
        asks(PRED, timing=NOW),
        FAILS,
    ),
    "not begun": (
        (given(PRED, "2026-07-01", ongoing=True), *ALL_LISTED),
        asks(PRED, timing=NOW),
        FAILS,
    ),
    "on the edge of the window": (
        (given(LIVE, "2026-05-18", "2026-05-18"), *ALL_LISTED),
        asks(LIVE, timing=within("4 weeks")),
        EDGE,
    ),
    "on the edge, other vaccines unknown": (
        (given(LIVE, "2026-05-18", "2026-05-18"),),
        asks(LIVE, timing=within("4 weeks")),
        EDGE_OPEN,
    ),
    "a day before the edge": (
        (given(LIVE, "2026-05-17", "2026-05-17"), *ALL_LISTED),
        asks(LIVE, timing=within("4 weeks")),
        FAILS,
    ),
    "on the day of screening": (
        (given(LIVE, "2026-06-15", "2026-06-15"),),
        asks(LIVE, timing=within("4 weeks")),
        HOLDS,
    ),
    "after it": (
        (given(LIVE, "2026-06-16", "2026-06-16"), *ALL_LISTED),
        asks(LIVE, timing=within("4 weeks")),
        FAILS,
    ),
    "in a month inside the window": (
        (given(LIVE, "2026-06", "2026-06"), *ALL_LISTED),
        asks(LIVE, timing=within("3 months")),
        UNKNOWN,
    ),
    "in an earlier month inside the window": (
        (given(LIVE, "2026-05", "2026-05"),),
        asks(LIVE, timing=within("3 months")),
        HOLDS,
    ),
    "in a month cut by the window": (
        (given(LIVE, "2026-05", "2026-05"), *ALL_LISTED),
        asks(LIVE, timing=within("4 weeks")),
        UNKNOWN,
    ),
    "in a year before the window": (
        (given(LIVE, "2024", "2024"), *ALL_LISTED),
        asks(LIVE, timing=within("4 weeks")),
        FAILS,
    ),
    "began in the window": (
        (given(PRED, "2026-06-01"),),
        asks(PRED, timing=within("4 weeks")),
        HOLDS,
    ),
    "began before it, end not told": (
        (given(PRED, "2026-01-01"), *ALL_LISTED),
        asks(PRED, timing=within("4 weeks")),
        UNKNOWN,
    ),
    "reaches into the window": (
        (given(PRED, "2020-01-01", "2026-06-01"),),
        asks(PRED, timing=within("4 weeks")),
        HOLDS,
    ),
    "never since the window began": (
        (given(LIVE, "2026-05-18", given=False),),
        asks(LIVE, timing=within("4 weeks")),
        FAILS,
    ),
    "never since a day within the window": (
        (given(LIVE, "2026-05-19", given=False),),
        asks(LIVE, timing=within("4 weeks")),
        (UNKNOWN[0], FAILS[1]),
    ),
    "given then and never since": (
        (given(LIVE, "2026-05-17", "2026-05-17"), given(LIVE, "2026-05-18", given=False)),
        asks(LIVE, timing=within("4 weeks")),
        FAILS,
    ),
    "since an event with a known day": (
        (given(PRED, "2026-06-01", "2026-06-15"),),
        asks(PRED, timing=timing(Moment.SINCE)),
        HOLDS,
    ),
    "foreseen": (
        (given(PRED, "2026-07-01"),),
        asks(PRED, timing=timing(Moment.AHEAD, "4 weeks")),
        HOLDS,
    ),
    "foreseen on the edge": (
        (given(PRED, "2026-07-13"),),
        asks(PRED, timing=timing(Moment.AHEAD, "4 weeks")),
        EDGE_OPEN,
    ),
    "nobody can deny what lies ahead": (
        (given(PRED, given=False), *ALL_LISTED),
        asks(PRED, timing=timing(Moment.AHEAD)),
        UNKNOWN,
    ),
    "before an event of an unknown day": (
        (given(PRED, given=False), *ALL_LISTED),
        asks(PRED, timing=within("4 weeks", "infusion")),
        UNKNOWN,
    ),
    "before randomisation, which is taken to be at screening": (
        (given(LIVE, "2026-06-01", "2026-06-01"),),
        asks(LIVE, timing=within("4 weeks", "randomisation")),
        HOLDS,
    ),
}

FIELDS = {
    "outcome": ((given(PRED, outcome=FAILED),), asks(PRED, outcomes=("failed",)), HOLDS),
    "one of two outcomes": (
        (given(PRED, outcome=INTOLERANT),),
        asks(PRED, outcomes=("failed", "intolerant")),
        HOLDS,
    ),
    "another outcome": (
        (given(PRED, outcome=Outcome.WORKED), *ALL_LISTED),
        asks(PRED, outcomes=("failed",)),
        FAILS,
    ),
    "outcome not told": ((given(PRED), *ALL_LISTED), asks(PRED, outcomes=("failed",)), UNKNOWN),
    "an outcome denied": (
        (given(PRED), given(GC, given=False, outcome=INTOLERANT)),
        asks(PRED, outcomes=("intolerant",)),
        FAILS,
    ),
    "an outcome denied, another asked": (
        (given(PRED), given(GC, given=False, outcome=INTOLERANT)),
        asks(PRED, outcomes=("failed",)),
        UNKNOWN,
    ),
    "an outcome denied, the drug asked": (
        (given(GC, given=False, outcome=INTOLERANT),),
        asks(PRED),
        UNKNOWN,
    ),
    "route": ((given(PRED, route="IV"),), asks(PRED, routes=("intravenous",)), HOLDS),
    "a route of a kind": ((given(PRED, route="oral"),), asks(PRED, routes=("systemic",)), HOLDS),
    "another route": (
        (given(PRED, route="topical"), *ALL_LISTED),
        asks(PRED, routes=("systemic",)),
        FAILS,
    ),
    "a route that may be it": (
        (given(PRED, route="parenteral"), *ALL_LISTED),
        asks(PRED, routes=("intravenous",)),
        UNKNOWN,
    ),
    "route not told": ((given(PRED), *ALL_LISTED), asks(PRED, routes=("oral",)), UNKNOWN),
    "a route denied": (
        (given(PRED, given=False, route="intravenous"),),
        asks(PRED, routes=("intravenous",)),
        FAILS,
    ),
    "a route denied, any asked": (
        (given(PRED, given=False, route="intravenous"),),
        asks(PRED),
        UNKNOWN,
    ),
    "line": ((given(RTX, line=2),), asks(RTX, lines=Bounds(low=2)), HOLDS),
    "an earlier line": ((given(RTX, line=1), *ALL_LISTED), asks(RTX, lines=Bounds(low=2)), FAILS),
    "line not told": ((given(RTX), *ALL_LISTED), asks(RTX, lines=Bounds(low=2)), UNKNOWN),
    "a quality": (
        (given(RTX, qualities={"for lupus": True}),),
        asks(RTX, qualities=("for lupus",)),
        HOLDS,
    ),
    "a quality denied": (
        (given(RTX, given=False, qualities={"for lupus": True}),),
        asks(RTX, qualities=("for lupus",)),
        FAILS,
    ),
}

AGENTS = {
    "two of the list": (
        (given(MMF, outcome=FAILED), given(MTX, outcome=FAILED)),
        asks(*LISTED, agents=2, outcomes=("failed",)),
        HOLDS,
    ),
    "one of the list": (
        (given(MMF, outcome=FAILED),),
        asks(*LISTED, agents=2, outcomes=("failed",)),
        UNKNOWN,
    ),
    "one of the list, and the list is complete": (
        (given(MMF, outcome=FAILED), *ALL_LISTED),
        asks(*LISTED, agents=2, outcomes=("failed",)),
        FAILS,
    ),
    "one drug twice": (
        (given(MMF, outcome=FAILED), given(MMF, "2024", outcome=FAILED), *ALL_LISTED),
        asks(*LISTED, agents=2, outcomes=("failed",)),
        FAILS,
    ),
    "two forms of one substance": (
        (given(MMF, outcome=FAILED), given("mycophenolic acid", outcome=FAILED), *ALL_LISTED),
        asks(*LISTED, agents=2, outcomes=("failed",)),
        FAILS,
    ),
    "the outcome of the second is open": (
        (given(MMF, outcome=FAILED), given(MTX), *ALL_LISTED),
        asks(*LISTED, agents=2, outcomes=("failed",)),
        UNKNOWN,
    ),
    "one drug failed at its second try": (
        (
            given(MMF, outcome=Outcome.WORKED),
            given(MMF, outcome=FAILED),
            given(MTX, outcome=FAILED),
        ),
        asks(*LISTED, agents=2, outcomes=("failed",)),
        HOLDS,
    ),
    "never any of the list": (
        tuple(given(drug, given=False) for drug in LISTED),
        asks(*LISTED, agents=2),
        FAILS,
    ),
}

DAILY = {"dose_unit": "mg/d", "as_prednisone": True, "timing": NOW}
DOSES = {
    "dose within": (
        (given(MTX, dose=15, dose_unit="mg/d"),),
        asks(MTX, dose=Bounds(low=15), dose_unit="mg/d"),
        HOLDS,
    ),
    "dose below": (
        (given(MTX, dose=14, dose_unit="mg/d"), *ALL_LISTED),
        asks(MTX, dose=Bounds(low=15), dose_unit="mg/d"),
        FAILS,
    ),
    "dose not told": (
        (given(MTX), *ALL_LISTED),
        asks(MTX, dose=Bounds(low=15), dose_unit="mg/d"),
        UNKNOWN,
    ),
    "dose in a unit of another kind": (
        (given(MTX, dose=15, dose_unit="mL"), *ALL_LISTED),
        asks(MTX, dose=Bounds(low=15), dose_unit="mg/d"),
        UNKNOWN,
    ),
    "as prednisone": (
        (given(METHYL, dose=16, dose_unit="mg/d", route="oral", ongoing=True),),
        asks(GC, dose=Bounds(low=20), **DAILY),
        HOLDS,
    ),
    "by the kilogram": (
        (pred("2026-01-01", ongoing=True), weight(60)),
        asks(GC, dose=Bounds(low=1), **(DAILY | {"dose_unit": "mg/kg/d"})),
        HOLDS,
    ),
    "by the kilogram, weight nearest to the start": (
        (pred("2026-01-01", ongoing=True), weight(60, "2026-01-02"), weight(80, "2026-06-01")),
        asks(GC, dose=Bounds(low=1), **(DAILY | {"dose_unit": "mg/kg/d"})),
        HOLDS,
    ),
    "by the kilogram without a weight": (
        (pred("2026-01-01", ongoing=True), *ALL_LISTED),
        asks(GC, dose=Bounds(low=1), **(DAILY | {"dose_unit": "mg/kg/d"})),
        UNKNOWN,
    ),
    "doses of one time add up": (
        (
            pred("2026-01-01", mg=6, ongoing=True),
            given(METHYL, ongoing=True, dose=4, dose_unit="mg/d", route="oral"),
            *ALL_LISTED,
        ),
        asks(GC, dose=Bounds(high=10), **DAILY),
        FAILS,
    ),
    "a dose that may still be given may add up": (
        (
            pred("2026-01-01", mg=6, ongoing=True),
            given(METHYL, dose=4, dose_unit="mg/d", route="oral"),
            *ALL_LISTED,
        ),
        asks(GC, dose=Bounds(high=10), **DAILY),
        UNKNOWN,
    ),
    "a cream does not count": (
        (given(METHYL, ongoing=True, dose=40, dose_unit="mg/d", route="topical"), *ALL_LISTED),
        asks(GC, dose=Bounds(low=10), **DAILY),
        FAILS,
    ),
    "a steroid without a known equivalent": (
        (given(GC, ongoing=True, dose=40, dose_unit="mg/d", route="oral"), *ALL_LISTED),
        asks(GC, dose=Bounds(low=10), **DAILY),
        UNKNOWN,
    ),
}

HIGH = {
    "dose": Bounds(low=1),
    "dose_unit": "mg/kg/d",
    "as_prednisone": True,
    "lasting": length("3 months"),
}
STEADY, PEAK = asks(GC, **HIGH), asks(GC, throughout=False, **HIGH)
TAPERED = (pred("2026-01-01", "2026-01-31"), pred("2026-02-01", "2026-06-01", mg=20), weight(60))
COURSES = {
    "high throughout": ((pred("2026-01-10", "2026-06-15"), weight(60)), STEADY, HOLDS),
    "tapered, though high at first, throughout": ((*TAPERED, *ALL_LISTED), STEADY, FAILS),
    "tapered, of an open list": (TAPERED, STEADY, UNKNOWN),
    "tapered, having reached it": (TAPERED, PEAK, HOLDS),
    "without a weight": ((pred("2026-01-10", "2026-06-15"), *ALL_LISTED), STEADY, UNKNOWN),
    "too short whatever the weight": (
        (pred("2026-05-10", "2026-06-15"), *ALL_LISTED),
        STEADY,
        FAILS,
    ),
    "begun in a month known only as such, long enough anyway": (
        (pred("2026-01", "2026-06-15"), weight(60)),
        STEADY,
        HOLDS,
    ),
    "begun in a month that decides": (
        (pred("2026-03", "2026-06-15"), weight(60), *ALL_LISTED),
        STEADY,
        UNKNOWN,
    ),
    "end not told": ((pred("2026-01-10"), weight(60), *ALL_LISTED), STEADY, UNKNOWN),
    "still given": ((pred("2026-01-10", ongoing=True), weight(60)), STEADY, HOLDS),
    "no steroid ever": ((given(GC, given=False),), STEADY, FAILS),
    "nothing known of steroids": ((weight(60),), STEADY, UNKNOWN),
    "in milligrams a day": (
        (pred("2026-01-10", "2026-06-15", mg=10),),
        asks(GC, **(HIGH | {"dose": Bounds(low=10), "dose_unit": "mg/d"})),
        HOLDS,
    ),
    "another drug, long enough": (
        (given(MTX, "2026-01-01", "2026-05-01"),),
        asks(MTX, lasting=length("3 months")),
        HOLDS,
    ),
    "another drug, joined over a day": (
        (given(MTX, "2026-01-01", "2026-02-15"), given(MTX, "2026-02-17", "2026-05-01")),
        asks(MTX, lasting=length("3 months")),
        HOLDS,
    ),
    "another drug, interrupted": (
        (
            given(MTX, "2026-01-01", "2026-02-15"),
            given(MTX, "2026-03-17", "2026-05-01"),
            *ALL_LISTED,
        ),
        asks(MTX, lasting=length("3 months")),
        FAILS,
    ),
    "another drug, between the conventions": (
        (given(MTX, "2026-01-01", "2026-03-31"), *ALL_LISTED),
        asks(MTX, lasting=length("3 months")),
        EDGE,
    ),
    "another drug, at its dose for too short": (
        (
            given(MTX, "2026-01-01", "2026-02-15", dose=15, dose_unit="mg/d"),
            given(MTX, "2026-02-16", "2026-06-01", dose=5, dose_unit="mg/d"),
            *ALL_LISTED,
        ),
        asks(MTX, lasting=length("3 months"), dose=Bounds(low=15), dose_unit="mg/d"),
        FAILS,
    ),
    "another drug, having reached its dose": (
        (
            given(MTX, "2026-01-01", "2026-02-15", dose=5, dose_unit="mg/d"),
            given(MTX, "2026-02-16", "2026-06-01", dose=15, dose_unit="mg/d"),
        ),
        asks(
            MTX,
            lasting=length("4 months"),
            dose=Bounds(low=15),
            dose_unit="mg/d",
            throughout=False,
        ),
        HOLDS,
    ),
}

STABLE = asks(MTX, timing=NOW, stable_for=length("4 weeks"))
STEADINESS = {
    "the same for long": (
        (given(MTX, "2026-01-01", ongoing=True, dose=15, dose_unit="mg/d"),),
        STABLE,
        HOLDS,
    ),
    "the same in two stretches": (
        (
            given(MTX, "2026-01-01", "2026-06-01", dose=15, dose_unit="mg/d"),
            given(MTX, "2026-06-02", ongoing=True, dose=15, dose_unit="mg/d"),
        ),
        STABLE,
        HOLDS,
    ),
    "changed lately": (
        (
            given(MTX, "2026-01-01", "2026-06-01", dose=10, dose_unit="mg/d"),
            given(MTX, "2026-06-02", ongoing=True, dose=15, dose_unit="mg/d"),
            *ALL_LISTED,
        ),
        STABLE,
        FAILS,
    ),
    "the same for exactly so long": (
        (given(MTX, "2026-05-18", ongoing=True, dose=15, dose_unit="mg/d"),),
        STABLE,
        HOLDS,
    ),
    "since when is not told": (
        (given(MTX, ongoing=True, dose=15, dose_unit="mg/d"), *ALL_LISTED),
        STABLE,
        UNKNOWN,
    ),
    "dose not told": ((given(MTX, "2026-01-01", ongoing=True), *ALL_LISTED), STABLE, UNKNOWN),
}


@pytest.mark.parametrize(
    ("facts", "leaf", "expected"),
    [
        pytest.param(*row, id=name)
        for name, row in (NAMES | TIMES | FIELDS | AGENTS | DOSES | COURSES | STEADINESS).items()
    ],
)
def test_a_treatment_is_judged_by_what_is_known(facts, leaf, expected):
    assert said(leaf, person(*facts)) == expected


def test_an_assumed_event_is_told():
    leaf = asks(LIVE, timing=within("4 weeks", "randomisation"))
    found = judged(leaf, person(given(LIVE, "2026-06-01", "2026-06-01")), broad=True)
    assert any("randomisation" in assumption for assumption in found.assumptions)


def test_a_missing_weight_is_named():
    found = judged(STEADY, person(pred("2026-01-10", "2026-06-15")), broad=True)
    assert found.missing == ("body weight at the time of prednisone",)


def test_a_course_is_written_out():
    facts = person(pred("2026-01-10", "2026-06-15"), weight(60))
    lines = judged(STEADY, facts, broad=False).because
    assert any("2026-01-10 to 2026-06-15, 157 days" in line for line in lines)
