"""Infections that exclude, under both readings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.instruments import (
    Truth,
    Tuberculosis,
    TwoReadings,
    ViralLoad,
    hepatitis_b,
    hepatitis_b_may_reactivate,
    hepatitis_c,
    hiv,
    syphilis,
    tuberculosis,
    tuberculosis_from_tests,
)

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
NONE, LOW, HIGH = ViralLoad
TESTS = st.sampled_from([True, False, None])
LOADS = st.sampled_from([NONE, LOW, HIGH, None])


@pytest.mark.parametrize(
    ("hbsag", "hbcab", "dna", "conservative", "lenient"),
    [
        (False, False, NONE, NO, NO),
        (False, False, HIGH, NO, NO),
        (False, False, None, NO, NO),
        (False, True, NONE, NO, NO),
        (True, None, NONE, NO, NO),
        (True, None, HIGH, YES, YES),
        (False, True, HIGH, YES, YES),
        (False, True, LOW, YES, NO),
        (True, True, LOW, YES, NO),
        (True, False, None, UNKNOWN, UNKNOWN),
        (False, None, None, UNKNOWN, UNKNOWN),
        (None, None, HIGH, UNKNOWN, UNKNOWN),
        (None, None, NONE, NO, NO),
        (None, None, LOW, UNKNOWN, NO),
    ],
)
def test_hepatitis_b_is_a_marker_with_viral_dna(hbsag, hbcab, dna, conservative, lenient):
    readings = hepatitis_b(hbsag=hbsag, hbcab=hbcab, hbv_dna=dna)
    assert readings == TwoReadings(conservative=conservative, lenient=lenient)


@pytest.mark.parametrize(
    ("hbsag", "hbcab", "due"),
    [
        (False, True, YES),
        (True, None, YES),
        (False, False, NO),
        (False, None, UNKNOWN),
    ],
)
def test_either_marker_of_hepatitis_b_is_a_task_though_no_exclusion(hbsag, hbcab, due):
    assert hepatitis_b_may_reactivate(hbsag=hbsag, hbcab=hbcab) is due


@pytest.mark.parametrize(
    ("antibody", "rna", "conservative", "lenient"),
    [
        (False, None, NO, NO),
        (True, NONE, NO, NO),
        (True, LOW, YES, NO),
        (True, HIGH, YES, YES),
        (True, None, UNKNOWN, UNKNOWN),
        (None, HIGH, UNKNOWN, UNKNOWN),
        (None, NONE, NO, NO),
    ],
)
def test_hepatitis_c_is_an_antibody_with_viral_rna(antibody, rna, conservative, lenient):
    readings = hepatitis_c(hcv_ab=antibody, hcv_rna=rna)
    assert readings == TwoReadings(conservative=conservative, lenient=lenient)


@pytest.mark.parametrize(("antibody", "truth"), [(True, YES), (False, NO), (None, UNKNOWN)])
def test_hiv_is_the_antibody_alone(antibody, truth):
    assert hiv(hiv_ab=antibody) == TwoReadings.alike(truth)


@pytest.mark.parametrize(
    ("treponemal", "nontreponemal", "conservative", "lenient"),
    [
        (True, True, YES, YES),
        (True, False, YES, NO),
        (False, True, YES, NO),
        (False, False, NO, NO),
        (True, None, YES, UNKNOWN),
        (None, True, YES, UNKNOWN),
        (False, None, UNKNOWN, NO),
        (None, None, UNKNOWN, UNKNOWN),
    ],
)
def test_syphilis_is_either_test_or_both(treponemal, nontreponemal, conservative, lenient):
    readings = syphilis(treponemal=treponemal, nontreponemal=nontreponemal)
    assert readings == TwoReadings(conservative=conservative, lenient=lenient)


@pytest.mark.parametrize(
    ("state", "truth"),
    [
        (Tuberculosis.NONE, NO),
        (Tuberculosis.LATENT, NO),
        (Tuberculosis.ACTIVE_PULMONARY, YES),
        (Tuberculosis.ACTIVE_EXTRAPULMONARY, NO),
        (Tuberculosis.UNKNOWN, UNKNOWN),
    ],
)
def test_only_active_tuberculosis_of_the_lungs_excludes(state, truth):
    assert tuberculosis(state) == TwoReadings.alike(truth)


@pytest.mark.parametrize(
    ("igra", "imaging_normal", "state"),
    [
        (True, True, Tuberculosis.LATENT),
        (False, True, Tuberculosis.NONE),
        (True, None, Tuberculosis.UNKNOWN),
        (True, False, Tuberculosis.UNKNOWN),
        (False, False, Tuberculosis.UNKNOWN),
        (None, True, Tuberculosis.UNKNOWN),
        (None, None, Tuberculosis.UNKNOWN),
    ],
)
def test_a_positive_assay_alone_is_not_active_disease(igra, imaging_normal, state):
    assert tuberculosis_from_tests(igra=igra, chest_imaging_normal=imaging_normal) is state


def never_stricter(readings):
    """Whether the lenient reading excludes no more than the conservative one."""
    order = [NO, UNKNOWN, YES]
    return order.index(readings.lenient) <= order.index(readings.conservative)


@given(TESTS, TESTS, LOADS)
def test_the_lenient_reading_excludes_no_more_than_the_conservative(one, other, load):
    assert never_stricter(hepatitis_b(hbsag=one, hbcab=other, hbv_dna=load))
    assert never_stricter(hepatitis_c(hcv_ab=one, hcv_rna=load))
    assert never_stricter(syphilis(treponemal=one, nontreponemal=other))


@given(st.booleans(), TESTS, LOADS)
def test_forgetting_a_test_only_makes_an_answer_unknown(one, other, load):
    for known, forgotten in (
        (
            hepatitis_b(hbsag=one, hbcab=other, hbv_dna=load),
            hepatitis_b(hbsag=None, hbcab=other, hbv_dna=load),
        ),
        (
            syphilis(treponemal=one, nontreponemal=other),
            syphilis(treponemal=None, nontreponemal=other),
        ),
    ):
        assert forgotten.conservative in (UNKNOWN, known.conservative)
        assert forgotten.lenient in (UNKNOWN, known.lenient)
