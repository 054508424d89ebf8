"""Scores and classifications: facts, a leaf, and what it says in both directions."""

import pytest

from tests.factories.people import (
    EDGE_OPEN,
    FAILS,
    HOLDS,
    UNKNOWN,
    day,
    judged,
    person,
    said,
    within,
)
from trialhead.criteria import Bounds, Classified, Score
from trialhead.patients import ScoreFact

SLEDAI, NYHA, LUPUS = "SLEDAI-2K", "NYHA", "EULAR/ACR 2019"
URINE = ("proteinuria", "hematuria", "pyuria", "urinary_casts")


def scored(scale: str = SLEDAI, on: str = "2026-06-15", **fields: object) -> ScoreFact:
    """A score of a day."""
    return ScoreFact(scale=scale, on=day(on) if on else None, **fields)


def items(*present: str, missing: tuple[str, ...] = (), **fields: object) -> ScoreFact:
    """A SLEDAI-2K by its items."""
    return scored(present=present, missing=missing, **fields)


def lupus(ana: bool | None, *present: str, missing: tuple[str, ...] = ()) -> ScoreFact:
    """The EULAR/ACR criteria by their items."""
    inputs = {} if ana is None else {"ana_1_80": ana}
    return scored(LUPUS, present=present, missing=missing, inputs=inputs)


EIGHT = Score(scale=SLEDAI, bounds=Bounds(low=8))
SCORES = {
    "nothing known": ((), EIGHT, UNKNOWN),
    "a value on the bound": ((scored(value=8),), EIGHT, HOLDS),
    "a value below": ((scored(value=7),), EIGHT, FAILS),
    "no value": ((scored(),), EIGHT, UNKNOWN),
    "another scale": ((scored("SLEDAI", value=12),), EIGHT, UNKNOWN),
    "items of 8": (
        (items("proteinuria", "low_complement", "increased_dna_binding"),),
        EIGHT,
        HOLDS,
    ),
    "items of 7": ((items("arthritis", "rash", "leukopenia"),), EIGHT, FAILS),
    "missing items may make it": (
        (items("arthritis", "increased_dna_binding", missing=URINE),),
        EIGHT,
        UNKNOWN,
    ),
    "missing items make no difference": (
        (items("vasculitis", missing=("low_complement", "increased_dna_binding")),),
        EIGHT,
        HOLDS,
    ),
    "missing items could not make it": ((items("rash", missing=("fever",)),), EIGHT, FAILS),
    "an item nobody knows": ((items("headache"),), EIGHT, UNKNOWN),
    "the latest of two": (
        (scored(value=12, on="2026-01-01"), scored(value=4, on="2026-06-01")),
        EIGHT,
        FAILS,
    ),
    "too old for the window": (
        (scored(value=12, on="2026-06-04"),),
        Score(scale=SLEDAI, bounds=Bounds(low=8), timing=within("10 days")),
        UNKNOWN,
    ),
    "on the edge of the window": (
        (scored(value=12, on="2026-06-05"),),
        Score(scale=SLEDAI, bounds=Bounds(low=8), timing=within("10 days")),
        EDGE_OPEN,
    ),
    "a class": ((scored(NYHA, value=4),), Score(scale=NYHA, bounds=Bounds(low=4)), HOLDS),
    "a better class": ((scored(NYHA, value=3),), Score(scale=NYHA, bounds=Bounds(low=4)), FAILS),
}

CLASSIFIED = Classified(scale=LUPUS)
CLASSES = {
    "never assessed": ((), CLASSIFIED, UNKNOWN),
    "entry and ten points": ((lupus(True, "biopsy_class_III_or_IV"),), CLASSIFIED, HOLDS),
    "nine points": ((lupus(True, "joint_involvement", "leukopenia"),), CLASSIFIED, FAILS),
    "no entry criterion": ((lupus(False, "biopsy_class_III_or_IV"),), CLASSIFIED, FAILS),
    "entry criterion never measured": (
        (lupus(None, "biopsy_class_III_or_IV"),),
        CLASSIFIED,
        UNKNOWN,
    ),
    "ten points, none of them clinical": (
        (lupus(True, "anti_dsdna_or_anti_sm", "low_c3_and_c4"),),
        CLASSIFIED,
        FAILS,
    ),
    "missing items may make it": (
        (lupus(True, "joint_involvement", missing=("acle",)),),
        CLASSIFIED,
        UNKNOWN,
    ),
    "once is enough": (
        (lupus(True, "leukopenia"), lupus(True, "biopsy_class_III_or_IV")),
        CLASSIFIED,
        HOLDS,
    ),
    "stated outright": ((scored(LUPUS, inputs={"classified": True}),), CLASSIFIED, HOLDS),
    "stated outright not to be": (
        (scored(LUPUS, inputs={"classified": False}),),
        CLASSIFIED,
        FAILS,
    ),
    "a set of criteria nobody can work out": (
        (scored("Homemade 2024", present=("a",), missing=()),),
        Classified(scale="Homemade 2024"),
        UNKNOWN,
    ),
}


@pytest.mark.parametrize(
    ("facts", "leaf", "expected"),
    [pytest.param(*row, id=name) for name, row in (SCORES | CLASSES).items()],
)
def test_a_score_is_judged_by_what_is_known(facts, leaf, expected):
    assert said(leaf, person(*facts)) == expected


def test_missing_items_are_named():
    facts = person(items("arthritis", "increased_dna_binding", missing=URINE))
    (missing,) = judged(EIGHT, facts, broad=True).missing
    assert all(item in missing for item in URINE)


def test_points_are_written_out():
    facts = person(items("arthritis", "increased_dna_binding", missing=URINE))
    assert any("≥ 6 and ≤ 22" in line for line in judged(EIGHT, facts, broad=True).because)
