"""A name that shares its last word with the one in front keeps it: nothing of the first is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialhead.overview.plain_words import entries, plainer

SHARED = {
    "pleural and pericardial effusion": "pleural and pericardial effusion",
    "brain or liver metastases": "brain or liver metastases",
    "alanine and aspartate aminotransferase": "alanine and aspartate aminotransferase",
    "recurrent or metastatic disease": "recurrent or metastatic disease",
    "resectable, recurrent, or metastatic disease": "resectable, recurrent, or metastatic disease",
    "investigational drug, device or product": "investigational drug, device or product",
    "investigational drug or device": "investigational drug or device",
    "pulmonary embolism or infarction": "lung embolism or infarction",
    "renal impairment/failure": "kidney impairment/failure",
    "medical or surgical intervention": "medical or surgical intervention",
    "benign or malignant tumor": "benign or malignant tumor",
    "thrombolytic or anticoagulant therapy": "thrombolytic or blood thinner treatment",
    "inclusion/ exclusion criteria": "inclusion/ exclusion criteria",
    "cardiac or renal insufficiency": "heart or kidney insufficiency",
    "hepatic/renal dysfunction": "liver/kidney dysfunction",
    "pre- and postmenopausal women": "pre- and postmenopausal women",
    "intra- or extrapulmonary": "intra- or extrapulmonary",
    "non-, pre- or postoperatively": "non-, pre- or postoperatively",
}
ALONE = {
    "ascites and pericardial effusion": "fluid in the belly and fluid around the heart",
    "stroke or myocardial infarction": "stroke or heart attack",
    "alanine aminotransferase (ALT) and aspartate aminotransferase (AST)": (
        "liver value ALT and liver value AST"
    ),
    "severe renal impairment": "severe loss of kidney function",
    "pulmonary embolism, pleural effusion": "blood clot in the lung, fluid around the lungs",
    "renal or hepatic impairment": "loss of kidney or liver function",
    "surgery or anticancer therapy": "surgery or cancer treatment",
    "renal impairment or asthma": "loss of kidney function or asthma",
    "investigational drug, within a week": "drug still under study, within a week",
    "Recurrent and prior to": "Recurrent and before",
}  # fmt: skip


@pytest.mark.parametrize("words", SHARED)
def test_a_last_word_that_two_names_share_stays(words: str) -> None:
    assert plainer(words) == SHARED[words]


@pytest.mark.parametrize("words", ALONE)
def test_a_name_of_its_own_is_told_in_plain_words(words: str) -> None:
    assert plainer(words) == ALONE[words]


#: Names of several words that are told by others throughout.
NAMES = [
    old
    for old, new in entries()
    if re.search(r" (?:effusion|impairment|metastases|dysfunction|embolism|insufficiency)$", old)
]


@given(
    st.sampled_from(["renal", "cystic", "ocular", "fibrous", "brain"]),
    st.sampled_from([" and ", " or ", ", or ", "/"]),
    st.sampled_from(NAMES),
)
def test_no_adjective_is_left_without_its_noun(first: str, joint: str, name: str) -> None:
    """But for what the table has as one phrase: "renal or hepatic impairment"."""
    words = f"{first}{joint}{name}"
    told = plainer(words)
    assert told.endswith(name.split()[-1]) or words in dict(entries())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("patients who have received it", "patients who have had it"),
        ("treatment that was received before", "treatment that was received before"),
        ("a patient who received it", "a patient who got it"),
        ("absence of a donor", "no donor"),
        ("presence/absence of fever", "presence/absence of fever"),
        ("in the absence of fever", "without fever"),
        ("surgery was performed", "surgery was done"),
        ("those who performed it", "those who performed it"),
        ("if considered by the Investigator", "if considered by the study doctor"),
        ("is considered by them", "is considered by them"),
        ("is considered unfit", "is seen as unfit"),
        ("not of childbearing potential", "not of childbearing potential"),
        ("a man of childbearing potential", "a man who could become pregnant"),
        ("anti-tumor necrosis factor therapy", "anti-tumor necrosis factor treatment"),
        ("mutation-positive", "mutation-positive"),
        ("registration number", "registration number"),
        ("serum and urine", "serum and urine"),
        ("will be excluded from entering", "will be excluded from entering"),
        ("will be excluded from the study", "cannot join the study"),
        ("the remaining teeth, remaining ill", "the remaining teeth, remaining ill"),
        ("are eligible to participate in it", "can take part in it"),
        ("eligible for surgery", "eligible for surgery"),
        ("are eligible for surgery", "are eligible for surgery"),
        ("including, but not limited to, pain", "such as pain"),
    ],
)
def test_words_change_only_where_they_mean_the_same(words: str, told: str) -> None:
    assert plainer(words) == told
