"""Glucocorticoids: equivalents, doses by weight, stretches of treatment."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.errors import Unreadable
from trialhead.instruments import (
    EQUAL_TO_PREDNISONE_5_MG,
    STEROID_ROUTES,
    UNKNOWN_QUANTITY,
    Segment,
    Truth,
    prednisone_equivalent,
    prednisone_per_kg,
)

DRUGS = st.sampled_from(list(EQUAL_TO_PREDNISONE_5_MG))
DOSES = st.floats(min_value=0, max_value=2000)
START = date(2026, 1, 10)


@pytest.mark.parametrize(
    ("drug", "mg"),
    [
        ("prednisone", 15),
        ("prednisolone", 15),
        ("cortisone", 75),
        ("hydrocortisone", 60),
        ("methylprednisolone", 12),
        ("triamcinolone", 12),
        ("dexamethasone", 2.25),
        ("betamethasone", 2.25),
        ("deflazacort", 18),
    ],
)
def test_the_set_of_doses_on_the_label_is_worth_15_mg_each(drug, mg):
    assert prednisone_equivalent(drug, mg) == pytest.approx(15, rel=1e-12)


@given(DRUGS, DOSES, st.floats(min_value=0, max_value=4))
def test_equivalence_is_linear(drug, mg, factor):
    scaled = prednisone_equivalent(drug, mg * factor)
    assert scaled == pytest.approx(prednisone_equivalent(drug, mg) * factor, rel=1e-9, abs=1e-9)


@given(DRUGS, DOSES, DOSES)
def test_equivalents_of_two_doses_add_up(drug, one, other):
    together = prednisone_equivalent(drug, one + other)
    apart = prednisone_equivalent(drug, one) + prednisone_equivalent(drug, other)
    assert together == pytest.approx(apart, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("drug", ["budesonide", "Prednisone", "", "pred"])
def test_a_drug_without_a_known_equivalent_is_refused(drug):
    with pytest.raises(Unreadable) as caught:
        prednisone_equivalent(drug, 5)
    assert "methylprednisolone" in caught.value.fix


@pytest.mark.parametrize("mg", [-1, 100_000, float("nan"), "60", None])
def test_a_dose_that_cannot_be_is_refused(mg):
    with pytest.raises(Unreadable, match="mg is"):
        prednisone_equivalent("prednisone", mg)


@pytest.mark.parametrize(
    ("drug", "mg", "kg", "reaches_1"),
    [
        ("methylprednisolone", 48, 60, Truth.YES),
        ("prednisone", 60, 61, Truth.NO),
        ("prednisone", 60, 60, Truth.YES),
        ("prednisone", 1000, None, Truth.UNKNOWN),
        ("dexamethasone", 9, 60, Truth.YES),
        ("dexamethasone", 0.75 * 13.2, 66, Truth.YES),
    ],
)
def test_a_dose_by_weight_reaches_1_mg_per_kg(drug, mg, kg, reaches_1):
    assert prednisone_per_kg(drug, mg, kg).at_least(1) is reaches_1


def test_without_a_weight_nothing_is_known_of_the_dose_by_weight():
    assert prednisone_per_kg("prednisone", 60, None) == UNKNOWN_QUANTITY
    assert prednisone_per_kg("prednisone", 60, 61).value == pytest.approx(0.9836, abs=1e-4)


@pytest.mark.parametrize("kg", [0, -60, 6000])
def test_a_weight_that_cannot_be_is_refused(kg):
    with pytest.raises(Unreadable, match="weight_kg"):
        prednisone_per_kg("prednisone", 60, kg)


@pytest.mark.parametrize(
    ("drug", "route", "systemic"),
    [
        ("prednisolone", "oral", Truth.YES),
        ("methylprednisolone", "intravenous", Truth.YES),
        ("triamcinolone", "intra-articular", Truth.NO),
        ("triamcinolone", "intramuscular", Truth.NO),
        ("betamethasone", "topical", Truth.NO),
        ("dexamethasone", "ophthalmic", Truth.NO),
        ("prednisone", "topical", Truth.NO),
        ("prednisolone", "", Truth.UNKNOWN),
        ("prednisone", "", Truth.YES),
    ],
)
def test_only_oral_and_intravenous_doses_are_systemic(drug, route, systemic):
    assert Segment(drug=drug, mg=5, start=START, route=route).systemic is systemic


@pytest.mark.parametrize("route", STEROID_ROUTES)
def test_every_listed_route_is_taken(route):
    assert Segment(drug="prednisolone", mg=5, start=START, route=route).route == route


def test_alternate_days_halve_the_dose():
    segment = Segment(drug="prednisone", mg=60, start=START, every_days=2)
    assert segment.prednisone_per_day == 30


def test_an_unknown_dose_stays_unknown():
    segment = Segment(drug="prednisone", mg=None, start=START)
    assert segment.prednisone_per_day is None
    assert not segment.pulse


@pytest.mark.parametrize(
    ("drug", "mg", "pulse"),
    [
        ("methylprednisolone", 1000, True),
        ("methylprednisolone", 500, True),
        ("methylprednisolone", 250, True),
        ("methylprednisolone", 125, False),
        ("prednisone", 100, False),
        ("dexamethasone", 100, True),
    ],
)
def test_very_high_doses_are_pulses(drug, mg, pulse):
    assert Segment(drug=drug, mg=mg, start=START, route="intravenous").pulse is pulse


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"drug": "aspirin"}, "aspirin"),
        ({"mg": -5}, "mg is -5"),
        ({"mg": 0}, "no treatment"),
        ({"route": "by mouth"}, "no route"),
        ({"every_days": 0}, "every_days is 0"),
        ({"end": date(2026, 1, 9)}, "before its start"),
    ],
)
def test_a_segment_that_cannot_be_is_refused(changed, told):
    with pytest.raises(Unreadable, match=told) as caught:
        Segment(**({"drug": "prednisone", "mg": 60, "start": START} | changed))
    assert caught.value.fix
