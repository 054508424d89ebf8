"""What the reader makes of words as they stand in real texts, one after the other: illness, treatment, studies.

Each line was judged by a person: the words, and what they ask of somebody. Words whose
reading would be a guess stand in the last table: they must stay unread, whatever else is learned.
"""

import pytest

from tests.factories.sentences import check, read
from trialhead.criteria import Read


@pytest.mark.parametrize(
    ("side", "words", "told"),
    [
        (
            "I",
            "Histologically confirmed non-small cell lung cancer",
            "Carcinoma, Non-Small-Cell Lung",
        ),
        ("I", "Diagnosis of type 2 diabetes mellitus", "Diabetes Mellitus, Type 2"),
        ("E", "History of stroke", "Stroke, ever"),
        ("E", "Current or past history of tuberculosis", "Tuberculosis, ever"),
        ("E", "Active or uncontrolled infection", "active or uncontrolled Infections"),
        ("E", "severe, active infection", "active at least severe Infections"),
        (
            "E",
            "Untreated or uncontrolled life-threatening infection",
            "untreated or uncontrolled life-threatening Infections",
        ),
        (
            "E",
            "Myocardial infarction within 6 months prior to screening",
            "Myocardial Infarction within 6 months before screening",
        ),
        (
            "E",
            "Stroke or transient ischemic attack within the last 12 months",
            "read strictly, Stroke within 12 months before screening or Ischemic Attack, Transient within 12 months before screening; read generously, Stroke or Ischemic Attack, Transient within 12 months before screening",
        ),
        ("I", "No known HIV infection", "not: HIV Infections"),
        ("I", "No history of brain metastases", "not: Brain metastases, ever"),
        ("I", "Not pregnant or nursing", "not: (pregnant or breastfeeding)"),
        (
            "E",
            "Significant renal or hepatic impairment",
            "read strictly, significant Renal Insufficiency or Hepatic Insufficiency; read generously, significant Renal Insufficiency or significant Hepatic Insufficiency",
        ),
        (
            "E",
            "Clinically significant cardiovascular, hepatic or psychiatric disease",
            "read strictly, clinically significant Cardiovascular Diseases or Liver Diseases or Mental Disorders; read generously, clinically significant Cardiovascular Diseases or clinically significant Liver Diseases or clinically significant Mental Disorders",
        ),
        ("E", "Valvular disease", "valvular disease"),
        (
            "E",
            "COPD exacerbation within 6 weeks",
            "COPD exacerbation within 6 weeks before screening",
        ),
        ("E", "opioid dependence", "Opioid-Related Disorders"),
        ("E", "penicillin allergy", "allergy to penicillin, ever"),
        ("I", "Unresectable stage III or IV melanoma", "unresectable Melanoma, stage III or IV"),
        (
            "I",
            "Persistent asthma for at least 6 months",
            "persistent Asthma, begun more than 6 months before screening",
        ),
        (
            "E",
            "Grade 2 or higher peripheral neuropathy",
            "Peripheral Nervous System Diseases, grade at least 2",
        ),
        (
            "I",
            "Peripheral neuropathy must be ≤ grade 1",
            "not: Peripheral Nervous System Diseases, grade above 1",
        ),
        ("E", "Infection with HIV or HBV", "HIV Infections or Hepatitis B"),
        (
            "E",
            "Known or suspected gastroparesis",
            "Gastroparesis or “Gastroparesis is suspected” (for the study team to say)",
        ),
        (
            "E",
            "Other malignancy within 5 years except for basal cell carcinoma",
            "other Neoplasms, except Carcinoma, Basal Cell within 5 years before screening",
        ),
        (
            "E",
            "Prior malignancy within 5 years except for adequately treated basal cell carcinoma of the skin",
            "Neoplasms, except adequately treated Carcinoma, Basal Cell within 5 years before screening",
        ),
        (
            "E",
            "Severe anemia (Hb < 8 g/dL)",
            "read strictly, at least severe Anemia or latest hemoglobin is below 8 g/dL; read generously, at least severe Anemia and latest hemoglobin is below 8 g/dL",
        ),
        (
            "E",
            "Heart failure with ejection fraction (EF) < 45%",
            "Heart Failure and latest LVEF is below 45%",
        ),
        (
            "E",
            "Neutropenia defined as ANC < 1500/µL",
            "read strictly, Neutropenia or latest neutrophils is below 1.5 ×10⁹/L; read generously, Neutropenia and latest neutrophils is below 1.5 ×10⁹/L",
        ),
        (
            "E",
            "Decompensated liver disease (Child-Pugh class B or C)",
            "read strictly, decompensated Liver Diseases or Child-Pugh class is at least 2 and at most 3; read generously, decompensated Liver Diseases and Child-Pugh class is at least 2 and at most 3",
        ),
        ("E", "History of HIV or active hepatitis B", "HIV Infections, ever or active Hepatitis B"),
        (
            "E",
            "Chronic obstructive pulmonary disorder (COPD)",
            "chronic Pulmonary Disease, Chronic Obstructive",
        ),
        ("E", "acute, chronic or recurrent hepatitis", "acute or chronic or recurrent Hepatitis"),
        ("E", "Lupus nephritis", "Lupus Nephritis"),
    ],
)
def test_conditions(side, words, told):
    check(side, words, told)


@pytest.mark.parametrize(
    ("side", "words", "told"),
    [
        ("E", "Prior treatment with rituximab", "treated with rituximab, ever"),
        (
            "E",
            "Rituximab within 6 months before screening",
            "treated with rituximab within 6 months before screening",
        ),
        ("E", "Currently taking warfarin", "on warfarin"),
        ("E", "Concurrent use of anticoagulants", "on anticoagulant"),
        ("E", "Requires insulin", "on insulin"),
        ("E", "History of metformin use", "treated with metformin, ever"),
        (
            "E",
            "Use of oral or intravenous antibiotics within 2 weeks prior to screening",
            "treated with oral or intravenous antibiotic within 2 weeks before screening",
        ),
        (
            "E",
            "Received a live vaccine within 4 weeks prior to randomization",
            "treated with live vaccine within 4 weeks before randomisation",
        ),
        (
            "E",
            "Investigational drug within 30 days of first dose",
            "treated with investigational drug within 30 days before first dose",
        ),
        (
            "E",
            "Prednisone > 10 mg/day",
            "read strictly, treated with prednisone, dose above 10 mg/day, ever; read generously, on prednisone, dose above 10 mg/day",
        ),
        ("E", "Allergy to penicillin", "allergy to penicillin, ever"),
        (
            "E",
            "severe allergic reaction to paroxetine or codeine",
            "read strictly, at least severe allergy to paroxetine, ever or allergy to codeine, ever; read generously, at least severe allergy to paroxetine, ever or at least severe allergy to codeine, ever",
        ),
        (
            "E",
            "Known hypersensitivity or other contraindications to vancomycin",
            "allergy to vancomycin, ever",
        ),
        (
            "I",
            "No contraindication to anticoagulation",
            "not: treated with anticoagulant (contraindicated), ever",
        ),
        ("I", "Failed methotrexate", "treated with methotrexate (failed), ever"),
        (
            "I",
            "Inadequate response or intolerance to a TNF inhibitor",
            "treated with TNF inhibitor (failed or intolerant), ever",
        ),
        ("E", "Planned treatment with rituximab", "treated with rituximab, foreseen"),
        (
            "E",
            "proton pump inhibitors such as omeprazole or lansoprazole",
            "read strictly, treated with PPI, ever or treated with omeprazole, ever or treated with lansoprazole, ever; read generously, on PPI or on omeprazole or on lansoprazole",
        ),
        (
            "E",
            "prior mTOR inhibitor (sirolimus, everolimus)",
            "treated with mTOR inhibitor, ever or treated with sirolimus, ever or treated with everolimus, ever",
        ),
        ("I", "No concurrent chemotherapy", "not: on chemotherapy"),
        ("I", "Ongoing stable therapy with metformin", "on stable metformin"),
        ("E", "Prior or concurrent treatment with warfarin", "treated with warfarin, ever"),
        (
            "E",
            "Has a diagnosis of asthma or is taking warfarin within 7 days prior to screening",
            "read strictly, Asthma or treated with warfarin within 7 days before screening; read generously, Asthma, begun within 7 days before screening or treated with warfarin within 7 days before screening",
        ),
        (
            "E",
            "Known hypersensitivity to any component of the study drug",
            "allergy to the study drug, ever",
        ),
    ],
)
def test_treatments(side, words, told):
    check(side, words, told)


@pytest.mark.parametrize(
    ("side", "words", "told"),
    [
        (
            "E",
            "Major surgery within 4 weeks",
            "has had major surgery within 4 weeks before screening",
        ),
        ("E", "Prior organ transplantation", "has had organ transplantation, ever"),
        ("E", "Planned surgery during the study", "is to have surgery, foreseen"),
        (
            "E",
            "Kidney transplant or dialysis",
            "has had kidney transplantation, ever or has had dialysis, ever",
        ),
        (
            "I",
            "scheduled for elective cesarean section",
            "is to have elective cesarean section, foreseen",
        ),
        (
            "E",
            "Use of an insulin pump",
            "read strictly, has had insulin pump, ever; read generously, is having insulin pump",
        ),
        (
            "E",
            "Participation in another clinical trial within 30 days",
            "taking part in another study within 30 days before screening",
        ),
        (
            "E",
            "Currently participating in another interventional study",
            "taking part in another interventional study",
        ),
    ],
)
def test_procedures_and_studies(side, words, told):
    check(side, words, told)


@pytest.mark.parametrize(
    ("side", "words", "told"),
    [
        (
            "E",
            "Topical retinoids within 4 weeks",
            "treated with topical retinoid within 4 weeks before screening",
        ),
        ("I", "Fasting glucose < 126 mg/dL", "latest fasting glucose is below 126 mg/dL"),
        (
            "I",
            "Fasting cholesterol =< 350mg/dL and fasting triglycerides =< 400mg/dL",
            "latest total cholesterol (fasting) is at most 350 mg/dL and latest triglycerides (fasting) is at most 400 mg/dL",
        ),
        (
            "E",
            "Oral corticosteroids within 14 days of study entry",
            "treated with oral systemic corticosteroid within 14 days before enrolment",
        ),
    ],
)
def test_routes_and_settings(side, words, told):
    check(side, words, told)


@pytest.mark.parametrize(
    ("side", "words", "told"),
    [
        (
            "E",
            "periodontal disease, gingival recession",
            "Periodontal Diseases or Gingival Recession",
        ),
        (
            "E",
            "musculoskeletal injury in the last three months",
            "musculoskeletal injury within 3 months before screening",
        ),
        (
            "E",
            "History of spinal surgery, spinal trauma, or sacroiliitis",
            "has had spinal surgery, ever or spinal Wounds and Injuries, ever or Sacroiliitis, ever",
        ),
        (
            "E",
            "Have a history of pituitary or adrenal dysfunction",
            "pituitary dysfunction, ever or adrenal dysfunction, ever",
        ),
        ("E", "alcohol or drug dependence", "Alcoholism or Substance-Related Disorders"),
        ("E", "biliary adenocarcinoma", "biliary Adenocarcinoma"),
        ("E", "gastrointestinal obstruction", "gastrointestinal obstruction"),
    ],
)
def test_names_by_form(side, words, told):
    check(side, words, told)


@pytest.mark.parametrize(
    ("side", "words"),
    [
        ("I", "Between 6 months and 5 years of age"),
        ("E", "No known HIV infection"),
        ("E", "No major surgery within 14 days before enrollment"),
        ("E", "Any investigational drug within 30 days or 3 months of enrollment"),
        ("I", "Vasectomy."),
        ("I", "Chemotherapy"),
        ("E", "Previously enrolled in the study"),
        ("I", "Male or non-pregnant and non-lactating female, at least 18 years old"),
        ("E", "SBP=180mmHg, or DBP=110mmHg"),
        ("I", "Mini-Mental State Exam = 24."),
        ("E", "severe or uncontrolled systemic diseases (eg, unstable respiratory disease)"),
        ("E", "Any immunosuppressive condition or treatment with immunosuppressive medications"),
        ("I", "COVID-19 test"),
        ("E", "In women, pregnancy or breastfeeding."),
        ("E", "acquired or congenital immunodeficiency disorders"),
        ("E", "Unresolved urinary tract obstruction with or without ureteric stent"),
        ("I", "having primary corrective heart surgery"),
        ("E", "family history of breast cancer"),
        ("I", "Creatinine clearance 900 mg/dL"),
        ("E", "Hemoglobin < 8 mmol"),
        ("I", "At least 3 months"),
        ("E", "Patients with uncontrolled diagnosis"),
        ("I", "HbA1c > 0.12"),
        ("E", "glucose clamp"),
        ("I", "El paciente debe tener más de 18 años"),
        ("I", "患者年龄大于十八岁"),
        ("E", "History of asthma and COPD or cancer and stroke"),
        ("E", "patients with chronic inflammation diseases"),
        ("I", "Platelets > many"),
        ("E", "Life expectancy of 3 months"),
        ("E", "Has psychiatric or substance abuse disorder"),
        ("E", "MMSE score of <= 24. psychiatric disease"),
    ],
)
def test_what_would_be_a_guess_stays_unread(side, words):
    assert read(side, words).read is Read.NONE
