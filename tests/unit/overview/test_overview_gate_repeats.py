"""A sentence that repeats a passage of a long record is held to that passage, and to no other."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.overview.conftest import Sampled, asked_for
from trialhead.overview import FaultKind, Sentence, check

TEXT = """\
Inclusion Criteria:

* Symptoms for more than 6 months after the failure of conservative management in primary care
* Wibbles with at least one of the following causing symptomatic nerve root compression
* The patient confirms not to be pregnant

Exclusion Criteria:

* Antibody treatment less than 2 weeks before cell infusion, infection of grade 2
* Prior allogeneic bone marrow transplant (prior autologous transplant allowed)
* Cancer within 5 years except basal cell carcinoma of the skin
* The patient is pregnant or nursing
* Women of childbearing age who use no highly effective birth control
* Plans for heart surgery in the next 3 months
"""
MODULES = {
    "statusModule": {
        "overallStatus": "RECRUITING",
        "startDateStruct": {"date": "2023-05-16", "type": "ACTUAL"},
        "primaryCompletionDateStruct": {"date": "2024-06", "type": "ESTIMATED"},
        "completionDateStruct": {"date": "2025-06-30", "type": "ESTIMATED"},
        "studyFirstPostDateStruct": {"date": "2023-04-14", "type": "ACTUAL"},
    },
    "descriptionModule": {
        "briefSummary": "An animated film is shown to the children before intrathecal "
        "chemotherapy. We will treat 500 patients. Five nurses work after the film. Pain remains "
        "the dominant symptom when painkillers are not enough."
    },
    "designModule": {
        "studyType": "INTERVENTIONAL",
        "phases": ["PHASE2"],
        "enrollmentInfo": {"count": 501, "type": "ACTUAL"},
        "designInfo": {
            "allocation": "NON_RANDOMIZED",
            "maskingInfo": {"masking": "QUADRUPLE", "whoMasked": ["PARTICIPANT"]},
        },
    },
    "eligibilityModule": {"eligibilityCriteria": TEXT, "sex": "ALL", "healthyVolunteers": False},
    "armsInterventionsModule": {
        "armGroups": [
            {"label": "A", "description": "Dexamethasone once a day on 4 days in period 1"},
            {"label": "B", "description": "Dexamethasone once a day on 8 days in period 2"},
        ]
    },
}  # fmt: skip
RECORD = asked_for(TEXT, **MODULES)


def kinds(text: str, record: Sampled = RECORD) -> set[FaultKind]:
    """The kinds of faults of one sentence."""
    (only,) = check([Sentence(text=text)], *record).sentences
    return {fault.kind for fault in only.faults}


#: In brackets what the record says, and what it does not.
CASES = """\
It started on [16|14] May 2023.
It started on 16 [May|April] 2023.
It started in [May|April] 2023.
It is planned to end [on 30 June 2025|in June 2024].
It is planned to end on 30 [June|May] 2025.
The main part is planned to end in June [2024|2025].
[Four|Five] parties do not know which group you are in.
[Four|Two] parties do not know which group you are in.
It [takes|does not take] people of any sex.
It [does not take|takes] healthy people.
Chance [does not decide|decides] which group you are in.
Dexamethasone is given once a day on [4|2] days in period 1.
Dexamethasone is given once a day on 8 [days|weeks] in period 2.
An animated film is shown to the children [before|after] intrathecal chemotherapy.
The film is shown [before|after] chemotherapy.
Pain remains the dominant symptom when painkillers are [not |]enough.
You cannot join if you had antibody treatment less than 2 [weeks|days] before cell infusion.
You cannot join if you had antibody treatment less than 2 weeks [before|after] cell infusion.
You must [not |]be pregnant.
You cannot join if you had [a bone marrow transplant from a donor|an autologous transplant before].
You cannot join if you had [cancer within 5 years|basal cell carcinoma of the skin].
You cannot join if you [plan heart surgery in the next|had heart surgery in the last] 3 months.
You can join only if you have wibbles with at [least|most] one of these causing
 symptomatic nerve root compression.
You can join only if you had symptoms for more than 6 months [after|before] the failure of
 conservative management in primary care."""
_SAID = re.compile(r"\[(.*?)\|(.*?)\]")
PAIRS = [
    (_SAID.sub(r"\1", line), _SAID.sub(r"\2", line))
    for line in CASES.replace("\n ", " ").splitlines()
]


@pytest.mark.parametrize("right", dict.fromkeys(right for right, _ in PAIRS))
def test_what_the_record_says_passes(right: str) -> None:
    assert kinds(right) == set()


@pytest.mark.parametrize("wrong", [wrong for _, wrong in PAIRS])
def test_another_number_order_or_no_than_that_of_the_passage_is_told(wrong: str) -> None:
    assert kinds(wrong)


def test_years_of_age_nought_are_no_months(asking: Callable[..., Sampled]) -> None:
    ages = {"eligibilityModule": {"eligibilityCriteria": "Asthma", "minimumAge": "0 Years"}}
    record = asking("", **ages)
    assert kinds("The study takes people who are at least 0 years old.", record) == set()
    assert kinds("The study takes people who are at least 0 months old.", record)


def test_capitals_that_stand_for_something_else_are_no_everyday_word(
    asking: Callable[..., Sampled],
) -> None:
    record = asking("Inclusion Criteria:\n\n* CAR T cells must be available from a donor")
    assert kinds("You must own a car.", record)


@pytest.mark.parametrize(
    "text",
    ["You take it as a tablet.", "The implant is made of plastic.", "It is for chronic leukemia."],
)
def test_another_form_or_kind_than_the_record_names_is_told(text: str) -> None:
    record = asked_for(
        "Inclusion Criteria:\n\n* Leukemia",
        conditionsModule={"conditions": ["Leukemia"]},
        armsInterventionsModule={"interventions": [{"name": "Titanium implant, taken once"}]},
    )
    assert kinds(text, record)


@given(st.sampled_from([right for right, _ in PAIRS]), st.integers(2, 97))
def test_any_other_number_fails(right: str, number: int) -> None:
    """Changing a number of a sentence that passes makes it fail."""
    words = right.split()
    at = next((place for place, word in enumerate(words) if word.isdigit()), None)
    if at is None or str(number) == words[at] or right.startswith("Dexa"):
        return
    words[at] = str(number)
    assert kinds(" ".join(words))


@given(st.sampled_from([part for part in TEXT.splitlines() if part.startswith("*")]))
def test_the_record_s_own_words_pass(line: str) -> None:
    against = TEXT.index(line) > TEXT.index("Exclusion")
    head = "You cannot join if you fit" if against else "To join, you must fit"
    assert kinds(f"{head} these words of the record: “{line[2:]}”") == set()


@pytest.mark.parametrize(
    "claim",
    [
        "Your chances of survival go up.",
        "Your body takes it well.",
        "Your place is certain.",
        "You are just who we are looking for.",
        "Your illness will not come back.",
    ],
)
def test_a_promise_without_any_word_of_praise_is_one(claim: str) -> None:
    assert FaultKind.PROMISE in kinds(claim)
