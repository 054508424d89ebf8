"""What the reader makes of words as they stand in real texts, one after the other: people, results, scores.

Each line was judged by a person: the words, and what they ask of somebody.
"""

import pytest

from tests.factories.sentences import check


@pytest.mark.parametrize(
    ("side", "words", "told"),
    [
        ("I", "Age ≥18 years", "age is at least 18 years"),
        ("I", "Age >= 18 and <= 65 years old", "age is at least 18 years and at most 65 years"),
        ("I", "18 ≤ age ≤ 70", "age is at least 18 years and at most 70 years"),
        ("I", "Aged 18 to 75 years, inclusive", "age is at least 18 years and at most 75 years"),
        (
            "I",
            "At least 18 years of age at the time of signing the informed consent",
            "age is at least 18 years at consent",
        ),
        ("I", "Older than 50 years", "age is above 50 years"),
        (
            "I",
            "Age 12.0 years to less than 18.0 years",
            "age is at least 12 years and below 18 years",
        ),
        (
            "I",
            "Male or female, aged 18-65 years",
            "(sex is female or sex is male) and age is at least 18 years and at most 65 years",
        ),
        ("I", "Men aged 25-35", "sex is male and age is at least 25 years and at most 35 years"),
        ("E", "Less than 19 years of age", "age is below 19 years"),
        ("E", "Age over 80", "age is above 80 years"),
        ("I", "Adults", "age is at least 18 years"),
        ("I", "eighteen (18) years or older", "age is at least 18 years"),
        ("I", "Ａｇｅ ≧ １８ ｙｅａｒｓ", "age is at least 18 years"),
    ],
)
def test_ages(side, words, told):
    check(side, words, told)


@pytest.mark.parametrize(
    ("side", "words", "told"),
    [
        ("I", "Female", "sex is female"),
        ("I", "Subjects must be female", "sex is female"),
        ("I", "Gender: male or female.", "sex is female or sex is male"),
    ],
)
def test_sex(side, words, told):
    check(side, words, told)


@pytest.mark.parametrize(
    ("side", "words", "told"),
    [
        ("I", "Hemoglobin ≥ 9.0 g/dL", "latest hemoglobin is at least 9 g/dL"),
        ("I", "Haemoglobin => 90 g/L", "latest hemoglobin is at least 90 g/L"),
        ("I", "Platelets > 50 000/mm3", "latest platelets is above 50 ×10⁹/L"),
        ("I", "Platelet count >= 100 x 10^9/L", "latest platelets is at least 100 ×10⁹/L"),
        ("I", "Platelet count ≥ 100×10⁹/L", "latest platelets is at least 100 ×10⁹/L"),
        (
            "I",
            "Absolute neutrophil count (ANC) ≥ 1,500/µL",
            "latest neutrophils is at least 1.5 ×10⁹/L",
        ),
        (
            "I",
            "WBC 3,000-12,000 / mm^3",
            "latest leukocytes is at least 3 ×10⁹/L and at most 12 ×10⁹/L",
        ),
        (
            "I",
            "Serum creatinine ≤ 1.5 x ULN",
            "latest creatinine is at most 1.5 times the upper limit of normal",
        ),
        (
            "I",
            "Total bilirubin no greater than 1.5 times upper limit of normal",
            "latest total bilirubin is at most 1.5 times the upper limit of normal",
        ),
        (
            "I",
            "AST and ALT ≤ 2.5 × ULN",
            "latest AST is at most 2.5 times the upper limit of normal and latest ALT is at most 2.5 times the upper limit of normal",
        ),
        (
            "E",
            "AST or ALT > 3 x ULN",
            "latest AST is above 3 times the upper limit of normal or latest ALT is above 3 times the upper limit of normal",
        ),
        (
            "E",
            "ALT or AST more than three times the upper limit of normal",
            "latest ALT is above 3 times the upper limit of normal or latest AST is above 3 times the upper limit of normal",
        ),
        (
            "I",
            "Creatinine clearance ≥ 60 mL/min by Cockcroft-Gault formula",
            "latest creatinine clearance is at least 60 mL/min",
        ),
        ("E", "eGFR < 30 mL/min/1.73 m2", "latest eGFR is below 30 mL/min/1.73 m²"),
        ("I", "HbA1c between 7% and 10%", "latest HbA1c is at least 7% and at most 10%"),
        ("I", "HbA1c at screening < 7.5 %", "latest HbA1c is below 7.5% at screening"),
        ("I", "BMI 18.5 to 30 kg/m2", "latest BMI is at least 18.5 kg/m² and at most 30 kg/m²"),
        (
            "I",
            "18.5 kg/m2 ≤ BMI ≤ 30 kg/m2",
            "latest BMI is at least 18.5 kg/m² and at most 30 kg/m²",
        ),
        ("I", "Body weight of at least 50 kilograms (kg)", "latest body weight is at least 50 kg"),
        (
            "E",
            "Systolic blood pressure > 160 mmHg",
            "latest systolic blood pressure is above 160 mmHg",
        ),
        (
            "E",
            "Blood pressure > 160/100 mmHg",
            "read strictly, latest systolic blood pressure is above 160 mmHg or latest diastolic blood pressure is above 100 mmHg; read generously, latest systolic blood pressure is above 160 mmHg and latest diastolic blood pressure is above 100 mmHg",
        ),
        ("E", "QTc > 450 milliseconds (msec)", "latest QTc is above 450 ms"),
        (
            "I",
            "Left ventricular ejection fraction (LVEF) ≥ 50% by echocardiogram",
            "latest LVEF is at least 50%",
        ),
        ("I", "CD4 count > 200 cells/mm3", "latest CD4 count is above 0.2 ×10⁹/L"),
        (
            "I",
            "Magnesium ≥ lower limit of normal",
            "latest magnesium is at least 1 times the lower limit of normal",
        ),
        (
            "I",
            "Hemoglobin ≥ 10 g/dL for women and ≥ 11 g/dL for men",
            "(not: sex is female or latest hemoglobin is at least 10 g/dL) and (not: sex is male or latest hemoglobin is at least 11 g/dL)",
        ),
        (
            "I",
            "Fasting triglycerides < 400 mg/dL",
            "latest triglycerides (fasting) is below 400 mg/dL",
        ),
        ("E", "HBsAg positive", "latest HBsAg is positive"),
        ("E", "Positive for hepatitis B surface antigen", "latest HBsAg is positive"),
        ("I", "HIV negative", "not: HIV Infections"),
        (
            "I",
            "Adequate renal function: serum creatinine ≤ 1.5 mg/dL",
            "latest creatinine is at most 1.5 mg/dL",
        ),
        (
            "I",
            "Adequate renal function as evidenced by serum creatinine < 1.5 mg/dL",
            "latest creatinine is below 1.5 mg/dL",
        ),
        (
            "I",
            "Creatinine ≤ 2.0 mg/dL OR creatinine clearance ≥ 50 mL/min",
            "latest creatinine is at most 2 mg/dL or latest creatinine clearance is at least 50 mL/min",
        ),
        (
            "I",
            "Life expectancy of at least 12 weeks",
            "latest life expectancy is at least 12 weeks",
        ),
        ("I", "Greater than 12 weeks life expectancy", "latest life expectancy is above 12 weeks"),
    ],
)
def test_results(side, words, told):
    check(side, words, told)


@pytest.mark.parametrize(
    ("side", "words", "told"),
    [
        ("I", "ECOG performance status of 0, 1 or 2", "ECOG is at least 0 and at most 2"),
        ("I", "ECOG performance score (PS) 0-1", "ECOG is at least 0 and at most 1"),
        ("I", "Eastern Cooperative Oncology Group (ECOG) ≤ 1", "ECOG is at most 1"),
        ("I", "Karnofsky Performance Status (KPS) score ≥ 70%", "Karnofsky is at least 70"),
        (
            "I",
            "ECOG ≤ 2 (Karnofsky ≥ 60%)",
            "read strictly, ECOG is at most 2 and Karnofsky is at least 60; read generously, ECOG is at most 2 or Karnofsky is at least 60",
        ),
        (
            "E",
            "New York Heart Association (NYHA) class III or IV",
            "NYHA is at least 3 and at most 4",
        ),
        ("E", "NYHA class II or higher", "NYHA is at least 2"),
        (
            "E",
            "NYHA class III or IV congestive heart failure",
            "NYHA is at least 3 and at most 4 and Heart Failure",
        ),
        (
            "E",
            "Child-Pugh class B or C cirrhosis",
            "Child-Pugh class is at least 2 and at most 3 and Liver Cirrhosis",
        ),
        ("I", "SLEDAI-2K score ≥ 8 points", "SLEDAI-2K is at least 8"),
        ("I", "MMSE score of 24 or more", "MMSE is at least 24"),
        ("I", "EDSS of 3.0-6.5", "EDSS is at least 3 and at most 6.5"),
        ("I", "ASA class I, II or III", "ASA is at least 1 and at most 3"),
    ],
)
def test_scores(side, words, told):
    check(side, words, told)


@pytest.mark.parametrize(
    ("side", "words", "told"),
    [
        ("E", "Pregnant or breastfeeding women", "pregnant or breastfeeding"),
        (
            "E",
            "Pregnant, breastfeeding or planning to become pregnant",
            "pregnant or breastfeeding or “plans to become pregnant” (for the person to say)",
        ),
        ("E", "Positive pregnancy test", "has a positive pregnancy test"),
        (
            "I",
            "Negative pregnancy test",
            "not: able to become pregnant or has a negative pregnancy test",
        ),
        ("E", "Women of childbearing potential", "able to become pregnant"),
    ],
)
def test_children(side, words, told):
    check(side, words, told)


@pytest.mark.parametrize(
    ("side", "words", "told"),
    [
        (
            "I",
            "Able to give written informed consent",
            "“Able to give written informed consent” (for the person to say)",
        ),
        (
            "I",
            "Willing to comply with study procedures",
            "“Willing to comply with study procedures” (for the person to say)",
        ),
        (
            "E",
            "In the opinion of the investigator, unsuitable for the study",
            "“In the opinion of the investigator, unsuitable for the study” (for the study team to say)",
        ),
        (
            "I",
            "Measurable disease per RECIST 1.1",
            "“Measurable disease per RECIST 1.1” (for the study team to say)",
        ),
        (
            "E",
            "Any medical condition that would interfere with the study",
            "“Any medical condition that would interfere with the study” (for the study team to say)",
        ),
        (
            "I",
            "Must agree to use effective contraception",
            "“Must agree to use effective contraception” (for the person to say)",
        ),
        ("I", "Adequate organ function", "“Adequate organ function” (for the study team to say)"),
    ],
)
def test_for_humans(side, words, told):
    check(side, words, told)
