"""The gate where the same words stand for another number, time, study phase or person."""

from collections.abc import Callable

import pytest

from tests.unit.overview.conftest import Sampled
from trialhead.overview import FaultKind, Sentence, check

TEXT = """\
Inclusion Criteria:

* Adults ≥ 22 and ≤ 80 years
* Serum bilirubin less than 1.5 times the upper normal limit

Exclusion Criteria:

* Body mass index (BMI) ≥ 40
* Previous therapy with nivolumab
* Severe infection within 4 weeks prior to the first dose
* AST > 2.5 times the upper limit of normal; serum creatinine > 1.5 times the upper limit of normal
"""
LONG = """\
Many young people use e-cigarettes and find no help by themselves, which is a heavy burden to all
their families and schools all over the country and in many others. Pembrolizumab was tested in a
phase 2 study with success in adults. Adults 18 and over were asked, and all who are included must
have answered every question of the first survey before the end of the year in which it was sent.
"""
MODULES = {
    "descriptionModule": {"briefSummary": LONG},
    "designModule": {
        "studyType": "INTERVENTIONAL",
        "phases": ["PHASE3"],
        "enrollmentInfo": {"count": 120},
    },
    "armsInterventionsModule": {
        "interventions": [
            {"name": "Blinatumomab", "description": "8 μg/day, escalated to 28"},
            {"name": "Ciprofloxacin", "description": "Dose 10 mg/kg"},
        ],
        "armGroups": [{"label": "Leaflet", "description": "No visits to the gym. Only a leaflet."}],
    },
}  # fmt: skip


@pytest.fixture
def record(asking: Callable[..., Sampled]) -> Sampled:
    """A record to hold texts to."""
    study, criteria = asking(TEXT, **MODULES)
    return study, criteria


def kinds(text: str, record: Sampled) -> set[FaultKind]:
    """The kinds of faults of one sentence."""
    (only,) = check([Sentence(text=text)], *record).sentences
    return {fault.kind for fault in only.faults}


@pytest.mark.parametrize(
    "text",
    [
        "It is a phase 3 study.",
        "You must be from 22 years to 80 years old.",
        "The study takes people from 22 to 80 years old.",
        "Your total bilirubin must be below 1.5 times the upper limit of normal.",
        "Your BMI must not be at least 40 kg/m².",
        "You cannot join if you had nivolumab before.",
        "You cannot join if you had a severe infection in the four weeks before the first dose.",
        "Your creatinine must not be above 1.5 times the upper limit of normal.",
        "You get 8 μg of blinatumomab a day, which is raised to 28.",
        "This group gets only a leaflet.",
        "The dose of ciprofloxacin is 10 mg for each kilogram of body weight.",
    ],
)
def test_what_the_record_says_passes(record: Sampled, text: str) -> None:
    assert kinds(text, record) == set()


@pytest.mark.parametrize(
    "text",
    [
        "It is a phase 2 study.",
        "You must be from 22 months to 80 years old.",
        "The study takes people who are at least 18 months old.",
        "Your total bilirubin must be below 1.5 times the lower limit of normal.",
        "Your BMI must not be at least 40 g/m².",
        "You must have had nivolumab before.",
        "You must have been given nivolumab at any time.",
        "You cannot join if you had a severe infection in the five weeks before the first dose.",
        "Your creatinine must not be above 2.5 times the upper limit of normal.",
        "You must use e-cigarettes.",
        "You get 8 μg of blinatumomab a week.",
        "The dose of ciprofloxacin is 11 mg for each kilogram of body weight.",
    ],
)
def test_what_it_says_of_something_else_is_told(record: Sampled, text: str) -> None:
    assert kinds(text, record)


def test_a_no_in_a_general_rule_is_held_to_the_name_behind_it(
    asking: Callable[..., Sampled],
) -> None:
    record = asking("DISEASE CHARACTERISTICS: PRIOR THERAPY: No prior paclitaxel")
    assert kinds("You must have had paclitaxel before.", record)


def test_a_missing_age_limit_turns_no_other_one(asking: Callable[..., Sampled]) -> None:
    ages = {"eligibilityModule": {"eligibilityCriteria": "Asthma", "minimumAge": "18 Years"}}
    record = asking("", **ages)
    assert kinds("You must be at least 18 years old.", record) == set()
    assert kinds("You must be below 18 years old.", record) == {FaultKind.COMPARATOR}


def test_one_entry_of_several_is_not_the_only_one(asking: Callable[..., Sampled]) -> None:
    text = {"eligibilityCriteria": "Inclusion Criteria:\n\n* Asthma", "stdAges": ["CHILD", "ADULT"]}
    record = asking("", eligibilityModule=text)
    assert FaultKind.SCOPE in kinds("The study only takes adults.", record)
