"""Childbearing potential and hCG."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.errors import Unreadable
from trialhead.instruments import HcgBand, Truth, childbearing_potential, hcg_band

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
FERTILE = {
    "sex": "female",
    "menarche": True,
    "hysterectomy": False,
    "bilateral_oophorectomy": False,
    "bilateral_salpingectomy": False,
    "amenorrhoea_months": 0,
    "amenorrhoea_natural": None,
    "menopausal_age": None,
}
MENOPAUSE = {"amenorrhoea_months": 12, "amenorrhoea_natural": True, "menopausal_age": True}
NOTHING = dict.fromkeys(FERTILE)


@pytest.mark.parametrize(
    ("changed", "potential"),
    [
        ({}, YES),
        ({"menarche": False}, NO),
        ({"menarche": None}, UNKNOWN),
        ({"hysterectomy": True}, NO),
        ({"bilateral_oophorectomy": True}, NO),
        ({"bilateral_salpingectomy": True}, NO),
        ({"hysterectomy": None}, UNKNOWN),
        (MENOPAUSE, NO),
        (MENOPAUSE | {"amenorrhoea_months": 11.9}, YES),
        (MENOPAUSE | {"amenorrhoea_months": None}, UNKNOWN),
        (MENOPAUSE | {"amenorrhoea_natural": False}, YES),
        (MENOPAUSE | {"amenorrhoea_natural": None}, UNKNOWN),
        (MENOPAUSE | {"menopausal_age": False}, YES),
        (MENOPAUSE | {"menopausal_age": None}, UNKNOWN),
        ({"sex": None}, UNKNOWN),
        ({"sex": None, "hysterectomy": True}, NO),
    ],
)
def test_a_woman_past_menarche_is_potentially_fertile_unless_sterile(changed, potential):
    assert childbearing_potential(**(FERTILE | changed)) is potential


def test_periods_lost_to_cyclophosphamide_are_no_menopause():
    lost = {"amenorrhoea_months": 36, "amenorrhoea_natural": False, "menopausal_age": True}
    assert childbearing_potential(**(FERTILE | lost)) is YES


def test_a_man_has_none():
    assert childbearing_potential(**(NOTHING | {"sex": "male"})) is NO


def test_of_a_person_of_whom_nothing_is_known_nothing_is_said():
    assert childbearing_potential(**NOTHING) is UNKNOWN
    assert childbearing_potential(**(NOTHING | {"sex": "female"})) is UNKNOWN


@given(
    st.fixed_dictionaries(
        {name: st.booleans() for name in FERTILE if name not in ("sex", "amenorrhoea_months")}
    ),
    st.integers(min_value=0, max_value=40),
    st.sampled_from(list(FERTILE)),
)
def test_forgetting_a_fact_only_makes_the_answer_unknown(facts, months, forgotten):
    woman = {"sex": "female", "amenorrhoea_months": months} | facts
    known = childbearing_potential(**woman)
    assert childbearing_potential(**(woman | {forgotten: None})) in (UNKNOWN, known)


@pytest.mark.parametrize(
    "contradiction", [{"menarche": True}, {"hysterectomy": True}, {"amenorrhoea_months": 3}]
)
def test_a_male_sex_with_a_female_history_is_refused(contradiction):
    with pytest.raises(Unreadable, match="sex is male") as caught:
        childbearing_potential(**(NOTHING | {"sex": "male"} | contradiction))
    assert "sex at birth" in caught.value.fix


@pytest.mark.parametrize(
    "wrong", [{"sex": "unknown"}, {"amenorrhoea_months": -1}, {"amenorrhoea_months": "12"}]
)
def test_values_that_cannot_be_are_refused(wrong):
    with pytest.raises(Unreadable):
        childbearing_potential(**(FERTILE | wrong))


@pytest.mark.parametrize(
    ("level", "band"),
    [
        (0, HcgBand.NEGATIVE),
        (4.99, HcgBand.NEGATIVE),
        (5, HcgBand.INDETERMINATE),
        (25, HcgBand.INDETERMINATE),
        (25.1, HcgBand.POSITIVE),
        (150_000, HcgBand.POSITIVE),
    ],
)
def test_hcg_has_three_bands(level, band):
    assert hcg_band(level) is band


@pytest.mark.parametrize("level", [-1, float("nan"), "5", None])
def test_a_level_that_cannot_be_is_refused(level):
    with pytest.raises(Unreadable, match="hcg_iu_l"):
        hcg_band(level)
