"""Kidney function: formulas, whom they hold for, and what two values say together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.errors import Unreadable
from trialhead.instruments import (
    Truth,
    TwoReadings,
    body_surface,
    ckd_epi_2009,
    ckd_epi_2021,
    cockcroft_gault,
    creatinine_from_umol_l,
    egfr_below,
    indexed,
    mdrd_175,
)

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
FORMULAS = [ckd_epi_2021, ckd_epi_2009, mdrd_175]
CREATININE = st.floats(min_value=0.05, max_value=60)
AGES = st.integers(min_value=18, max_value=110)
SEXES = st.sampled_from(["female", "male"])


def estimate(formula, creatinine_mg_dl, age_years, sex):
    """A formula by position, for tables."""
    return formula(creatinine_mg_dl=creatinine_mg_dl, age_years=age_years, sex=sex)


@pytest.mark.parametrize(
    ("formula", "creatinine", "age", "sex", "digits", "expected"),
    [
        (ckd_epi_2021, 1.09, 55, "male", 0, 80),
        (ckd_epi_2021, 1.2, 55, "male", 0, 71),
        (ckd_epi_2021, 1.1, 50, "male", 0, 82),
        (ckd_epi_2021, 85 / 88.4, 65, "female", 0, 66),
        (ckd_epi_2021, 96.3 / 88.42, 55, "male", 4, 80.2293),
        (ckd_epi_2021, 70 / 88.42, 52, "female", 4, 89.7175),
        (ckd_epi_2009, 50 / 88.4, 40, "male", 0, 129),
        (ckd_epi_2009, 30 / 88.4, 50, "female", 0, 128),
        (ckd_epi_2009, 100 / 88.4, 70, "male", 0, 65),
        (ckd_epi_2009, 100 / 88.4, 70, "female", 0, 49),
        (mdrd_175, 1.09, 55, "male", 1, 70.2),
    ],
)
def test_published_values_are_met(formula, creatinine, age, sex, digits, expected):
    assert round(estimate(formula, creatinine, age, sex), digits) == expected


@pytest.mark.parametrize(
    ("creatinine", "age", "sex", "kg", "expected"),
    [(1.09, 55, "male", 90, 97), (85 / 88.4, 65, "female", 60, 55)],
)
def test_published_clearances_are_met(creatinine, age, sex, kg, expected):
    clearance = cockcroft_gault(creatinine_mg_dl=creatinine, age_years=age, sex=sex, weight_kg=kg)
    assert round(clearance) == expected


@pytest.mark.parametrize(("sex", "kappa"), [("female", 0.7), ("male", 0.9)])
@pytest.mark.parametrize(
    ("formula", "base", "yearly", "women"),
    [(ckd_epi_2021, 142, 0.9938, 1.012), (ckd_epi_2009, 141, 0.993, 1.018)],
)
def test_at_kappa_only_age_and_sex_are_left(formula, base, yearly, women, sex, kappa):
    expected = base * yearly**60 * (women if sex == "female" else 1)
    assert estimate(formula, kappa, 60, sex) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("formula", "sex", "kappa", "below", "above"),
    [
        (ckd_epi_2021, "female", 0.7, -0.241, -1.200),
        (ckd_epi_2021, "male", 0.9, -0.302, -1.200),
        (ckd_epi_2009, "female", 0.7, -0.329, -1.209),
        (ckd_epi_2009, "male", 0.9, -0.411, -1.209),
        (mdrd_175, "female", 1.0, -1.154, -1.154),
        (mdrd_175, "male", 1.0, -1.154, -1.154),
    ],
)
def test_halving_and_doubling_creatinine_follow_the_exponents(formula, sex, kappa, below, above):
    base = estimate(formula, kappa, 60, sex)
    assert estimate(formula, kappa / 2, 60, sex) / base == pytest.approx(0.5**below, rel=1e-12)
    assert estimate(formula, kappa * 2, 60, sex) / base == pytest.approx(2**above, rel=1e-12)


def test_women_have_less_by_mdrd_and_in_clearance():
    women, men = (estimate(mdrd_175, 1.0, 60, sex) for sex in ("female", "male"))
    assert women / men == pytest.approx(0.742, rel=1e-12)
    person = {"creatinine_mg_dl": 1.0, "age_years": 60, "weight_kg": 70}
    women, men = (cockcroft_gault(sex=sex, **person) for sex in ("female", "male"))
    assert women / men == pytest.approx(0.85, rel=1e-12)


@pytest.mark.parametrize("formula", FORMULAS)
@given(one=CREATININE, other=CREATININE, age=AGES, sex=SEXES)
def test_filtration_falls_as_creatinine_rises(formula, one, other, age, sex):
    low, high = sorted([one, other])
    if high > low * (1 + 1e-9):
        assert estimate(formula, low, age, sex) > estimate(formula, high, age, sex)


@pytest.mark.parametrize("formula", FORMULAS)
@given(creatinine=CREATININE, age=st.integers(min_value=18, max_value=109), sex=SEXES)
def test_filtration_falls_with_age(formula, creatinine, age, sex):
    assert estimate(formula, creatinine, age, sex) > estimate(formula, creatinine, age + 1, sex)


@given(creatinine=CREATININE, age=AGES, sex=SEXES, kg=st.floats(min_value=30, max_value=200))
def test_clearance_is_in_proportion_to_weight_and_inverse_to_creatinine(creatinine, age, sex, kg):
    person = {"age_years": age, "sex": sex}
    once = cockcroft_gault(creatinine_mg_dl=creatinine, weight_kg=kg, **person)
    heavier = cockcroft_gault(creatinine_mg_dl=creatinine, weight_kg=2 * kg, **person)
    assert heavier == pytest.approx(2 * once)
    if creatinine <= 30:
        worse = cockcroft_gault(creatinine_mg_dl=2 * creatinine, weight_kg=kg, **person)
        assert worse == pytest.approx(once / 2)


@pytest.mark.parametrize(
    ("cm", "kg", "expected"), [(180, 80, 2.0), (160, 62.5, 1.6667), (170, 70, 1.8181)]
)
def test_body_surface_by_mosteller(cm, kg, expected):
    assert body_surface(height_cm=cm, weight_kg=kg) == pytest.approx(expected, abs=1e-4)


def test_a_clearance_is_related_to_the_standard_surface():
    assert indexed(60, body_surface_m2=1.73) == pytest.approx(60)
    assert indexed(60, body_surface_m2=2.0) == pytest.approx(51.9)


def test_creatinine_is_converted_from_micromoles():
    assert creatinine_from_umol_l(88.4) == pytest.approx(1.0)
    assert creatinine_from_umol_l(200) == pytest.approx(2.262443, abs=1e-6)


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("age", [0, 10, 17, 17.9])
def test_the_formulas_are_for_adults_only(formula, age):
    with pytest.raises(Unreadable, match="adults only") as caught:
        estimate(formula, 1.0, age, "female")
    assert "unknown" in caught.value.fix


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("creatinine", [-1, 0, 900, float("nan"), float("inf"), "1.0", True, None])
def test_a_creatinine_that_cannot_be_is_refused(formula, creatinine):
    with pytest.raises(Unreadable) as caught:
        estimate(formula, creatinine, 40, "male")
    assert "creatinine_mg_dl" in caught.value.mistake


def test_a_creatinine_in_the_other_unit_is_hinted_at():
    with pytest.raises(Unreadable) as caught:
        ckd_epi_2021(creatinine_mg_dl=96.3, age_years=40, sex="male")
    assert "88.4" in caught.value.fix


@pytest.mark.parametrize("sex", ["F", "other", "", None, []])
def test_a_sex_the_formulas_do_not_know_is_refused(sex):
    with pytest.raises(Unreadable, match="sex is"):
        ckd_epi_2021(creatinine_mg_dl=1.0, age_years=40, sex=sex)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"age_years": 140}, "age_years"),
        ({"weight_kg": 0}, "weight_kg"),
        ({"weight_kg": 6000}, "weight_kg"),
    ],
)
def test_a_person_that_cannot_be_is_refused(changed, told):
    person = {"creatinine_mg_dl": 1.0, "age_years": 40, "sex": "male", "weight_kg": 70}
    with pytest.raises(Unreadable, match=told):
        cockcroft_gault(**(person | changed))


@pytest.mark.parametrize(
    ("calculated", "printed", "conservative", "lenient"),
    [
        (None, None, UNKNOWN, UNKNOWN),
        (None, 30.0, NO, NO),
        (None, 29.9, YES, YES),
        (29.6, None, YES, YES),
        (29.6, 30, YES, NO),
        (31.0, 29, YES, NO),
        (31.0, 30, NO, NO),
        (12.0, 13, YES, YES),
        (30 * (1 - 1e-13), None, NO, NO),
    ],
)
def test_two_values_of_filtration_are_compared_with_30(calculated, printed, conservative, lenient):
    readings = egfr_below(30, calculated=calculated, printed=printed)
    assert readings == TwoReadings(conservative=conservative, lenient=lenient)


def test_a_filtration_that_cannot_be_is_refused():
    with pytest.raises(Unreadable):
        egfr_below(30, printed=-5)
