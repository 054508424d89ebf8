"""When a descriptor of the SLEDAI-2K counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.errors import Unreadable
from trialhead.instruments import (
    SLEDAI_2K_WEIGHTS,
    SLEDAI_WINDOWS,
    Truth,
    sledai_item,
    sledai_item_facts,
)

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


@pytest.mark.parametrize(
    ("item", "facts", "counts"),
    [
        ("proteinuria", {"protein_g_24h": 0.5}, NO),
        ("proteinuria", {"protein_g_24h": 0.51}, YES),
        ("proteinuria", {"upcr_g_g": 0.5}, NO),
        ("proteinuria", {"upcr_g_g": 0.9}, YES),
        ("proteinuria", {"protein_g_24h": 0.3, "upcr_g_g": 0.9}, NO),
        ("hematuria", {"rbc_hpf": 5}, NO),
        ("hematuria", {"rbc_hpf": 6}, YES),
        ("hematuria", {"rbc_hpf": 60, "stone": True}, NO),
        ("pyuria", {"wbc_hpf": 5}, NO),
        ("pyuria", {"wbc_hpf": 6}, YES),
        ("pyuria", {"wbc_hpf": 12, "urinary_infection": True}, NO),
        ("pyuria", {"wbc_hpf": 12, "urinary_infection": None}, UNKNOWN),
        ("pyuria", {"wbc_hpf": 3, "urinary_infection": None}, NO),
        ("thrombocytopenia", {"platelets_e9_l": 100}, NO),
        ("thrombocytopenia", {"platelets_e9_l": 99}, YES),
        ("thrombocytopenia", {"platelets_e9_l": 99, "drug_cause": True}, NO),
        ("thrombocytopenia", {"platelets_e9_l": 99, "drug_cause": False}, YES),
        ("leukopenia", {"wbc_e9_l": 3.0}, NO),
        ("leukopenia", {"wbc_e9_l": 2.9}, YES),
        ("fever", {"temperature_c": 38.0}, NO),
        ("fever", {"temperature_c": 38.1}, YES),
        ("fever", {"temperature_c": 38.1, "infection": True}, NO),
        ("increased_dna_binding", {"anti_dsdna": 31, "anti_dsdna_uln": 30}, YES),
        ("increased_dna_binding", {"anti_dsdna": 30, "anti_dsdna_uln": 30}, NO),
        ("increased_dna_binding", {"anti_dsdna": 300}, UNKNOWN),
        ("low_complement", {"c3": 0.7, "c3_lln": 0.8}, YES),
        ("low_complement", {"c3": 0.9, "c3_lln": 0.8}, UNKNOWN),
        ("low_complement", {"c3": 0.9, "c3_lln": 0.8, "c4": 0.1, "c4_lln": 0.1}, NO),
        ("low_complement", {"c3": 0.9, "c3_lln": 0.8, "c4": 0.05, "c4_lln": 0.1}, YES),
        ("low_complement", {"ch50": 20, "ch50_lln": 40}, YES),
        ("low_complement", {"ch50": 60, "ch50_lln": 40}, UNKNOWN),
        ("rash", {"present_at_visit": True}, YES),
        ("rash", {"present_at_visit": False, "days_before_visit": 10}, YES),
        ("rash", {"present_at_visit": False, "days_before_visit": 11}, NO),
        ("rash", {"present_at_visit": False}, UNKNOWN),
        ("rash", {}, UNKNOWN),
        ("rash", {"present_at_visit": True, "days_before_visit": 90}, YES),
        ("alopecia", {"scarring": True}, NO),
        ("alopecia", {"present_at_visit": True, "scarring": False}, YES),
        ("seizure", {"days_before_visit": 3, "metabolic_cause": True}, NO),
        ("psychosis", {"present_at_visit": True, "uraemia": None}, UNKNOWN),
        ("arthritis", {}, UNKNOWN),
    ],
)
def test_a_descriptor_counts_by_its_definition(item, facts, counts):
    assert sledai_item(item, facts).counts is counts


@pytest.mark.parametrize(
    ("joints", "at_least_2", "more_than_2"), [(1, NO, NO), (2, YES, NO), (3, YES, YES)]
)
def test_two_joints_are_arthritis_by_one_printed_definition_only(joints, at_least_2, more_than_2):
    facts = {"joints_pain_and_inflammation": joints}
    assert sledai_item("arthritis", facts).counts is at_least_2
    assert sledai_item("arthritis", facts, arthritis_min_joints=3).counts is more_than_2


@pytest.mark.parametrize("window", SLEDAI_WINDOWS)
def test_the_window_is_closed(window):
    inside = {"present_at_visit": False, "days_before_visit": window}
    outside = inside | {"days_before_visit": window + 1}
    assert sledai_item("rash", inside, window_days=window).counts is YES
    assert sledai_item("rash", outside, window_days=window).counts is NO


CAUSES = {
    "seizure": {"metabolic_cause", "infection", "drug_cause"},
    "psychosis": {"uraemia", "drug_cause"},
    "organic_brain_syndrome": {"metabolic_cause", "infection", "drug_cause"},
    "visual_disturbance": {"hypertension", "infection", "drug_cause"},
    "cva": {"arteriosclerosis"},
    "hematuria": {"stone", "urinary_infection", "other_cause"},
    "pyuria": {"urinary_infection"},
    "alopecia": {"scarring"},
    "fever": {"infection"},
    "thrombocytopenia": {"drug_cause"},
    "leukopenia": {"drug_cause"},
}
SEEN = {
    "hematuria": {"rbc_hpf": 20},
    "pyuria": {"wbc_hpf": 20},
    "fever": {"temperature_c": 39},
    "thrombocytopenia": {"platelets_e9_l": 50},
    "leukopenia": {"wbc_e9_l": 2},
}


@pytest.mark.parametrize(
    ("item", "cause"),
    [(item, cause) for item, causes in CAUSES.items() for cause in sorted(causes)],
)
def test_a_finding_with_another_cause_does_not_count(item, cause):
    seen = SEEN.get(item, {"present_at_visit": True})
    assert sledai_item(item, seen).counts is YES
    assert sledai_item(item, seen | {cause: False}).counts is YES
    assert sledai_item(item, seen | {cause: None}).counts is UNKNOWN
    assert sledai_item(item, seen | {cause: True}).counts is NO


def test_an_old_measurement_does_not_count():
    facts = {"platelets_e9_l": 50, "days_before_visit": 20}
    assert sledai_item("thrombocytopenia", facts).counts is NO
    assert sledai_item("thrombocytopenia", facts, window_days=28).counts is YES
    assert sledai_item("thrombocytopenia", facts | {"days_before_visit": None}).counts is UNKNOWN


def test_a_ratio_that_stands_in_for_a_day_of_urine_is_told():
    assert sledai_item("proteinuria", {"upcr_g_g": 0.9}).substituted
    assert not sledai_item("proteinuria", {"protein_g_24h": 0.9}).substituted
    assert not sledai_item("proteinuria", {}).substituted


@given(st.sampled_from(list(SLEDAI_2K_WEIGHTS)))
def test_with_nothing_known_nothing_is_settled(item):
    assert sledai_item(item, {}).counts is UNKNOWN
    unknown = dict.fromkeys(sledai_item_facts(item))
    assert sledai_item(item, unknown).counts is UNKNOWN


@given(
    st.sampled_from(["thrombocytopenia", "leukopenia"]),
    st.floats(min_value=0, max_value=200),
    st.floats(min_value=0, max_value=200),
)
def test_fewer_cells_never_count_less(item, one, other):
    name = sledai_item_facts(item)[0]
    fewer, more = sorted([one, other])
    if sledai_item(item, {name: more}).counts is YES:
        assert sledai_item(item, {name: fewer}).counts is YES


@pytest.mark.parametrize(
    ("item", "facts", "told"),
    [
        ("rashes", {}, "no item 'rashes'"),
        ("rash", {"platelets_e9_l": 80}, "no use for 'platelets_e9_l'"),
        ("thrombocytopenia", {"platelets_e9_l": 75_000}, "cannot be"),
        ("thrombocytopenia", {"platelets_e9_l": -1}, "cannot be"),
        ("thrombocytopenia", {"platelets_e9_l": "99"}, "no number"),
        ("thrombocytopenia", {"platelets_e9_l": 99, "drug_cause": "no"}, "drug_cause is 'no'"),
        ("rash", {"days_before_visit": -1}, "cannot be"),
        ("fever", {"temperature_c": 101}, "cannot be"),
    ],
)
def test_facts_that_cannot_be_are_refused(item, facts, told):
    with pytest.raises(Unreadable) as caught:
        sledai_item(item, facts)
    assert told in caught.value.mistake
    assert caught.value.fix


@pytest.mark.parametrize("settings", [{"window_days": 14}, {"arthritis_min_joints": 1}])
def test_settings_that_no_form_has_are_refused(settings):
    with pytest.raises(Unreadable):
        sledai_item("arthritis", {"joints_pain_and_inflammation": 2}, **settings)
