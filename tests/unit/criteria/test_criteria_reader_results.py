"""What the reader makes of results and scores: the whole node, with its unit, limits and time.

Each line was judged by a person. All of them stand among what is required unless marked.
"""

import pytest

from tests.factories.nodes import (
    FEMALE,
    MALE,
    at,
    bounds,
    doubt,
    found,
    ill,
    lab,
    meant,
    no,
    score,
    within,
)
from trialhead.criteria import EVER, All, Any, Measurement, Use

HEMOGLOBIN = lab("hemoglobin", "≥ 9", "g/dL")
PLATELETS = lab("platelets", "≥ 100", "10*9/L")
NEUTROPHILS = lab("neutrophils", "≥ 1.5", "10*9/L")
BILIRUBIN = lab("total bilirubin", "≤ 1.5", "ULN")


@pytest.mark.parametrize(
    "words",
    [
        "Hemoglobin ≥ 9 g/dL",
        "Hemoglobin ≥9.0 g/dl",
        "hemoglobin >= 9 g/dL",
        "Hemoglobin > = 9 g/dL",
        "Haemoglobin ≧ 9 g/dL",
        "Hb ⩾ 9 g/dL",
        "Hgb => 9 g/dL",
        "Hb≥9g/dL",
        "Ｈｅｍｏｇｌｏｂｉｎ ≥ ９ g/dL",
        "Hemoglobin of at least 9 g/dL",
        "Hemoglobin: ≥ 9 g/dL",
        "Hemoglobin (Hb) ≥ 9 g/dL",
        "Hemoglobin level greater than or equal to 9 g/dL",
        "Hemoglobin greater than or equal to (≥) 9 g/dL",
        "Hemoglobin not less than 9 g/dL",
        "Hemoglobin no lower than 9 g/dL",
        "Hemoglobin 9 g/dL or higher",
        "Hemoglobin ≥ 9 g/dL (90 g/L)",
        "Hemoglobin must be ≥ 9 g/dL",
        "Hemoglobin ≥ 9 g/dL.",
        "Hemoglobin \\≥ 9 g/dL",
        "Hemoglobin\u00a0≥\u00a09\u00a0g/dL",
    ],
)
def test_one_limit_in_many_spellings(words):
    assert meant("I", words) == HEMOGLOBIN


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("BMI > 30", "> 30"),
        ("BMI over 30 kg/m2", "> 30"),
        ("BMI above 30 kg/m²", "> 30"),
        ("BMI more than 30 kg/m^2", "> 30"),
        ("BMI < 30 kg/m2", "< 30"),
        ("BMI below 30 kg/m2", "< 30"),
        ("BMI under 30 kg/m2", "< 30"),
        ("BMI ≤ 30 kg/m2", "≤ 30"),
        ("BMI =< 30 kg/m2", "≤ 30"),
        ("BMI ≦ 30 kg/m2", "≤ 30"),
        ("BMI up to 30 kg/m2", "≤ 30"),
        ("BMI not exceeding 30 kg/m2", "≤ 30"),
        ("BMI no more than 30 kg/m2", "≤ 30"),
        ("BMI 18.5–30 kg/m²", "≥ 18.5 ≤ 30"),
        ("BMI between 18.5 and 30 kg/m2", "≥ 18.5 ≤ 30"),
        ("BMI from 18.5 to 30 kg/m2", "≥ 18.5 ≤ 30"),
        ("BMI of 18.5 to 30 kg/m2, inclusive", "≥ 18.5 ≤ 30"),
        ("BMI ≥ 18.5 and < 30 kg/m2", "≥ 18.5 < 30"),
        ("18.5 ≤ BMI < 30 kg/m2", "≥ 18.5 < 30"),
        ("18.5 < BMI < 30 kg/m2", "> 18.5 < 30"),
    ],
)
def test_limits_and_ranges(words, limit):
    assert meant("I", words) == lab("BMI", limit, "kg/m2")


@pytest.mark.parametrize(
    "words",
    [
        "Platelets ≥ 100 x 10^9/L",
        "Platelets ≥ 100×10⁹/L",
        "Platelets ≥ 100 x 109/L",
        "Platelets ≥ 100*10^9/L",
        "Platelets ≥ 100 x 10E9/L",
        "PLT ≥ 100 G/L",
        "Platelet count ≥ 100 x 10^3/µL",
        "Platelets ≥ 100 K/µL",
        "Platelets ≥ 10×10⁴/μL",
        "Platelets ≥ 100,000/mm³",
        "Platelets ≥ 100 000/mm3",
        "Platelets ≥ 100,000/uL",
        "Platelets ≥ 100,000 cells/µL",
        "Platelets ≥ 100,000 per cubic millimeter",
        "Platelets ≥ 100,000",
        "Thrombocytes ≥ 100 x 10^9/L",
    ],
)
def test_cells_in_every_unit_are_told_per_litre(words):
    assert meant("I", words) == PLATELETS


@pytest.mark.parametrize(
    "words",
    [
        "Total bilirubin ≤ 1.5 x ULN",
        "Total bilirubin ≤ 1.5×ULN",
        "Bilirubin ≤ 1.5 ULN",
        "Bilirubin ≤ 1.5 times the ULN",
        "Bilirubin ≤ 1.5 × upper limit of normal (ULN)",
        "Bilirubin ≤ 1.5 x institutional upper limit of normal",
        "Bilirubin at most 1.5 times the upper limit of normal",
        "Total bilirubin no more than 1.5 x UNL",
    ],
)
def test_multiples_of_the_upper_limit(words):
    assert meant("I", words) == BILIRUBIN


@pytest.mark.parametrize(
    ("words", "node"),
    [
        ("Troponin > ULN", lab("troponin", "> 1", "ULN")),
        ("Magnesium ≥ LLN", lab("magnesium", "≥ 1", "LLN")),
        ("ANC ≥ 1,5 x 10^9/L", NEUTROPHILS),
        ("ANC at least 1500/mm3", NEUTROPHILS),
        ("CD4 count > 200 cells/µL", lab("CD4 count", "> 0.2", "10*9/L")),
        ("Serum creatinine < 2.0 mg/dL (177 µmol/L)", lab("creatinine", "< 2", "mg/dL")),
        ("Creatinine ≤ 133 µmol/L", lab("creatinine", "≤ 133", "umol/L")),
        ("eGFR ≥ 45 mL/min/1.73m2", lab("eGFR", "≥ 45", "mL/min/{1.73_m2}")),
        (
            "Estimated glomerular filtration rate > 60 ml/min/1.73 m²",
            lab("eGFR", "> 60", "mL/min/{1.73_m2}"),
        ),
        ("30 ≤ eGFR < 60 mL/min/1.73 m2", lab("eGFR", "≥ 30 < 60", "mL/min/{1.73_m2}")),
        ("Creatinine clearance > 50 ml/min", lab("creatinine clearance", "> 50", "mL/min")),
        ("INR ≤ 1.5", lab("INR", "≤ 1.5")),
        ("Glycated hemoglobin (HbA1c) of 6.5% or higher", lab("HbA1c", "≥ 6.5", "%")),
        ("7.0% ≤ HbA1c ≤ 10.0%", lab("HbA1c", "≥ 7 ≤ 10", "%")),
        ("LVEF ≥ 45%", lab("LVEF", "≥ 45", "%")),
        ("Oxygen saturation ≥ 92%", lab("SpO2", "≥ 92", "%")),
        ("Fasting plasma glucose ≤ 13.3 mmol/L", lab("fasting glucose", "≤ 13.3", "mmol/L")),
        ("Serum potassium 3.5-5.5 mEq/L", lab("potassium", "≥ 3.5 ≤ 5.5", "meq/L")),
        ("Albumin ≥ 30 g/L", lab("albumin", "≥ 30", "g/L")),
        ("LDL-C ≥ 70 mg/dL (1.8 mmol/L)", lab("LDL cholesterol", "≥ 70", "mg/dL")),
        ("HIV RNA < 50 copies/mL", lab("HIV viral load", "< 50", "{copies}/mL")),
        ("HCV RNA > 10,000 IU/mL", lab("HCV RNA", "> 10000", "[IU]/mL")),
        ("Corrected QT interval ≤ 450 ms", lab("QTc", "≤ 450", "ms")),
        ("Temperature > 100.4 °F", lab("temperature", "> 100.4", "[degF]")),
        ("Body weight > 110 lb", lab("body weight", "> 110", "[lb_av]")),
        ("UACR ≥ 30 mg/g", lab("UACR", "≥ 30", "mg/g")),
        ("Proteinuria > 1 g/24 h", lab("24-hour proteinuria", "> 1", "g/d")),
        (
            "Hemoglobin ≥ 9 g/dL within 14 days before enrollment",
            lab("hemoglobin", "≥ 9", "g/dL", timing=within("14 days", "enrolment")),
        ),
        ("HbA1c < 8% at screening", lab("HbA1c", "< 8", "%", timing=at("screening"))),
        ("Life expectancy > 3 months", lab("life expectancy", "> 3", "month")),
        ("Expected survival ≥ 12 weeks", lab("life expectancy", "≥ 12", "week")),
        ("Systolic blood pressure < 160 mmHg", lab("systolic blood pressure", "< 160", "mm[Hg]")),
        (
            "Blood pressure < 140/90 mmHg",
            All(
                parts=(
                    lab("systolic blood pressure", "< 140", "mm[Hg]"),
                    lab("diastolic blood pressure", "< 90", "mm[Hg]"),
                )
            ),
        ),
    ],
)
def test_results(words, node):
    assert meant("I", words) == node


def test_a_history_of_a_result_is_any_result():
    assert meant("E", "History of hemoglobin < 7 g/dL") == Measurement(
        analyte="hemoglobin", bounds=bounds("< 7"), unit="g/dL", use=Use.ANY, timing=EVER
    )


@pytest.mark.parametrize(
    ("side", "words", "node"),
    [
        ("E", "Positive HBsAg", found("HBsAg")),
        ("E", "HCV RNA positive", found("HCV RNA")),
        ("E", "positive for HIV antibody", found("HIV antibody")),
        ("I", "Negative for HBsAg", found("HBsAg", "negative")),
        ("I", "Positive for anti-CCP antibodies", found("anti-CCP")),
        ("I", "Anti-dsDNA positive", found("anti-dsDNA")),
        ("E", "HBsAg or anti-HCV positive", Any(parts=(found("HBsAg"), found("anti-HCV")))),
        (
            "I",
            "HBsAg negative and anti-HCV negative",
            All(parts=(found("HBsAg", "negative"), found("anti-HCV", "negative"))),
        ),
        ("E", "HIV positive", ill("HIV Infections")),
        ("I", "HBV negative", no(ill("Hepatitis B"))),
    ],
)
def test_results_in_words(side, words, node):
    assert meant(side, words) == node


def _liver(limit: str) -> tuple[Measurement, Measurement]:
    return lab("ALT", limit, "ULN"), lab("AST", limit, "ULN")


@pytest.mark.parametrize(
    ("side", "words", "node"),
    [
        ("I", "ALT and AST < 2.5 times the ULN", All(parts=_liver("< 2.5"))),
        ("E", "ALT or AST > 3 x ULN", Any(parts=_liver("> 3"))),
        (
            "I",
            "ALT/AST ≤ 3 × ULN",
            doubt(All(parts=_liver("≤ 3")), Any(parts=_liver("≤ 3"))),
        ),
        ("E", "ALT > 3 x ULN or AST > 3 x ULN", Any(parts=_liver("> 3"))),
        (
            "E",
            "ALT or AST > 3 x ULN or total bilirubin > 2 x ULN",
            Any(parts=(Any(parts=_liver("> 3")), lab("total bilirubin", "> 2", "ULN"))),
        ),
        (
            "I",
            "Hemoglobin ≥ 9 g/dL and platelets ≥ 100 x 10^9/L",
            All(parts=(HEMOGLOBIN, PLATELETS)),
        ),
        (
            "I",
            "Platelets ≥ 100 G/L, ANC ≥ 1.5 G/L, and hemoglobin ≥ 9 g/dL",
            All(parts=(PLATELETS, NEUTROPHILS, HEMOGLOBIN)),
        ),
        (
            "E",
            "Hemoglobin < 8 g/dL, platelets < 50 x 10^9/L, or creatinine > 2 mg/dL",
            Any(
                parts=(
                    lab("hemoglobin", "< 8", "g/dL"),
                    lab("platelets", "< 50", "10*9/L"),
                    lab("creatinine", "> 2", "mg/dL"),
                )
            ),
        ),
        (
            "E",
            "Hemoglobin < 8 g/dL and platelets < 50 x 10^9/L",
            doubt(
                Any(parts=(lab("hemoglobin", "< 8", "g/dL"), lab("platelets", "< 50", "10*9/L"))),
                All(parts=(lab("hemoglobin", "< 8", "g/dL"), lab("platelets", "< 50", "10*9/L"))),
            ),
        ),
        (
            "I",
            "HbA1c ≥ 6.5% or fasting plasma glucose ≥ 126 mg/dL",
            Any(parts=(lab("HbA1c", "≥ 6.5", "%"), lab("fasting glucose", "≥ 126", "mg/dL"))),
        ),
        (
            "I",
            "QTc ≤ 450 ms for men and ≤ 470 ms for women",
            All(
                parts=(
                    Any(parts=(no(MALE), lab("QTc", "≤ 450", "ms"))),
                    Any(parts=(no(FEMALE), lab("QTc", "≤ 470", "ms"))),
                )
            ),
        ),
        (
            "E",
            "QTc > 450 ms for men or > 470 ms for women",
            Any(
                parts=(
                    All(parts=(MALE, lab("QTc", "> 450", "ms"))),
                    All(parts=(FEMALE, lab("QTc", "> 470", "ms"))),
                )
            ),
        ),
        (
            "E",
            "Blood pressure ≥ 160/100 mmHg",
            doubt(
                Any(
                    parts=(
                        lab("systolic blood pressure", "≥ 160", "mm[Hg]"),
                        lab("diastolic blood pressure", "≥ 100", "mm[Hg]"),
                    )
                ),
                All(
                    parts=(
                        lab("systolic blood pressure", "≥ 160", "mm[Hg]"),
                        lab("diastolic blood pressure", "≥ 100", "mm[Hg]"),
                    )
                ),
            ),
        ),
    ],
)
def test_several_results(side, words, node):
    assert meant(side, words) == node


@pytest.mark.parametrize(
    ("words", "node"),
    [
        ("ECOG 0-1", score("ECOG", "≥ 0 ≤ 1")),
        ("ECOG PS 0 or 1", score("ECOG", "≥ 0 ≤ 1")),
        ("WHO performance status 0-1", score("ECOG", "≥ 0 ≤ 1")),
        ("ECOG performance status ≤ 2", score("ECOG", "≤ 2")),
        ("ECOG performance status of 2 or less", score("ECOG", "≤ 2")),
        ("ECOG 0, 1, or 2 at baseline", score("ECOG", "≥ 0 ≤ 2", timing=at("baseline"))),
        ("Karnofsky score of at least 70", score("Karnofsky", "≥ 70")),
        ("KPS ≥ 70%", score("Karnofsky", "≥ 70")),
        ("Lansky performance score ≥ 50", score("Lansky", "≥ 50")),
        ("NYHA class III-IV", score("NYHA", "≥ 3 ≤ 4")),
        ("NYHA functional class II or III", score("NYHA", "≥ 2 ≤ 3")),
        ("NYHA Class IV", score("NYHA", "4")),
        ("Child-Pugh class A", score("Child-Pugh class", "1")),
        ("Child-Pugh A or B", score("Child-Pugh class", "≥ 1 ≤ 2")),
        ("Child-Pugh score ≤ 6", score("Child-Pugh score", "≤ 6")),
        ("SLEDAI-2K ≥ 6", score("SLEDAI-2K", "≥ 6")),
        ("SLEDAI-2K of at least 6 at screening", score("SLEDAI-2K", "≥ 6", timing=at("screening"))),
        ("DAS28 > 3.2", score("DAS28", "> 3.2")),
        ("MMSE score between 18 and 26", score("MMSE", "≥ 18 ≤ 26")),
        ("Mini-Mental State Examination (MMSE) score ≥ 20", score("MMSE", "≥ 20")),
        ("EDSS score between 0 and 5.5", score("EDSS", "≥ 0 ≤ 5.5")),
        ("modified Rankin Scale 0-2", score("mRS", "≥ 0 ≤ 2")),
        ("NIHSS score of 6 or more", score("NIHSS", "≥ 6")),
        ("Glasgow Coma Scale ≥ 13", score("GCS", "≥ 13")),
        ("PASI ≥ 12", score("PASI", "≥ 12")),
        ("PHQ-9 ≥ 10", score("PHQ-9", "≥ 10")),
        ("Hoehn and Yahr stage 1-3", score("Hoehn and Yahr", "≥ 1 ≤ 3")),
        ("ASA physical status I or II", score("ASA", "≥ 1 ≤ 2")),
        ("MELD score ≤ 20", score("MELD", "≤ 20")),
        (
            "Rheumatoid arthritis with DAS28 > 3.2",
            All(parts=(ill("Arthritis, Rheumatoid"), score("DAS28", "> 3.2"))),
        ),
    ],
)
def test_scores_and_classes(words, node):
    assert meant("I", words) == node
