"""What the reader makes of words about people: age, sex, pregnancy, consent, other studies.

Each line was judged by a person and gives the whole node.
"""

import pytest

from tests.factories.nodes import FEMALE, MALE, age, at, ill, lab, meant, no, within
from tests.factories.sentences import read
from trialhead.criteria import (
    EVER,
    NOW,
    All,
    Any,
    Aspect,
    Judge,
    Judgement,
    Participation,
    Reproduction,
)

ANYBODY = Any(parts=(FEMALE, MALE))
PREGNANT = Reproduction(aspect=Aspect.PREGNANT)
NURSING = Reproduction(aspect=Aspect.BREASTFEEDING)
ABLE = Reproduction(aspect=Aspect.CHILDBEARING_POTENTIAL)
PLANS = Judgement(statement="plans to become pregnant", judge=Judge.PERSON)


@pytest.mark.parametrize(
    "words",
    [
        "Age ≥ 18 years",
        "Age >=18",
        "Age ≧ 18 years",
        "Age => 18 years",
        "Aged 18 years or over",
        "Aged １８ years or older",
        "18 years and older",
        "18 years of age or older",
        "At least 18 years old",
        "Must be at least eighteen years of age",
        "Patients must be 18 years of age or older",
        "Age equal to or greater than 18 years",
        "Age greater than or equal to (≥) 18 years",
        "Not younger than 18 years",
        "Age: 18 years or above",
        "Adult",
        "Adult patients",
        "Age of 18 years or older",
    ],
)
def test_adults_in_many_words(words):
    assert meant("I", words) == age("≥ 18")


@pytest.mark.parametrize(
    ("side", "words", "node"),
    [
        ("I", "Age 40 to 80 years", age("≥ 40 ≤ 80")),
        ("I", "Age: 18-70", age("≥ 18 ≤ 70")),
        ("I", "Ages 12 through 17 years", age("≥ 12 ≤ 17")),
        ("I", "Aged between 18 and 75 years old", age("≥ 18 ≤ 75")),
        ("I", "Age between 18 and 65", age("≥ 18 ≤ 65")),
        ("I", "18–65 years of age", age("≥ 18 ≤ 65")),
        ("I", "18 years ≤ age < 65 years", age("≥ 18 < 65")),
        ("I", "Age ≥ 18 years and ≤ 65 years", age("≥ 18 ≤ 65")),
        ("I", "Age > 17", age("> 17")),
        ("I", "> 65 years old", age("> 65")),
        ("I", "Patients under 40 years of age", age("< 40")),
        ("I", "Age no more than 65 years", age("≤ 65")),
        ("I", "Age ≤ 75 years.", age("≤ 75")),
        ("I", "Age ≥ 6 months", age("≥ 6", "month")),
        ("I", "Age less than 28 days", age("< 28", "day")),
        ("I", "Aged 2 to 8 weeks", age("≥ 2 ≤ 8", "week")),
        ("I", "Adult patients aged 60 or above", age("≥ 60")),
        ("I", "Age over 55 years at randomisation", age("> 55", on="randomisation")),
        ("I", "Age ≥ 18 years at the time of consent", age("≥ 18", on="consent")),
        ("I", "At least 18 years of age at enrolment", age("≥ 18", on="enrolment")),
        ("E", "Age < 18 years", age("< 18")),
        ("E", "Patients younger than 18 years", age("< 18")),
        ("E", "Older than 80 years", age("> 80")),
        ("E", "Age under 18 or over 75 years", Any(parts=(age("< 18"), age("> 75")))),
        ("E", "Age < 18 years or > 75 years", Any(parts=(age("< 18"), age("> 75")))),
    ],
)
def test_ages(side, words, node):
    assert meant(side, words) == node


@pytest.mark.parametrize(
    ("side", "words", "node"),
    [
        ("I", "Male or female", ANYBODY),
        ("I", "Men and women", ANYBODY),
        ("I", "Patients of either sex", ANYBODY),
        ("I", "Both sexes", ANYBODY),
        ("I", "Male sex", MALE),
        ("I", "Women", FEMALE),
        ("E", "Men", MALE),
        ("I", "Female aged 18 to 45 years", All(parts=(FEMALE, age("≥ 18 ≤ 45")))),
        ("I", "Males aged 50 years or older", All(parts=(MALE, age("≥ 50")))),
        ("I", "Male patients with prostate cancer", All(parts=(MALE, ill("Prostatic Neoplasms")))),
        ("I", "Men with PSA > 4 ng/mL", All(parts=(MALE, lab("PSA", "> 4", "ng/mL")))),
        (
            "I",
            "Adults with type 2 diabetes",
            All(parts=(age("≥ 18"), ill("Diabetes Mellitus, Type 2"))),
        ),
        (
            "I",
            "Adult men with hypertension",
            All(parts=(All(parts=(age("≥ 18"), MALE)), ill("Hypertension"))),
        ),
        (
            "I",
            "Male or female, aged ≥ 18 years, with type 2 diabetes",
            All(parts=(ANYBODY, age("≥ 18"), ill("Diabetes Mellitus, Type 2"))),
        ),
    ],
)
def test_sex_and_whom_it_is_about(side, words, node):
    assert meant(side, words) == node


@pytest.mark.parametrize(
    ("side", "words", "node"),
    [
        ("E", "Pregnancy", PREGNANT),
        ("E", "Pregnant women", PREGNANT),
        ("E", "Currently pregnant", PREGNANT),
        ("E", "Breast-feeding", NURSING),
        ("E", "Nursing mothers", NURSING),
        ("E", "Lactating women", NURSING),
        ("E", "Pregnancy or breastfeeding", Any(parts=(PREGNANT, NURSING))),
        ("E", "Pregnant or lactating females", Any(parts=(PREGNANT, NURSING))),
        ("E", "Women who are pregnant or nursing", Any(parts=(PREGNANT, NURSING))),
        ("E", "Pregnant, nursing, or planning a pregnancy", Any(parts=(PREGNANT, NURSING, PLANS))),
        ("E", "Planning to become pregnant", PLANS),
        ("I", "Not pregnant", no(PREGNANT)),
        ("I", "Non-pregnant", no(PREGNANT)),
        ("I", "Not breastfeeding", no(NURSING)),
        ("I", "Not pregnant or breastfeeding", no(Any(parts=(PREGNANT, NURSING)))),
        ("I", "Not pregnant, not breastfeeding", no(Any(parts=(PREGNANT, NURSING)))),
        ("I", "Female patients must not be pregnant", no(All(parts=(FEMALE, PREGNANT)))),
        ("E", "Women of childbearing potential", ABLE),
        (
            "E",
            "Positive urine pregnancy test at screening",
            Reproduction(aspect=Aspect.TEST_POSITIVE, specimen="urine", timing=at("screening")),
        ),
        (
            "I",
            "Negative serum pregnancy test within 7 days before first dose",
            Any(
                parts=(
                    no(ABLE),
                    Reproduction(
                        aspect=Aspect.TEST_NEGATIVE,
                        specimen="blood",
                        timing=within("7 days", "first dose"),
                    ),
                )
            ),
        ),
    ],
)
def test_pregnancy(side, words, node):
    assert meant(side, words) == node


def test_a_test_for_pregnancy_says_whom_it_is_asked_of():
    """Otherwise men could not take part; the reader says what it took for granted."""
    assert read("I", "Negative pregnancy test").assumptions
    assert not read("I", "Not pregnant").assumptions


@pytest.mark.parametrize(
    ("side", "words", "judge"),
    [
        ("I", "Written informed consent", Judge.PERSON),
        ("I", "Signed informed consent form", Judge.PERSON),
        ("I", "Informed consent obtained from the participant", Judge.PERSON),
        ("I", "Able to understand and sign the consent form", Judge.PERSON),
        ("I", "Willing and able to attend all visits", Judge.PERSON),
        ("I", "Ability to swallow tablets", Judge.PERSON),
        ("I", "Able to speak English", Judge.PERSON),
        ("I", "Agrees to use two methods of contraception", Judge.PERSON),
        ("I", "Women of childbearing potential must use effective contraception", Judge.PERSON),
        ("E", "Females of childbearing potential not using contraception", Judge.PERSON),
        ("E", "Unable to give informed consent", Judge.PERSON),
        ("E", "Unwilling to comply with follow-up", Judge.PERSON),
        ("E", "Refusal of surgery", Judge.PERSON),
        ("E", "Not suitable in the investigator's judgement", Judge.TEAM),
        ("E", "Investigator considers the patient unfit", Judge.TEAM),
        ("E", "Any disease that, in the opinion of the investigator, adds risk", Judge.TEAM),
        ("E", "Any illness that could interfere with the study", Judge.TEAM),
        ("I", "Deemed fit for surgery by the treating physician", Judge.TEAM),
        ("I", "Healthy volunteers", Judge.TEAM),
        ("I", "Measurable disease", Judge.TEAM),
        ("I", "Adequate venous access", Judge.TEAM),
        ("E", "Prisoners", Judge.TEAM),
        ("E", "Employees of the sponsor", Judge.TEAM),
    ],
)
def test_what_only_a_human_can_judge(side, words, judge):
    assert meant(side, words) == Judgement(statement=words, judge=judge)


@pytest.mark.parametrize(
    "words",
    [
        "Willing to give consent and aged ≥ 18 years",
        "Able to understand, at least 18 years of age",
        "Healthy volunteers aged 18 to 45 years",
    ],
)
def test_a_number_is_never_hidden_in_a_judgement(words):
    """A record answers the age; it must not be left to a human with the rest."""
    assert not isinstance(read("I", words).node, Judgement)


@pytest.mark.parametrize(
    ("side", "words", "node"),
    [
        (
            "E",
            "Participation in another interventional trial within 3 months prior to screening",
            Participation(timing=within("3 months", "screening"), interventional=True),
        ),
        (
            "E",
            "Participated in a clinical trial in the last 30 days",
            Participation(timing=within("30 days")),
        ),
        ("E", "Concurrent participation in another clinical study", Participation(timing=NOW)),
        (
            "E",
            "Currently enrolled in another drug trial",
            Participation(timing=NOW, interventional=True),
        ),
        ("E", "Previous participation in another trial", Participation(timing=EVER)),
        ("I", "Not participating in another clinical trial", no(Participation(timing=NOW))),
    ],
)
def test_other_studies(side, words, node):
    assert meant(side, words) == node
