"""Wordings that, taken lightly, would shut people out or let them in: who is meant, and when."""

import pytest

from tests.factories.sentences import check, read
from trialhead.criteria import AtLeast, Condition, Not, Procedure, Read, Unread, read_text, sentence


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "Men must have hemoglobin ≥ 13 g/dL",
            "not: sex is male or latest hemoglobin is at least 13 g/dL",
        ),
        (
            "Women of childbearing potential must have a negative pregnancy test",
            "not: able to become pregnant or has a negative pregnancy test",
        ),
        (
            "Negative pregnancy test for women of childbearing potential",
            "not: able to become pregnant or has a negative pregnancy test",
        ),
    ],
)
def test_what_one_sex_must_shuts_out_nobody_else(words, told):
    check("I", words, told)


def test_limits_for_both_sexes_can_be_met():
    node = read("I", "Men must have Hb ≥ 13 g/dL and women must have Hb ≥ 12 g/dL").node
    assert sentence(node) == (
        "(not: sex is male or latest hemoglobin is at least 13 g/dL) and "
        "(not: sex is female or latest hemoglobin is at least 12 g/dL)"
    )


def test_an_age_told_of_one_sex_stays_unread():
    assert isinstance(read("I", "Men must be 18 years or older").node, Unread)


@pytest.mark.parametrize(
    ("side", "words", "told"),
    [
        ("I", "Never smoker", "not: Smoking, ever"),
        ("I", "Never had cancer", "not: Neoplasms, ever"),
        ("E", "Planned surgery", "is to have surgery, foreseen"),
        ("E", "CNS metastases", "CNS metastases"),
        ("I", "Corrected calcium ≤ 2.6 mmol/L", "latest corrected calcium is at most 2.6 mmol/L"),
        (
            "I",
            "Type 2 diabetes and HbA1c ≥ 7%",
            "Diabetes Mellitus, Type 2 and latest HbA1c is at least 7%",
        ),
    ],
)
def test_when_and_what(side, words, told):
    check(side, words, told)


@pytest.mark.parametrize(
    ("words", "stages"),
    [
        ("Stage IIIB-IV lung cancer", ("IIIB", "IIIC", "IV")),
        ("Stage IIIB to IVB lung cancer", ("IIIB", "IIIC", "IVA", "IVB")),
        ("Stage I-III lung cancer", ("I", "II", "III")),
        ("Stage IIIA to IIIC lung cancer", ("IIIA", "IIIB", "IIIC")),
    ],
)
def test_a_range_of_stages_leaves_none_out(words, stages):
    node = read("I", words).node
    assert isinstance(node, Condition)
    assert node.stages == stages


@pytest.mark.parametrize(
    "words", ["Diagnosed with lupus within 5 years", "Diagnosis of lupus within the last 5 years"]
)
def test_a_dated_diagnosis_says_when_the_illness_began(words):
    node = read("I", words).node
    assert isinstance(node, Condition)
    assert node.timing.moment == "now"
    assert node.onset is not None
    assert node.onset.duration is not None
    assert (node.onset.duration.amount, node.onset.duration.unit) == (5, "year")


@pytest.mark.parametrize(
    ("side", "words"),
    [
        ("E", "Asthma in childhood"),
        ("E", "Preeclampsia in a previous pregnancy"),
        ("I", "At least 5 years since diagnosis"),
        ("I", "Donor aged 18 to 60 years"),
        ("E", "NRS > 3"),
        ("E", "Asthma, unless:\n  - mild"),
        ("I", "Patients are excluded if:\n  - Asthma\n  - Gout"),
        ("I", "Autoimmune disease, including:\n  - Lupus\n  - Gout"),
        ("E", "No more than two of the following:\n  - Asthma\n  - Gout\n  - Lupus"),
    ],
)
def test_what_could_be_meant_otherwise_stays_unread(side, words):
    assert isinstance(read(side, words).node, Unread)


def test_a_limit_for_some_people_leaves_the_other_limit_alone():
    told = sentence(read("I", "AST ≤ 2.5 x ULN or ≤ 5 x ULN if liver metastases").node)
    assert told.startswith("latest AST is at most 2.5 times the upper limit of normal or")
    assert "“or ≤ 5 x ULN if liver metastases”" in told


def test_two_of_a_list_are_two():
    node = read("E", "Any two of the following:\n  - Gout\n  - Asthma\n  - Lupus").node
    assert isinstance(node, AtLeast)
    assert (node.count, len(node.parts)) == (2, 3)


def test_being_on_dialysis_is_asked_of_now():
    node = read("I", "Not on dialysis").node
    assert isinstance(node, Not)
    assert isinstance(node.part, Procedure)
    assert node.part.timing.moment == "now"


def test_examples_widen_an_exclusion():
    words = "Cardiovascular disease, including:\n  - Heart failure\n  - Unstable angina"
    check("E", words, "Cardiovascular Diseases or (Heart Failure or Angina, Unstable)")


def test_who_is_let_in_among_the_exclusions_is_not_excluded():
    text = "Exclusion Criteria:\n* Patients with stable brain metastases are eligible"
    assert read_text(text).criteria[0].read is not Read.FULL
