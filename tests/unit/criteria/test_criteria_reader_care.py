"""What the reader makes of illness and care: negation, history, windows, exceptions, and, or.

Each line was judged by a person and gives the whole node. Exclusions unless marked.
"""

import pytest

from tests.factories.nodes import (
    AHEAD,
    age,
    bounds,
    done,
    doubt,
    drug,
    ill,
    lab,
    longer_ago,
    meant,
    no,
    score,
    time,
    within,
)
from trialhead.criteria import (
    EVER,
    NOW,
    All,
    Any,
    Judgement,
)

STROKE, ASTHMA, COPD = ill("Stroke"), ill("Asthma"), ill("Pulmonary Disease, Chronic Obstructive")
HEART_FAILURE, HYPERTENSION = ill("Heart Failure"), ill("Hypertension")
DIABETES_2 = ill("Diabetes Mellitus, Type 2")
HIV, HEPATITIS_B, HEPATITIS_C = ill("HIV Infections"), ill("Hepatitis B"), ill("Hepatitis C")
EITHER_LUNG = Any(parts=(ASTHMA, COPD))
BMI = lab("BMI", "≥ 30", "kg/m2")


@pytest.mark.parametrize(
    ("side", "words", "node"),
    [
        ("I", "Diagnosis of rheumatoid arthritis", ill("Arthritis, Rheumatoid")),
        ("I", "Confirmed diagnosis of multiple sclerosis", ill("Multiple Sclerosis")),
        ("I", "Histologically confirmed breast cancer", ill("Breast Neoplasms")),
        ("I", "Patients with type 1 diabetes", ill("Diabetes Mellitus, Type 1")),
        ("I", "Moderate to severe asthma", ill("Asthma", severity="moderate")),
        ("E", "Severe asthma", ill("Asthma", severity="severe")),
        ("E", "Severe renal impairment", ill("Renal Insufficiency", severity="severe")),
        (
            "I",
            "Metastatic colorectal cancer",
            ill("Colorectal Neoplasms", qualities=("metastatic",)),
        ),
        ("I", "Stage III or IV ovarian cancer", ill("Ovarian Neoplasms", stages=("III", "IV"))),
        (
            "E",
            "Chronic kidney disease stage 4 or 5",
            ill("Renal Insufficiency, Chronic", stages=("4", "5")),
        ),
        (
            "E",
            "Peripheral neuropathy ≥ grade 2",
            ill("Peripheral Nervous System Diseases", grade=bounds("≥ 2")),
        ),
        ("E", "Active tuberculosis", ill("Tuberculosis", qualities=("active",))),
        ("E", "Uncontrolled hypertension", ill("Hypertension", qualities=("uncontrolled",))),
        ("E", "Unstable angina", ill("Angina, Unstable")),
        ("E", "End-stage renal disease", ill("Kidney Failure, Chronic")),
        ("E", "Chronic hepatitis B", ill("Hepatitis B, Chronic")),
        ("E", "Human immunodeficiency virus (HIV) infection", HIV),
        ("E", "Known HIV infection", HIV),
        ("E", "Current smoker", ill("Smoking")),
        ("E", "Peanut allergy", ill("Peanut Hypersensitivity")),
        ("E", "History of stroke", ill("Stroke", timing=EVER)),
        ("E", "Prior stroke", ill("Stroke", timing=EVER)),
        ("E", "Current or prior stroke", ill("Stroke", timing=EVER)),
        ("E", "Past or present asthma", ill("Asthma", timing=EVER)),
        ("E", "Stroke in the past", ill("Stroke", timing=EVER)),
        (
            "E",
            "Stroke within 3 months before enrolment",
            ill("Stroke", timing=within("3 months", "enrolment")),
        ),
        ("E", "Stroke in the last 6 months", ill("Stroke", timing=within("6 months"))),
        ("E", "Stroke within the previous 6 months", ill("Stroke", timing=within("6 months"))),
        ("E", "History of stroke within 1 year", ill("Stroke", timing=within("1 year"))),
        ("E", "Stroke in the past year", ill("Stroke", timing=within("1 year"))),
        ("E", "Stroke less than 3 months ago", ill("Stroke", timing=within("3 months"))),
        ("I", "Stroke more than 3 months ago", ill("Stroke", timing=longer_ago("3 months"))),
        (
            "E",
            "Serious infection within 4 weeks before screening",
            ill("Infections", qualities=("serious",), timing=within("4 weeks", "screening")),
        ),
        (
            "I",
            "Type 2 diabetes for more than 1 year",
            ill("Diabetes Mellitus, Type 2", onset=longer_ago("1 year")),
        ),
        (
            "E",
            "Malignancy except basal cell carcinoma",
            ill("Neoplasms", but_not=(ill("Carcinoma, Basal Cell"),)),
        ),
    ],
)
def test_one_illness(side, words, node):
    assert meant(side, words) == node


@pytest.mark.parametrize(
    ("side", "words", "node"),
    [
        ("I", "No diabetes", no(ill("Diabetes Mellitus"))),
        ("I", "Without diabetes", no(ill("Diabetes Mellitus"))),
        ("I", "Free of HIV infection", no(HIV)),
        ("I", "No evidence of heart failure", no(HEART_FAILURE)),
        ("I", "Absence of active infection", no(ill("Infections", qualities=("active",)))),
        ("I", "No history of seizures", no(ill("Seizures", timing=EVER))),
        ("I", "No prior malignancy", no(ill("Neoplasms", timing=EVER))),
        (
            "I",
            "Have not had a stroke within 6 months",
            no(ill("Stroke", timing=within("6 months"))),
        ),
        ("I", "No stroke or seizures", no(Any(parts=(STROKE, ill("Seizures"))))),
        ("I", "No stroke, no seizures", no(Any(parts=(STROKE, ill("Seizures"))))),
        (
            "I",
            "No HIV, hepatitis B or hepatitis C infection",
            no(Any(parts=(HIV, HEPATITIS_B, HEPATITIS_C))),
        ),
        ("I", "No prior chemotherapy", no(drug("chemotherapy"))),
        ("I", "Not previously treated with rituximab", no(drug("rituximab"))),
        ("I", "Never treated with rituximab", no(drug("rituximab"))),
        ("I", "Not taking anticoagulants", no(drug("anticoagulant", timing=NOW))),
        (
            "I",
            "No chemotherapy within 4 weeks before enrollment",
            no(drug("chemotherapy", timing=within("4 weeks", "enrolment"))),
        ),
        (
            "I",
            "No major surgery within 4 weeks",
            no(done("major surgery", timing=within("4 weeks"))),
        ),
    ],
)
def test_negation(side, words, node):
    assert meant(side, words) == node


@pytest.mark.parametrize(
    ("side", "words", "node"),
    [
        ("I", "Asthma or COPD", EITHER_LUNG),
        ("I", "Either asthma or COPD", EITHER_LUNG),
        ("E", "Asthma and/or COPD", EITHER_LUNG),
        ("E", "Asthma/COPD", EITHER_LUNG),
        ("E", "Asthma; COPD; heart failure", Any(parts=(ASTHMA, COPD, HEART_FAILURE))),
        ("E", "Asthma, COPD, or heart failure", Any(parts=(ASTHMA, COPD, HEART_FAILURE))),
        ("E", "HIV, hepatitis B or hepatitis C", Any(parts=(HIV, HEPATITIS_B, HEPATITIS_C))),
        (
            "E",
            "Uncontrolled asthma or uncontrolled hypertension",
            Any(
                parts=(
                    ill("Asthma", qualities=("uncontrolled",)),
                    ill("Hypertension", qualities=("uncontrolled",)),
                )
            ),
        ),
        (
            "E",
            "History of stroke or active infection",
            Any(parts=(ill("Stroke", timing=EVER), ill("Infections", qualities=("active",)))),
        ),
        (
            "E",
            "History of stroke or TIA",
            Any(parts=(ill("Stroke", timing=EVER), ill("Ischemic Attack, Transient", timing=EVER))),
        ),
        ("I", "Asthma and COPD", doubt(All(parts=(ASTHMA, COPD)), EITHER_LUNG)),
        ("E", "Asthma and COPD", doubt(EITHER_LUNG, All(parts=(ASTHMA, COPD)))),
        (
            "E",
            "Severe asthma or COPD",
            doubt(
                Any(parts=(ill("Asthma", severity="severe"), COPD)),
                Any(
                    parts=(
                        ill("Asthma", severity="severe"),
                        ill(*COPD.of, severity="severe"),
                    )
                ),
            ),
        ),
        ("I", "BMI ≥ 30 kg/m2, or hypertension", Any(parts=(BMI, HYPERTENSION))),
        ("I", "Age ≥ 18 years and type 2 diabetes", All(parts=(age("≥ 18"), DIABETES_2))),
        ("I", "Type 2 diabetes, BMI ≥ 30 kg/m2", All(parts=(DIABETES_2, BMI))),
        (
            "I",
            "HIV infection with CD4 count > 200 cells/mm3",
            All(parts=(HIV, lab("CD4 count", "> 0.2", "10*9/L"))),
        ),
        (
            "E",
            "Heart failure NYHA class III or IV",
            All(parts=(HEART_FAILURE, score("NYHA", "≥ 3 ≤ 4"))),
        ),
    ],
)
def test_several_illnesses(side, words, node):
    assert meant(side, words) == node


@pytest.mark.parametrize(
    ("side", "words", "node"),
    [
        ("E", "Prior chemotherapy", drug("chemotherapy")),
        ("E", "Previous exposure to anti-TNF", drug("TNF inhibitor")),
        ("E", "Taking warfarin", drug("warfarin", timing=NOW)),
        ("E", "Current treatment with warfarin", drug("warfarin", timing=NOW)),
        ("E", "Concomitant use of warfarin", drug("warfarin", timing=NOW)),
        ("E", "Requires warfarin", drug("warfarin", timing=NOW)),
        ("I", "Receiving hydroxychloroquine", drug("hydroxychloroquine", timing=NOW)),
        (
            "E",
            "Received rituximab in the past 6 months",
            drug("rituximab", timing=within("6 months")),
        ),
        ("E", "Statin therapy within 4 weeks", drug("statin", timing=within("4 weeks"))),
        (
            "E",
            "Chemotherapy less than 4 weeks before enrollment",
            drug("chemotherapy", timing=within("4 weeks", "enrolment")),
        ),
        (
            "E",
            "Use of anticoagulants within 7 days prior to surgery",
            drug("anticoagulant", timing=within("7 days", "surgery")),
        ),
        ("E", "Live vaccine within four (4) weeks", drug("live vaccine", timing=within("4 weeks"))),
        (
            "E",
            "Vaccination with a live vaccine within 4 weeks before baseline",
            drug("live vaccine", timing=within("4 weeks", "baseline")),
        ),
        (
            "E",
            "IV antibiotics within 2 weeks",
            drug("antibiotic", routes=("intravenous",), timing=within("2 weeks")),
        ),
        (
            "E",
            "Treatment with a biologic within 3 months of baseline",
            drug("biologic therapy", timing=within("3 months", "baseline")),
        ),
        (
            "I",
            "On metformin for at least 3 months",
            drug("metformin", timing=NOW, lasting=time("3 months")),
        ),
        ("I", "Refractory to rituximab", drug("rituximab", outcomes=("failed",))),
        ("I", "Inadequate response to methotrexate", drug("methotrexate", outcomes=("failed",))),
        ("I", "Intolerance to methotrexate", drug("methotrexate", outcomes=("intolerant",))),
        (
            "I",
            "Intolerant to or inadequate response to methotrexate",
            drug("methotrexate", outcomes=("failed", "intolerant")),
        ),
        ("E", "Planned use of rituximab", drug("rituximab", timing=AHEAD)),
        ("E", "Planned treatment with rituximab during the study", drug("rituximab", timing=AHEAD)),
        (
            "E",
            "Prednisone > 20 mg/day",
            doubt(
                drug("prednisone", dose=bounds("> 20"), dose_unit="mg/d"),
                drug("prednisone", dose=bounds("> 20"), dose_unit="mg/d", timing=NOW),
            ),
        ),
        (
            "E",
            "Statins",
            doubt(drug("statin"), drug("statin", timing=NOW)),
        ),
        (
            "E",
            "Prior rituximab, belimumab or anifrolumab",
            Any(parts=(drug("rituximab"), drug("belimumab"), drug("anifrolumab"))),
        ),
        (
            "E",
            "Rituximab within 6 months or cyclophosphamide within 3 months before screening",
            Any(
                parts=(
                    drug("rituximab", timing=within("6 months")),
                    drug("cyclophosphamide", timing=within("3 months", "screening")),
                )
            ),
        ),
        (
            "E",
            "Rituximab or belimumab within 6 months",
            doubt(
                Any(parts=(drug("rituximab"), drug("belimumab", timing=within("6 months")))),
                Any(
                    parts=(
                        drug("rituximab", timing=within("6 months")),
                        drug("belimumab", timing=within("6 months")),
                    )
                ),
            ),
        ),
        ("E", "Known hypersensitivity to rituximab", ill("allergy to rituximab", timing=EVER)),
        ("E", "Allergy to aspirin", ill("allergy to aspirin", timing=EVER)),
        ("E", "Prior splenectomy", done("splenectomy")),
        ("E", "Previous bariatric surgery", done("bariatric surgery")),
        (
            "E",
            "Blood transfusion in the past 3 months",
            done("blood transfusion", timing=within("3 months")),
        ),
        (
            "E",
            "Major surgery within 28 days prior to first dose",
            done("major surgery", timing=within("28 days", "first dose")),
        ),
        ("I", "Planned hysterectomy", done("hysterectomy", timing=AHEAD)),
        ("I", "Scheduled to undergo colonoscopy", done("colonoscopy", timing=AHEAD)),
        ("E", "Requiring dialysis", done("dialysis", needed=True, timing=NOW)),
        ("E", "Contraindication to MRI", Judgement(statement="MRI is contraindicated")),
    ],
)
def test_treatments_and_procedures(side, words, node):
    assert meant(side, words) == node
