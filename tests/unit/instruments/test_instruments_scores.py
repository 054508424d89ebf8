"""The one door to every instrument by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.errors import NotFound, TrialheadError, Unreadable
from trialhead.instruments import (
    INSTRUMENTS,
    UNKNOWN_QUANTITY,
    Interval,
    Result,
    Truth,
    ckd_epi_2021,
    instrument,
    score,
)

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
PERSON = {"age_years": 34, "sex": "female"}
COURSE = {
    "segments": [{"drug": "prednisone", "mg": 60, "start": "2026-01-10"}],
    "weights": {"2026-01-10": 60},
    "threshold": 1,
    "on_day": "2026-06-15",
}

#: Complete inputs of every instrument.
COMPLETE = {
    "sledai-2k": {"present": ["rash", "arthritis"], "missing": []},
    "clinical-sledai-2k": {"present": ["rash", "low_complement"], "missing": []},
    "eular-acr-2019": {"ana_1_80": True, "present": ["acle"], "missing": []},
    "ckd-epi-2021": PERSON | {"creatinine_mg_dl": 1.0},
    "ckd-epi-2009": PERSON | {"creatinine_umol_l": 88.4},
    "mdrd-175": PERSON | {"creatinine_mg_dl": 1.0},
    "cockcroft-gault": PERSON | {"creatinine_mg_dl": 1.0, "weight_kg": 60},
    "body-surface": {"height_cm": 180, "weight_kg": 80},
    "prednisone-equivalent": {"drug": "dexamethasone", "mg": 9},
    "prednisone-per-kg": {"drug": "prednisone", "mg_per_day": 60, "weight_kg": 60},
    "glucocorticoid-course": COURSE,
    "multiple-of-limit": {"value": 121, "unit": "U/L", "limit": 40},
    "hepatitis-b": {"hbsag": False, "hbcab": True, "hbv_dna": "not_detected"},
    "hepatitis-c": {"hcv_ab": False, "hcv_rna": "not_detected"},
    "hiv": {"hiv_ab": False},
    "syphilis": {"treponemal": False, "nontreponemal": False},
    "tuberculosis": {"state": "latent"},
    "childbearing-potential": {"sex": "male"},
    "hcg": {"hcg_iu_l": 3},
}

#: Whatever JSON or YAML may hold.
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.dates()
    | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


def test_every_instrument_has_complete_inputs_here():
    assert COMPLETE.keys() == INSTRUMENTS.keys()


@pytest.mark.parametrize("name", COMPLETE)
def test_complete_inputs_leave_nothing_missing(name):
    result = score(name, COMPLETE[name])
    assert result.missing == ()
    assert UNKNOWN not in result.answers.values()
    assert result.interval is None or result.value is not None


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_without_any_input_nothing_is_said_and_something_is_missing(name):
    result = score(name, {})
    assert result.missing
    assert result.value is None
    assert set(result.answers.values()) <= {UNKNOWN}


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_an_unknown_input_is_the_same_as_one_left_out(name):
    nothing = dict.fromkeys(wanted.name for wanted in INSTRUMENTS[name].inputs)
    assert score(name, nothing) == score(name, {})
    assert score(name, nothing | COMPLETE[name]) == score(name, COMPLETE[name])


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_every_instrument_says_what_it_is_what_it_takes_and_where_it_comes_from(name):
    form = INSTRUMENTS[name]
    assert form.name == name
    assert form.title
    assert form.source
    assert all(wanted.meaning for wanted in form.inputs)
    known = [wanted.name for wanted in form.inputs]
    assert len(set(known)) == len(known)
    assert {needed for group in form.needs for needed in group} <= set(known)


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_an_input_it_does_not_take_is_refused(name):
    with pytest.raises(Unreadable, match="does not take 'shoe_size'") as caught:
        score(name, COMPLETE[name] | {"shoe_size": 42})
    assert INSTRUMENTS[name].inputs[0].name in caught.value.fix


@pytest.mark.parametrize(
    ("wrong", "near"),
    [
        ("sledai", "sledai-2k"),
        ("SLEDAI_2K", "sledai-2k"),
        ("ckd_epi_2021", "ckd-epi-2021"),
        ("hepatitis", "hepatitis-b"),
        ("%", "hcg"),
    ],
)
def test_an_unknown_instrument_is_answered_with_the_nearest(wrong, near):
    with pytest.raises(NotFound) as caught:
        score(wrong, {})
    assert near in caught.value.fix


def test_an_instrument_is_found_by_its_name():
    assert instrument("hcg") is INSTRUMENTS["hcg"]


@pytest.mark.parametrize("name", INSTRUMENTS)
@given(data=st.data())
def test_whatever_is_given_there_is_a_result_or_an_explained_refusal(name, data):
    known = [wanted.name for wanted in INSTRUMENTS[name].inputs]
    some = data.draw(st.dictionaries(st.sampled_from(known), ANYTHING, max_size=3))
    try:
        result = score(name, COMPLETE[name] | some)
    except TrialheadError as error:
        told = bool(error.mistake and error.fix)
    else:
        told = isinstance(result, Result)
    assert told


@pytest.mark.parametrize("name", INSTRUMENTS)
@given(data=st.data())
def test_forgetting_an_input_never_turns_an_answer_over(name, data):
    forgotten = data.draw(st.sampled_from(sorted(COMPLETE[name])))
    before = score(name, COMPLETE[name])
    after = score(name, COMPLETE[name] | {forgotten: None})
    for statement, truth in after.answers.items():
        assert truth in (UNKNOWN, before.answers[statement])
    if before.interval is not None:
        assert after.interval.low <= before.interval.low
        assert after.interval.high >= before.interval.high


def test_sledai_gives_points_bands_parts_and_what_is_missing():
    inputs = {"present": ["arthritis", "increased_dna_binding"], "missing": ["rash", "pyuria"]}
    result = score("sledai-2k", inputs)
    assert result.interval == Interval(6, 12)
    assert result.value is None
    assert result.bands == {"6-10": ("moderate", "high"), "boumpas": ("moderate", "high")}
    assert result.parts == {
        "arthritis": Interval.exactly(4),
        "increased_dna_binding": Interval.exactly(2),
    }
    assert result.missing == ("pyuria", "rash")


def test_sledai_without_a_list_of_what_is_missing_is_not_taken_as_complete():
    result = score("sledai-2k", {"present": ["arthritis"]})
    assert result.interval == UNKNOWN_QUANTITY
    assert result.missing == ("missing",)


@pytest.mark.parametrize(("joints", "noted"), [(2, True), (3, False), (None, False)])
def test_two_joints_that_decide_are_noted(joints, noted):
    inputs = {"present": ["arthritis", "proteinuria"], "missing": []}
    result = score("sledai-2k", inputs | {"joints_pain_and_inflammation": joints})
    assert any("2 joints" in note for note in result.notes) is noted


def test_the_clinical_sledai_leaves_serology_out():
    inputs = {"present": ["arthritis", "low_complement"], "missing": ["increased_dna_binding"]}
    result = score("clinical-sledai-2k", inputs)
    assert result.value == 4
    assert result.missing == ()


def test_the_criteria_tell_class_points_and_domains():
    result = score(
        "eular-acr-2019",
        {"present": ["acle", "leukopenia"], "missing": ["biopsy_class_II_or_V"]},
    )
    assert result.interval == Interval(9, 17)
    assert result.parts["renal"] == Interval(0, 8)
    assert result.answers == {"classified": UNKNOWN, "clinical criterion": YES}
    assert result.missing == ("ana_1_80", "biopsy_class_II_or_V")


def test_creatinine_is_taken_in_either_unit_but_not_in_both():
    expected = ckd_epi_2021(creatinine_mg_dl=200 / 88.4, age_years=34, sex="female")
    result = score("ckd-epi-2021", PERSON | {"creatinine_umol_l": 200})
    assert result.value == pytest.approx(expected)
    assert any("dialysis" in note for note in result.notes)
    with pytest.raises(Unreadable, match="both given"):
        score("ckd-epi-2021", PERSON | {"creatinine_umol_l": 200, "creatinine_mg_dl": 2.3})


def test_either_unit_is_named_when_creatinine_is_missing():
    result = score("ckd-epi-2021", PERSON)
    assert result.missing == ("creatinine_mg_dl or creatinine_umol_l",)


def test_a_clearance_is_also_told_by_body_surface_when_the_height_is_known():
    inputs = COMPLETE["cockcroft-gault"]
    assert score("cockcroft-gault", inputs).parts == {}
    parts = score("cockcroft-gault", inputs | {"height_cm": 170}).parts
    clearance = score("cockcroft-gault", inputs).value
    related = parts["mL/min/1.73 m²"].value
    assert related == pytest.approx(clearance * 1.73 / (170 * 60 / 3600) ** 0.5)


def test_a_dose_by_weight_without_a_weight_is_unknown():
    result = score("prednisone-per-kg", {"drug": "prednisone", "mg_per_day": 60})
    assert result.interval == UNKNOWN_QUANTITY
    assert result.missing == ("weight_kg",)


def test_a_course_is_answered_under_both_readings_with_its_runs():
    result = score("glucocorticoid-course", COURSE)
    assert result.answers == {"conservative": YES, "lenient": YES}
    assert result.notes[0].endswith("2026-01-10 to 2026-06-15.")


@pytest.mark.parametrize("weights", [None, {}])
def test_a_course_without_weights_is_unknown_and_says_so(weights):
    result = score("glucocorticoid-course", COURSE | {"weights": weights})
    assert result.answers == {"conservative": UNKNOWN, "lenient": UNKNOWN}
    assert result.missing == ("weights",)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"segments": {}}, "segments is {}, which is no list"),
        ({"segments": ["prednisone"]}, "segments, number 1 is 'prednisone'"),
        ({"segments": [{"drug": "prednisone"}]}, "segments, number 1 has no start"),
        (
            {"segments": [{"drug": "prednisone", "start": "2026-01-10", "dose": 5}]},
            "segments, number 1 has 'dose'",
        ),
        (
            {"segments": [{"drug": "prednisone", "start": "10.1.2026"}]},
            "segments, number 1, start is '10.1.2026', which is no day",
        ),
        (
            {"segments": [*COURSE["segments"], {"drug": "pred", "start": "2026-01-10"}]},
            "segments, number 2: 'pred' is no glucocorticoid",
        ),
        (
            {"segments": [{"drug": "prednisone", "start": "2026-01-10", "every_days": "two"}]},
            "segments, number 1: every_days is 'two'",
        ),
        (
            {"segments": [{"drug": ["prednisone"], "start": "2026-01-10"}]},
            "segments, number 1, drug is ['prednisone']",
        ),
        ({"weights": [60]}, "weights is [60]"),
        ({"weights": {"2026-01-10": 6000}}, "weights, 2026-01-10: weight_kg is 6000"),
        ({"weights": {"January": 60}}, "weights, day is 'January'"),
        ({"on_day": "2026-02-30"}, "on_day is '2026-02-30', which is no day"),
        ({"on_day": 20260615}, "on_day is 20260615"),
        ({"threshold": "1"}, "threshold is '1', which is no number"),
    ],
)
def test_a_fault_in_a_course_is_told_with_its_place(changed, told):
    with pytest.raises(Unreadable) as caught:
        score("glucocorticoid-course", COURSE | changed)
    assert told in caught.value.mistake
    assert caught.value.fix


def test_a_multiple_without_a_limit_is_unknown():
    result = score("multiple-of-limit", {"value": 100, "unit": "U/L"})
    assert result.interval == UNKNOWN_QUANTITY
    assert result.missing == ("limit",)


def test_a_positive_core_antibody_is_noted_as_a_task():
    result = score("hepatitis-b", COMPLETE["hepatitis-b"])
    assert result.answers == {"conservative": NO, "lenient": NO}
    assert any("prophylaxis" in note for note in result.notes)
    assert score("hepatitis-b", COMPLETE["hepatitis-b"] | {"hbcab": False}).notes == ()


@pytest.mark.parametrize(
    ("inputs", "answer"),
    [
        ({"state": "active_pulmonary"}, YES),
        ({"state": "active_extrapulmonary"}, NO),
        ({"igra": True, "chest_imaging_normal": True}, NO),
        ({"igra": True}, UNKNOWN),
        ({"state": "latent", "igra": True, "chest_imaging_normal": True}, NO),
        ({"state": "active_pulmonary", "igra": True}, YES),
    ],
)
def test_tuberculosis_is_a_diagnosis_or_what_the_tests_settle(inputs, answer):
    assert score("tuberculosis", inputs).answers["conservative"] is answer


def test_a_diagnosis_that_contradicts_its_tests_is_refused():
    with pytest.raises(Unreadable, match="the tests say latent"):
        score("tuberculosis", {"state": "none", "igra": True, "chest_imaging_normal": True})


@pytest.mark.parametrize(
    ("level", "band"), [(3, "negative"), (10, "indeterminate"), (99, "positive")]
)
def test_hcg_is_told_with_its_band(level, band):
    result = score("hcg", {"hcg_iu_l": level})
    assert result.value == level
    assert result.bands == {"hCG": (band,)}


@pytest.mark.parametrize(
    ("name", "inputs", "told"),
    [
        ("hiv", {"hiv_ab": "no"}, "hiv_ab is 'no'"),
        ("hiv", {"hiv_ab": 0}, "hiv_ab is 0"),
        ("hepatitis-c", {"hcv_rna": "12 IU/mL"}, "hcv_rna is '12 IU/mL'"),
        ("ckd-epi-2021", {"sex": "F"}, "sex is 'F'"),
        ("ckd-epi-2021", {"creatinine_mg_dl": 900}, "creatinine_mg_dl is 900 mg/dL"),
        ("prednisone-equivalent", {"drug": " "}, "drug is ' '"),
        ("sledai-2k", {"present": "rash"}, "present is 'rash', which is no list"),
    ],
)
def test_a_value_that_cannot_be_is_told_by_its_name(name, inputs, told):
    with pytest.raises(Unreadable) as caught:
        score(name, inputs)
    assert told in caught.value.mistake
    assert caught.value.fix
