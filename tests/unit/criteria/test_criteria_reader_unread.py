"""What the reader must leave to humans: words that are about something else, take back, or are no sense.

To read more is welcome; to take a part of such words for the whole is not. So these tests do not
ask that words stay unread where a full reading can be thought of, but that no wrong one is made.
"""

import pytest

from tests.factories.sentences import read
from trialhead.criteria import (
    Age,
    All,
    Any,
    Condition,
    Judgement,
    Measurement,
    Read,
    Reproduction,
    Treatment,
    Unread,
    leaves,
    read_text,
)


def kinds(side: str, words: str) -> set[type]:
    """The kinds of questions made of some words."""
    return {type(leaf) for leaf in leaves(read(side, words).node)}


@pytest.mark.parametrize(
    ("side", "words"),
    [
        # Somebody else
        ("E", "Family history of sudden cardiac death"),
        ("E", "Mother with schizophrenia"),
        ("E", "First-degree relative with type 1 diabetes"),
        ("E", "Spouse with HIV infection"),
        ("E", "Pregnant partner"),
        ("E", "Men with a pregnant partner"),
        ("I", "Parent of a child with asthma"),
        ("I", "Caregiver of a person with dementia"),
        ("I", "Caregivers aged 18 years or older"),
        ("I", "Maternal age of at least 35 years"),
        # Not (yet) so
        ("E", "At risk of stroke"),
        ("E", "Increased risk of bleeding"),
        ("I", "High risk for breast cancer"),
        ("E", "Risk factors for heart failure"),
        ("E", "Exposure to HIV"),
        ("E", "Contact with a patient with tuberculosis"),
        ("I", "Tested for HIV"),
        ("I", "Fear of hypoglycemia"),
        ("E", "Immunity to hepatitis B"),
        ("E", "HIV infection is not an exclusion"),
        # A change is no level
        ("E", "Hemoglobin decrease > 2 g/dL"),
        ("I", "Change in creatinine < 25%"),
        ("I", "Creatinine < 1.5 times baseline"),
        ("E", "Difference in systolic blood pressure between the arms > 20 mmHg"),
        # Numbers of what cannot be told
        ("I", "At least 18"),
        ("I", "18 years"),
        ("I", "≥ 18"),
        ("I", "Score ≥ 8"),
        ("I", "ECOG 7"),
        ("I", "NYHA class VI"),
        ("I", "Karnofsky ≥ 700"),
        ("I", "Creatinine < 1500 mg/dL"),
        ("I", "Hemoglobin ≥ 9 mg/dL"),
        ("I", "Hemoglobin ≥ 9 mmHg"),
        ("I", "Hemoglobin 9 g/dL"),
        ("I", "Hemoglobin between 12 and 9 g/dL"),
        ("I", "Serum creatinine < 2.0 mg/dL (90 µmol/L)"),
        ("I", "Age between 80 and 40 years"),
        ("I", "Aged 180 years or older"),
        ("I", "Glucose < 7"),
        # How it joins cannot be told
        ("I", "Type 2 diabetes and BMI ≥ 30 kg/m2 or HbA1c ≥ 8%"),
        ("I", "Neither asthma nor COPD"),
        ("E", "No diabetes"),
        ("E", "Not pregnant"),
        ("E", "Diabetes with or without hypertension"),
        ("I", "No more than 2 of the following: asthma, COPD, gout"),
        # No statement
        ("E", "Other"),
        ("E", "Not"),
        ("I", "or"),
        ("I", "N/A"),
        ("I", "TBD"),
        ("I", "See above"),
        ("I", "Same as part A"),
        ("I", "..."),
        ("I", "( ( ("),
        # Other languages
        ("I", "Patientinnen ab 18 Jahren mit Asthma bronchiale"),
        ("I", "Âge supérieur ou égal à dix-huit ans"),
        ("I", "Paciente con diagnóstico confirmado de artritis"),
        ("I", "年满十八周岁的患者"),
        ("I", "Возраст старше восемнадцати лет"),
    ],
)
def test_nothing_is_asked_of_a_record(side, words):
    assert kinds(side, words) <= {Unread, Judgement}


@pytest.mark.parametrize(
    ("side", "words", "kind"),
    [
        ("I", "Gestational age 24 to 32 weeks", Age),
        ("I", "Smoking history of at least 20 years", Age),
        ("I", "Disease duration of at least 5 years", Age),
        ("I", "Education of at least 8 years", Age),
        ("I", "Age at onset < 50 years", Age),
        ("I", "Bone age of 10 years or less", Age),
        ("I", "Hypertension for at least 18 years", Age),
        ("E", "Malignancy within 18 years", Age),
        ("I", "Life expectancy of at least 5 years", Age),
        ("E", "Vaccination against hepatitis B", Condition),
        ("E", "Hepatitis B vaccine within 4 weeks", Condition),
        ("E", "Pneumococcal vaccine within 4 weeks", Condition),
        ("I", "Negative for HBsAg", Condition),
        ("E", "Antihypertensive drugs", Condition),
        ("E", "Diabetes insipidus", Treatment),
        ("E", "Insulin resistance", Treatment),
        ("E", "Aspirin allergy", Treatment),
        ("E", "Antibodies against rituximab", Treatment),
        ("I", "Naive to rituximab", Treatment),
        ("E", "Blood glucose meter", Measurement),
        ("E", "Creatine supplements", Measurement),
        ("I", "Six-minute walk test", Reproduction),
        ("E", "Ectopic pregnancy in the past", Reproduction),
    ],
)
def test_a_word_within_words_is_not_taken_for_itself(side, words, kind):
    assert kind not in kinds(side, words)


@pytest.mark.parametrize(
    ("bare", "back"),
    [
        ("Brain metastases", " unless treated and stable"),
        ("Malignancy", " unless in remission for 5 years"),
        ("Malignancy", ", excluding skin cancer that was cured"),
        ("Asthma or COPD", ", except mild asthma"),
        ("Hemoglobin < 8 g/dL", ", unless transfused"),
        ("Hemoglobin < 8 g/dL", " (transfusion is allowed)"),
        ("Platelets < 50,000", ", except in patients with ITP"),
        ("Diabetes", ". Patients with well controlled diabetes are allowed."),
        ("Prior malignancy", ". Basal cell carcinoma is permitted."),
        ("Active hepatitis B", " if not under treatment"),
    ],
)
def test_an_exclusion_that_is_taken_back_does_not_exclude_by_itself(bare, back):
    """The unread rest may save a person: what was read must not decide alone."""
    whole = read("E", bare + back)
    assert whole.node != read("E", bare).node
    if whole.read is Read.PART:
        assert isinstance(whole.node, All)
        assert any(isinstance(part, Unread) for part in whole.node.parts)


@pytest.mark.parametrize(
    ("bare", "back"),
    [
        ("Hemoglobin ≥ 9 g/dL", " unless due to the disease"),
        ("Platelets ≥ 100 x 10^9/L", " (or ≥ 50 x 10^9/L if bone marrow is involved)"),
        ("Bilirubin ≤ 1.5 x ULN", ", except for patients with Gilbert's syndrome"),
        ("Age ≥ 18 years", " (≥ 20 years in some countries)"),
        ("ALT ≤ 2.5 x ULN", " (≤ 5 x ULN with liver metastases)"),
        ("Type 2 diabetes", ". Other types may be eligible."),
    ],
)
def test_a_requirement_that_is_eased_does_not_shut_out_by_itself(bare, back):
    whole = read("I", bare + back)
    assert whole.node != read("I", bare).node
    if whole.read is Read.PART:
        assert isinstance(whole.node, Any)
        assert any(isinstance(part, Unread) for part in whole.node.parts)


@pytest.mark.parametrize("side", ["I", "E"])
@pytest.mark.parametrize(
    ("bare", "more"),
    [
        ("Hypertension", " despite treatment with three drugs"),
        ("Hypertension", " not controlled by two drugs"),
        ("Diabetes mellitus", " requiring insulin"),
        ("Hepatitis B", " with detectable DNA"),
        ("Anemia", " not due to iron deficiency"),
        ("Infection", " requiring intravenous antibiotics"),
        ("Asthma", " that limits daily life"),
        ("Hemoglobin < 8 g/dL", " despite transfusion"),
        ("Hemoglobin < 8 g/dL", " on two occasions"),
        ("Platelets > 50,000/µL", " without transfusion"),
        ("SpO2 < 90%", " on room air"),
    ],
)
def test_words_that_narrow_are_asked_too(side, bare, more):
    """Neither the illness nor the number alone may exclude, or let in."""
    whole, alone = read(side, bare + more), read(side, bare)
    assert whole.node != alone.node
    if whole.read is Read.PART:
        assert isinstance(whole.node, All)
        assert alone.node in whole.node.parts


@pytest.mark.parametrize(
    "words",
    [
        "For women:\n  - hemoglobin ≥ 9 g/dL",
        "If on dialysis:\n  - hemoglobin ≥ 9 g/dL",
        "Cohort A only:\n  - hemoglobin ≥ 9 g/dL",
        "None of the following:\n  - asthma\n  - COPD",
        "Exactly one of the following:\n  - asthma\n  - COPD",
        "No more than one of the following:\n  - asthma\n  - COPD",
        "At least three of the following:\n  - asthma\n  - COPD",
        "The following are allowed:\n  - asthma\n  - COPD",
        "Absence of all of the following:\n  - asthma\n  - COPD",
        "Asthma\n  - severe\n  - uncontrolled",
        "Asthma, or",
        "Any of the following:\n  - asthma, or\n  - COPD\n  - gout",
    ],
)
def test_a_list_whose_joint_is_not_certain_is_not_joined(words):
    assert kinds("I", words) <= {Unread, Judgement}


@pytest.mark.parametrize(
    "text",
    [
        "Inclusion Criteria:\n* Asthma unless\n* mild",
        "Exclusion Criteria:\n* Diabetes, or\nInclusion Criteria:\n* Asthma",
    ],
)
def test_what_is_cut_off_is_not_completed(text):
    assert read_text(text).criteria[0].read is not Read.FULL


def test_what_is_not_read_keeps_its_words():
    words = "Ability of the moon, to wane (fully) ≥ 3 times;  or so"
    node = read("I", f"Asthma for certain, but {words}").node
    left = " ".join(leaf.statement for leaf in leaves(node) if isinstance(leaf, Unread))
    assert " ".join(words.split()) in left
